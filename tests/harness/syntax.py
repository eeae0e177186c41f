"""test262-parser-tests from npm, pinned: every program of pass/ and pass-explicit/ is accepted, every one of early/ and
fail/ refused; all in one process (tools/syntax_check.cpp)."""
import os
import subprocess

from harness.case import BUILD, TESTS, Case
from harness.npm import install

FOLDER = os.path.join(TESTS, "syntax")
PACKAGE = os.path.join(FOLDER, "node_modules", "test262-parser-tests")
CHECKER = os.path.join(BUILD, "tests", "syntax_check")

# The package is of 2017. What it refuses and the language has allowed since:
OUTDATED = {
    "early/0f5f47108da5c34e.js": "Annex B lets a for-of loop redeclare the catch parameter",
    "early/12a74c60f52a60de.js": "Annex B lets sloppy blocks declare a function twice",
    "early/1aff49273f3e3a98.js": "the same",
    "early/be7329119eaa3d47.js": "the same",
    "early/ec31fa5e521c5df4.js": "the same",
    "fail/0d5e450f1da8a92a.js": "\\8 and \\9 are legacy escapes since ES2021",
    "fail/748656edbfb2d0bb.js": "the same",
    "fail/79f882da06f88c9f.js": "the same",
    "fail/92b6af54adef3624.js": "the same",
    "fail/647e21f8f157c338.js": "strings may hold U+2028 and U+2029 since ES2019",
    "fail/8af69d8f15295ed2.js": "the same",
    "fail/98204d734f8c72b3.js": "class fields",
    "fail/ef81b93cf9bdb4ec.js": "class fields",
    "fail/a8beb1480f385441.js": "a call as assignment target is a run-time error in sloppy code",
    "fail/e3fbcf63d7e43ead.js": "Annex B allows the initializer of a for-in variable",
}


def cases(context):
    name = "syntax/parser-tests"
    wanted = context.options.patterns
    if wanted and not any(pattern in name for pattern in wanted):
        return
    yield Case(name, lambda: run(name))


def run(name):
    problem = install(FOLDER)
    if problem:
        return 0, [(name, problem)]
    programs = [f"{kind}/{file}" for kind in ("pass", "pass-explicit", "early", "fail")
                for file in sorted(os.listdir(os.path.join(PACKAGE, kind)))]
    lines = [f"{'module' if '.module.' in path else 'script'} sloppy {os.path.join(PACKAGE, path)}" for path in programs]
    done = subprocess.run([CHECKER], input="\n".join(lines).encode() + b"\n", capture_output=True, timeout=300, check=False)
    verdicts = done.stdout.decode("utf-8", "replace").splitlines()
    if len(verdicts) != len(programs):
        return 0, [(name, f"syntax_check ended with {done.returncode} at {programs[len(verdicts)]}")]
    passed, failures = 0, []
    for path, verdict in zip(programs, verdicts):
        expected = "+" if path.startswith("pass") or path in OUTDATED else "-"
        if verdict.startswith(expected):
            passed += 1
        else:
            failures.append((f"syntax/{path}", verdict))
    return passed, failures
