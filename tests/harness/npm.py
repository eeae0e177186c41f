"""Packages of the npm registry that suites need: a folder with package.json and package-lock.json."""
import os
import shutil
import subprocess


def install(folder):
    """npm ci, once for each state of the lock file. Returns None or what went wrong."""
    lock, stamp = os.path.join(folder, "package-lock.json"), os.path.join(folder, "node_modules", ".kiln-installed")
    if os.path.exists(stamp) and os.path.getmtime(stamp) >= os.path.getmtime(lock):
        return None
    if not shutil.which("npm"):
        return "npm is not on the PATH"
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return "npm ci failed\n" + done.stderr[-2000:]
    with open(stamp, "w"):
        return None
