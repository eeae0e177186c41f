"""Suites of programs about which a tool prints something: tests/SUITE/NAME.js and what it prints, NAME.out."""
import os

from harness.case import TESTS, difference, execute, read, single, write
from harness.programs import programs_in


def printed_cases(suite, command):
    """`command(name)` runs in the suite's folder and has to end with 0."""
    top = os.path.join(TESTS, suite)
    for name in programs_in(top):
        yield printed_case(suite, top, name, command(name))


def printed_case(suite, top, name, command):
    golden = os.path.join(top, os.path.splitext(name)[0] + ".out")

    def run():
        return execute(command, top, dict(os.environ), timeout=60)

    def check():
        done = run()
        if done.code != 0:
            return f"{os.path.basename(command[0])} ended with {done.code}\n{done.err[-1500:]}"
        expected = read(golden)
        if expected is None:
            return "no golden output: record it with ./test --update"
        return None if expected == done.out else difference(expected, done.out, suite)

    return single(f"{suite}/{name}", check, lambda: write(golden, run().out))
