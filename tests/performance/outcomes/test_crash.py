"""An application whose process is killed in the middle leaves nothing, and can then be done whole."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from tests.factories import outcomes as made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long, pytest.mark.spec("P6.1")]
APPLY = """
import os, signal, sys, django
django.setup()
from contextlib import nullcontext
from datetime import datetime
from django.db import connection
from liuxin.kernel.actor import Actor
from liuxin.performance.outcomes import actions

def killed(execute, sql, params, many, context):
    done = execute(sql, params, many, context)
    if sql.startswith('INSERT INTO "outcomes_consequence"'):
        os.kill(os.getpid(), signal.SIGKILL)
    return done

rule, hr, at, deadly = sys.argv[1:]
with connection.execute_wrapper(killed) if deadly == "kill" else nullcontext():
    actions.apply_rule_set(
        rule_set_id=int(rule), reason="as approved", by=Actor.person(hr), at=datetime.fromisoformat(at)
    )
"""
LEFT = (
    "select count(*) from outcomes_application",
    "select count(*) from outcomes_consequence",
    "select count(*) from outcomes_improvementplan",
    "select count(*) from history_event where code = 'outcomes.rule_applied'",
    "select count(*) from outcomes_ruleset where state = 'applied'",
)


def address_of(home: Path) -> dict[str, str]:
    """Say where another process finds what the test wrote: the same server, or a copy of the file of SQLite."""
    told = connection.settings_dict
    if connection.vendor == "postgresql":
        who = f"{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
        return {"LIUXIN_DATABASE_URL": f"postgresql://{who}/{told['NAME']}"}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(home / "liuxin.sqlite3")])
    return {}


def applied(home: Path, rule: int, hr: int, deadly: str, address: dict[str, str]) -> int:
    kept = {name: value for name, value in os.environ.items() if name != "LIUXIN_DATABASE_URL"} | address
    told = {"LIUXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "liuxin.config.settings", "LC_ALL": "C.UTF-8"}
    arguments = [sys.executable, "-c", APPLY, str(rule), str(hr), made.LATER.isoformat(), deadly]
    return subprocess.run(arguments, env=kept | told, cwd=home, timeout=120, check=False).returncode


def asked(cursor: CursorWrapper, question: str) -> int:
    cursor.execute(question)
    return int(cursor.fetchone()[0])


def left(home: Path) -> list[int]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            return [asked(cursor, question) for question in LEFT]
    with closing(sqlite3.connect(home / "liuxin.sqlite3", timeout=30)) as database:
        return [database.execute(question).fetchone()[0] for question in LEFT]


def test_a_killed_application_leaves_nothing_and_is_then_done_whole_and_once(tmp_path: Path):
    place = made.ready((90.0, 3.0), (75.0, 2.0), (40.0, 4.0))
    rule = made.tried(place)
    made.decide(place, rule, {place.people[2]: False})
    made.approved(place, rule)
    home = tmp_path / "home"
    home.mkdir()
    address = address_of(home)

    assert applied(home, rule, place.hr, "kill", address) == -signal.SIGKILL
    assert left(home) == [0, 0, 0, 0, 0]
    assert applied(home, rule, place.hr, "whole", address) == 0
    assert left(home) == [1, 5, 1, 1, 1]
    assert applied(home, rule, place.hr, "whole", address) != 0
    assert left(home) == [1, 5, 1, 1, 1]
