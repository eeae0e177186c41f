"""What the interpreter makes of a function: tests/bytecode/NAME.js, interpreted with --dump=bytecode, prints NAME.out (functions are
translated, and shown, when they are first called; the programs themselves print nothing)."""
import os

from harness.case import INTERPRETER, TESTS, difference, execute, read, single, write
from harness.programs import programs_in

TOP = os.path.join(TESTS, "bytecode")


def cases(context):
    for name in programs_in(TOP):
        yield bytecode_case(name)


def bytecode_case(name):
    golden = os.path.join(TOP, os.path.splitext(name)[0] + ".out")

    def dump():
        return execute([INTERPRETER, "--dump=bytecode", name], TOP, dict(os.environ), timeout=60)

    def check():
        done = dump()
        if done.code != 0:
            return f"the interpreter ended with {done.code}\n{done.err[-1500:]}"
        expected = read(golden)
        if expected is None:
            return "no golden output: record it with ./test --update"
        return None if expected == done.out else difference(expected, done.out, "bytecode")

    return single(f"bytecode/{name}", check, lambda: write(golden, dump().out))
