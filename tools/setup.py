"""Bring this folder to where it can run or be tested; do nothing, in under three seconds, when it is there already.

python3 -m tools.setup run      what `make run` needs: packages, front-end files, wording, database, static files
python3 -m tools.setup test     what `make test` needs: packages for tests besides; no database
python3 -m tools.setup assets   packages and front-end files only

Plain standard library, for it runs before anything is installed.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from tools import catalogues, environment, frontend, installation
from tools.places import fail, say


class Step(NamedTuple):
    """One step: what it is called, whether it is done, how it is done."""

    name: str
    ready: Callable[[], bool]
    make: Callable[[], None]


def packages(lock: str) -> Step:
    """Give the step that installs a lock."""
    return Step("Python packages", partial(environment.ready, lock), partial(environment.make, lock))


FRONTEND = Step("Front-end files", frontend.ready, frontend.make)
WORDING = Step("Wording", catalogues.ready, catalogues.make)
DATABASE = Step("Database", installation.database_ready, installation.make_database)
STATIC = Step("Static files", installation.static_ready, installation.make_static)

GOALS = {
    "run": [packages("run"), FRONTEND, WORDING, DATABASE, STATIC],
    "test": [packages("dev"), FRONTEND, WORDING],
    "assets": [packages("run"), FRONTEND],
}


def reach(steps: list[Step]) -> int:
    """Do the steps that are not done; give how many there were."""
    done = 0
    for number, step in enumerate(steps, start=1):
        if step.ready():
            continue
        started = time.monotonic()
        say(f"[{number}/{len(steps)}] {step.name}")
        step.make()
        say(f"  done in {time.monotonic() - started:.0f} s")
        done += 1
    return done


def main(words: list[str]) -> None:
    """Read the goal and reach it."""
    if len(words) != 1 or words[0] not in GOALS:
        fail(f"python3 -m tools.setup {'|'.join(GOALS)}")
    environment.check_machine()
    if not reach(GOALS[words[0]]):
        say("Set-up: nothing to do.")


if __name__ == "__main__":
    main(sys.argv[1:])
