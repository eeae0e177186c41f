"""Compiled tests, many an executable: every test, and every file of the harness, is a script of its own in it.

An executable runs the scripts that its arguments name (`kiln --help`, --host=test262), so each test still has a process.
What cannot be part of a batch (modules, errors of linking) is compiled alone, and so is a test that does not compile.
"""
import os
import shutil
import tempfile

from conformance.paths import COMPILE_SECONDS, RUN_SECONDS, copy_named, execute, judge
from conformance.suite import STRICT

SIZE = 40


def batches(tests):
    """Lists of (test, mode), of neighbours: they have much of the harness in common."""
    runs = [(test, mode) for test in tests for mode in test.modes() if is_script(test)]
    return [runs[i:i + SIZE] for i in range(0, len(runs), SIZE)]


def is_script(test):
    return "module" not in test.flags and test.negative_phase in ("", "runtime")


class Batch:
    """Some runs of a suite. `alone` runs what does not compile together."""

    def __init__(self, kiln, suite, alone):
        self.kiln, self.suite, self.alone = kiln, suite, alone

    def run(self, runs):
        """[((path, mode), verdict)]"""
        folder = tempfile.mkdtemp(prefix="kiln-test262-")
        try:
            if self.build(folder, runs):
                return [((test.path, mode), self.run_one(folder, test, mode)) for test, mode in runs]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if len(runs) == 1:
            return [((test.path, mode), self.alone.run(test, mode)) for test, mode in runs]
        half = len(runs) // 2
        return self.run(runs[:half]) + self.run(runs[half:])

    def build(self, folder, runs):
        harness = sorted({name for test, _ in runs for name in test.harness()})
        files = [self.harness_file(name) for name in harness] + [self.file(folder, test, mode) for test, mode in runs]
        for test, mode in runs:
            if mode == "strict":
                self.copy(folder, test)
        command = [self.kiln, "build", "--host=test262", "-O0", "-o", os.path.join(folder, "batch"), *files]
        done = execute(command, folder, COMPILE_SECONDS + 2 * len(runs), {"XDG_CACHE_HOME": os.path.join(folder, "cache")})
        return done.code == 0

    def run_one(self, folder, test, mode):
        scripts = [self.harness_file(name) for name in test.harness()] + [self.file(folder, test, mode)]
        return judge(test, execute([os.path.join(folder, "batch"), *scripts], folder, RUN_SECONDS))

    def harness_file(self, name):
        return os.path.join(self.suite.root, "harness", name)

    def file(self, folder, test, mode):
        return os.path.join(os.path.join(folder, "strict") if mode == "strict" else self.suite.tests, test.path)

    def copy(self, folder, test):
        file = self.file(folder, test, "strict")
        os.makedirs(os.path.dirname(file), exist_ok=True)
        copy_named(self.suite, os.path.join(folder, "strict"), test.path, test.source)
        with open(file, "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
            out.write(STRICT + test.source)
