"""Programs that must not compile: `kiln check` ends with 1 and prints exactly NAME.err, or some message with a place when there is none."""
import os
import re

from harness.case import KILN, TESTS, difference, execute, neutral, read, single, write
from harness.programs import programs_in

TOP = os.path.join(TESTS, "diagnostics")


def cases(context):
    for stem in sorted(os.listdir(TOP)):
        folder = os.path.join(TOP, stem)
        if os.path.isdir(folder):
            for name in programs_in(folder):
                yield diagnostic_case(folder, f"diagnostics/{stem}/{name}", name)


def diagnostic_case(folder, label, name):
    golden = os.path.join(folder, os.path.splitext(name)[0] + ".err")

    def compile_it():
        # Relative, so that messages carry the short path that a user would see.
        return execute([KILN, "check", name], folder, dict(os.environ), timeout=60)

    def check():
        done = compile_it()
        if done.timed_out or done.code != 1:
            return f"expected exit code 1, got {done.code}\n{done.err[-1500:]}"
        expected = read(golden)
        if expected is not None:
            return None if expected == neutral(done.err) else difference(expected, neutral(done.err), "diagnostics")
        if not re.search(re.escape(name) + r":\d+:\d+", done.err):
            return "no file:line:column in the message\n" + done.err[-1500:]
        return None

    def update():
        if os.path.exists(golden):
            write(golden, neutral(compile_it().err))

    return single(label, check, update)
