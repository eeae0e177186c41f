#!/usr/bin/env python3
"""Writes unicode_normalize_tables.inc from Python's own Unicode data: run it in this folder."""
import sys
import unicodedata

text, rows, classes, compositions = [], [], [], []
for code in range(sys.maxunicode + 1):
    char = chr(code)
    combining = unicodedata.combining(char)
    if combining:
        classes.append(f"{{{code:#x},{combining}}}")
    mapping = unicodedata.decomposition(char)
    if not mapping:
        continue
    parts = mapping.split()
    compatible = parts[0].startswith("<")
    points = [int(p, 16) for p in parts[1 if compatible else 0:]]
    rows.append(f"{{{code:#x},{len(text)},{len(points)},{int(compatible)}}}")
    text += points
    # Composition exclusions are those that do not come back.
    if not compatible and len(points) == 2 and unicodedata.normalize("NFC", char) == char:
        compositions.append((points[0], points[1], code))


def table(declaration, items):
    lines, line = [], ""
    for item in items:
        if len(line) + len(item) > 110:
            lines.append(line)
            line = ""
        line += item + ","
    lines.append(line)
    return f"constexpr {declaration}[] = {{\n" + "\n".join(lines) + "\n};\n"


with open("unicode_normalize_tables.inc", "w") as out:
    out.write(f"// Made by generate_normalize_tables.py from Unicode {unicodedata.unidata_version}.\n// clang-format off\n")
    out.write(table("char32_t kDecompositionText", [f"{p:#x}" for p in text]))
    out.write(table("Decomposition kDecompositions", rows))
    out.write(table("ClassRow kClasses", classes))
    out.write(table("Composition kCompositions",
                    [f"{{{a:#x},{b:#x},{c:#x}}}" for a, b, c in sorted(compositions)]))
