"""The measures of a simulation are what its truth says: counts to the case, shares and means to the last of them."""

from collections import Counter, defaultdict
from datetime import date
from statistics import median

import pyarrow.compute as pc
import pytest

from liuxin.interfaces.imports.simulator import Scenario
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.truth import true_replies
from liuxin.interfaces.imports.simulator.words import midnight, month_on
from tests.interfaces.imports.simulator.known import Known, Measured

SCENARIO = Scenario(people=30, months=4, seed=21, first=date(2025, 1, 1), cases_per_person_day=1.5, customers=300)
MONTHS = [(midnight(month_on(SCENARIO.first, n)), midnight(month_on(SCENARIO.first, n + 1))) for n in range(4)]
FORTNIGHT = 14 * 86_400


@pytest.fixture(scope="module")
def known():
    return Known(SCENARIO)


@pytest.fixture(scope="module")
def cases(known):
    return known.cases.to_pylist()


@pytest.fixture(scope="module")
def measured(known, tmp_path_factory):
    return Measured(known, tmp_path_factory.mktemp("facts"))


def month_of(at):
    return next(place for place, (start, end) in enumerate(MONTHS) if start <= at < end)


def test_cases_opened_and_resolved_by_person_and_month(measured, cases):
    opened = measured.of("cases_opened", *MONTHS)
    assert [reading.value for reading in opened] == [
        count for _, count in sorted(Counter(month_of(case["opened_at"]) for case in cases).items())
    ]
    resolved = [case for case in cases if case["resolved_at"] is not None]
    true = Counter((case["resolver"], MONTHS[month_of(case["resolved_at"])][0]) for case in resolved)
    found = measured.of("cases_resolved", *MONTHS, by=("person",))
    assert {(one.cell["person"], one.period_start): one.value for one in found if one.value} == true
    assert len(true) > 60


def test_what_is_open_at_the_end_of_each_month(measured, cases):
    # What was opened again and resolved again later was open in between.
    true = [
        sum(
            case["opened_at"] < end and not any(start <= end - 1 < until for start, until in _resolved_spells(case))
            for case in cases
        )
        for _, end in MONTHS
    ]
    assert [reading.value for reading in measured.of("open_cases", *MONTHS)] == true


def _resolved_spells(case):
    forever = 2**60
    if case["reopened_at"] is None:
        return [(case["resolved_at"], forever)] if case["resolved_at"] is not None else []
    again = [(case["resolved_at"], forever)] if case["resolved_at"] is not None else []
    return [(case["first_resolved_at"], case["reopened_at"]), *again]


def test_transfers_and_promises(measured, cases):
    (transfers,) = measured.of("transfers_per_case")
    resolved = [case for case in cases if case["resolved_at"] is not None]
    assert (transfers.n, transfers.sum_value) == (len(resolved), sum(case["transfers"] for case in resolved))
    (kept,) = measured.of("promises_kept")
    judged = [case["kept"] for case in cases if case["kept"] is not None]
    # What is open past its time is missed, but for what waits for the customer: its time stands still.
    judged += [
        0
        for case in cases
        if case["resolved_at"] is None and not case["waiting"] and (case["due"] or SCENARIO.end) < SCENARIO.end
    ]
    assert (kept.n, kept.sum_value) == (len(judged), sum(judged))
    assert kept.value == pytest.approx(100 * sum(judged) / len(judged))


@pytest.mark.parametrize("target", ["first", "next"])
def test_promises_of_replies_are_kept_as_often_as_is_true(measured, known, target):
    owed = [one for one in true_replies(known.world, known.drawn).to_pylist() if one["target"] == target]
    decided = [one for one in owed if min(one["due"], one["ended_at"] or FAR) < SCENARIO.end]
    in_time = [one["ended_at"] is not None and one["ended_at"] <= one["due"] for one in decided]
    (found,) = measured.of(f"{target}_response_kept")
    assert (found.n, found.sum_value) == (len(decided), sum(in_time))
    assert 20 < found.value < 98


def test_the_median_wait_for_the_first_answer(measured, cases):
    waits = [case["answered_at"] - case["opened_at"] for case in cases if case["answered_at"] is not None]
    found = measured.of("first_response_time")[0]
    assert (found.n, found.value) == (len(waits), median(waits) / 60)


def test_reopened_within_a_fortnight_by_person(measured, cases):
    known_until = SCENARIO.end - 1 - FORTNIGHT
    count: Counter[int] = Counter()
    reopened: Counter[int] = Counter()
    pending: Counter[int] = Counter()
    for case in cases:
        first, last, again = case["first_resolved_at"], case["resolved_at"], case["reopened_at"]
        for at, back in [(first, again), (last if again else None, None)]:
            if at is None:
                continue
            hit = back is not None and back - at <= FORTNIGHT
            if at <= known_until:
                count[case["resolver"]] += 1
                reopened[case["resolver"]] += hit
            else:
                pending[case["resolver"]] += 1
    found = {one.cell["person"]: one for one in measured.of("reopened_within_14_days", by=("person",))}
    assert {person: (one.rows, one.sum_value, one.pending) for person, one in found.items()} == {
        person: (count[person], reopened[person], pending[person]) for person in count.keys() | pending.keys()
    }
    assert sum(reopened.values()) > 50


def test_satisfaction_by_person_with_those_who_did_not_answer(measured, cases):
    scores: defaultdict[int, list[int]] = defaultdict(list)
    silent: Counter[int] = Counter()
    for case in cases:
        if case["overall"] is not None:
            scores[case["resolver"]].append(case["overall"])
        elif case["asked_at"] is not None:
            silent[case["resolver"]] += 1
    found = {one.cell["person"]: one for one in measured.of("csat_mean", by=("person",))}
    assert {person: (one.rows, one.sum_value, one.unanswered) for person, one in found.items()} == {
        person: (len(scores[person]), sum(scores[person]), silent[person]) for person in scores.keys() | silent.keys()
    }
    (answered,) = measured.of("survey_response_rate")
    asked = sum(case["asked_at"] is not None for case in cases)
    assert (answered.n, answered.sum_value) == (asked, sum(map(len, scores.values())))


def test_complaints_and_escalations(measured, cases, known):
    assert measured.of("complaints")[0].value == sum(case["complained_at"] is not None for case in cases)
    told = known.events["code"].to_pylist().count("case.escalated")
    assert told == sum(case["escalated"] is not None for case in cases)


def test_every_measure_is_computable(measured):
    from liuxin.engines.measurement.library import MEASURES  # noqa: PLC0415 - only its codes

    for code in MEASURES.keys() - {"category_corrected"}:
        for reading in measured.of(code):
            assert reading.missing == (), code
            assert reading.value is not None, code
    # Nothing is so rare in a simulation that a measure would stand at naught.
    assert measured.of("bounce_rate")[0].value > 0
    assert measured.of("next_action_moves")[0].value > 0


def test_new_customers_fare_worse_as_planted(measured):
    (gap,) = measured.of("new_old_customer_gap")
    # Old less new.
    assert gap.low > 0


def test_people_come_out_in_the_order_that_was_planted(measured, known):
    assert pc.sum(known.cases["resolutions"]).as_py() > 3000
    found = {one.cell["person"]: one for one in measured.of("talk_held_on_time", by=("person",))}
    managers = set((known.world.teams.lead + 1).tolist())
    assert set(found) <= managers
