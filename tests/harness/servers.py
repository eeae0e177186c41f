"""Servers that programs of the tests talk to: NAME.servers names them, one a line. Each run gets servers of its own, on free
ports of the loopback and in a folder of its own, and finds them in its environment: PGHOST, PGPORT, PGUSER, PGDATABASE; REDIS_PORT;
SMTP_PORT, MAILBOX (a file with one line of JSON a message). PG_PID is for those that kill their server.

They come from Debian's packages, which are installed when the first program needs them; the mail server from npm, run by Node.
"""
import contextlib
import glob
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from harness import npm
from harness.case import TESTS

INSTALLING = threading.Lock()


class ServerError(Exception):
    pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def executable(name, package, elsewhere=None):
    """Where the program is; installs the package that brings it."""

    def find():
        places = sorted(glob.glob(elsewhere)) if elsewhere else []
        return shutil.which(name) or (places[-1] if places else None)

    with INSTALLING:
        if not find():
            become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
            env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
            for command in (["update"], ["install", "--no-install-recommends", package]):
                done = subprocess.run(become_root + ["apt-get", "-q", "-y"] + command, env=env, capture_output=True, text=True, check=False)
                if done.returncode != 0:
                    raise ServerError(f"{package} could not be installed\n{done.stderr[-1000:]}")
        found = find()
    if not found:
        raise ServerError(f"{package} is installed, but there is no {name}")
    return found


def wait_for(port, process, what):
    for _ in range(300):
        if process.poll() is not None:
            raise ServerError(f"{what} ended with {process.returncode}\n{process.stdout.read().decode('utf-8', 'replace')[-1000:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise ServerError(f"{what} does not listen after 30 s")


@contextlib.contextmanager
def running(command, port, what, **options):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **options)
    try:
        wait_for(port, process, what)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


@contextlib.contextmanager
def redis(folder):
    server, port = executable("redis-server", "redis-server"), free_port()
    with running([server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder], port, "redis-server"):
        yield {"REDIS_PORT": str(port)}


@contextlib.contextmanager
def postgresql(folder):
    initdb = executable("initdb", "postgresql", "/usr/lib/postgresql/*/bin/initdb")
    port, data = free_port(), os.path.join(folder, "data")
    options = {}
    if os.geteuid() == 0:  # it refuses to run as root
        options = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    made = subprocess.run(
        [initdb, "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], capture_output=True, text=True, check=False, cwd="/", **options)
    if made.returncode != 0:
        raise ServerError(f"initdb failed\n{made.stderr[-1000:]}")
    command = [os.path.join(os.path.dirname(initdb), "postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder]
    with running(command + ["-c", "fsync=off", "-c", "timezone=UTC", "-c", "log_min_messages=fatal"], port, "postgres", cwd="/", **options) as pid:
        yield {"PG_PID": str(pid), "PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "tester", "PGDATABASE": "postgres"}


@contextlib.contextmanager
def smtp(folder):
    packages = os.path.join(TESTS, "npm")
    with INSTALLING:
        problem = npm.install(packages)
    if problem:
        raise ServerError(problem)
    port, mailbox = free_port(), os.path.join(folder, "mailbox")
    with running(["node", os.path.join(packages, "support", "mailbox.js"), str(port), mailbox], port, "smtp-server"):
        yield {"SMTP_PORT": str(port), "MAILBOX": mailbox}


KINDS = {"postgresql": postgresql, "redis": redis, "smtp": smtp}


@contextlib.contextmanager
def started(names):
    """The environment of a program that needs these servers."""
    with contextlib.ExitStack() as stack:
        env = {}
        for name in names:
            folder = tempfile.mkdtemp(prefix=f"kiln-{name}-")
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            env.update(stack.enter_context(KINDS[name](folder)))
        yield env
