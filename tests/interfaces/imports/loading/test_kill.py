"""An import that is killed in the middle, and run again, leaves what one run would have left."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.interfaces.imports.logs import MAPPING, life, write

CASES = 2_600
IMPORT = "import django; django.setup(); from liuxin.interfaces.cli.main import main; main()"
LEFT = {
    "cases": "code, status, outcome, promise_kept, opened_at, closed_at, last_seq, holder_id, team_id from cases_case",
    "hands": "case_id, seq, at, accountable_id, holder_id, team_id from cases_handover",
    "events": "id, code, subject, actor_kind, actor_id, case subject_kind when 'case' then at end from history_event",
    "people": "id, staff_number, source_label from organisation_person",
    "customers": "id, code, source_label from customers_customer",
}
"""What must be the same; that a person was added at another minute is true and may differ."""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "LIUXIN_DATABASE_URL"}
    return {**kept, "LIUXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "liuxin.config.settings", "LC_ALL": "C.UTF-8"}


def start(home: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, *arguments],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=home,
    )


def finish(process: "subprocess.Popen[bytes]") -> None:
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def asked(home: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "liuxin.sqlite3", timeout=30)) as database:
        return database.execute(question).fetchall()


def left(home: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: asked(home, f"select {question} order by 1, 2, 3") for name, question in LEFT.items()}


@pytest.fixture
def homes(tmp_path: Path, migrated: Path) -> tuple[Path, Path]:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    shutil.copytree(migrated, killed)
    shutil.copytree(migrated, whole)
    return killed, whole


@pytest.mark.long
def test_a_killed_import_is_completed_by_running_it_again(tmp_path: Path, homes: tuple[Path, Path]) -> None:
    killed, whole = homes
    rows = [
        row
        for number in range(CASES)
        for row in life(f"C{number:05d}", who=f"Resolver {number % 40}", day=1 + number % 20)
    ]
    log = write(tmp_path / "log.csv", rows)
    mapping = tmp_path / "map.toml"
    mapping.write_text(MAPPING)
    arguments = ("import", str(log), "--mapping", str(mapping))

    process = start(killed, *arguments)
    while process.poll() is None and not asked(killed, "select 1 from cases_case limit 1"):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    done = int(str(asked(killed, "select count(*) from cases_case")[0][0]))
    assert process.returncode == -signal.SIGKILL
    assert 0 < done < CASES
    assert done % 500 == 0, "half a batch was left behind"

    finish(start(killed, *arguments))
    finish(start(whole, *arguments))
    assert asked(killed, "select count(*) from cases_case") == [(CASES,)]
    assert left(killed) == left(whole)
