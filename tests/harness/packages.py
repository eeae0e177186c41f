"""Unmodified packages from npm, compiled with a driver program each: tests/npm/NAME.{js,mjs} and NAME.out."""
import os
import shutil
import subprocess

from harness.case import TESTS, single
from harness.programs import Program, case_of, programs_in

FOLDER = os.path.join(TESTS, "npm")


def install():
    """npm ci, once for each state of the lock file. Returns None or what went wrong."""
    lock, stamp = os.path.join(FOLDER, "package-lock.json"), os.path.join(FOLDER, "node_modules", ".kiln-installed")
    if os.path.exists(stamp) and os.path.getmtime(stamp) >= os.path.getmtime(lock):
        return None
    if not shutil.which("npm"):
        return "npm is not on the PATH"
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return "npm ci failed\n" + done.stderr[-2000:]
    with open(stamp, "w"):
        return None


def cases(context):
    names = programs_in(FOLDER)
    wanted = context.options.patterns
    if wanted and not any(pattern in f"npm/{name}" for pattern in wanted for name in names):
        return
    problem = None if context.options.list else install()
    if problem:
        yield single("npm/install", lambda: problem)
        return
    for name in names:
        program = Program(context, os.path.join(FOLDER, name), f"npm/{name}")
        yield case_of(program, tuple(c for c in ("O2",) if c in (context.options.config or ("O2",))))
