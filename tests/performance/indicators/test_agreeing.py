"""A set from the proposal over the vote to the agreement, and what is refused on the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual, language_of
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement import rules as agreement_rules
from liuxin.performance.indicators import actions, queries, rules
from liuxin.performance.indicators.words import Band, Scale, SetStatus, SetView
from liuxin.performance.plan import queries as plan
from tests.factories import history
from tests.factories.agreement import Line, Version, answer
from tests.factories.agreement import actions as signing
from tests.factories.indicators import (
    AFTER,
    AT,
    DEADLINE,
    HEARTS,
    SYSTEM,
    IndicatorSet,
    agreed,
    agreement_of,
    all_agreed,
    draft,
    example,
    line,
    proposed,
    rated,
    voted,
)
from tests.factories.organisation import make_person, make_position, standing_of
from tests.factories.plan import MadeCycle, make_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.5")]


def cycle(people: int = 5, phase: int = 2) -> MadeCycle:
    return make_cycle(people, phase=phase)


def view(made: MadeCycle, key: int) -> SetView:
    return queries.indicator_set(standing_of(made.hr, AT), key)


def settle(made: MadeCycle, key: int) -> bool:
    return actions.settle_set(set_id=key, by=Actor.person(made.hr), at=AFTER)


def propose(made: MadeCycle, key: int, **changes: object) -> int:
    told: dict[str, object] = {"deadline": DEADLINE, "by": Actor.person(made.hr), "at": AT, "cycle_id": made.id}
    return actions.propose_set(set_id=key, **(told | changes))  # type: ignore[arg-type]


def test_a_proposal_asks_those_whom_it_binds_and_nobody_else() -> None:
    made = cycle()
    key = proposed(made)
    asked = agreements.agreement(standing_of(made.hr, AT), agreement_of(key))
    assert {each.person for each in asked.parties} == set(made.place.people)
    assert (asked.is_public, asked.deadline, asked.decider) == (True, DEADLINE, made.director)
    assert view(made, key).status is SetStatus.PROPOSED
    assert not view(made, key).in_force


def test_the_text_of_the_vote_holds_every_line_with_weight_and_points() -> None:
    made = cycle()
    text = agreements.agreement(standing_of(made.hr, AT), agreement_of(proposed(made))).latest.lines
    assert [(each.key, each.text) for each in text] == [
        (
            "promises_kept",
            "权重 60% · 底线 60% · 目标 80% · 挑战 95%\nweight 60% · floor 60% · target 80% · stretch 95%",
        ),
        (HEARTS, "权重 40% · 底线 3 · 目标 4 · 挑战 4.5\nweight 40% · floor 3 · target 4 · stretch 4.5"),
        (f"{HEARTS}:why", text[2].text),
        ("grain", "月\nmonth"),
        ("missing", "其余各项按比例分担\nthe others share its weight"),
    ]
    assert text[0].label == Bilingual("承诺兑现率", "Promises kept")
    why = text[2].text.split("\n")
    assert [language_of(each) for each in why] == ["zh", "en"]


def test_a_band_and_a_time_are_written_in_words_of_one_language_a_line() -> None:
    made, band = cycle(), Band(10, 20, 30, 40)
    found = view(made, draft(line(), position_id=made.place.position))
    [first, *_] = found.indicators
    of_hours = replace(first, measure="own_handling_time", yardstick=band)
    text = rules.text_of(replace(found, indicators=(of_hours,)), {})
    assert text[0].text.split("\n") == [
        "权重 100% · 底线 10 小时 · 目标 20 小时 至 30 小时 · 底线 40 小时",
        "weight 100% · floor 10 h · target 20 h to 30 h · floor 40 h",
    ]


def test_a_text_put_to_the_vote_as_it_was_written_before_is_shown_and_settled_as_it_was_signed() -> None:
    made = cycle()
    key = proposed(made)
    before = rules.text_before(view(made, key), {})
    assert before[0].text == "60% · 底线 floor 60% · 目标 target 80% · 挑战 stretch 95%"
    version = Version.objects.get(agreement=agreement_of(key))
    for row in version.lines.all():
        Line.objects.filter(pk=row.pk).update(text=next(each.text for each in before if each.key == row.key))
    Version.objects.filter(pk=version.pk).update(sha256=agreement_rules.digest(1, before))
    voted(key, *made.place.people)
    latest = agreements.agreement(standing_of(made.hr, AT), agreement_of(key)).latest
    assert (latest.is_intact, latest.lines) == (True, before)
    assert settle(made, key) is True


def test_a_set_that_reads_otherwise_than_what_was_settled_is_refused() -> None:
    made = cycle()
    key = proposed(made)
    Line.objects.filter(version__agreement=agreement_of(key), key="grain").update(text="年\nyear")
    found = view(made, key)
    with pytest.raises(RuleBrokenError) as refused:
        rules.check_same_text(agreements.agreement(standing_of(made.hr, AT), agreement_of(key)).latest.lines, found, {})
    assert refused.value.code == "indicators.another_text"


def test_a_vote_that_reaches_the_share_puts_the_set_in_force() -> None:
    made = cycle()
    key = proposed(made)
    voted(key, *made.place.people[:3])
    voted(key, made.place.people[3], objection="七八月量多三成，同一目标不公。")
    told = queries.vote(view(made, key), AFTER)
    assert told is not None
    assert (told.required, told.signed, told.objections, told.needed, told.is_over) == (5, 3, 1, 3, True)
    assert settle(made, key) is True
    found = view(made, key)
    assert (found.status, found.cycle, found.in_force) == (SetStatus.AGREED, made.id, True)
    settlement = agreements.settlement_of(agreement_of(key))
    assert settlement is not None
    assert found.settlement == settlement.id
    assert queries.agreed_set(made.id, made.place.position) == found


def test_a_vote_that_falls_short_leaves_the_set_out_of_force_and_a_decision_needs_a_reason() -> None:
    made = cycle()
    key = proposed(made)
    voted(key, *made.place.people[:2])
    assert settle(made, key) is False
    assert (view(made, key).status, queries.agreed_set(made.id, made.place.position)) == (SetStatus.PROPOSED, None)
    director = Actor.person(made.director)
    with pytest.raises(LiuxinError, match=r"agreement\.no_reason"):
        actions.decide_set(set_id=key, reason=" ", by=director, at=AFTER)
    with pytest.raises(NotAllowedError, match=r"agreement\.not_the_decider"):
        actions.decide_set(set_id=key, reason="季度已经开始。", by=Actor.person(made.hr), at=AFTER)
    actions.decide_set(set_id=key, reason="季度已经开始。", by=director, at=AFTER)
    assert (view(made, key).status, view(made, key).in_force) == (SetStatus.AGREED, True)


def test_a_vote_is_not_closed_while_somebody_may_still_vote() -> None:
    made = cycle()
    key = proposed(made)
    voted(key, *made.place.people[:4])
    with pytest.raises(RuleBrokenError, match=r"agreement\.vote_still_open"):
        actions.settle_set(set_id=key, by=Actor.person(made.hr), at=AT)


def test_a_vote_closed_on_the_page_of_the_agreement_is_taken_over() -> None:
    made = cycle()
    key = proposed(made)
    voted(key, *made.place.people)
    signing.close_vote(agreement_id=agreement_of(key), by=Actor.person(made.hr), at=AFTER)
    assert settle(made, key) is True


def test_a_text_that_was_changed_in_the_vote_does_not_put_another_set_in_force() -> None:
    made = cycle()
    key, hr = proposed(made), Actor.person(made.hr)
    other = replace(agreements.agreement(standing_of(made.hr, AT), agreement_of(key)).latest.lines[0], text="99%")
    signing.propose(agreement_id=agreement_of(key), lines=[other], expect=1, by=hr, at=AT)
    voted(key, *made.place.people)
    with pytest.raises(RuleBrokenError, match=r"indicators\.another_text"):
        settle(made, key)
    assert view(made, key).status is SetStatus.PROPOSED


def test_a_vote_after_the_deadline_is_refused() -> None:
    made = cycle()
    key = proposed(made)
    with pytest.raises(RuleBrokenError, match=r"agreement\.after_deadline"):
        answer(agreement_of(key), made.place.people[0], at=AFTER)


def test_weights_at_99_are_not_put_to_the_vote() -> None:
    made = cycle()
    key = draft(line(weight="59"), rated(), position_id=made.place.position)
    with pytest.raises(RuleBrokenError) as caught:
        propose(made, key)
    assert (caught.value.code, caught.value.params["total"]) == ("indicators.weights_not_hundred", 99)
    assert view(made, key).status is SetStatus.DRAFT


@pytest.mark.parametrize("phase", [1, 3])
def test_nothing_is_proposed_for_a_cycle_in_another_phase(phase: int) -> None:
    made = cycle(phase=phase)
    with pytest.raises(RuleBrokenError) as caught:
        propose(made, draft(line(), position_id=made.place.position))
    assert (caught.value.code, caught.value.params["now"]) == ("indicators.phase_not_open", phase)


def test_a_set_is_proposed_once_and_a_position_has_one_proposal_in_a_cycle() -> None:
    made = cycle()
    key = proposed(made)
    with pytest.raises(RuleBrokenError, match=r"indicators\.set_proposed"):
        propose(made, key)
    other = draft(line(), position_id=made.place.position)
    with pytest.raises(ConflictError, match=r"indicators\.proposed_already"):
        propose(made, other)
    assert view(made, other).status is SetStatus.DRAFT


def test_what_is_agreed_for_a_cycle_is_not_voted_on_again() -> None:
    made = cycle()
    agreed(made)
    with pytest.raises(ConflictError, match=r"indicators\.proposed_already"):
        propose(made, draft(line(), position_id=made.place.position))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"share": Percent(Decimal(49))}, "indicators.share_too_small"),
        ({"deadline": AT - timedelta(days=1)}, "indicators.deadline_past"),
    ],
)
def test_a_vote_needs_a_fair_share_and_a_time_ahead(changes: dict[str, object], code: str) -> None:
    made = cycle()
    with pytest.raises(LiuxinError) as caught:
        propose(made, draft(line(), position_id=made.place.position), **changes)
    assert caught.value.code == code


def test_a_set_that_binds_nobody_is_not_voted_on() -> None:
    made = cycle()
    with pytest.raises(RuleBrokenError, match=r"indicators\.binds_nobody"):
        propose(made, draft(line(), position_id=make_position()))


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_hr_and_the_director_propose_and_settle(role: Role) -> None:
    made = cycle()
    somebody = Actor.person(make_person(roles=(role,)))
    with pytest.raises(NotAllowedError, match=r"indicators\.may_not_agree"):
        propose(made, draft(line(), position_id=made.place.position), by=somebody)
    key = proposed(made)
    with pytest.raises(NotAllowedError, match=r"indicators\.may_not_agree"):
        actions.settle_set(set_id=key, by=somebody, at=AFTER)


def test_no_part_of_liuxin_can_agree_on_anyones_behalf() -> None:
    made = cycle()
    with pytest.raises(NotAllowedError, match=r"indicators\.may_not_agree"):
        propose(made, draft(line(), position_id=made.place.position), by=SYSTEM)


CHANGES: list[Callable[[int], object]] = [
    lambda key: actions.add_indicator(
        set_id=key, indicator=line("cases_resolved", "1", Scale(Direction.HIGHER, 1, 2, 3)), by=SYSTEM, at=AT
    ),
    lambda key: actions.remove_indicator(set_id=key, measure="promises_kept", by=SYSTEM, at=AT),
    lambda key: actions.mark_as_example(set_id=key, by=SYSTEM, at=AT),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_voted_on_does_not_change_meanwhile(change: Callable[[int], object]) -> None:
    made = cycle()
    key = proposed(made)
    before = view(made, key)
    with pytest.raises(RuleBrokenError, match=r"indicators\.set_proposed"):
        change(key)
    assert view(made, key) == before


def test_a_proposal_can_be_taken_back_with_a_reason_and_put_to_the_vote_again() -> None:
    made = cycle()
    key = proposed(made)
    actions.take_back_set(set_id=key, reason="七八月另议。", by=Actor.person(made.hr), at=AT)
    found = view(made, key)
    assert (found.status, found.cycle, found.agreement) == (SetStatus.DRAFT, None, None)
    assert propose(made, key) != 0
    assert view(made, key).status is SetStatus.PROPOSED


def test_an_agreed_set_stays_in_force_beside_a_later_example() -> None:
    made = cycle()
    first = agreed(made)
    example(position_id=made.place.position)
    found = queries.set_in_force(standing_of(made.hr, AT), made.place.position)
    assert found is not None
    assert (found.id, found.status) == (first, SetStatus.AGREED)


def test_a_proposal_is_in_force_for_nobody() -> None:
    made = cycle()
    proposed(made)
    assert queries.set_in_force(standing_of(made.hr, AT), made.place.position) is None
    assert queries.agreed_sets(made.id) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "agreed"},
        {"status": "example"},
        {"agreement": None},
        {"cycle": None},
    ],
)
def test_the_database_refuses_what_was_not_settled(wrong: dict[str, object]) -> None:
    key = proposed(cycle())
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorSet.objects.filter(pk=key).update(**wrong)


def test_the_database_refuses_an_agreed_set_without_its_settlement() -> None:
    key = agreed(cycle())
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorSet.objects.filter(pk=key).update(settlement=None)


def test_phase_two_is_complete_once_every_position_has_an_agreed_set() -> None:
    made = cycle(3)
    hr = Actor.person(made.hr)
    agreed(made)
    with pytest.raises(RuleBrokenError) as caught:
        actions.finish_indicators(cycle_id=made.id, department=made.department, by=hr, at=AFTER)
    assert caught.value.code == "indicators.positions_without_set"
    assert plan.phase_of(made.id, made.department) == 2


def test_a_department_goes_on_when_all_its_positions_agreed() -> None:
    made = cycle(3)
    all_agreed(made)
    actions.finish_indicators(cycle_id=made.id, department=made.department, by=Actor.person(made.hr), at=AFTER)
    assert plan.phase_of(made.id, made.department) == 3
    with pytest.raises(RuleBrokenError, match=r"plan\.phase_not_open"):
        actions.finish_indicators(cycle_id=made.id, department=made.department, by=Actor.person(made.hr), at=AFTER)


def test_progress_tells_positions_votes_and_who_has_not_voted() -> None:
    made = cycle(3)
    standing = standing_of(made.hr, AT)
    before = queries.phase_progress(standing, made.id)[made.department]
    key = proposed(made)
    voted(key, made.place.people[0])
    during = queries.phase_progress(standing, made.id)[made.department]
    assert (before.done, before.late, before.missing) == (0, (), ("indicators.missing.no_set",))
    assert (during.done, during.late) == (0, tuple(sorted(made.place.people[1:])))
    assert during.missing == ("indicators.missing.vote_open", "indicators.missing.no_set")
    voted(key, *made.place.people[1:])
    settle(made, key)
    after = queries.phase_progress(standing, made.id)[made.department]
    assert (after.done, after.late, after.missing) == (1, (), ("indicators.missing.no_set",))
    assert (after.all, after.is_complete) == (2, False)


def test_a_closed_time_limit_waits_for_hr_and_a_position_without_a_set_too() -> None:
    made = cycle(3)
    key = proposed(made)
    standing = standing_of(made.hr, AFTER)
    waits = [(each.code, dict(each.key)) for each in queries.waiting(standing, AFTER)]
    assert ("indicators.waits.close", {"set": key}) in waits
    assert "indicators.waits.propose" in {code for code, _key in waits}
    assert queries.waiting(standing_of(made.place.people[0], AFTER), AFTER) == ()
    assert "indicators.waits.close" not in {each.code for each in queries.waiting(standing_of(made.hr, AT), AT)}


@pytest.mark.parametrize("count", [1, 3])
def test_reads_of_a_cycle_take_as_many_statements_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make_cycle(2, departments=2 * count, phase=2)
    for place in made.places[:count]:
        agreed(made, position_id=place.position)
    for place in made.places[count:]:
        proposed(made, position_id=place.position)
    standing = standing_of(made.hr, AFTER)
    with django_assert_num_queries(2):
        assert len(queries.agreed_sets(made.id)) == count
    with django_assert_num_queries(4):
        queries.phase_progress(standing, made.id)
    with django_assert_num_queries(13):
        assert len(queries.waiting(standing, AFTER)) >= count


def test_the_record_tells_proposal_vote_and_agreement_in_ids_and_numbers() -> None:
    made = cycle()
    key = agreed(made)
    told = list(history.Event.objects.filter(subject_kind="indicator_set", subject=str(key)).order_by("id"))
    assert [event.code for event in told][-2:] == ["indicators.set_proposed", "indicators.set_agreed"]
    assert f'"cycle":{made.id}' in str(told[-1].payload)
