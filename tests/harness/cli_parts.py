"""What executables carry: Intl with its data only where the program can reach it; the modules that strings name."""
import os

from harness.case import execute, write
from harness.command import expect, kiln, surroundings

INTL_BYTES = 20_000_000

WITHOUT_INTL = """
const n = 1234.5, d = new Date(0), Intl = undefined;
console.log(n.toLocaleString(), n.toLocaleString("en-US"), n.toLocaleString(undefined, { minimumFractionDigits: 2 }));
console.log("a".localeCompare("b"), "a".localeCompare("b", "en", { numeric: true }), "i".toLocaleUpperCase("de"));
console.log(typeof d.toLocaleDateString("en-US"), Intl);
"""
WITH_INTL = (
    "console.log(typeof Intl)",
    "console.log(typeof globalThis.Intl)",
    "console.log((1234.5).toLocaleString('de'))",
    "const locale = process.argv[9]; console.log(new Date(0).toLocaleDateString(locale))",
    "console.log((5).toLocaleString('en-US', { style: 'percent' }))",
    "console.log('a'.localeCompare('b', 'sv'))",
    "console.log('i'.toLocaleUpperCase('tr'))",
)


def carries(folder, source, *options):
    """None and whether Intl is in the executable, or what went wrong."""
    write(os.path.join(folder, "a.js"), source)
    problem = expect(kiln(folder, "build", *options, "a.js", "-o", "out"), 0)
    return problem, not problem and os.path.getsize(os.path.join(folder, "out")) > INTL_BYTES


def check_intl_is_left_out(folder):
    problem, carried = carries(folder, WITHOUT_INTL)
    if problem or carried:
        return problem or "a program that cannot reach Intl carries it"
    return expect(
        execute([os.path.join(folder, "out")], folder, surroundings(folder)), 0,
        output="1,234.5 1,234.5 1,234.50\n-1 -1 I\nstring undefined\n")


def check_intl_is_carried(folder):
    for source in WITH_INTL:
        problem, carried = carries(folder, source)
        if problem or not carried:
            return problem or f"{source}: the executable has no Intl"
    return None


def check_intl_never(folder):
    write(os.path.join(folder, "a.js"), "console.log(typeof Intl, (1234.5).toLocaleString('de'))\n")
    problem = expect(
        kiln(folder, "build", "--intl=never", "a.js", "-o", "out"), 0,
        "a.js:1:20: warning: 'Intl' needs Intl", "a.js:1:35: warning: 'toLocaleString' needs Intl")
    return problem or expect(execute([os.path.join(folder, "out")], folder, surroundings(folder)), 0, output="undefined 1,234.5\n")


def check_intl_always(folder):
    problem, carried = carries(folder, "console.log(1)", "--intl=always")
    return problem or (None if carried else "--intl=always is ignored")


def check_unknown_mode_of_carrying(folder):
    write(os.path.join(folder, "a.js"), "")
    return expect(kiln(folder, "build", "--intl=perhaps", "a.js"), 2, "--intl is auto, never or always")


def check_path_prefixes_are_no_modules(folder):
    """A module with a computed require() is given the files that its strings name; "../" alone names none."""
    os.mkdir(os.path.join(folder, "lib"))
    for name, text in (("index.js", "exports.kind = 'the parent';\n"), ("lib/part.js", "exports.kind = 'the part';\n"),
                       ("lib/main.js", "const name = ['./part', '../'][+process.argv[9] || 0];\nconsole.log(require(name).kind, name.startsWith('../'));\n")):
        write(os.path.join(folder, name), text)
    problem = expect(kiln(folder, "build", "lib/main.js", "-o", "out", "--eval=never"), 0)
    with open(os.path.join(folder, "out"), "rb") as file:
        executable = file.read()
    if problem or b"the parent" in executable or b"the part" not in executable:
        return problem or "the executable has other modules than lib/main.js and lib/part.js"
    return expect(execute([os.path.join(folder, "out")], folder, surroundings(folder)), 0, output="the part false\n")
