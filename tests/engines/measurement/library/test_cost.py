from pathlib import Path

import pytest

from liuxin.engines.measurement.words import Why
from tests.engines.measurement.library.asking import BOT, HOUR, Asked, Row, holding
from tests.engines.measurement.records import DAY, START, resolution

MILLION = 10**6
DONE = START + 5 * DAY


def _rate(person: int, start: int, end: int, value: float) -> Row:
    told = {"measure": "hourly_rate", "case": f"1/{person}-{start}", "person": person, "team": None}
    return told | {"start": start, "end": end, "at": end - 1, "value": round(value * MILLION), "weight": MILLION}


def _held(case: str, person: int | None, hours: float | None, start: int = START) -> Row:
    seconds = None if hours is None else round(hours * HOUR)
    return holding(case, person, start, resolved_at=DONE, handling_seconds=seconds)


def test_a_case_costs_the_hours_of_each_at_the_rate_of_the_day_it_came(tmp_path: Path):
    held = [_held("A", 1, 2), _held("A", 2, 0.5, START + DAY), _held("B", 1, 1, START + 2 * DAY), _held("A", BOT, None)]
    rates = [
        _rate(1, START - DAY, START + 2 * DAY, 40),
        _rate(1, START + 2 * DAY, START + 9 * DAY, 50),
        _rate(2, START, START + 9 * DAY, 60.5),
        _rate(1, START, START + 9 * DAY, 7) | {"measure": "attendance"},
    ]
    rows = [resolution("A", DONE, 1, 1), resolution("B", DONE, 1, 2)]
    asked = Asked(tmp_path, participation=held, readings=rates, resolutions=rows)

    assert {row.case: row.value for row in asked.rows("cost_per_case")} == {"A": 110.25, "B": 50.0}
    assert {row.person for row in asked.rows("cost_per_case")} == {None}
    assert asked.value("cost_per_case") == pytest.approx(80.125)
    assert asked.of("cost_per_case", "team") == {1: 110.25, 2: 50.0}


def test_a_case_whose_rate_or_time_is_not_known_has_no_cost(tmp_path: Path):
    held = [
        *(_held("no-rate", 1, 1), _held("no-rate", 2, 1)),
        _held("no-time", 1, None),
        _held("rate-has-ended", 3, 1, START + 3 * DAY),
        _held("rate-begins-later", 4, 1),
    ]
    rates = [_rate(1, START, DONE, 40), _rate(3, START, START + DAY, 40), _rate(4, START + 1, DONE, 40)]
    codes = ["no-rate", "no-time", "rate-has-ended", "rate-begins-later", "held-by-nobody", "open-again"]
    rows = [resolution(code, DONE, 1) for code in codes[:5]] + [resolution("open-again", DONE, 1, reopened_at=DONE + 1)]
    asked = Asked(tmp_path, participation=held, readings=rates, resolutions=rows)

    assert asked.reading("cost_per_case").why is Why.NO_CASES
    assert asked.why("cost_per_case") == {
        "no-rate": "no_rate",
        "no-time": "no_business_time",
        "rate-has-ended": "no_rate",
        "rate-begins-later": "no_rate",
    }


def test_of_two_rates_that_begin_together_the_higher_holds(tmp_path: Path):
    rates = [_rate(1, START, DONE, 40), _rate(1, START, DONE, 45)]
    asked = Asked(tmp_path, participation=[_held("A", 1, 1)], readings=rates, resolutions=[resolution("A", DONE, 1)])

    assert asked.value("cost_per_case") == 45.0
