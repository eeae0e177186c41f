"""expected_failures.txt: tests that do not pass yet, each with its reason."""
import fnmatch
import os

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected_failures.txt")


def expected_failures():
    """[(glob, reason)] of the lines `GLOB: reason`."""
    rows = []
    with open(FILE, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                glob, reason = line.rstrip("\n").split(": ", 1)
                rows.append((glob, reason))
    return rows


def is_expected(rows, through, path):
    return any(fnmatch.fnmatch(path, glob) or fnmatch.fnmatch(f"{through} {path}", glob) for glob, _ in rows)
