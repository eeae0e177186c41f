"""Variables of the runtime and of the language's library that hold objects or shapes say whose they are: KILN_PER_REALM (docs/realms.md),
or in a comment `of all realms`."""
import os
import re

FOLDERS = ("runtime/object", "runtime/ops", "runtime/jobs", "stdlib/ecma")
HELD = re.compile(r"^\s*(?:static )?(?:Shape|Object|Function|Value|Protector|AccessorPair|Realm|PristineState)\b[ *]+[a-z_]\w*(?:\[[^\]]*\])?"
                  r"(?:, \*?\w+)*(?: = [^;(]*)?;")


def is_global(line):
    return line.startswith("  static ") or not line.startswith(" ")


def violations(root):
    for folder in FOLDERS:
        for name in sorted(os.listdir(os.path.join(root, folder))):
            if not name.endswith(".cpp"):
                continue
            path = os.path.join(folder, name)
            with open(os.path.join(root, path), encoding="utf-8") as file:
                lines = file.read().split("\n")
            for number, line in enumerate(lines, 1):
                if HELD.match(line) and is_global(line) and "of all realms" not in line + lines[number - 2]:
                    yield f"{path}:{number}: {line.strip()}"
