"""The command line: exit codes, one clear message, nothing left half-written."""
import os
import stat

from harness import cli_assets, cli_cache, cli_outputs, cli_parts, cli_profiles, cli_signals, cli_sources, cli_texts, cli_units
from harness.case import execute, single, write
from harness.command import expect, kiln, left_over, one_message


def cases(context):
    parts = (cli_assets, cli_outputs, cli_cache, cli_parts, cli_profiles, cli_sources, cli_texts, cli_signals, cli_units)
    checks = {**globals(), **{name: check for part in parts for name, check in vars(part).items()}}
    for name, check in sorted(checks.items()):
        if name.startswith("check_"):
            yield single("cli/" + name[len("check_"):].replace("_", "-"), lambda check=check: check(context.folder()))


def check_help(folder):
    return expect(kiln(folder, "--help"), 0, "build", "run", "check")


def check_version(folder):
    return expect(kiln(folder, "--version"), 0, "kiln")


def check_no_arguments(folder):
    return expect(kiln(folder), 2)


def check_unknown_command(folder):
    return expect(kiln(folder, "bild", "a.js"), 2, "bild")


def check_unknown_option(folder):
    write(os.path.join(folder, "a.js"), "console.log(1)\n")
    return expect(kiln(folder, "build", "a.js", "--fast"), 2, "--fast")


def check_missing_input(folder):
    return one_message(kiln(folder, "build", "absent.js", "-o", "out"), 1, "absent.js") or left_over(folder)


def check_directory_as_input(folder):
    os.mkdir(os.path.join(folder, "empty"))
    return one_message(kiln(folder, "build", "empty", "-o", "out"), 1, "empty") or left_over(folder, "empty")


def check_unreadable_input(folder):
    path = os.path.join(folder, "secret.js")
    write(path, "console.log(1)\n")
    os.chmod(path, 0)
    if os.access(path, os.R_OK):  # root reads everything
        return None
    return one_message(kiln(folder, "build", "secret.js", "-o", "out"), 1, "secret.js")


def check_unwritable_output(folder):
    write(os.path.join(folder, "a.js"), "console.log(1)\n")
    return one_message(kiln(folder, "build", "a.js", "-o", "absent/out"), 1, "absent") or left_over(folder, "a.js")


def check_full_disk(folder):
    write(os.path.join(folder, "a.js"), "console.log(1)\n")
    return one_message(kiln(folder, "build", "a.js", "-o", "/dev/full"), 1, "/dev/full") or left_over(folder, "a.js")


def check_output_is_directory(folder):
    write(os.path.join(folder, "a.js"), "console.log(1)\n")
    os.mkdir(os.path.join(folder, "out"))
    return one_message(kiln(folder, "build", "a.js", "-o", "out"), 1, "out") or left_over(folder, "a.js", "out")


def check_missing_module(folder):
    write(os.path.join(folder, "a.mjs"), "import { x } from './absent.mjs'\nconsole.log(x)\n")
    return expect(kiln(folder, "build", "a.mjs", "-o", "out"), 1, "absent.mjs", "a.mjs:1") or left_over(folder, "a.mjs")


def check_missing_required_module(folder):
    """At build time where it surely runs; elsewhere require() throws, and programs may catch it."""
    write(os.path.join(folder, "a.js"), "const b = require('./b');\nconsole.log(b)\n")
    write(os.path.join(folder, "b.js"), "'use strict';\nconst fs = require('fs'), { x } = require('./absent').y;\n")
    problem = expect(kiln(folder, "build", "a.js", "-o", "out"), 1, "Cannot find module './absent'", "b.js:2") or left_over(folder, "a.js", "b.js")
    write(os.path.join(folder, "b.js"), "try { require('./absent') } catch (e) { module.exports = e.code }\n")
    return problem or expect(kiln(folder, "run", "a.js"), 0, "MODULE_NOT_FOUND")


def check_syntax_error(folder):
    write(os.path.join(folder, "a.js"), "let x = 1\nlet y = (x +\n")
    done = kiln(folder, "build", "a.js", "-o", "out")
    return expect(done, 1, "a.js:", "^") or left_over(folder, "a.js")


def check_failed_build_keeps_old_output(folder):
    write(os.path.join(folder, "a.js"), "let = = 1\n")
    write(os.path.join(folder, "out"), "old")
    problem = expect(kiln(folder, "build", "a.js", "-o", "out"), 1)
    with open(os.path.join(folder, "out"), encoding="utf-8") as file:
        return problem or (None if file.read() == "old" else "the old output was overwritten")


def check_default_output_name(folder):
    write(os.path.join(folder, "hello.js"), "console.log('hello')\n")
    problem = expect(kiln(folder, "build", "hello.js"), 0)
    if problem:
        return problem
    mode = os.stat(os.path.join(folder, "hello")).st_mode
    if not mode & stat.S_IXUSR:
        return "the output is not executable"
    return expect(execute([os.path.join(folder, "hello")], folder, dict(os.environ)), 0, output="hello\n")


def check_run_passes_arguments(folder):
    write(os.path.join(folder, "a.js"), "console.log(process.argv.slice(2).join('|'))\nprocess.exit(7)\n")
    first = expect(kiln(folder, "run", "a.js", "one", "--two"), 7, output="one|--two\n")
    return first or expect(kiln(folder, "run", "a.js", "x"), 7, output="x\n")


def check_check_is_silent(folder):
    write(os.path.join(folder, "a.js"), "console.log(1)\n")
    return expect(kiln(folder, "check", "a.js"), 0, output="") or left_over(folder, "a.js")


def check_dump_ir(folder):
    write(os.path.join(folder, "a.js"), "function add(a, b) { return a + b }\nconsole.log(add(1, 2))\n")
    return expect(kiln(folder, "build", "a.js", "--dump=ir", "--stop-after=ir"), 0, "add")
