"""What the compiler writes: one snapshot of SQL per measure.

`LIUXIN_REWRITE_SNAPSHOTS=True pytest tests/engines/measurement` writes them anew; look at the difference before it is
kept.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liuxin.engines.measurement.compiling import Batch, Shape, batch, evidence
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.summing import Ask

SNAPSHOTS = Path(__file__).parent / "snapshots"
REWRITE = os.environ.get("LIUXIN_REWRITE_SNAPSHOTS") == "True"


YEAR = Shape(by=("person", "team"), restricted=("person",), periods=3, unranked=True)
CELL = Shape(by=("person",), restricted=(), periods=1, unranked=True)


def _batch(code: str, shape: Shape) -> Batch:
    measure = MEASURES[code]
    return batch(measure.population, (Ask.of(measure),), shape)


def _text(code: str) -> str:
    measure = MEASURES[code]
    parts = {
        "readings by person and team of three periods": _batch(code, YEAR).sql,
        "evidence of a person": evidence(measure.population, Ask.of(measure), CELL),
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
        "from tests.engines.measurement.test_compiling import YEAR, _batch;print(_batch('promises_kept', YEAR).sql)"
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
    assert _batch("cases_resolved", YEAR) is _batch("cases_resolved", YEAR)
