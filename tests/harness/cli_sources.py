"""Bytes that sources may hold: marks, line ends, NUL, what is not UTF-8, nothing at all, one enormous line."""
import os

from harness.case import execute
from harness.command import expect, kiln, left_over

SOURCES = {
    "byte-order-mark": (b"\xef\xbb\xbfconsole.log('mark')\n", "mark\n"),
    "hashbang": (b"#!/usr/bin/env node\nconsole.log('bang')\n", "bang\n"),
    "carriage-returns": (b"// a\r\nlet s = `x\r\ny`\r\nconsole.log(JSON.stringify(s))\r\n", '"x\\ny"\n'),
    "nul-in-string": (b"console.log('a\0b'.length)\n", "3\n"),
    "not-utf-8": (b"console.log('\xff\xc3('.length, '\xff'.charCodeAt(0))\n", "3 65533\n"),
    "empty": (b"", ""),
    "only-a-comment": (b"// nothing", ""),
    "enormous-line": (b"let n = 0;" + b"n += 1;" * 10000 + b"console.log(n)", "10000\n"),
    "long-string": (b"console.log('" + b"x" * 3_000_000 + b"'.length)\n", "3000000\n"),
}


def check_unusual_sources(folder):
    problems = []
    for name, (source, output) in SOURCES.items():
        with open(os.path.join(folder, name + ".js"), "wb") as file:
            file.write(source)
        problem = expect(kiln(folder, "build", name + ".js", "-O1", "-o", name), 0)
        problem = problem or expect(execute([os.path.join(folder, name)], folder, dict(os.environ)), 0, output=output)
        if problem:
            problems.append(f"{name}: {problem[:600]}")
    return "\n".join(problems) or left_over(folder, *SOURCES, *(name + ".js" for name in SOURCES))


def check_nul_between_tokens(folder):
    with open(os.path.join(folder, "a.js"), "wb") as file:
        file.write(b"let x\0 = 1\n")
    return expect(kiln(folder, "build", "a.js", "-o", "out"), 1, "a.js:1") or left_over(folder, "a.js")
