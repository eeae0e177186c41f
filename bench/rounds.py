"""Programs whose work is done again and again in one process, until V8 has compiled what it will compile: real/ (programs made of
npm packages) and the steady state of programs/."""
import os
import resource
import statistics
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def steady_source(program, folder):
    """Writes the program's steady form (steady.js), and returns its path."""
    path = os.path.join(folder, os.path.basename(program))
    os.makedirs(folder, exist_ok=True)
    made = subprocess.run(["node", os.path.join(HERE, "steady.js"), program], capture_output=True, text=True, check=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(made.stdout)
    return path


def run(command, rounds, timeout):
    """(processor seconds of the whole process, of each round, stdout), or None."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (timeout, timeout))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command + ([str(rounds)] if rounds > 1 else []), capture_output=True, check=False, preexec_fn=limit)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        return None
    whole = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return whole, [float(line) / 1000 for line in done.stderr.split()], done.stdout


def warm(rounds):
    """The median of the later half."""
    return statistics.median(rounds[len(rounds) // 2:])


def compare(commands, options, cold_runs):
    """Interleaved. By engine the medians of `cold_runs` processes that do the work once, of the warm rounds and of the first
    rounds; and a note."""
    cold, late, first, outputs = {}, {}, {}, {}
    for _ in range(cold_runs):
        for engine, command in commands.items():
            got = run(command, 1, options.timeout)
            if got is None:
                return {}, {}, {}, f"{engine} failed"
            cold.setdefault(engine, []).append(got[0])
            outputs.setdefault(engine, []).append(got[2])
    for engine, command in commands.items():
        got = run(command, options.repeat, options.timeout * options.repeat)
        if got is None:
            return {}, {}, {}, f"{engine} failed when it repeated its work"
        first[engine], late[engine] = got[1][0], warm(got[1])
        outputs.setdefault(engine, []).append(got[2])
    expected = outputs.get("node")
    differ = [engine for engine, texts in outputs.items() if texts != expected]
    median = {engine: statistics.median(values) for engine, values in cold.items()}
    return median, late, first, "OUTPUTS DIFFER: " + " ".join(differ) if differ else ""
