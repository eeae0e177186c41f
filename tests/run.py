#!/usr/bin/env python3
"""Runs Kiln's tests and ends with `N passed, N failed`; ./test calls it after the build.

A suite is a function that yields cases; a case has a name, and a function that returns None or what went wrong. Patterns
select cases by substring of the name; one with a slash starts where a part of the name starts. --update records the golden outputs anew from the reference (Node, or the compiler
itself for its own diagnostics) instead of comparing.
"""
import argparse
import concurrent.futures
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import bytecode, cli, conformance, diagnostics, explain, fuzz, ir, lints, packages, programs, services, syntax, units  # noqa: E402
from harness.case import BUILD, Context  # noqa: E402

SUITES = {
    "lint": lints.cases,
    "unit": units.cases,
    "ir": ir.cases,
    "bytecode": bytecode.cases,
    "explain": explain.cases,
    "syntax": syntax.cases,
    "diagnostics": diagnostics.cases,
    "cli": cli.cases,
    "exec": programs.exec_cases,
    "examples": programs.example_cases,
    "service": services.cases,
    "npm": packages.cases,
    "conformance": conformance.cases,
    "fuzz": fuzz.cases,
}


class Report:
    """Prints failures as they happen and how many cases have ended."""

    def __init__(self, total):
        self.total, self.ended, self.passed, self.failures = total, 0, 0, []
        self.known, self.met = known_failures(), set()
        self.lock, self.tty, self.last = threading.Lock(), sys.stderr.isatty(), time.monotonic()

    def add(self, name, passed, failures):
        with self.lock:
            self.passed += passed
            for label, problem in failures:
                if label.split(" ")[0] in self.known:
                    self.met.add(label)
                    continue
                self.failures.append(label)
                self.clear()
                print(f"FAILED {label}\n{indent(problem)}", flush=True)
            self.ended += 1
            if self.tty:
                print(f"\r\x1b[K{self.ended}/{self.total} {name[:60]}", end="", file=sys.stderr, flush=True)
            elif time.monotonic() - self.last > 20:
                self.last = time.monotonic()
                print(f"... {self.ended}/{self.total}", flush=True)

    def clear(self):
        if self.tty:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def known_failures():
    """Cases that do not pass yet, each with its reason: `NAME: reason` a line of tests/known_failures.txt."""
    known = {}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "known_failures.txt")
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, reason = line.split(": ", 1)
                known[name] = reason.strip()
    return known


def matches(pattern, name):
    """`errors/` means exec/errors/…, not diagnostics/early-errors/…."""
    return "/" + pattern in "/" + name if "/" in pattern else pattern in name


def indent(text):
    lines = text.rstrip("\n").split("\n")
    if len(lines) > 30:
        lines = lines[:30] + [f"… {len(lines) - 30} more lines"]
    return "\n".join("    " + line for line in lines)


def main():
    parser = argparse.ArgumentParser(prog="./test", description="Runs Kiln's tests.")
    parser.add_argument("patterns", nargs="*", help="run only the cases whose name contains one of these (from the start of a part of the name, when it has a slash)")
    parser.add_argument("--suite", action="append", choices=list(SUITES), help="run only this suite (repeatable)")
    parser.add_argument("--config", action="append", choices=["O0", "O2", "gc", "interp", "interp-gc"], help="golden programs: only these")
    parser.add_argument("--update", action="store_true", help="record the golden outputs anew instead of comparing")
    parser.add_argument("--list", action="store_true", help="print the names of the cases and stop")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()

    context = Context(options)
    selected = []
    for name, suite in SUITES.items():
        if options.suite and name not in options.suite:
            continue
        for case in suite(context):
            if not options.patterns or any(matches(pattern, case.name) for pattern in options.patterns):
                selected.append(case)
    if options.list:
        print("\n".join(case.name for case in selected))
        return 0
    if options.update:
        for case in selected:
            if case.update:
                print(f"recording {case.name}", flush=True)
                case.update()
        return 0

    report = Report(len(selected))

    def run(case):
        try:
            passed, failures = case.run()
        except Exception as error:  # a broken harness is a failure of the case, not of the whole run
            passed, failures = 0, [(case.name, f"{type(error).__name__}: {error}")]
        report.add(case.name, passed, failures)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for future in [pool.submit(run, case) for case in selected]:
            future.result()
    report.clear()
    context.close()
    if report.failures:
        print("failed:")
        print("\n".join("  " + name for name in sorted(report.failures)))
        with open(os.path.join(BUILD, "failed-tests.txt"), "w") as out:
            out.write("\n".join(sorted(report.failures)) + "\n")
    ran = {case.name.split(" ")[0] for case in selected}
    mended = sorted(name for name in report.known if name in ran and not any(label.split(" ")[0] == name for label in report.met))
    if mended:
        print("these pass now: take them out of tests/known_failures.txt:")
        print("\n".join("  " + name for name in mended))
    if report.met:
        print(f"{len(report.met)} runs failed as tests/known_failures.txt expects, each for the reason given there")
    print(f"{report.passed} passed, {len(report.failures)} failed, {len(report.met)} skipped")
    return 1 if report.failures or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
