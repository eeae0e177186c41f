"""What the interpreter makes of a function: tests/bytecode/NAME.js, interpreted with --dump=bytecode, prints NAME.out (functions are
translated, and shown, when they are first called; the programs themselves print nothing)."""
from harness.case import INTERPRETER
from harness.printed import printed_cases


def cases(context):
    return printed_cases("bytecode", lambda name: [INTERPRETER, "--dump=bytecode", name])
