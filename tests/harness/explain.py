"""What `kiln build --explain` tells of tests/explain/NAME.js: NAME.out. (A pass that does more leaves less to tell: judge the change.)"""
import os

from harness.case import KILN, TESTS, difference, execute, read, single, write
from harness.programs import programs_in

TOP = os.path.join(TESTS, "explain")


def cases(context):
    for name in programs_in(TOP):
        yield explain_case(name)


def explain_case(name):
    golden = os.path.join(TOP, os.path.splitext(name)[0] + ".out")

    def report():
        return execute([KILN, "build", name, "--explain", "--stop-after=ir"], TOP, dict(os.environ), timeout=60)

    def check():
        done = report()
        if done.code != 0:
            return f"the compiler ended with {done.code}\n{done.err[-1500:]}"
        expected = read(golden)
        if expected is None:
            return "no golden output: record it with ./test --update"
        return None if expected == done.out else difference(expected, done.out, "report")

    return single(f"explain/{name}", check, lambda: write(golden, report().out))
