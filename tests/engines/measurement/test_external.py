from pathlib import Path
from typing import Any

import pytest

from liuxin.engines.measurement.compiling import batch
from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.running import Question, evidence, readings
from liuxin.engines.measurement.schemas import MILLION
from liuxin.engines.measurement.words import Direction, IntervalMethod, Reading, Unit, Why
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual
from tests.engines.measurement.records import DAY, START, source

YEAR = (START, START + 365 * DAY)
NAME = Bilingual("出勤", "Attendance")


def _defined(code: str, kind: ExternalKind, unit: Unit = Unit.COUNT) -> External:
    return External(code, NAME, NAME, "roster", unit, Direction.HIGHER, kind, 1, 2)


DEFINED = {
    each.code: each
    for each in (
        _defined("attendance", ExternalKind.SHARE, Unit.PERCENT),
        _defined("sales", ExternalKind.SUM, Unit.CURRENCY),
        _defined("margin", ExternalKind.MEAN, Unit.CURRENCY),
        _defined("o'clock", ExternalKind.MEAN),
    )
}
ASKED = Question((YEAR,), frozenset(), ("person",), external=DEFINED)


def _read(measure: str, person: int | None, value: float, weight: float = 1.0, row: int = 1) -> dict[str, Any]:
    told = {"value": round(value * MILLION), "weight": round(weight * MILLION)}
    when = {"start": START, "end": START + 30 * DAY, "at": START + 30 * DAY - 1}
    return {"measure": measure, "case": f"7/{row}", "person": person, "team": 1, **told, **when}


def _plain(found: list[Reading]) -> list[tuple[object, ...]]:
    return [(each.measure, each.person, each.value, each.n, each.why) for each in found]


def test_readings_from_elsewhere_are_told_like_any_other(tmp_path: Path):
    rows = [
        _read("attendance", 1, 90.0, weight=20),
        _read("attendance", 1, 100.0, weight=20, row=2),
        _read("attendance", 2, 50.0, row=3),
        _read("sales", 1, 1000.5),
        _read("sales", 1, -0.5, row=2),
        _read("margin", 2, -4.0),
        _read("margin", 2, -2.0, row=2),
    ]
    facts = source(tmp_path, {"readings": rows})

    found = readings(facts, ["external.attendance", "external.sales", "external.margin"], ASKED)

    assert _plain(found) == [
        ("external.attendance", 1, pytest.approx(95.0), 40.0, Why.MEASURED),
        ("external.attendance", 2, 50.0, 1.0, Why.TOO_FEW),
        ("external.sales", 1, 1000.0, 2.0, Why.MEASURED),
        ("external.margin", 2, -3.0, 2.0, Why.MEASURED),
    ]
    assert [each.method for each in found] == [
        *(IntervalMethod.WILSON, IntervalMethod.WILSON, IntervalMethod.NONE, IntervalMethod.STUDENT_T)
    ]
    assert (found[2].low, found[2].high) == (None, None)
    assert [found[3].low, found[3].high] == pytest.approx([-15.706205, 9.706205])


def test_a_sum_of_nothing_is_no_number_for_absent_is_never_nought(tmp_path: Path):
    facts = source(tmp_path, {"readings": [_read("sales", 1, 5.0)]})
    asked = Question((YEAR,), frozenset(), ("person",), people=(1, 2), external=DEFINED)

    found = readings(facts, ["external.sales"], asked)

    assert [(each.person, each.value, each.why) for each in found] == [(1, 5.0, Why.TOO_FEW), (2, None, Why.NO_CASES)]


def test_each_counts_by_its_weight_however_large(tmp_path: Path):
    rows = [_read("margin", 1, 10.0, weight=30_000), _read("margin", 1, 40.0, weight=15_000, row=2)]

    found = readings(source(tmp_path, {"readings": rows}), ["external.margin"], ASKED)

    assert [found[0].value, found[0].n, found[0].rows] == pytest.approx([20.0, 45_000.0, 2])


def test_a_definition_needs_no_compiling_of_its_own(tmp_path: Path):
    facts = source(tmp_path, {"readings": [_read("margin", 1, 1.0), _read("o'clock", 1, 2.0)]})
    readings(facts, ["external.margin"], ASKED)
    before = batch.cache_info().misses

    found = readings(facts, ["external.o'clock"], ASKED)

    assert [each.value for each in found] == [2.0]
    assert batch.cache_info().misses == before


def test_a_number_opens_to_the_rows_of_the_import(tmp_path: Path):
    rows = [_read("margin", 1, 1.5, weight=2, row=4), _read("sales", 1, 2.0)]

    found = evidence(source(tmp_path, {"readings": rows}), "external.margin", ASKED, {"person": 1})

    assert [(row.case, row.weight, row.value) for row in found] == [("7/4", 2.0, 1.5)]


def test_what_is_not_defined_is_not_known(tmp_path: Path):
    with pytest.raises(BadInputError) as error:
        readings(source(tmp_path, {}), ["external.smiles"], ASKED)

    assert error.value.code == "measurement.unknown_measure"
