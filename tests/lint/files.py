"""Source files stay short (900 lines; tables in .def files are exempt), carry no unfinished-work marks, no machine paths and
no addresses of package registries."""
import os
import re

LIMIT = 900
FOLDERS = ("frontend", "ir", "codegen", "runtime", "stdlib", "tests", "examples", "bench", "docs", "setup", ".ci")
FILES = ("kiln", "test", "README.md", "CMakeLists.txt", "CMakePresets.json")
SKIPPED = {"node_modules", "__pycache__", ".cache"}
CODE = (".h", ".cpp", ".c", ".py", ".sh", ".cmake")
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
PLACES = re.compile(r"(?<![\w.<])/(?:home|root|work)/\w|registry\.npm" r"js|\"resolved\":")


def violations(root):
    for path in sources(root):
        try:
            with open(os.path.join(root, path), encoding="utf-8") as file:
                lines = file.read().split("\n")
        except UnicodeDecodeError:
            continue
        if path.endswith(CODE) and len(lines) > LIMIT:
            yield f"{path}: {len(lines)} lines"
        for number, line in enumerate(lines, 1):
            if path.endswith(CODE + (".js", ".mjs", ".md")) and MARKS.search(line):
                yield f"{path}:{number}: {line.strip()}"
            if PLACES.search(line):
                yield f"{path}:{number}: {line.strip()[:120]}"


def sources(root):
    for top in FOLDERS:
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = [name for name in folders if name not in SKIPPED]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), root)
    for name in FILES:
        if os.path.exists(os.path.join(root, name)):
            yield name
