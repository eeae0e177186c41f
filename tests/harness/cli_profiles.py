"""Profiles: counted by one build, used by the next, harmless where they do not fit."""
import os
import signal
import subprocess

from harness.case import execute, read, write
from harness.command import expect, kiln, surroundings

PROGRAM = """const kinds = { add: (a, b) => a + b, sub: (a, b) => a - b };
function fold(n, f) {
  let total = 0;
  for (let i = 0; i < n; i++) total = f(total, i);
  return total;
}
function never() { return fold(9, kinds.sub); }
console.log(fold(1000, kinds.add), fold(10, kinds.sub), process.argv.length > 9 ? never() : '');
"""
OUTPUT = "499500 -45 \n"


def run(folder, *arguments, **extra):
    return execute([os.path.join(folder, "out"), *arguments], folder, {**surroundings(folder), **extra})


def counted(folder):
    """Writes out.profile; None, or what went wrong."""
    write(os.path.join(folder, "a.js"), PROGRAM)
    return expect(kiln(folder, "build", "--profile-generate", "a.js", "-o", "out"), 0) or expect(run(folder), 0, output=OUTPUT)


def check_profile_counts(folder):
    problem = counted(folder)
    rows = (read(os.path.join(folder, "out.profile")) or "").splitlines()
    for row in ("kiln profile 1", "at 0 2", "call 77 0 main.add.0 1000 main.sub.0 10"):
        if not problem and row not in rows:
            problem = f"no row '{row}' in\n" + "\n".join(rows)
    ran = rows.index([row for row in rows if row.startswith("function main.never.0 ")][0]) if not problem else 0
    return problem or (None if rows[ran + 1].startswith("function ") else "a function that never ran has counts")


def check_profile_is_used(folder):
    problem = counted(folder)
    dumped = kiln(folder, "build", "--profile-use=out.profile", "--dump=ir-after:devirtualise", "--stop-after=ir-after:devirtualise", "a.js")
    if problem or "is_closure_of<@main.add.0>" not in dumped.out or "is_closure_of<@main.sub.0>" in dumped.out:
        return problem or "the call is not guessed as the profile says\n" + dumped.out
    return expect(kiln(folder, "build", "--profile-use=out.profile", "a.js", "-o", "out"), 0) or expect(run(folder), 0, output=OUTPUT)


def check_profile_after_exit_and_error(folder):
    for source, code in (("process.exit(3)", 3), ("throw 1", 1)):
        write(os.path.join(folder, "a.js"), source + "\n")
        problem = expect(kiln(folder, "build", "--profile-generate", "a.js", "-o", "out"), 0)
        problem = problem or expect(run(folder, KILN_PROFILE=os.path.join(folder, f"p{code}")), code)
        if problem or not (read(os.path.join(folder, f"p{code}")) or "").startswith("kiln profile 1\n"):
            return problem or f"no profile after '{source}'"
    return None


def check_profile_after_signal(folder):
    write(os.path.join(folder, "a.js"), "setInterval(() => {}, 1000); console.log('ready');\n")
    problem = expect(kiln(folder, "build", "--profile-generate", "a.js", "-o", "out"), 0)
    if problem:
        return problem
    with subprocess.Popen([os.path.join(folder, "out")], stdout=subprocess.PIPE, env=surroundings(folder)) as process:
        process.stdout.readline()
        process.terminate()
        code = process.wait(timeout=30)
    written = (read(os.path.join(folder, "out.profile")) or "").startswith("kiln profile 1\n")
    return None if written and code == -signal.SIGTERM else f"after SIGTERM: exit {code}, profile written: {written}"


def check_profile_that_does_not_fit(folder):
    problem = counted(folder)
    write(os.path.join(folder, "a.js"), PROGRAM.replace("let total = 0", "let total = -1").replace("never", "seldom"))
    done = kiln(folder, "build", "--profile-use=out.profile", "a.js", "-o", "out")
    problem = problem or expect(done, 0, "kiln: warning: 3 of the 5 functions in the profile are not in the program, or have changed")
    return problem or expect(run(folder), 0, output="499499 -46 \n")


def check_profile_errors(folder):
    write(os.path.join(folder, "a.js"), PROGRAM)
    problem = expect(kiln(folder, "build", "--profile-use=absent", "a.js", "-o", "out"), 1, "cannot read 'absent'")
    return problem or expect(kiln(folder, "build", "--profile-use=a.js", "a.js", "-o", "out"), 1, "'a.js' is not a profile")
