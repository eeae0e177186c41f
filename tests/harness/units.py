"""GoogleTest executables: tests/unit_<area> in the build folder, every test counted."""
import glob
import json
import os

from harness.case import BUILD, ROOT, Case, execute


def cases(context):
    for path in sorted(glob.glob(os.path.join(BUILD, "tests", "unit_*"))):
        if os.path.isfile(path) and os.access(path, os.X_OK):
            yield unit_case(context, path)


def unit_case(context, path):
    name = "unit/" + os.path.basename(path)[len("unit_"):]

    def run():
        report = os.path.join(context.folder(), "report.json")
        done = execute([path, f"--gtest_output=json:{report}"], ROOT, dict(os.environ), timeout=600)
        if not os.path.exists(report):
            return 0, [(name, f"ended with {done.code} before its report\n" + (done.out + done.err)[-2000:])]
        with open(report, encoding="utf-8") as file:
            suites = json.load(file)["testsuites"]
        passed, failures = 0, []
        for suite in suites:
            for test in suite["testsuite"]:
                if test.get("failures"):
                    text = "\n".join(failure["failure"] for failure in test["failures"])
                    failures.append((f"{name}/{suite['name']}.{test['name']}", text))
                else:
                    passed += 1
        return passed, failures

    return Case(name, run)
