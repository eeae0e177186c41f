"""Programs of several units of machine code: what is made anew after an edit, and that the result never varies."""
import os
import shutil

from harness.case import execute, write
from harness.command import expect, kiln, surroundings

FILLER = "".join(f"export function f{i}(a, b) {{ try {{ return a.x{i} + b[{i}]; }} catch (e) {{ throw new Error('f{i}'); }} }}\n" for i in range(60))


def objects(folder):
    cache = os.path.join(folder, ".cache", "kiln", "objects")
    return set(os.listdir(cache)) if os.path.isdir(cache) else set()


def build(folder, *options, **extra):
    done = kiln(folder, "build", "main.mjs", "-o", "main", *options, **extra)
    if done.code:
        return done.err, None
    with open(os.path.join(folder, "main"), "rb") as file:
        return None, file.read()


def program(folder):
    write(os.path.join(folder, "lib.mjs"), "// A library.\n" + FILLER)
    write(os.path.join(folder, "util.mjs"), "export let count = 0;\nexport const step = () => ++count;\n" + FILLER)
    write(os.path.join(folder, "main.mjs"),
          "import * as lib from './lib.mjs';\nimport { count, step } from './util.mjs';\n"
          "step();\ntry { lib.f7({}, null); } catch (e) { console.log(e.message, count); }\n")


def output(folder):
    return execute([os.path.join(folder, "main")], folder, surroundings(folder)).out


def check_units_of_other_files_are_kept(folder):
    program(folder)
    problem, _ = build(folder, "-O0")
    before = objects(folder)
    if problem or len(before) < 3:
        return problem or f"{len(before)} units"
    write(os.path.join(folder, "main.mjs"), "import { f3 } from './lib.mjs';\nconsole.log(f3({ x3: 1 }, [0, 0, 0, 41]));\n")
    problem, _ = build(folder, "-O0")
    # util.mjs is not part of the program any more; lib.mjs is as it was.
    made = objects(folder) - before
    if problem or len(made) > 1:
        return problem or f"{len(made)} units were made anew, not only that of main.mjs"
    return None if output(folder) == "42\n" else output(folder)


def check_units_are_kept_when_text_moves(folder):
    program(folder)
    problem, _ = build(folder, "-O2", KILN_UNIT_WEIGHT="800")
    before = objects(folder)
    if problem or len(before) < 8:
        return problem or f"{len(before)} units"
    write(os.path.join(folder, "lib.mjs"), "// A library, described at more length.\n\n" + FILLER)
    problem, _ = build(folder, "-O2", KILN_UNIT_WEIGHT="800")
    # The tables, and the unit with the body of the module.
    made = objects(folder) - before
    if problem or len(made) > 2:
        return problem or f"{len(made)} of {len(before)} units were made anew"
    return None if output(folder) == "f7 1\n" else output(folder)


def check_units_do_not_vary(folder):
    program(folder)
    results = set()
    for cached in (False, False, True):
        if not cached:
            shutil.rmtree(os.path.join(folder, ".cache"), ignore_errors=True)
        problem, result = build(folder, KILN_UNIT_WEIGHT="800")
        if problem:
            return problem
        results.add(result)
    return None if len(results) == 1 else "the executables differ"


CROSSING = """
import { tag, Base, make, late } from './other.mjs';
class Derived extends Base { go() { return super.go() + 1; } }
function* walk(n) { for (let i = 0; i < n; ++i) yield i; }
const site = () => tag`a${1}b`;
console.log(site() === site(), new Derived().go(), [...walk(3)].map(make(10)), /(?<y>\\d+)/.exec('in 2024').groups.y);
async function later() { try { await late(); } catch (e) { console.log(e.stack); } }
later();
try { new Derived().fail(); } catch (e) { console.log(e.stack); }
"""
OTHER = """
export function tag(strings) { return strings; }
export class Base {
  go() { return 41; }
  fail() { return this.absent.property; }
}
export const make = (n) => (x) => x * n + /\\d/.test(String(x));
export async function late() { await null; throw new RangeError('late'); }
"""


def check_units_behave_as_one(folder):
    write(os.path.join(folder, "main.mjs"), CROSSING)
    write(os.path.join(folder, "other.mjs"), OTHER)
    outputs = []
    for options in ({}, {"KILN_UNIT_WEIGHT": "20"}):
        problem, _ = build(folder, **options)
        if problem:
            return problem
        outputs.append(output(folder))
    if "true 42 [ 1, 11, 21 ] 2024" not in outputs[0] or "other.mjs:5:" not in outputs[0]:
        return outputs[0]
    return None if outputs[0] == outputs[1] else f"in one unit:\n{outputs[0]}\nin several:\n{outputs[1]}"


def check_timings(folder):
    """A row a stage, and what was not compiled anew."""
    write(os.path.join(folder, "a.js"), "console.log(1)\n")
    first = expect(kiln(folder, "build", "--timings", "a.js", "-o", "out"), 0, "load ", "infer ", "1 units", "link ", "total ")
    return first or expect(kiln(folder, "build", "--timings", "a.js", "-o", "out"), 0, "1 units, 0 not in the cache")
