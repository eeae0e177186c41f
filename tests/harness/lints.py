"""Rules over the sources: tests/lint/*.py, each with a docstring that says the rule and violations(root) -> iterable."""
import importlib.util
import os

from harness.case import ROOT, TESTS, single


def cases(context):
    folder = os.path.join(TESTS, "lint")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py") and not name.startswith("_"):
            yield single("lint/" + name[:-3], lambda name=name: check(os.path.join(folder, name)))


def check(path):
    spec = importlib.util.spec_from_file_location("lint_" + os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = list(module.violations(ROOT))
    return f"{module.__doc__}\n" + "\n".join(found) if found else None
