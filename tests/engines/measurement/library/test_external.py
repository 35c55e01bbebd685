from pathlib import Path

import pytest

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.library import find, wanted_of
from liuxin.engines.measurement.library.external import measure_of
from liuxin.engines.measurement.words import Direction, Statistic, Unit, Why
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual
from tests.engines.measurement.library.asking import Asked, Row
from tests.engines.measurement.records import DAY, START

MILLION = 10**6


def _external(kind: ExternalKind, unit: Unit = Unit.COUNT, *, of_teams: bool = False) -> External:
    name = Bilingual("出勤", "Attendance")
    return External("attendance", name, name, "clock", unit, Direction.HIGHER, kind, 1, 2, is_of_teams=of_teams)


def _reading(row: int, person: int | None, value: float, weight: float = 1, *, end: int = START + DAY) -> Row:
    told = {"measure": "attendance", "case": f"1/{row}", "person": person, "team": 1, "start": START, "end": end}
    return told | {"at": end - 1, "value": round(value * MILLION), "weight": round(weight * MILLION)}


ROWS = [_reading(1, 1, 90, 3), _reading(2, 1, 50, 1), _reading(3, 2, -8.5, 2)]
OTHER = _reading(9, 1, 77) | {"measure": "sales"}


@pytest.mark.spec("P2.1")
@pytest.mark.parametrize(
    ("kind", "unit", "by_person", "whole"),
    [
        (ExternalKind.MEAN, Unit.HOURS, {1: 80.0, 2: -8.5}, 50.5),
        (ExternalKind.SUM, Unit.CURRENCY, {1: 140.0, 2: -8.5}, 131.5),
        (ExternalKind.SHARE, Unit.PERCENT, {1: 80.0, 2: -8.5}, 50.5),
    ],
)
def test_readings_become_one_number_as_their_kind_says(
    tmp_path: Path, kind: ExternalKind, unit: Unit, by_person: dict[int, float], whole: float
):
    asked = Asked(tmp_path, readings=[*ROWS, OTHER], externals={"attendance": _external(kind, unit)})

    assert asked.of("external.attendance") == pytest.approx(by_person)
    assert asked.value("external.attendance") == pytest.approx(whole)
    assert [(row.case, row.person) for row in asked.rows("external.attendance")] == [("1/1", 1), ("1/2", 1), ("1/3", 2)]


def test_a_reading_belongs_to_the_period_in_which_its_own_ends(tmp_path: Path):
    rows = [_reading(1, 1, 5, end=START + DAY), _reading(2, 1, 7, end=START + DAY + 1)]
    asked = Asked(tmp_path, readings=rows, externals={"attendance": _external(ExternalKind.SUM)})

    assert asked.value("external.attendance", (START, START + DAY)) == 5.0
    assert asked.value("external.attendance", (START + DAY, START + 2 * DAY)) == 7.0


@pytest.mark.parametrize("kind", ExternalKind)
def test_no_reading_is_no_number_and_never_nought(tmp_path: Path, kind: ExternalKind):
    asked = Asked(tmp_path, readings=[OTHER], externals={"attendance": _external(kind)})

    reading = asked.reading("external.attendance")
    assert (reading.value, reading.why) == (None, Why.NO_CASES)


def test_readings_of_teams_score_no_person():
    of_people, of_teams = (measure_of(_external(ExternalKind.MEAN, of_teams=each)) for each in (False, True))

    assert (of_people.credit, of_people.may_score_a_person) == (Credit.NAMED, True)
    assert (of_teams.credit, of_teams.may_score_a_person) == (Credit.UNIT_ONLY, False)


def test_a_definition_is_found_by_its_key_and_a_changed_one_is_another_measure():
    defined = _external(ExternalKind.MEAN)
    measure, statistic = find("external.attendance", {"attendance": defined})

    assert (measure.code, measure.keys, statistic) == ("external.attendance", ("external.attendance",), Statistic.MEAN)
    assert wanted_of(["external.attendance"], {"attendance": defined}) == {measure: (Statistic.MEAN,)}
    assert find("external.attendance", {"attendance": _external(ExternalKind.SUM)})[0] != measure


@pytest.mark.parametrize("key", ["external.sales", "external.attendance.mean", "external."])
def test_an_external_measure_that_nobody_defined_is_named(key: str):
    with pytest.raises(BadInputError) as error:
        find(key, {"attendance": _external(ExternalKind.MEAN)})

    assert (error.value.code, error.value.params["measure"]) == ("measurement.unknown_measure", key)
    assert "external.attendance" in str(error.value.params["known"])
