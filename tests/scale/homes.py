"""Installations of their own, filled by the command line: the tests look at what a person would have."""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("liuxin")


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
    """Run the command `liuxin`; its peak of memory is that of the largest child of this process so far."""
    start = time.monotonic()
    done = subprocess.run([COMMAND, *arguments], env=environment(home), capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr or done.stdout
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Done(done.stdout, time.monotonic() - start, peak)


def migrate(home: Path) -> None:
    """Make the tables."""
    lines = ["import django", "django.setup()", "from django.core.management import call_command as call"]
    code = "\n".join([*lines, "call('migrate', verbosity=0)"])
    subprocess.run([sys.executable, "-c", code], env=environment(home), check=True)
