"""The measures of the whole ServiceNow log, each held against pandas, straight from the rows of the log."""

import json
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from liuxin.interfaces.imports.shipped import SERVICENOW_LOG
from tests.scale.homes import liuxin
from tests.scale.log_in_pandas import Truth, truth_of

pytestmark = [pytest.mark.scale, pytest.mark.xdist_group("log")]

Frame = pd.DataFrame
Number = Callable[[Frame], float]
GROUPINGS = [(), ("person",), ("team",), ("category",), ("person", "team"), ("team", "month"), ("person", "month")]


@pytest.fixture(scope="module")
def truth() -> Truth:
    return truth_of(SERVICENOW_LOG)


@pytest.fixture(scope="module")
def asked(log_home: Path) -> Callable[..., list[dict[str, object]]]:
    return cache(partial(_ask, log_home))


def _ask(home: Path, *arguments: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(liuxin(home, "measure", *arguments, "--format", "json").output)
    return rows


def _share(rows: Frame) -> float:
    return float(100 * (rows.weight * rows.value).sum() / rows.weight.sum())


def _quantile(column: str, quantile: float) -> Number:
    return lambda rows: float(np.quantile(rows[column], quantile))


NUMBERS: dict[str, tuple[str, Number]] = {
    "cases_resolved": ("last", len),
    "resolution_time_business": ("last", _quantile("business", 0.5)),
    "resolution_time_business.p90": ("last", _quantile("business", 0.9)),
    "resolution_time_calendar": ("last", _quantile("calendar", 0.5)),
    "resolution_time_calendar.p90": ("last", _quantile("calendar", 0.9)),
    "promises_kept": ("promises", _share),
    "reopened_within_14_days": ("resolutions", lambda rows: float(100 * rows.value.mean())),
    "transfers_per_case": ("last", lambda rows: float(rows.transfers.mean())),
}


def _cells(rows: Frame, by: Iterable[str]) -> dict[tuple[str, ...], Frame]:
    names = list(by)
    if not names:
        return {(): rows}
    filled = rows.assign(**{name: rows[name].fillna("") for name in names})
    return {tuple(map(str, cell)): part for cell, part in filled.groupby(names)}


def _cell(row: dict[str, object], by: Iterable[str]) -> tuple[str, ...]:
    told = {
        "person": row.get("person_name"),
        "team": row.get("team_name"),
        "category": row.get("category"),
        "month": str(row["period_start"])[:7],
    }
    return tuple(str(told[name] or "") for name in by)


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("key", NUMBERS)
def test_a_measure_of_the_log_is_what_pandas_finds_in_its_rows(
    truth: Truth, asked: Callable[..., list[dict[str, object]]], key: str, by: tuple[str, ...]
):
    table, number = NUMBERS[key]
    expected = _cells(getattr(truth, table), by)

    options = [option for name in by for option in ("--by", name)]
    found = {_cell(row, by): row for row in asked(*options) if row["measure"] == key and row["n"]}

    assert set(found) == set(expected)
    for cell, part in expected.items():
        weight = float(part.weight.sum()) if "weight" in part else len(part)
        assert found[cell]["value"] == pytest.approx(number(part), abs=1e-9, rel=1e-12), cell
        assert found[cell]["n"] == pytest.approx(weight, abs=1e-9), cell


def test_the_published_counts_of_the_log_are_found(asked: Callable[..., list[dict[str, object]]]):
    whole = {str(row["measure"]): row for row in asked()}

    assert whole["cases_resolved"]["value"] == 24_918
    assert whole["promises_kept"]["value"] == pytest.approx(100 * 15_803 / 24_918, abs=1e-9)
    assert whole["reopened_within_14_days"]["pending"] == 59


def test_resolutions_whose_window_is_open_at_the_end_of_the_log_are_pending(truth: Truth):
    last = truth.last

    assert (last["at"] + 14 * 86_400 > truth.as_of).sum() <= 59


def test_the_cases_behind_a_number_of_the_log_make_it_up(truth: Truth, asked: Callable[..., list[dict[str, object]]]):
    rows = asked("promises_kept", "--cases", "--person", "Resolver 17", "--from", "2016-03-01", "--to", "2016-03-31")

    mine = truth.promises[(truth.promises.person == "Resolver 17") & (truth.promises.month == "2016-03")]
    mine = mine.assign(team=mine.team.fillna(""))
    expected = {(row.case, row.team): (row.weight, row.value) for row in mine.itertuples()}
    found = {(row["case"], row["team_name"]): (row["weight"], row["value"]) for row in rows if row["counted"]}
    assert set(found) == set(expected)
    for cell, pair in expected.items():
        assert found[cell] == pytest.approx(pair, abs=1e-9)
