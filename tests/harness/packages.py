"""Unmodified packages from npm, compiled with a driver program each: tests/npm/NAME.{js,mjs} and NAME.out."""
import os

from harness.case import TESTS, single
from harness.npm import install
from harness.programs import Program, case_of, programs_in

FOLDER = os.path.join(TESTS, "npm")


def cases(context):
    names = programs_in(FOLDER)
    wanted = context.options.patterns
    if wanted and not any(pattern in f"npm/{name}" for pattern in wanted for name in names):
        return
    problem = None if context.options.list else install(FOLDER)
    if problem:
        yield single("npm/install", lambda: problem)
        return
    for name in names:
        program = Program(context, os.path.join(FOLDER, name), f"npm/{name}")
        yield case_of(program, tuple(c for c in ("O2",) if c in (context.options.config or ("O2",))))
