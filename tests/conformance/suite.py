"""test262 as files: metadata, what to run of a test and how (INTERPRETING.md of the suite)."""
import dataclasses
import fnmatch
import hashlib
import os
import re

# Not finished, or not what Kiln is for (yet): issues of their own.
SKIPPED_FEATURES = {"Temporal", "decorators", "import-defer", "source-phase-imports",
                    "source-phase-imports-module-source", "ShadowRealm"}
SKIPPED_FOLDERS = ("intl402/", "staging/", "harness/")
# Kiln's main thread can block.
SKIPPED_FLAGS = {"CanBlockIsFalse"}
STRICT = '"use strict";\n'


@dataclasses.dataclass
class Test:
    path: str  # below test/
    source: str
    flags: frozenset
    features: frozenset
    includes: tuple
    negative_phase: str = ""
    negative_type: str = ""

    def harness(self):
        """The files of harness/ that are evaluated before it."""
        if "raw" in self.flags:
            return []
        parts = ["assert.js", "sta.js"] + (["doneprintHandle.js"] if "async" in self.flags else [])
        return parts + [name for name in self.includes if name not in parts]

    def modes(self):
        if "raw" in self.flags:
            return ["raw-module" if "module" in self.flags else "raw"]
        if "module" in self.flags:
            return ["module"]
        if "onlyStrict" in self.flags:
            return ["strict"]
        return ["sloppy"] if "noStrict" in self.flags else ["sloppy", "strict"]


class Suite:
    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.tests = os.path.join(self.root, "test")
        self.harness = {}

    def select(self, filters, sample, seed="0"):
        """The tests below the folders or matching the globs, a share of them by hash."""
        for folder, folders, files in os.walk(self.tests):
            folders.sort()
            for name in sorted(files):
                path = os.path.relpath(os.path.join(folder, name), self.tests)
                if not name.endswith(".js") or "_FIXTURE" in name or path.startswith(SKIPPED_FOLDERS):
                    continue
                chosen = not filters or any(fnmatch.fnmatch(path, f) or path.startswith(f.rstrip("/") + "/") for f in filters)
                if not chosen or not in_sample(path, sample, seed):
                    continue
                test = self.read(path)
                if not (test.features & SKIPPED_FEATURES or test.flags & SKIPPED_FLAGS):
                    yield test

    def read(self, path):
        with open(os.path.join(self.tests, path), encoding="utf-8", errors="surrogateescape", newline="") as file:
            source = file.read()
        found = re.search(r"/\*---(.*?)---\*/", source, re.S)
        text = re.sub(r"\r\n?", "\n", found[1]) if found else ""
        negative = re.search(r"^negative:[ \t]*((?:\n\s+.*)+)", text, re.M)
        part = (lambda key: re.search(rf"\b{key}:\s*(\w+)", negative[1])[1]) if negative else lambda key: ""
        return Test(path, source, frozenset(names(text, "flags")), frozenset(names(text, "features")),
                    tuple(names(text, "includes")), part("phase"), part("type"))

    def program(self, test, mode):
        """What is run: the harness in front of the test, but for raw tests."""
        if mode.startswith("raw"):
            return test.source
        harness = "\n".join(self.include(name) for name in test.harness()) + "\n"
        return (STRICT if mode == "strict" else "") + harness + test.source

    def include(self, name):
        if name not in self.harness:
            with open(os.path.join(self.root, "harness", name), encoding="utf-8") as file:
                self.harness[name] = file.read()
        return self.harness[name]


def in_sample(path, share, seed):
    if share >= 1:
        return True
    return int(hashlib.sha1(f"{seed}:{path}".encode()).hexdigest()[:8], 16) < share * (1 << 32)


def names(text, key):
    """`key: [a, b]` or a list of `- a` lines."""
    found = re.search(rf"^{key}:\s*\[(.*?)\]", text, re.S | re.M)
    if found:
        return [name.strip() for name in found[1].split(",") if name.strip()]
    found = re.search(rf"^{key}:\s*\n((?:\s+- .*\n?)+)", text, re.M)
    return [line.strip()[2:].strip() for line in found[1].strip().split("\n")] if found else []
