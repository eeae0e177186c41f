"""Chromium without a screen, driven by WebDriver (W3C): Debian's chromium and chromium-driver, installed when the first test needs them."""
import contextlib
import json
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from harness.servers import executable

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of a reference to an element, §11 of WebDriver


class BrowserError(Exception):
    pass


class Browser:
    def __init__(self, port, session):
        self.address, self.session = f"http://127.0.0.1:{port}", session

    def ask(self, method, path, body=None):
        data = None if method == "GET" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self.address + path, data, {"content-type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as problem:
            raise BrowserError(json.load(problem)["value"]["message"].split("\n")[0]) from None

    def command(self, method, path, body=None):
        return self.ask(method, f"/session/{self.session}{path}", body)

    def open(self, url):
        self.command("POST", "/url", {"url": url})

    def window(self):
        return self.command("GET", "/window")

    def new_window(self):
        """Opens a window and goes on in it."""
        self.switch(self.command("POST", "/window/new", {"type": "window"})["handle"])
        return self.window()

    def switch(self, window):
        self.command("POST", "/window", {"handle": window})

    def find(self, selector):
        return self.command("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self.command("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector, text):
        self.command("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def texts(self, selector):
        """What all elements that match show, one after the other."""
        script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText.replace(/\\s+/g, ' ').trim())"
        return self.command("POST", "/execute/sync", {"script": script, "args": [selector]})

    def await_texts(self, selector, wanted, seconds=15):
        """What all elements that match show once that is `wanted`, or after this time."""
        end = time.monotonic() + seconds
        while (shown := self.texts(selector)) != wanted and time.monotonic() < end:
            time.sleep(0.02)
        return shown


@contextlib.contextmanager
def chromium():
    """A browser with one window."""
    binary, driver = executable("chromium", "chromium"), executable("chromedriver", "chromium-driver")
    with tempfile.TemporaryDirectory(prefix="kiln-chromium-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, cwd=profile)
        try:
            told = ""
            for line in process.stdout:
                told += line
                if match := re.search(r"started successfully on port (\d+)", line):
                    break
            else:
                raise BrowserError(f"chromedriver did not start\n{told}")
            # Not as root: its sandbox is of no use there, and there is little shared memory in containers.
            arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={profile}/data"]
            browser = Browser(match[1], None)
            options = {"browserName": "chrome", "goog:chromeOptions": {"binary": binary, "args": arguments}}
            browser.session = browser.ask("POST", "/session", {"capabilities": {"alwaysMatch": options}})["sessionId"]
            try:
                yield browser
            finally:
                browser.ask("DELETE", f"/session/{browser.session}")
        finally:
            process.terminate()
            process.wait(10)
            process.stdout.close()
