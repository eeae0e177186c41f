"""examples/service as its users see it: with PostgreSQL, Redis and a mail server beside it, two pages open in Chromium, then SIGTERM.

What was observed is a transcript, one line an observation; examples/expected/service.out is the one recorded from Node. The
executable is built with its page embedded, moved away from its sources, and runs where these are not.
"""
import contextlib
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

from harness import npm, servers
from harness.browser import chromium
from harness.case import KILN, ROOT, Case, difference, environment, execute, read, write

FOLDER = os.path.join(ROOT, "examples", "service")
EXPECTED = os.path.join(ROOT, "examples", "expected", "service.out")


class Service:
    """The running service and the lines that it logs."""

    def __init__(self, command, cwd, env):
        self.process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines, self.port = queue.Queue(), None
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def logged(self, seconds=20):
        """The next line, without what differs from run to run; None at the end."""
        line = self.lines.get(timeout=seconds)
        if line is None or not line.startswith("{"):
            return line
        entry = json.loads(line)
        del entry["time"]
        self.port = entry.get("port", self.port)
        return json.dumps({key: value for key, value in entry.items() if key != "port"})

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def ask(self, method, path, body=None, headers=()):
        """Status, chosen headers and body of an answer."""
        data = body.encode() if isinstance(body, str) else body and json.dumps(body).encode()
        request = urllib.request.Request(self.url(path), data, {"content-type": "application/json", **dict(headers)}, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode()
            kept = {name: answer.headers[name] for name in ("content-type", "content-length", "location", "content-range", "cache-control") if answer.headers[name]}
            return f"{method} {path} {answer.status} {json.dumps(kept)} {json.dumps(neutral(text)[:200], ensure_ascii=False)}", answer.headers

    def end(self):
        self.process.kill()
        self.process.wait()


def neutral(text):
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "<time>", text)


def mails(path, count, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        lines = (read(path) or "").splitlines()
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    return lines + [f"{count} were expected"]


def observe(service, browser, mailbox):
    """Uses the service as a person and a program would; yields what it saw."""
    while service.port is None:
        yield f"log {service.logged()}"
    yield service.ask("GET", "/health")[0]

    yield f"page {page(service, browser)}"
    first = browser.window()
    second = browser.new_window()
    yield f"second page {page(service, browser)}"
    browser.switch(first)
    browser.click("#new button")
    yield f"problem {browser.await_texts('#problem', ['the ticket is not valid: title is missing, email is missing'])}"
    browser.type("[name=title]", "The <b>printer</b> is on fire")
    browser.type("[name=email]", "ann@example.com")
    browser.click("#new button")
    sent = ["#1 The <b>printer</b> is on fire mail sent close"]
    yield f"in the page {browser.await_texts('#tickets li', sent)}"
    browser.switch(second)
    yield f"in the second page {browser.await_texts('#tickets li', sent)}"
    yield f"mail {mails(mailbox, 1)}"
    yield f"log {service.logged()}"
    browser.click("#ticket-1 button")
    browser.switch(first)
    yield f"closed {browser.await_texts('#tickets li.closed .toggle', ['open again'])}"

    yield from programs(service)
    yield f"in the page {browser.await_texts('#tickets li', ['#2 Ünï – 💡 mail sent close', sent[0].replace('close', 'open again')])}"
    yield f"mail {mails(mailbox, 2)[1:]}"
    yield f"log {service.logged()}"

    service.process.send_signal(signal.SIGTERM)
    while (line := service.logged()) is not None:
        yield f"log {line}"
    yield f"exit code {service.process.wait(10)}"
    yield f"page afterwards {browser.await_texts('#connection', ['connecting'])}"


def page(service, browser):
    browser.open(service.url("/"))
    return browser.await_texts("#connection", ["live"]), browser.texts("h1"), browser.texts("#tickets li")


def programs(service):
    """What the page does not do."""
    yield service.ask("POST", "/api/tickets", {"title": "Ünï – 💡", "email": "bob@example.com"})[0]
    yield service.ask("POST", "/api/tickets", {"title": " ", "email": "bob", "id": 7})[0]
    yield service.ask("POST", "/api/tickets", "{not json")[0]
    yield service.ask("POST", "/api/tickets", [1])[0]
    yield service.ask("POST", "/api/tickets", {"title": "x" * 20000, "email": "a@b.c"})[0]
    yield service.ask("PATCH", "/api/tickets/9", {"status": "closed"})[0]
    yield service.ask("PATCH", "/api/tickets/1", {"status": "burnt"})[0]
    for path in ("/api/tickets/1", "/api/tickets/x", "/api/tickets?status=closed", "/api/tickets?status=lost", "/nowhere", "/../server.js"):
        yield service.ask("GET", path)[0]
    answer, headers = service.ask("GET", "/page.js")
    yield answer
    yield service.ask("GET", "/page.js", headers={"if-none-match": headers["etag"]}.items())[0]
    yield service.ask("GET", "/page.js", headers={"range": "bytes=1-10"}.items())[0]
    yield service.ask("HEAD", "/style.css")[0]


def transcript(command, cwd):
    with contextlib.ExitStack() as stack:
        env = stack.enter_context(servers.started(["postgresql", "redis", "smtp"]))
        browser = stack.enter_context(chromium())
        service = Service(command, cwd, environment({**env, "PORT": "0"}))
        stack.callback(service.end)
        lines = []
        try:
            for line in observe(service, browser, env["MAILBOX"]):
                lines.append(line)
        except Exception as error:  # what was seen until then says more than the error alone
            service.end()
            lines += [f"{type(error).__name__}: {error}", *iter(service.logged, None)]
        return "\n".join(lines) + "\n"


def build(folder):
    """The executable, away from the sources that it was built from. The packages are those that are installed, so that their machine
    code is in the cache when they were compiled before."""
    sources, away = os.path.join(folder, "sources"), os.path.join(folder, "away")
    os.mkdir(away)
    shutil.copytree(FOLDER, sources, ignore=shutil.ignore_patterns("node_modules"))
    os.symlink(os.path.join(FOLDER, "node_modules"), os.path.join(sources, "node_modules"))
    command = [KILN, "build", os.path.join(sources, "server.js"), "--assets", os.path.join(sources, "public", "**"), "-o", os.path.join(away, "service")]
    done = execute(command, folder, dict(os.environ), timeout=300)
    shutil.rmtree(sources)
    if done.code != 0 or done.err:
        return None, f"the compiler ended with {done.code}\n{done.err[-3000:]}"
    return os.path.join(away, "service"), None


def cases(context):
    def check():
        problem = npm.install(FOLDER)
        if problem:
            return 0, [("examples/service", problem)]
        executable, problem = build(context.folder())
        if not problem:
            seen = transcript([executable], context.folder())
            problem = None if seen == read(EXPECTED) else difference(read(EXPECTED, ""), seen, "transcript")
        return (0, [("examples/service", problem)]) if problem else (1, [])

    def record():
        problem = npm.install(FOLDER)
        write(EXPECTED, problem or transcript(["node", os.path.join(FOLDER, "server.js")], context.folder()))

    yield Case("examples/service", check, record)
