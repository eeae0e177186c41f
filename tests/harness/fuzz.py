"""Short runs of tests/fuzz: generated programs with a fixed seed, and the libFuzzer targets, which are built with sanitizers."""
import fcntl
import glob
import os
import shutil
import subprocess

from harness.case import BUILD, ROOT, TESTS, execute, single

FOLDER = os.path.join(ROOT, "build", "fuzz")
TARGETS = {"frontend": ["-max_len=1024"], "regex": ["-max_len=64"], "http1": ["-max_len=256", "-dict=" + os.path.join(TESTS, "fuzz", "http1.dict")]}
SECONDS = 5
STACK = 1 << 30  # the frontend walks trees recursively; in the compiler on a thread with a stack as large


def cases(context):
    yield single("fuzz/programs", programs)
    for target in TARGETS:
        yield single(f"fuzz/{target}", lambda target=target: short_run(context, target))


def programs():
    command = [os.path.join(TESTS, "fuzz", "run"), "--seed", "short", "--programs", "30", "--batch", "30", "--eval-every", "0"]
    done = execute(command, ROOT, {**os.environ, "KILN_BUILD_DIR": BUILD}, timeout=600)
    return None if done.code == 0 else (done.out + done.err)[-4000:]


def short_run(context, target):
    problem = build(target)
    if problem:
        return problem
    corpus = context.folder()
    if target == "frontend":
        for path in glob.glob(os.path.join(TESTS, "exec", "*", "*.js")):
            shutil.copy(path, os.path.join(corpus, path.replace(os.sep, "-")[-80:]))
    program = os.path.join(FOLDER, "tests", "fuzz", f"fuzz_{target}")
    options = TARGETS[target] + [f"-max_total_time={SECONDS}", "-seed=1", "-timeout=20", f"-artifact_prefix={corpus}/find-"]
    command = ["bash", "-c", f'ulimit -s {STACK // 1024}; exec "$@"', "-", program, *options, corpus]
    done = execute(command, corpus, dict(os.environ), timeout=300)
    return None if done.code == 0 else (done.out + done.err)[-4000:]


def build(target):
    """The targets have a build folder of their own: everything in it is instrumented. One case at a time may work in it."""
    os.makedirs(FOLDER, exist_ok=True)
    with open(os.path.join(FOLDER, ".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        commands = [["ninja", "-C", FOLDER, f"fuzz_{target}"]]
        if not os.path.exists(os.path.join(FOLDER, "build.ninja")):
            commands.insert(0, ["cmake", "--preset", "fuzz"])
        for command in commands:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                return (done.stdout + done.stderr)[-3000:]
    return None
