"""What must hold for every measure whatever the facts: parts make up the whole, and less of a record says less."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.library import KEYS, MEASURES
from liuxin.engines.measurement.running import Question, readings
from liuxin.engines.measurement.words import Kind, Reading, Why
from tests.engines.measurement.drawing import BOT, DAY, START, random_rows
from tests.engines.measurement.records import ALL_CODES, source

YEAR = (START, START + 365 * DAY)
BOTS = frozenset({BOT})
AS_OF = START + 200 * DAY
DRAWN = random_rows(11, cases=100)
CREDITS = [code for code, measure in MEASURES.items() if measure.kind is not Kind.GAP]


def _asked(facts: Source, by: tuple[str, ...] = (), **more: Any) -> dict[str, list[Reading]]:
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings(facts, KEYS, Question((YEAR,), BOTS, by, **more)):
        if reading.key == reading.measure:
            found[reading.measure].append(reading)
    return found


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return source(tmp_path_factory.mktemp("whole"), DRAWN, as_of=AS_OF)


@pytest.fixture(scope="module")
def whole(facts: Source) -> Mapping[str, Sequence[Reading]]:
    return _asked(facts)


PER_PERSON_OR_CASE = {"complaint_rate"}
"""A case counts once for every person or team that held it, and once as a whole."""


@pytest.mark.parametrize(
    "by", ["person", *(pytest.param(by, marks=pytest.mark.long) for by in ("team", "stage", "customer", "product"))]
)
def test_people_and_nobody_add_up_to_the_whole(facts: Source, whole: Mapping[str, Sequence[Reading]], by: str):
    parts = _asked(facts, (by,))

    for code in CREDITS:
        (one,) = whole[code]
        assert one.rows, code
        if by in {"person", "team"} and code in PER_PERSON_OR_CASE:
            continue
        assert sum(part.rows for part in parts[code]) == one.rows, code
        assert sum(part.n for part in parts[code]) == pytest.approx(one.n, abs=1e-9), code
        assert sum(part.sum_value for part in parts[code]) == pytest.approx(one.sum_value, rel=1e-12, abs=1e-9), code
        assert sum(part.pending for part in parts[code]) == one.pending, code
        assert sum(part.unanswered for part in parts[code]) == one.unanswered, code


@pytest.mark.spec("S1")
def test_every_number_is_cut_by_the_stage_of_service(facts: Source):
    about_no_case = {"warning_cleared_in_time", "recovery_success", "obstacle_cleared_share", "talk_held_on_time"}
    for code, found in _asked(facts, ("stage",)).items():
        stages = {None} if code in about_no_case else {"presale", "insale", "aftersale"}
        assert {reading.cell["stage"] for reading in found} == stages, code


def test_nobody_is_charged_who_is_not_a_person(facts: Source):
    for code, found in _asked(facts, ("person",)).items():
        assert BOT not in {reading.person for reading in found}, code


@pytest.mark.parametrize("lost", sorted(ALL_CODES))
def test_where_an_event_is_not_recorded_what_needs_it_says_so_and_nothing_else_changes(
    facts: Source, whole: Mapping[str, Sequence[Reading]], lost: str
):
    thinned = _asked(Source(facts.key, facts.as_of, facts.codes - {lost}, facts.files))

    for code, measure in MEASURES.items():
        if lost in measure.needs:
            (reading,) = thinned[code]
            assert (reading.value, reading.low, reading.high) == (None, None, None), code
            assert (reading.why, reading.missing) == (Why.NOT_RECORDED, (lost,)), code
        else:
            assert thinned[code] == whole[code], code


def test_an_empty_record_counts_nought_and_knows_nothing_else(tmp_path: Path):
    for code, (reading,) in _asked(source(tmp_path, {}, as_of=AS_OF)).items():
        told = (0.0, Why.MEASURED) if MEASURES[code].kind is Kind.COUNT else (None, Why.NO_CASES)
        assert (reading.value, reading.why) == told, code


def test_a_thin_record_is_told_as_too_few_and_a_thick_one_as_measured(tmp_path: Path):
    thin = _asked(source(tmp_path, random_rows(5, cases=4), as_of=AS_OF))

    few = {code for code, (reading,) in thin.items() if reading.why is Why.TOO_FEW}
    assert {"promises_kept", "csat_mean", "resolution_time_calendar", "escalation_rate", "complaint_rate"} <= few
    for code in few:
        (reading,) = thin[code]
        assert reading.value is not None, code
        assert reading.n < MEASURES[code].least_sample or MEASURES[code].kind is Kind.GAP, code


def test_who_is_asked_for_and_has_nothing_has_a_number_all_the_same(facts: Source):
    found = _asked(facts, ("person",), people=(1, 4242))

    for code, (mine, nothing) in found.items():
        assert (mine.person, nothing.person) == (1, 4242), code
        assert nothing.rows == 0, code
        assert nothing.why is (Why.MEASURED if MEASURES[code].kind is Kind.COUNT else Why.NO_CASES), code
