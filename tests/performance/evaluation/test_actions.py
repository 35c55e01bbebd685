"""Freezing, and freezing again."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role, Standing
from liuxin.engines.measurement.words import Reading, Why
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import (
    LiuxinError,
    NotAllowedError,
    RuleBrokenError,
)
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import actions, queries, rules
from liuxin.performance.evaluation.words import LineState, NoTotal, Scorecard
from liuxin.performance.indicators.words import MissingRule, Verdict
from tests.factories import history
from tests.factories.evaluation import (
    APRIL,
    AT,
    DIGEST,
    FACTS,
    MARCH,
    SYSTEM,
    Freeze,
    FrozenReading,
    FrozenTotal,
    frozen,
    kept,
    reading,
    readings,
)
from tests.factories.indicators import draft, example, line
from tests.factories.organisation import make_person, make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def position() -> int:
    return make_position()


@pytest.fixture
def person(position: int) -> int:
    return make_person(position=position)


@pytest.fixture
def system() -> Standing:
    return organisation.standing(SYSTEM, AT)


FULL = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}


def card_of(person: int, *, march: bool = True) -> Scorecard:
    return queries.scorecard(organisation.standing(SYSTEM, AT), person, MARCH if march else APRIL, AT)


@pytest.mark.spec("P4.2")
def test_a_frozen_card_gives_back_what_was_frozen(position: int, person: int) -> None:
    key = example(position_id=position)
    some = readings(FULL)
    some[0] = reading("promises_kept", 71.5, low=65.0, high=77.0)
    result = frozen(key, {person: some})
    made = card_of(person)
    assert (result.cards, result.superseded, result.without_total) == (1, 0, 0)
    assert (made.set.id, made.period, made.stamp.freeze, made.stamp.by) == (key, MARCH, result.freeze, SYSTEM)
    assert (made.stamp.manifest_id, made.stamp.seq, made.stamp.as_of) == ("m1", 17, 1_462_000_000)
    lines = {each.line.indicator.measure: each for each in made.frozen}
    kept_line = lines["promises_kept"].line
    assert (kept_line.measured.value, kept_line.measured.low, kept_line.measured.high) == (71.5, 65.0, 77.0)
    assert (kept_line.measured.n, kept_line.measured.pending, kept_line.verdict) == (100.0, 2, Verdict.WARN)
    assert kept_line.points is not None
    assert (kept_line.points.score, kept_line.points.low, kept_line.points.high) == (83, 70, 94)
    assert (kept_line.weight_applied, kept_line.contribution) == (50, 41.5)
    assert {each.evidence_sha256 for each in made.frozen} == {DIGEST}
    assert made.total.points is not None
    assert made.total.points.score == 91.5
    assert made.card.waterfall[-1].end == 91.5


def test_the_frozen_card_is_the_one_that_the_rule_gives(position: int, person: int) -> None:
    key = example(position_id=position, missing_rule=MissingRule.RENORMALISE)
    some = readings({**FULL, "cases_resolved": None})
    frozen(key, {person: some})
    made = card_of(person)
    assert made.card == rules.card(made.set.indicators, {each.key: each for each in some}, made.set.missing_rule)


def test_somebody_without_any_case_has_a_card_without_a_total(position: int, person: int) -> None:
    result = frozen(example(position_id=position), {person: []})
    made = card_of(person)
    assert result.without_total == 1
    assert (made.total.points, made.total.no_total) == (None, NoTotal.NOTHING_MEASURED)
    assert [(each.line.measured.why, each.line.contribution) for each in made.frozen] == [(Why.NO_CASES, None)] * 3


def test_block_freezes_no_total_where_a_line_is_missing(position: int, person: int) -> None:
    frozen(
        example(position_id=position, missing_rule=MissingRule.BLOCK),
        {person: readings({**FULL, "cases_resolved": None})},
    )
    assert card_of(person).total.no_total is NoTotal.BLOCKED


def test_carry_takes_the_score_of_the_period_before(position: int, person: int) -> None:
    key = example(position_id=position, missing_rule=MissingRule.CARRY)
    frozen(key, {person: readings({**FULL, "cases_resolved": 25.0})})
    april = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": None}
    frozen(key, {person: readings(april, APRIL)}, period=APRIL)
    before, after = card_of(person).frozen[2], card_of(person, march=False).frozen[2]
    assert (after.line.state, after.line.carried_from, after.evidence_sha256) == (LineState.CARRIED, before.id, "")
    assert after.line.points == before.line.points
    assert (after.line.measured.value, after.line.weight_applied) == (None, 20)


def test_carry_never_looks_ahead_and_never_carries_what_was_carried(position: int, person: int) -> None:
    key = example(line(weight="100"), position_id=position, missing_rule=MissingRule.CARRY)
    frozen(key, {person: readings({"promises_kept": 90.0}, APRIL)}, period=APRIL)
    frozen(key, {person: readings({"promises_kept": None})})
    assert card_of(person).total.no_total is NoTotal.NOTHING_MEASURED


def test_carry_takes_the_corrected_score_and_not_the_replaced_one(position: int, person: int) -> None:
    key = example(line(weight="100"), position_id=position, missing_rule=MissingRule.CARRY)
    frozen(key, {person: readings({"promises_kept": 60.0})})
    frozen(key, {person: readings({"promises_kept": 80.0})}, reason="a case was credited to the wrong person")
    frozen(key, {person: readings({"promises_kept": None}, APRIL)}, period=APRIL)
    points = card_of(person, march=False).total.points
    assert points is not None
    assert points.score == 100


def test_freezing_again_needs_a_reason_and_leaves_what_was_frozen(position: int, person: int) -> None:
    key = example(position_id=position)
    frozen(key, {person: readings(FULL)})
    first = card_of(person)
    for reason in ("", "   "):
        with pytest.raises(RuleBrokenError) as caught:
            frozen(key, {person: readings(FULL)}, reason=reason)
        assert (caught.value.code, caught.value.params) == ("evaluation.reason_needed", {"people": 1})
    assert card_of(person) == first
    assert Freeze.objects.count() == 1


@pytest.mark.spec("P5.0")
def test_freezing_again_supersedes_and_keeps_before_and_after(position: int, person: int, system: Standing) -> None:
    key = example(position_id=position)
    frozen(key, {person: readings(FULL)})
    first = card_of(person)
    result = frozen(key, {person: readings({**FULL, "promises_kept": 90.0})}, reason="the talk found a wrong hand-over")
    second = card_of(person)
    assert (result.superseded, second.supersedes) == (1, first.id)
    assert second.reason == "the talk found a wrong hand-over"
    history_of_card = queries.cards_of(system, person, AT)
    assert [(each.id, each.superseded) for each in history_of_card] == [(second.id, False), (first.id, True)]
    assert history_of_card[1].total == first.total


def test_others_can_be_frozen_later_without_a_reason(position: int, person: int) -> None:
    key, other = example(position_id=position), make_person(position=position)
    frozen(key, {person: readings(FULL)})
    frozen(key, {other: readings(FULL)})
    assert card_of(other).supersedes is None


def refused(set_id: int, some: dict[int, list[Reading]], **change: object) -> LiuxinError:
    given = {
        "set_id": set_id,
        "period": MARCH,
        "people": list(some),
        "readings": some,
        "evidence": kept(some),
        "facts": FACTS,
        "by": SYSTEM,
        "at": AT,
    }
    with pytest.raises(LiuxinError) as caught:
        actions.freeze(**(given | change))  # type: ignore[arg-type]  # wrong values are the point
    assert not Freeze.objects.exists()
    return caught.value


def test_a_draft_scores_nobody(position: int, person: int) -> None:
    assert refused(draft(line(), position_id=position), {person: []}).code == "evaluation.set_not_in_force"


def test_a_period_that_still_runs_is_not_frozen(position: int, person: int) -> None:
    error = refused(example(position_id=position), {person: []}, at=MARCH.start)
    assert (error.code, error.params) == ("evaluation.period_not_over", {"end": MARCH.end})


def test_a_period_of_another_length_than_the_set_is_meant_for_is_not_frozen(position: int, person: int) -> None:
    error = refused(example(position_id=position), {person: []}, period=Period(MARCH.start, APRIL.end))
    assert (error.code, error.params["grain"]) == ("evaluation.other_length", "month")


def test_nobody_and_somebody_unknown_are_refused(position: int) -> None:
    key = example(position_id=position)
    assert refused(key, {}).code == "evaluation.nobody"
    assert refused(key, {404: []}).code == "evaluation.no_such_person"


@pytest.mark.parametrize("nature", ["is_placeholder", "is_system"])
def test_placeholders_and_systems_are_never_scored(position: int, nature: str) -> None:
    nobody = make_person(position=position, **{nature: True})  # type: ignore[arg-type]  # one of two flags
    assert refused(example(position_id=position), {nobody: []}).code == "evaluation.never_scored"


def test_nobody_is_scored_by_the_set_of_another_position(position: int) -> None:
    guard = make_person(position=make_position())
    error = refused(example(position_id=position), {guard: []})
    assert (error.code, error.params) == ("evaluation.other_position", {"person": guard})


def test_a_value_without_its_cases_is_refused(position: int, person: int) -> None:
    error = refused(example(position_id=position), {person: readings(FULL)}, evidence={})
    assert (error.code, error.params["measure"]) == ("evaluation.no_evidence", "promises_kept")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (reading(period=APRIL), "evaluation.reading_of_other_period"),
        (reading("transfers_per_case"), "evaluation.reading_not_asked_for"),
        (reading("promises_kept"), "evaluation.reading_not_asked_for"),
    ],
)
def test_readings_that_do_not_belong_are_refused(position: int, person: int, wrong: Reading, code: str) -> None:
    some = {person: [*readings(FULL), wrong]}
    assert refused(example(position_id=position), some).code == code


def test_readings_of_somebody_else_are_refused(position: int, person: int) -> None:
    other = make_person(position=position)
    error = refused(example(position_id=position), {person: readings(FULL), other: []}, people=[other])
    assert error.code == "evaluation.reading_of_somebody_else"


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_others_than_hr_and_director_freeze_nothing(position: int, person: int, role: Role) -> None:
    by = Actor.person(make_person(roles=(role,)))
    error = refused(example(position_id=position), {person: []}, by=by)
    assert (type(error), error.code) == (NotAllowedError, "evaluation.may_not_freeze")


def test_hr_freezes(position: int, person: int) -> None:
    by = Actor.person(make_person(roles=(Role.HR,)))
    frozen(example(position_id=position), {person: readings(FULL)}, by=by)
    assert card_of(person).stamp.by == by


def test_freezing_tells_the_record_without_a_score(position: int, person: int) -> None:
    key = example(position_id=position)
    result = frozen(key, {person: readings(FULL)})
    told = list(history.Event.objects.filter(code__startswith="evaluation.").order_by("id"))
    assert [(each.code, each.subject_kind, each.subject) for each in told] == [
        ("evaluation.frozen", "freeze", str(result.freeze)),
        ("evaluation.card_frozen", "person", str(person)),
    ]
    about = {"set": key, "start": 1456790400, "end": 1459468800, "manifest": "m1", "seq": 17, "people": 1}
    card = {"freeze": result.freeze, "card": FrozenTotal.objects.get().pk, "supersedes": None}
    assert [json.loads(each.payload or "") for each in told] == [about, card]


def statements(set_id: int, people: list[int]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        frozen(set_id, {person: readings(FULL) for person in people})
    return len(caught)


def test_three_people_take_as_many_statements_as_one(position: int) -> None:
    key = example(position_id=position)
    alone, three = [make_person(position=position)], [make_person(position=position) for _ in range(3)]
    assert statements(key, alone) == statements(key, three) == FREEZING


def test_two_hundred_people_take_only_more_inserts(position: int) -> None:
    key = example(position_id=position, missing_rule=MissingRule.CARRY)
    people = [make_person(position=position) for _ in range(200)]
    with CaptureQueriesContext(connection) as caught:
        frozen(key, {person: readings(FULL) for person in people})
    reads = [each for each in caught.captured_queries if each["sql"].startswith(("SELECT", "WITH", "UPDATE"))]
    assert len(reads) == READING


FREEZING = 15
READING = 8
UNIQUE_OR_CHECK = [
    {"points": None},
    {"no_total": "blocked"},
    {"low": 200.0},
    {"no_total": "lost"},
]


@pytest.mark.parametrize("wrong", UNIQUE_OR_CHECK)
def test_the_database_refuses_a_total_that_no_rule_gives(position: int, person: int, wrong: dict[str, object]) -> None:
    frozen(example(position_id=position), {person: readings(FULL)})
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenTotal.objects.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": None},
        {"state": "missing"},
        {"state": "carried"},
        {"score": -1.0},
        {"score_high": 0.0},
        {"evidence_sha256": ""},
        {"verdict": "fine"},
        {"weight_applied": 101},
    ],
)
def test_the_database_refuses_a_line_that_no_rule_gives(position: int, person: int, wrong: dict[str, object]) -> None:
    frozen(example(line(), position_id=position), {person: readings({"promises_kept": 80.0})})
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenReading.objects.update(**wrong)


def test_the_database_refuses_a_second_first_card_and_a_second_successor(position: int, person: int) -> None:
    key = example(line(), position_id=position)
    frozen(key, {person: []})
    first = FrozenTotal.objects.get()
    frozen(key, {person: []}, reason="again")
    act = FrozenTotal.objects.exclude(pk=first.pk).get().freeze
    again = Freeze.objects.create(
        set_id=key,
        period_start=MARCH.start,
        period_end=MARCH.end,
        at=AT,
        actor_kind="system",
        actor_id="t",
        manifest_id="m",
        seq=1,
        as_of=1,
    )
    copy = {
        "freeze": again,
        "person_id": person,
        "set_id": key,
        "period_start": MARCH.start,
        "period_end": MARCH.end,
        "covered": 0.0,
        "no_total": "nothing_measured",
    }
    for more in ({}, {"supersedes": first, "reason": "again"}, {"supersedes": FrozenTotal.objects.get(freeze=act)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FrozenTotal.objects.create(**copy, **more)
