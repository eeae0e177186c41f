"""Passes from IR to IR: tests/ir/PASS/NAME.ir is read, run through the pass and must print NAME.out. And round trips: what the
compiler prints of golden programs reads back and prints identically.
"""
import os

from harness.case import BUILD, KILN, ROOT, TESTS, difference, execute, read, single, write
from harness.programs import programs_in

TOP = os.path.join(TESTS, "ir")
TOOL = os.path.join(BUILD, "tests", "ir_opt")
# Before any pass; with both versions of functions; as code generation gets it.
STAGES = ("ir-built", "ir-after:speculate", "ir")


def cases(context):
    if not os.path.exists(TOOL):
        return
    for name in sorted(os.listdir(TOP)):
        folder = os.path.join(TOP, name)
        if os.path.isdir(folder):
            for file in sorted(os.listdir(folder)):
                if file.endswith(".ir"):
                    yield pass_case(folder, name, file[:-len(".ir")])
    for stem in sorted(os.listdir(os.path.join(TESTS, "exec"))):
        folder = os.path.join(TESTS, "exec", stem)
        if os.path.isdir(folder):
            for name in programs_in(folder)[:1]:
                yield round_trip(context, os.path.join(folder, name), f"ir/round-trip/{stem}/{name}")


def optimise(name, path):
    return execute([TOOL, name, path], ROOT, dict(os.environ), timeout=60)


def pass_case(folder, pass_name, stem):
    base = os.path.join(folder, stem)

    def check():
        done = optimise(pass_name, base + ".ir")
        if done.code != 0:
            return f"ir_opt ended with {done.code}\n{done.err[-2000:]}"
        expected = read(base + ".out")
        if expected is None:
            return "no golden output: record it with ./test --update"
        return None if expected == done.out else difference(expected, done.out, "IR")

    def update():
        done = optimise(pass_name, base + ".ir")
        if done.code != 0:
            raise SystemExit(f"ir/{pass_name}/{stem}: {done.err}")
        write(base + ".out", done.out)

    return single(f"ir/{pass_name}/{stem}", check, update)


def round_trip(context, source, label):
    def check():
        folder = context.folder()
        for stage in STAGES:
            made = execute([KILN, "build", source, f"--dump={stage}", "--stop-after=ir"], folder, dict(os.environ), timeout=120)
            if made.code != 0:
                return f"the compiler ended with {made.code}\n{made.err[-2000:]}"
            text = os.path.join(folder, "text.ir")
            write(text, made.out)
            done = optimise("none", text)
            if done.code != 0:
                return f"{stage}: ir_opt ended with {done.code}\n{done.err[-2000:]}"
            if done.out != made.out:
                return difference(made.out, done.out, stage)
        return None

    return single(label, check)
