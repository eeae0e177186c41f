"""Unmodified packages from npm, compiled with a driver program each: tests/npm/NAME.{js,mjs} and NAME.out. Some of the executables also
run where neither the program nor the packages are."""
import os
import shutil

from harness.case import KILN, TESTS, execute, single
from harness.npm import install
from harness.programs import Program, case_of, programs_in

FOLDER = os.path.join(TESTS, "npm")
# Servers, code that is made at run time, packages that ask for optional parts in try blocks.
MOVED = ("nodemailer.js", "protobufjs.js", "ws.js")


def run_moved(context, name):
    """Builds from a copy (the packages are hard links), and runs when the copy is gone."""
    program = Program(context, os.path.join(FOLDER, name), f"npm/{name}")
    sources, executable = os.path.join(FOLDER, f".moved-{os.getpid()}-{name}"), os.path.join(context.folder(), "program")
    try:
        shutil.copytree(FOLDER, sources, symlinks=True, copy_function=os.link, ignore=lambda folder, names: [one for one in names if one.startswith(".moved-")])
        done = execute([KILN, "build", os.path.join(sources, name), "-O0", "-o", executable], sources, dict(os.environ), timeout=300)
    finally:
        shutil.rmtree(sources, ignore_errors=True)
    if done.code != 0:
        return f"the compiler ended with {done.code}\n{done.err[-3000:]}"
    return program.compare(program.start([executable]))


def cases(context):
    names = programs_in(FOLDER)
    wanted = context.options.patterns
    if wanted and not any(pattern in f"npm/{name}" for pattern in wanted for name in [*names, *(f"moved/{name}" for name in MOVED)]):
        return
    problem = None if context.options.list else install(FOLDER)
    if problem:
        yield single("npm/install", lambda: problem)
        return
    for name in names:
        program = Program(context, os.path.join(FOLDER, name), f"npm/{name}")
        yield case_of(program, tuple(c for c in ("O2",) if c in (context.options.config or ("O2",))))
    for name in MOVED:
        yield single(f"npm/moved/{name}", lambda name=name: run_moved(context, name))
