"""The ways a test is run: checked only (its syntax is wrong), compiled, interpreted. A verdict is None or what went wrong."""
import os
import re
import shutil
import signal
import subprocess
import tempfile

SPECIFIER = re.compile(r"""['"](\.\.?/[^'"\n\\]+)['"]""")
EVALUATED = "This statement should not be evaluated"
RUN_SECONDS, COMPILE_SECONDS = 20, 120


def check_syntax(checker, suite, tests):
    """Negative tests of the phase parse, all in one process: {(path, mode): verdict}."""
    runs = [(test, mode) for test in tests for mode in test.modes()]
    lines = []
    for test, mode in runs:
        goal = "module" if mode.endswith("module") else "script"
        lines.append(f"{goal} {'strict' if mode == 'strict' else 'sloppy'} {os.path.join(suite.tests, test.path)}\n")
    done = subprocess.run([checker], input="".join(lines).encode(), capture_output=True, timeout=600, check=False)
    said = done.stdout.decode("utf-8", "replace").splitlines()
    verdicts = {}
    for index, (test, mode) in enumerate(runs):
        refused = index < len(said) and said[index].startswith("- ")
        problem = "accepted" if index < len(said) else f"the checker ended with {done.returncode}"
        verdicts[test.path, mode] = None if refused else problem
    return verdicts


class Path:
    """Runs tests by commands: one that runs the file, or one that compiles it and then the executable."""

    def __init__(self, kiln, suite, name):
        self.kiln, self.suite, self.name = kiln, suite, name

    def run(self, test, mode):
        folder = tempfile.mkdtemp(prefix="kiln-test262-")
        try:
            return self.run_in(folder, test, mode)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def run_in(self, folder, test, mode):
        module = mode.endswith("module")
        file = os.path.join(folder, test.path)
        os.makedirs(os.path.dirname(file))
        with open(file, "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
            out.write(self.suite.program(test, mode))
        copy_named(self.suite, folder, test.path, test.source)
        goal = ["--goal=module"] if module else []
        if self.name == "interpreted":
            done = execute([self.kiln, "run", "--interpret", "--host=test262", *goal, file], folder, RUN_SECONDS)
            return judge(test, done)
        built = os.path.join(folder, "test262-program")
        done = execute([self.kiln, "build", "--host=test262", "-O0", *goal, file, "-o", built], folder, COMPILE_SECONDS)
        if done.code is None or done.code < 0 or done.code > 1:
            return "the compiler " + done.ending() + "\n" + done.text[-500:]
        if done.code == 1:
            early = test.negative_phase in ("parse", "resolution") and mentions(done.text, test.negative_type)
            return None if early else "does not compile: " + done.text.strip()[:300]
        return judge(test, execute([built], folder, RUN_SECONDS))


def copy_named(suite, folder, path, source, seen=None):
    """Files that the test may import stand beside its copy."""
    seen = seen if seen is not None else {path}
    for specifier in SPECIFIER.findall(source):
        target = os.path.normpath(os.path.join(os.path.dirname(path), specifier))
        original = os.path.join(suite.tests, target)
        if target in seen or target.startswith("..") or not os.path.isfile(original):
            continue
        seen.add(target)
        os.makedirs(os.path.dirname(os.path.join(folder, target)), exist_ok=True)
        shutil.copyfile(original, os.path.join(folder, target))
        with open(original, encoding="utf-8", errors="replace") as file:
            copy_named(suite, folder, target, file.read(), seen)


class Done:
    def __init__(self, code, text):
        self.code, self.text = code, text  # code: None after a time-out

    def ending(self):
        return "did not end in time" if self.code is None else f"ended with {self.code}"


def execute(command, folder, seconds, environment=None):
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True)
    try:
        text, _ = process.communicate(timeout=seconds)
        return Done(process.returncode, text.decode("utf-8", "replace"))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        text, _ = process.communicate()
        return Done(None, text.decode("utf-8", "replace"))


def mentions(text, name):
    return re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", text) is not None


def judge(test, done):
    if done.code is None or done.code < 0 or done.code in (134, 136, 139):
        return "the program " + done.ending() + "\n" + done.text[-500:]
    if test.negative_phase:
        if done.code == 0:
            return f"no {test.negative_type} was thrown"
        if EVALUATED in done.text:
            return "the test was evaluated"
        return None if mentions(done.text, test.negative_type) else f"not a {test.negative_type}: {done.text.strip()[:300]}"
    if done.code != 0:
        return done.text.strip()[:300] or done.ending()
    if "async" in test.flags:
        if "Test262:AsyncTestFailure" in done.text:
            return done.text.strip()[:300]
        if "Test262:AsyncTestComplete" not in done.text:
            return "the asynchronous test never completed"
    return None
