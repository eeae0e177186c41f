"""Includes go one way: the runtime never sees the compiler, the compiler sees only runtime/abi (and the regex parser), but for
ir/interpreter, which sees the IR and the runtime, and within the runtime abi → gc → value → object → ops → jobs → loop → entry. Any level may throw, and sources (not headers) of
lower levels may call back into user code and conversions: ops/throw.h, ops/calls.h, ops/convert.h and ops/error.h are those doors."""
import os
import re

RUNTIME = ["abi", "gc", "value", "object", "ops", "jobs", "loop", "entry"]
COMPILER = {"frontend": ["frontend"], "ir": ["ir", "frontend"], "codegen": ["codegen", "ir", "frontend"]}
THROW = ["runtime", "ops", "throw.h"]
CALLS = [["runtime", "ops", "calls.h"], ["runtime", "ops", "convert.h"], ["runtime", "ops", "error.h"]]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def violations(root):
    for top in ("frontend", "ir", "codegen", "runtime", "stdlib", "eval"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if name.endswith((".h", ".cpp", ".def", ".inc")):
                    path = os.path.join(folder, name)
                    yield from check(os.path.relpath(path, root), open(path, encoding="utf-8"))


def check(path, lines):
    parts = path.split(os.sep)
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match or "/" not in match[1]:
            continue
        target = match[1].split("/")
        if target[0] in ("frontend", "ir", "codegen", "runtime", "stdlib", "eval") and not allowed(parts, target):
            yield f"{path}:{number}: includes {match[1]}"


def allowed(source, target):
    if source[0] == "runtime":
        if target[0] != "runtime":
            return False
        if target == THROW or (target in CALLS and source[-1].endswith(".cpp")):
            return True
        if source[1] in RUNTIME and target[1] in RUNTIME:
            return RUNTIME.index(target[1]) <= RUNTIME.index(source[1])
        return True
    if source[0] == "eval":
        return target[0] != "codegen"
    if source[0] == "stdlib":
        return target[0] in ("stdlib", "runtime")
    if source[:2] == ["ir", "interpreter"]:
        return target[0] in ("ir", "frontend", "runtime", "stdlib")
    if target[0] == "runtime":
        return target[1] in ("abi", "regex")
    if source[:2] == ["codegen", "driver"]:
        return True
    if source[:2] == ["ir", "core"]:
        return target[0] == "ir" or target[:2] == ["frontend", "support"]
    return target[0] in COMPILER[source[0]]
