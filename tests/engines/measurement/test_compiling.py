"""What the compiler writes: one snapshot of SQL per measure.

`LIUXIN_REWRITE_SNAPSHOTS=True pytest tests/engines/measurement` writes them anew; look at the difference before it is
kept.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liuxin.engines.measurement.compiling import evidence_sql, readings_sql
from liuxin.engines.measurement.library import MEASURES

SNAPSHOTS = Path(__file__).parent / "snapshots"
REWRITE = os.environ.get("LIUXIN_REWRITE_SNAPSHOTS") == "True"


def _text(code: str) -> str:
    parts = {
        "readings by person and team": readings_sql(code, ("person", "team"), ("person",)),
        "evidence of a person": evidence_sql(code, ("person",), ()),
    }
    return "\n\n".join(f"-- {title}\n{sql};" for title, sql in parts.items()) + "\n"


@pytest.mark.parametrize("code", MEASURES)
def test_the_sql_of_a_measure_is_the_one_that_was_looked_at(code: str):
    snapshot = SNAPSHOTS / f"{code}.sql"
    if REWRITE:
        snapshot.write_text(_text(code), encoding="utf-8")

    assert _text(code) == snapshot.read_text(encoding="utf-8")


def test_no_snapshot_is_left_of_a_measure_that_is_gone():
    assert {path.stem for path in SNAPSHOTS.iterdir()} == set(MEASURES)


def test_the_sql_does_not_depend_on_the_order_of_hashing():
    program = (
        "from liuxin.engines.measurement.compiling import readings_sql;"
        "print(readings_sql('promises_kept', ('team',), ()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(texts) == 1


def test_a_question_is_compiled_once():
    assert readings_sql("cases_resolved", ("person",), ()) is readings_sql("cases_resolved", ("person",), ())
