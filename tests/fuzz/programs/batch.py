"""Runs many programs at once: one executable a level, one run of the interpreter and of Node serve them all.

Every program is a CommonJS module that the main module requires in turn, and has a section of the output of its own. When an
executable ends early, the programs behind the one that ended it run again without it; when the compiler fails, the batch is halved.
"""
import os
import shutil
import signal
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
BIN = os.path.join(os.environ.get("KILN_BUILD_DIR", os.path.join(ROOT, "build", "release")), "bin")
MAIN = """'use strict';
const { begin, end, log } = require('./lib.js');
const programs = [
%s];
process.on('unhandledRejection', (reason) => log('unhandled', reason));
(async () => {
  for (const [name, load] of programs) {
    begin(name);
    try {
      load();
    } catch (error) {
      log('uncaught', error);
    }
    await new Promise((resolve) => setImmediate(resolve));
    end();
  }
})();
"""


class Outcome:
    """What one run printed: the sections that are whole, and how it ended."""

    def __init__(self, code, out, err):
        self.code, self.err = code, err
        pieces = ("\n" + out).split("\n### ")[1:]
        named = [piece.partition("\n") for piece in pieces]
        self.sections = {name: body.rstrip("\n") for name, _, body in named}
        self.last = named[-1][0] if named else None


def execute(command, cwd, timeout, env=None):
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                               env={**os.environ, "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **(env or {})}, start_new_session=True)
    try:
        out, err = process.communicate(timeout=timeout)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        code = "timeout"
    return code, out.decode("utf-8", "backslashreplace"), err.decode("utf-8", "backslashreplace")


class Batch:
    """Programs (name → text) in a folder of their own."""

    def __init__(self, programs, timeout=20):
        self.programs, self.timeout = programs, timeout
        self.folder = tempfile.mkdtemp(prefix="kiln-fuzz-")
        shutil.copy(os.path.join(HERE, "lib.js"), self.folder)
        for name, text in programs.items():
            with open(os.path.join(self.folder, name + ".js"), "w", encoding="utf-8") as file:
                file.write(text)
        self.write_main(programs)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def write_main(self, names):
        with open(os.path.join(self.folder, "main.js"), "w", encoding="utf-8") as file:
            file.write(MAIN % "".join(f"  ['{name}', () => require('./{name}.js')],\n" for name in names))

    def refused(self):
        """Programs that do not parse, with what Node says."""
        files = [name + ".js" for name in self.programs]
        out = execute(["node", os.path.join(HERE, "check.js"), *files], self.folder, 60)[1]
        return {line.split(".js ")[0]: line.split(".js ", 1)[1] for line in out.splitlines()}

    def run(self, config, names=None):
        """The sections of the named programs in a configuration: name → text, or what went wrong."""
        names = list(names or self.programs)
        self.write_main(names)
        command, problem = self.command(config, names)
        if problem is not None:
            if len(names) == 1:
                return {names[0]: problem}
            half = len(names) // 2
            return {**self.run(config, names[:half]), **self.run(config, names[half:])}
        results = {}
        stress = {"KILN_GC_STRESS": "61"} if config == "gc" else None
        outcome = Outcome(*execute(command, self.folder, self.timeout * (4 if stress else 1), stress))
        results.update(outcome.sections)
        if outcome.code != 0:
            guilty = outcome.last if outcome.last in names else names[0]
            results[guilty] = f"{results.get(guilty, '')}\n*** ended with {outcome.code}\n{outcome.err[-600:]}"
            rest = names[names.index(guilty) + 1:]
            if rest:
                results.update(self.run(config, rest))
        return {name: results.get(name, "*** no section") for name in names}

    def command(self, config, names):
        if config == "node":
            return ["node", "--stack-size=900", "main.js"], None
        if config == "interp":
            return [os.path.join(BIN, "kiln-interpreter"), "main.js"], None
        executable = os.path.join(self.folder, "main-" + config)
        level = "-O0" if config == "O0" else "-O2"
        cache = {"XDG_CACHE_HOME": os.path.join(self.folder, "cache")}
        code, out, err = execute([os.path.join(BIN, "kiln"), "build", level, "main.js", "-o", executable], self.folder, 60 + 5 * len(names), cache)
        return [executable], None if code == 0 else f"*** the compiler ended with {code}\n{(out + err)[-1500:]}"


def compare(programs, configs, timeout=20):
    """Runs the programs; returns how many were compared, and finds: (name, config, expected, actual)."""
    with Batch(programs, timeout) as batch:
        refused = batch.refused()
        names = [name for name in programs if name not in refused]
        if not names:
            return 0, [], refused
        expected = batch.run("node", names)
        hanging = {name: text for name, text in expected.items() if "*** " in text}
        refused.update(hanging)
        names = [name for name in names if name not in hanging]
        finds = []
        for config in configs:
            actual = batch.run(config, names)
            finds += [(name, config, expected[name], actual[name]) for name in names if actual[name] != expected[name]]
        return len(names), finds, refused
