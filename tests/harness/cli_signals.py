"""Long builds: the progress line on a terminal, and signals, which leave nothing behind."""
import os
import pty
import signal
import subprocess
import time

from harness.case import KILN, write
from harness.command import expect, kiln, left_over, surroundings


def long_program(folder):
    """Several seconds of work: many functions with many paths."""
    body = "".join(f"  if (a % {n} === 0) s += b[{n}] * a - (s < {n} ? s : o.p{n % 7})\n" for n in range(1, 60))
    functions = "".join(f"function f{n}(a, b, o) {{\n  let s = {n}\n{body}  return s\n}}\n" for n in range(8))
    write(os.path.join(folder, "a.js"), functions + "console.log([" + ",".join(f"f{n}" for n in range(8)) + "].length)\n")


def check_progress_line(folder):
    long_program(folder)
    ours, theirs = pty.openpty()
    with subprocess.Popen([KILN, "build", "a.js", "-o", "out"], cwd=folder, env=surroundings(folder, TERM="xterm"), stderr=theirs) as building:
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # EIO: the other side is closed
                break
            if not piece:
                break
            text += piece
        building.wait()
    os.close(ours)
    if building.returncode != 0:
        return text.decode()
    if b"\r\x1b[Kkiln: " not in text or not text.endswith(b"\r\x1b[K"):
        return f"on the terminal: {text!r}"
    done = kiln(folder, "build", "a.js", "-o", "out")
    return expect(done, 0) or (None if done.err == "" else f"without a terminal: {done.err!r}")


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def default_signals():
    """Undoes the ignored signals that a background job of a shell inherits."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def check_signals(folder):
    long_program(folder)
    write(os.path.join(folder, "out"), "old")
    for number in SIGNALS:
        with subprocess.Popen([KILN, "build", "a.js", "-o", "out"], cwd=folder, env=surroundings(folder), stderr=subprocess.PIPE, preexec_fn=default_signals) as building:
            time.sleep(0.4)
            building.send_signal(number)
            _, text = building.communicate()
        if building.returncode != -number:
            return f"{number.name}: exit code {building.returncode}, {text!r}"
        problem = left_over(folder, "a.js", "out")
        if problem:
            return problem
    return None
