"""Where the executable goes: full disks, running programs, links, two builds at once; what it holds with -g."""
import os
import re
import subprocess

from harness.case import KILN, execute, write
from harness.command import expect, kiln, left_over, one_message, surroundings


def program(folder):
    write(os.path.join(folder, "a.js"), "console.log('made')\n")


def limited(folder, size, *arguments):
    return kiln(folder, *arguments, wrapper=("prlimit", f"--fsize={size}"))


def check_no_space_for_object(folder):
    program(folder)
    return one_message(limited(folder, 1000, "build", "a.js", "-o", "out"), 1, "program.o", "File too large") or left_over(folder, "a.js")


def check_no_space_for_executable(folder):
    program(folder)
    write(os.path.join(folder, "out"), "old")
    problem = one_message(limited(folder, 1_000_000, "build", "a.js", "-o", "out"), 1, "out", "File too large")
    return problem or left_over(folder, "a.js", "out") or expect(execute(["cat", "out"], folder, dict(os.environ)), 0, output="old")


def check_no_space_for_dump(folder):
    program(folder)
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [KILN, "build", "a.js", "--dump=ir", "--stop-after=ir"]
        done = subprocess.run(command, cwd=folder, env=surroundings(folder), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 1 or "standard output" not in done.stderr:
        return f"exit code {done.returncode}, message {done.stderr!r}"
    return left_over(folder, "a.js")


def check_missing_temporary_directory(folder):
    program(folder)
    done = execute([KILN, "build", "a.js", "-o", "out"], folder, dict(surroundings(folder), TMPDIR=os.path.join(folder, "absent")))
    return one_message(done, 1, "temporary directory") or left_over(folder, "a.js")


def check_output_of_a_running_program(folder):
    write(os.path.join(folder, "a.js"), "process.stdin.on('data', () => {}).on('end', () => console.log('first'))\n")
    problem = expect(kiln(folder, "build", "a.js", "-o", "out"), 0)
    if problem:
        return problem
    with subprocess.Popen([os.path.join(folder, "out")], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        write(os.path.join(folder, "a.js"), "console.log('second')\n")
        problem = expect(kiln(folder, "build", "a.js", "-o", "out"), 0)
        out, _ = running.communicate(b"")
    if problem or out != b"first\n":
        return problem or f"the running program printed {out!r}"
    return expect(execute([os.path.join(folder, "out")], folder, dict(os.environ)), 0, output="second\n") or left_over(folder, "a.js", "out")


def check_output_paths(folder):
    program(folder)
    os.mkdir(os.path.join(folder, "sub"))
    write(os.path.join(folder, "target"), "old")
    os.symlink("target", os.path.join(folder, "link"))
    for name in ("plain", "sub/../sub/relative", os.path.join(folder, "absolute"), "link", "with space"):
        problem = expect(kiln(folder, "build", "a.js", "-o", name), 0)
        problem = problem or expect(execute([os.path.join(folder, name)], folder, dict(os.environ)), 0, output="made\n")
        if problem:
            return f"{name}: {problem}"
    return left_over(folder, "a.js", "sub", "target", "link", "plain", "absolute", "with space")


def check_two_builds_at_once(folder):
    program(folder)
    command = [KILN, "build", "a.js", "-o", "out"]
    running = [subprocess.Popen(command, cwd=folder, env=surroundings(folder)) for _ in range(3)]
    codes = [process.wait() for process in running]
    if codes != [0, 0, 0]:
        return f"exit codes {codes}"
    return expect(execute([os.path.join(folder, "out")], folder, dict(os.environ)), 0, output="made\n") or left_over(folder, "a.js", "out")


def check_builds_are_reproducible(folder):
    program(folder)
    problem = expect(kiln(folder, "build", "a.js", "-o", "one"), 0) or expect(kiln(folder, "build", "a.js", "-o", "two"), 0)
    return problem or expect(execute(["cmp", "one", "two"], folder, dict(os.environ)), 0)


def check_unknown_stage(folder):
    program(folder)
    for option in ("--dump=machine", "--stop-after=ir-after:magic"):
        problem = expect(kiln(folder, "build", "a.js", option), 2, "no stage", option.split("=")[1])
        if problem:
            return problem
    return left_over(folder, "a.js")


def check_dump_ast(folder):
    program(folder)
    return expect(kiln(folder, "build", "a.js", "--dump=ast", "--stop-after=ast"), 0, "CallExpression", "made") or left_over(folder, "a.js")


def check_line_tables(folder):
    write(os.path.join(folder, "lines.js"), "function outer(f) {\n  return f() + 1\n}\n\nfunction fails() {\n  throw new Error('here')\n}\n\nouter(fails)\n")
    problem = expect(kiln(folder, "build", "lines.js", "-o", "plain"), 0) or expect(kiln(folder, "build", "-g", "lines.js", "-o", "out"), 0)
    if problem:
        return problem
    # Stack traces are the same with and without.
    plain, debug = (execute([os.path.join(folder, name)], folder, dict(os.environ)) for name in ("plain", "out"))
    if plain.err != debug.err or "lines.js:6:9" not in debug.err:
        return f"stack traces differ:\n{plain.err}\n{debug.err}"
    table = execute(["llvm-dwarfdump-19", "--debug-line", "out"], folder, dict(os.environ)).out
    if "lines.js" not in table or not re.search(r"^0x[0-9a-f]+ +6 +9 ", table, re.M):
        return "no row for line 6, column 9\n" + table[:2000]
    return None
