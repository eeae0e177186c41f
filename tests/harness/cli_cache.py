"""The cache of `kiln run`: what makes an entry invalid, and what happens when there is no cache."""
import os
import subprocess

from harness.case import KILN, execute, write
from harness.command import expect, kiln, left_over, surroundings


def entries(folder, name):
    return [os.path.join(where, name) for where, _, files in os.walk(os.path.join(folder, ".cache")) if name in files]


def check_run_starts_from_the_cache(folder):
    write(os.path.join(folder, "a.js"), "console.log('cached')\n")
    problem = expect(kiln(folder, "run", "a.js"), 0, output="cached\n")
    times = [os.stat(path).st_mtime_ns for path in entries(folder, "program")]
    problem = problem or expect(kiln(folder, "run", "a.js"), 0, output="cached\n")
    if not problem and (len(times) != 1 or times != [os.stat(path).st_mtime_ns for path in entries(folder, "program")]):
        return "the second run built anew"
    return problem or left_over(folder, "a.js")


def check_run_sees_changes(folder):
    package = os.path.join(folder, "node_modules", "p")
    os.makedirs(package)
    write(os.path.join(package, "package.json"), '{"main": "one.js"}')
    write(os.path.join(package, "one.js"), "module.exports = 'one'\n")
    write(os.path.join(package, "two.js"), "module.exports = 'two'\n")
    write(os.path.join(folder, "b.js"), "module.exports = 'b'\n")
    write(os.path.join(folder, "a.js"), "console.log(require('./b'), require('p'))\n")
    changes = [
        (None, "", "b one\n"),
        ("b.js", "module.exports = 'B'\n", "B one\n"),
        ("node_modules/p/one.js", "module.exports = '1'\n", "B 1\n"),
        ("node_modules/p/package.json", '{"main": "two.js"}', "B two\n"),
        ("a.js", "console.log(require('p'))\n", "two\n"),
    ]
    for path, text, output in changes:
        if path:
            write(os.path.join(folder, path), text)
        problem = expect(kiln(folder, "run", "a.js"), 0, output=output)
        if problem:
            return f"after a change of {path}: {problem}"
    return left_over(folder, "a.js", "b.js", "node_modules")


def check_run_mends_a_broken_entry(folder):
    write(os.path.join(folder, "a.js"), "console.log('whole')\n")
    problem = expect(kiln(folder, "run", "a.js"), 0, output="whole\n")
    for name, text in (("program", "cut off"), ("program", ""), ("inputs", "rubbish\n\n\0"), ("inputs", "")):
        for path in entries(folder, name):
            write(path, text)
        problem = problem or expect(kiln(folder, "run", "a.js"), 0, output="whole\n")
    for path in entries(folder, "program"):
        os.remove(path)
    return problem or expect(kiln(folder, "run", "a.js"), 0, output="whole\n")


def check_run_without_a_cache(folder):
    write(os.path.join(folder, "a.js"), "console.log(process.argv.length)\n")
    write(os.path.join(folder, "file"), "")
    base = {name: value for name, value in surroundings(folder).items() if name not in ("HOME", "XDG_CACHE_HOME")}
    for extra in ({}, {"HOME": os.path.join(folder, "file")}, {"XDG_CACHE_HOME": "relative"}, {"XDG_CACHE_HOME": "/proc/none"}):
        problem = expect(execute([KILN, "run", "a.js"], folder, {**base, **extra}), 0, output="2\n")
        if problem:
            return f"{extra}: {problem}"
    return left_over(folder, "a.js", "file")


def check_runs_at_once(folder):
    write(os.path.join(folder, "a.js"), "console.log('once')\n")
    command = [KILN, "run", "a.js"]
    running = [subprocess.Popen(command, cwd=folder, env=surroundings(folder), stdout=subprocess.PIPE) for _ in range(4)]
    results = [(process.communicate()[0], process.returncode) for process in running]
    if results != [(b"once\n", 0)] * 4:
        return str(results)
    extra = [name for path in entries(folder, "inputs") for name in os.listdir(os.path.dirname(path)) if name not in ("inputs", "program")]
    return f"left in the cache: {extra}" if extra else left_over(folder, "a.js")
