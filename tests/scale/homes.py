"""Installations of their own, filled by the command line: the tests look at what a person would have."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

COMMAND = Path(sys.executable).with_name("liuxin")
WEIGHING = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=open(sys.argv[1], "w"))
sys.exit(code)
"""
"""A small process between: Linux counts the memory of whoever starts a process as that process's own."""


@dataclass(frozen=True)
class Done:
    """A command that ended well."""

    output: str
    seconds: float
    peak_megabytes: float


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give the environment of an installation: SQLite in its own folder, whatever database the tests run on."""
    kept = {name: value for name, value in os.environ.items() if name != "LIUXIN_DATABASE_URL"}
    return {
        **kept,
        "LIUXIN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "liuxin.config.settings",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "200",
        **more,
    }


def liuxin(home: Path, *arguments: str) -> Done:
    """Run the command `liuxin`; the peak of memory is its own, or that of its largest child."""
    start = time.monotonic()
    with NamedTemporaryFile("r") as told:
        command = [sys.executable, "-c", WEIGHING, told.name, str(COMMAND), *arguments]
        done = subprocess.run(command, env=environment(home), capture_output=True, check=False, text=True)
        assert done.returncode == 0, done.stderr or done.stdout
        return Done(done.stdout, time.monotonic() - start, int(told.read()) / 1024)


def migrate(home: Path) -> None:
    """Make the tables."""
    lines = ["import django", "django.setup()", "from django.core.management import call_command as call"]
    code = "\n".join([*lines, "call('migrate', verbosity=0)"])
    subprocess.run([sys.executable, "-c", code], env=environment(home), check=True)
