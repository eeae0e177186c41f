"""Golden programs: compiled and run, they print what Node printed when NAME.out was recorded.

tests/exec/<stem>/NAME.{js,mjs,cjs} is a program; beside it may lie NAME.out (stdout), NAME.code (exit code when not 0),
NAME.err (stderr, compared only when it exists), NAME.in (stdin), NAME.args (one argument a line), NAME.env (KEY=VALUE lines),
NAME.servers (what it talks to, harness/servers.py), NAME.limits (options of bash's ulimit that it runs under), NAME.stress (allocations between collections in the run under GC stress), NAME.options (options of `kiln build`, one a line; with
--script Node runs it as a script of the global scope too). Sub-folders hold the modules a program imports.
The configuration `interp` runs the source in the interpreter, without compiling it; `interp-gc`, of some stems, under GC stress too.
"""
import os
import subprocess
import sys

from harness import servers
from harness.case import (INTERPRETER, KILN, ROOT, TESTS, Case, difference, environment, execute, neutral, neutral_error, read, write)

CONFIGS = ("O0", "O2", "gc", "interp", "interp-gc")
# What the interpreter's frames, and its calls across realms, can get wrong: run in it under GC stress too.
FRAMES = ("arguments", "closures", "exceptions", "generators", "vm")
EXTENSIONS = (".js", ".mjs", ".cjs")
STRESS = "97"
AS_SCRIPT = "require('vm').runInThisContext(require('fs').readFileSync(process.argv[1], 'utf8'), process.argv[1])"


class Program:
    def __init__(self, context, source, name, expected_folder=None):
        self.context, self.source, self.name = context, source, name
        folder, base = os.path.split(source)
        self.base = os.path.join(expected_folder or folder, os.path.splitext(base)[0])
        self.stdin = (read(self.base + ".in") or "").encode()
        arguments = read(self.base + ".args")
        self.arguments = arguments.splitlines() if arguments else []
        self.options = (read(self.base + ".options") or "").split()
        self.servers = (read(self.base + ".servers") or "").split()
        self.limits = (read(self.base + ".limits") or "").strip()
        self.env = dict(line.split("=", 1) for line in (read(self.base + ".env") or "").splitlines() if line)

    def start(self, command, extra_env=None, timeout=60):
        env = environment(self.env)
        env.update(extra_env or {})
        if self.limits:
            command = ["bash", "-c", f'ulimit {self.limits}; exec "$@"', "-", *command]
        with servers.started(self.servers) as addresses:
            env.update(addresses)
            return execute(command + self.arguments, self.context.folder(), env, self.stdin, timeout)

    def compare(self, outcome):
        if outcome.timed_out:
            return "timed out\n" + outcome.out[-500:] + outcome.err[-500:]
        problems = []
        expected = read(self.base + ".out")
        if expected is None:
            return "no golden output: record it with ./test --update"
        if expected != neutral(outcome.out):
            problems.append(difference(expected, neutral(outcome.out), "stdout"))
        code = int(read(self.base + ".code", "0"))
        if code != outcome.code:
            problems.append(f"expected exit code {code}, got {outcome.code}\n" + outcome.err[-1500:])
        errors = read(self.base + ".err")
        if errors is not None and errors != neutral_error(outcome.err):
            problems.append(difference(errors, neutral_error(outcome.err), "stderr"))
        return "\n".join(problems) or None

    def run(self, configs):
        """Compiles once a level; the run under GC stress uses the optimised executable."""
        passed, failures = 0, []
        wanted = [("O0", "O0"), ("O2", "O2"), ("gc", "O2")]
        executables = {}
        for config, level in wanted:
            if config not in configs:
                continue
            if level not in executables:
                executables[level] = self.build(level)
            executable, problem = executables[level]
            if not problem:
                stress = self.stress() if config == "gc" else {}
                problem = self.compare(self.start([executable], stress, 120 if stress else 60))
            if problem:
                failures.append((f"{self.name} [{config}]", problem))
            else:
                passed += 1
        for config in ("interp", "interp-gc"):
            if config not in configs:
                continue
            stress = self.stress() if config == "interp-gc" else {}
            problem = self.compare(self.start([INTERPRETER] + self.options + [self.source], stress, 120 if stress else 60))
            if problem:
                failures.append((f"{self.name} [{config}]", problem))
            else:
                passed += 1
        for executable, _ in executables.values():
            if os.path.exists(executable):
                os.remove(executable)
        return passed, failures

    def stress(self):
        return {"KILN_GC_STRESS": (read(self.base + ".stress") or STRESS).strip()}

    def build(self, level):
        executable = os.path.join(self.context.folder(), "program")
        done = execute([KILN, "build", self.source, "-o", executable, "-" + level] + self.options, ROOT, dict(os.environ), timeout=300)
        if done.timed_out:
            return executable, "the compiler did not end within 300 s"
        if done.code != 0:
            return executable, f"the compiler ended with {done.code}\n{done.err[-3000:]}{done.out[-500:]}"
        return executable, None

    def record(self):
        if read(self.source).startswith("// Hand-checked output"):
            print(f"{self.name}: beyond Node 20, its output is not recorded")
            return
        as_script = ["-e", AS_SCRIPT] if "--script" in self.options else []
        outcome = self.start(["node"] + as_script + [self.source])
        if outcome.timed_out:
            sys.exit(f"{self.name}: Node did not end")
        write(self.base + ".out", neutral(outcome.out))
        if outcome.code:
            write(self.base + ".code", f"{outcome.code}\n")
        elif os.path.exists(self.base + ".code"):
            os.remove(self.base + ".code")
        if os.path.exists(self.base + ".err"):
            write(self.base + ".err", neutral_error(outcome.err))


def case_of(program, configs):
    if program.name.split("/")[1] not in FRAMES:
        configs = tuple(config for config in configs if config != "interp-gc")
    # The interpreter can always compile, and has no assets.
    if any(option.startswith(("--eval=never", "--assets")) for option in program.options):
        configs = tuple(config for config in configs if not config.startswith("interp"))
    return Case(program.name, lambda: program.run(configs), program.record)


def programs_in(folder):
    return sorted(name for name in os.listdir(folder) if name.endswith(EXTENSIONS))


def exec_cases(context):
    configs = tuple(context.options.config or CONFIGS)
    top = os.path.join(TESTS, "exec")
    for stem in sorted(os.listdir(top)):
        folder = os.path.join(top, stem)
        if not os.path.isdir(folder):
            continue
        for name in programs_in(folder):
            program = Program(context, os.path.join(folder, name), f"exec/{stem}/{name}")
            yield case_of(program, configs)


def example_cases(context):
    """examples/*.js with their recorded outputs in examples/expected."""
    configs = tuple(context.options.config or CONFIGS)
    folder = os.path.join(ROOT, "examples")
    for name in programs_in(folder):
        program = Program(context, os.path.join(folder, name), f"examples/{name}", os.path.join(folder, "expected"))
        yield case_of(program, configs)


def require_node():
    try:
        version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        sys.exit("--update needs node on the PATH")
    if not version.startswith("v20."):
        sys.exit(f"--update records from Node 20, this is {version.strip()}")
