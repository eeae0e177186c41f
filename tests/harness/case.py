"""What every suite shares: the case, the context, running processes, comparing texts."""
import dataclasses
import difflib
import itertools
import os
import re
import shutil
import subprocess
import tempfile
from typing import Callable, Optional

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TESTS = os.path.join(ROOT, "tests")
BUILD = os.environ.get("KILN_BUILD_DIR", os.path.join(ROOT, "build", "release"))
KILN = os.path.join(BUILD, "bin", "kiln")
INTERPRETER = os.path.join(BUILD, "bin", "kiln-interpreter")


@dataclasses.dataclass
class Case:
    name: str
    run: Callable[[], tuple]  # -> (number passed, [(label, problem), …])
    update: Optional[Callable[[], None]] = None


def single(name, check, update=None):
    """A case with one result: check() returns None or what is wrong."""

    def run():
        problem = check()
        return (1, []) if problem is None else (0, [(name, problem)])

    return Case(name, run, update)


class Context:
    """One run of the tests: its options and its scratch folder."""

    def __init__(self, options):
        self.options = options
        self.scratch = tempfile.mkdtemp(prefix="kiln-test-")
        self.numbers = itertools.count()

    def folder(self):
        path = os.path.join(self.scratch, str(next(self.numbers)))
        os.mkdir(path)
        return path

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)


@dataclasses.dataclass
class Outcome:
    code: int
    out: str
    err: str
    timed_out: bool = False


def environment(extra=None):
    """The same surroundings for Node and for compiled programs, so that outputs are comparable."""
    keep = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    keep.update(TZ="UTC", LANG="C.UTF-8", LC_ALL="C.UTF-8")
    keep.update(extra or {})
    return keep


def execute(command, cwd, env, stdin=b"", timeout=60):
    try:
        done = subprocess.run(command, cwd=cwd, env=env, input=stdin, timeout=timeout, capture_output=True, check=False)
    except subprocess.TimeoutExpired as late:
        return Outcome(-1, decode(late.stdout or b""), decode(late.stderr or b""), True)
    return Outcome(done.returncode, decode(done.stdout), decode(done.stderr))


def decode(data):
    return data.decode("utf-8", "backslashreplace")


def read(path, default=None):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return default


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def neutral(text):
    """Outputs must not depend on where the checkout is."""
    return text.replace(ROOT, "<root>")


INTERNAL_FRAME = re.compile(r"\n +at [^\n]*\(?node:[^\n]*?( \{)?(?=\n)")
MATCHING = re.compile(r"\n +\.\.\. \d+ lines matching cause stack trace \.\.\.( \{)?(?=\n)")
INTERNAL_PLACE = re.compile(r"\Anode:internal/[^\n]*\n[^\n]*\n *\^\n\n")
VERSION = re.compile(r"\n*Node\.js v[\d.]+\s*\Z")


def neutral_error(text):
    """Node's report of an uncaught error without what belongs to Node itself: its loader's frames, its version."""
    for internal in (INTERNAL_FRAME, MATCHING):
        text = internal.sub(lambda match: match[1] or "", text)
    return VERSION.sub("\n", INTERNAL_PLACE.sub("", neutral(text)))


def difference(expected, actual, what):
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"expected {what}", f"actual {what}", lineterm="", n=2)
    return "\n".join(lines) or f"{what} differs in line ends only"
