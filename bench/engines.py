"""Engines to compare with, and what comes from npm for that."""
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def install(path):
    """What comes from npm is pinned by bench/package-lock.json."""
    if not os.path.exists(path) and shutil.which("npm"):
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True, check=False)


def bun():
    """The path of Bun, or None. Its platform package carries the program itself."""
    arch = {"x86_64": "x64", "aarch64": "aarch64"}[os.uname().machine]
    path = os.path.join(HERE, "node_modules", "@oven", f"bun-linux-{arch}", "bin", "bun")
    install(path)
    return path if os.path.exists(path) else shutil.which("bun")
