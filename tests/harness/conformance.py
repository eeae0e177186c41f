"""A sample of test262, when KILN_TEST262 names a checkout of it (conformance/run runs all of it): through the interpreter and,
a smaller one, compiled."""
import os

from conformance.expected import expected_failures, is_expected
from conformance.paths import Path, check_syntax
from conformance.suite import Suite
from harness.case import BUILD, KILN, single

SHARES = {"interpreted": 0.01, "compiled": 0.002}


def cases(context):
    root = os.environ.get("KILN_TEST262")
    if not root:
        return
    suite, rows = Suite(root), expected_failures()
    for through, share in SHARES.items():
        path = Path(KILN, suite, through)
        for test in suite.select([], share):
            yield single(f"conformance/{through}/{test.path}", lambda t=test, p=path: run(suite, rows, p, t))


def run(suite, rows, path, test):
    if test.negative_phase == "parse":
        verdicts = check_syntax(os.path.join(BUILD, "tests", "syntax_check"), suite, [test])
    else:
        verdicts = {(test.path, mode): path.run(test, mode) for mode in test.modes()}
    problems = [f"[{mode}] {problem}" for (_, mode), problem in verdicts.items() if problem is not None]
    if is_expected(rows, path.name, test.path):
        return None if problems else "it passes now: take it out of conformance/expected_failures.txt"
    return "\n".join(problems) or None
