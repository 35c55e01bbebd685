"""The virtual environment: made once, filled from a lock with hashes, the project itself in it as editable."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import stamps
from tools.places import APT_LINE, LOCKS, PYTHON, ROOT, STAMPS, VENV, fail, say

LEAST = (3, 11)
CORES = {"run": ("run", "dev"), "dev": ("dev",)}  # the dev lock holds all that the run lock holds


def check_machine() -> None:
    """Name the one line to type when this machine lacks something."""
    if sys.version_info < LEAST:
        fail(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. On Debian 12:  {APT_LINE}")
    if not importlib.util.find_spec("ensurepip") or not importlib.util.find_spec("venv"):
        fail(f"Python's venv module is missing. On Debian 12:  {APT_LINE}")


def ready(lock: str) -> bool:
    """Tell whether the environment holds what this lock asks for."""
    return PYTHON.exists() and any(stamps.holds(_stamp(name), _inputs(name)) for name in CORES[lock])


def make(lock: str) -> None:
    """Make the environment and install a lock into it; `run` for the product, `dev` for tests besides."""
    if not PYTHON.exists():
        say("  making .venv")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    say(f"  installing requirements/{lock}.lock (the first time takes some minutes)")
    _pip("--require-hashes", "--no-deps", "-r", str(LOCKS / f"{lock}.lock"))
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    stamps.keep(_stamp(lock), _inputs(lock), _distributions())


def _pip(*words: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-qq", *words]
    if subprocess.run(command, check=False).returncode:
        fail("Packages could not be installed (see above). Is the package index reachable? Run the same command again.")


def _stamp(lock: str) -> Path:
    return STAMPS / f"environment-{lock}.json"


def _inputs(lock: str) -> str:
    return stamps.digest([LOCKS / f"{lock}.lock", ROOT / "pyproject.toml"], sys.version)


def _distributions() -> Iterator[Path]:
    for folder in VENV.glob("lib/python3*/site-packages"):
        yield from folder.glob("*.dist-info")
    yield VENV / "bin" / "liuxin"
