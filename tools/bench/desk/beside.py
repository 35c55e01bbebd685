"""This desk beside django-helpdesk, on the same rows: signed in, permissions on, no caches, in one process each.

django-helpdesk is installed from the registry into a folder of its own that is thrown away; it is no dependency. Both
are asked by Django's own test client, turn by turn within themselves, so that neither has a server's threads before it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from django.core.management import call_command
from django.db import connection

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Channel, Kind, NewCase, ServiceStage
from tools.bench.desk import filling
from tools.bench.desk.asking import OK
from tools.bench.desk.large import client_of
from tools.bench.desk.size import BESIDE
from tools.bench.figure import Figure, seconds
from tools.places import fail, say

THEIRS = Path(__file__).parent / "helpdesk_project.py"
PACKAGE = "django-helpdesk==2.6.1"
ROUNDS = 21
FIVE_TIMES = 0.2
WHAT = {"list": "a list with its rows", "ticket": "the page of one", "create": "one received"}


def scene() -> list[Figure]:
    """Measure both, tell the times and how they compare."""
    theirs = _theirs()
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"  {BESIDE:,} rows here")
    ours = _ours()
    found = []
    for key, what in WHAT.items():
        found.append(Figure(f"{what}, {BESIDE:,} rows: here", ours[key] * 1000, "ms", note=_rate(ours[key])))
        found.append(Figure(f"{what}: django-helpdesk", theirs[key] * 1000, "ms", note=_rate(theirs[key])))
    most = {"list": FIVE_TIMES}
    return found + [
        Figure(f"{what}: our time ÷ theirs", ours[key] / theirs[key], "×", most.get(key)) for key, what in WHAT.items()
    ]


def _rate(taken: float) -> str:
    return f"{1 / taken:,.0f} a second"


def _ours() -> dict[str, float]:
    ground = filling.fill(BESIDE, 1)
    client = client_of(ground.people[-1], "beside")
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM cases_case ORDER BY id LIMIT 1 OFFSET %s", [BESIDE // 2])
        (code,) = cursor.fetchone()

    def receive() -> None:
        new = NewCase(
            title="地库漏水 leak",
            kind=Kind.REQUEST,
            service_stage=ServiceStage.AFTERSALE,
            channel=Channel.EMAIL,
            priority=3,
            customer="K-000001",
            team=ground.teams[0],
            take=False,
            next_due=filling.AT.replace(year=filling.AT.year + 1, month=6),
        )
        cases.receive(new=new, by=filling.BY, at=filling.AT)

    def get(path: str) -> None:
        answer = client.get(path)
        if answer.status_code != OK:
            fail(f"{path} answers {answer.status_code}")

    return {
        "list": _middle(partial(get, "/cases")),
        "ticket": _middle(partial(get, f"/cases/{code}")),
        "create": _middle(receive),
    }


def _middle(job: Callable[[], object]) -> float:
    job()
    return median(seconds(job, rounds=ROUNDS))


def _theirs() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="liuxin-beside-") as folder:
        say(f"  {PACKAGE} in a folder of its own")
        _run([sys.executable, "-m", "venv", f"{folder}/venv"])
        python = f"{folder}/venv/bin/python"
        _run([python, "-m", "pip", "install", "-q", PACKAGE])
        say(f"  {BESIDE:,} rows there")
        _run([python, str(THEIRS), folder, str(BESIDE), str(ROUNDS)])
        told: dict[str, float] = json.loads((Path(folder) / "result.json").read_text(encoding="utf-8"))
        return told


def _run(command: list[str]) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIUXIN", "DJANGO", "PYTHON"))}
    if subprocess.run(command, env=clean, check=False).returncode:
        fail(f"{' '.join(command[:3])} did not end well")
