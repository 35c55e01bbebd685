"""Routing as a pure decision: which rule takes a case, and whose turn it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.cases.rules.routing import Desk, choose, decide, misses, next_in_turn
from liuxin.desk.cases.words import (
    Channel,
    Condition,
    Distribution,
    Kind,
    Matter,
    NewRoutingRule,
    Pick,
    RoutingRule,
    ServiceStage,
    Verdict,
)
from liuxin.desk.customers.words import CustomerKind
from liuxin.desk.organisation.words import Mate

TEAM, OTHER = 1, 2
MATTER = Matter("report", "aftersale", "phone", "漏水", "external", frozenset({7, 8}), "zh")


def rule(key: int = 1, team: int = TEAM, place: int = 1, last: int | None = None, **asks: object) -> RoutingRule:
    new = NewRoutingRule(**{"name": "r", "team": team, **asks})  # type: ignore[arg-type]  # fields by name
    return RoutingRule(key, place, 1, new, last)


def desk(*rules: RoutingRule, crew: tuple[Mate, ...] = (), **known: object) -> Desk:
    return Desk(rules=rules, crews={TEAM: crew}, **known)  # type: ignore[arg-type]  # fields by name


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("asks", "missed"),
    [
        ({}, ()),
        ({"customer_kind": CustomerKind.EXTERNAL}, ()),
        ({"customer_kind": CustomerKind.INTERNAL}, (Condition.CUSTOMER_KIND,)),
        ({"service_stage": ServiceStage.AFTERSALE}, ()),
        ({"service_stage": ServiceStage.PRESALE}, (Condition.SERVICE_STAGE,)),
        ({"kind": Kind.REPORT}, ()),
        ({"kind": Kind.COMPLAINT}, (Condition.KIND,)),
        ({"channel": Channel.EMAIL}, (Condition.CHANNEL,)),
        ({"category": "漏水"}, ()),
        ({"category": "停电"}, (Condition.CATEGORY,)),
        ({"site": 8}, ()),
        ({"site": 9}, (Condition.SITE,)),
        ({"language": "zh"}, ()),
        ({"language": "en", "kind": Kind.INQUIRY}, (Condition.KIND, Condition.LANGUAGE)),
        ({"most_waiting": 4}, ()),
        ({"most_waiting": 3}, (Condition.LOAD,)),
    ],
)
def test_a_rule_takes_a_case_that_meets_each_of_its_conditions_and_says_which_it_misses(asks, missed):
    assert misses(rule(**asks).asks, MATTER, 3) == missed


def test_a_site_stands_for_all_that_lies_in_it_and_a_case_without_a_site_meets_none():
    assert misses(rule(site=7).asks, MATTER, 0) == ()
    nowhere = Matter("report", "aftersale", "phone", "", "external", frozenset(), "")
    assert misses(rule(site=7).asks, nowhere, 0) == (Condition.SITE,)


@pytest.mark.spec("S4")
def test_the_first_rule_in_order_takes_the_case_and_every_rule_asked_says_why():
    rules = (rule(2, OTHER, place=2), rule(1, place=1, kind=Kind.COMPLAINT), rule(3, TEAM, place=3))
    route = decide(desk(*rules), MATTER)
    assert route is not None
    assert (route.rule, route.team, route.holder, route.pick) == (2, OTHER, None, Pick.QUEUED)
    assert route.verdicts == (Verdict(1, (Condition.KIND,)), Verdict(2, ()))


def test_the_default_comes_last_wherever_it_stands_and_a_rule_that_is_off_is_not_asked():
    rules = (rule(1, place=1, is_default=True), rule(2, OTHER, place=2, is_on=False), rule(3, OTHER, place=3))
    route = decide(desk(*rules), MATTER)
    assert route is not None
    assert (route.rule, [verdict.rule for verdict in route.verdicts]) == (3, [3])


def test_without_any_rule_the_last_resort_takes_it_and_without_that_nobody_does():
    route = decide(desk(last_resort=OTHER), MATTER)
    assert route is not None
    assert (route.rule, route.team, route.holder) == (None, OTHER, None)
    assert decide(desk(), MATTER) is None


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("distribution", "held", "last", "chosen"),
    [
        (Distribution.QUEUE, {}, None, (None, Pick.QUEUED)),
        (Distribution.ROUND_ROBIN, {}, None, (11, Pick.IN_TURN)),
        (Distribution.ROUND_ROBIN, {}, 11, (12, Pick.IN_TURN)),
        (Distribution.ROUND_ROBIN, {}, 13, (11, Pick.IN_TURN)),
        (Distribution.ROUND_ROBIN, {12: 2}, 11, (13, Pick.IN_TURN)),
        (Distribution.LEAST_LOADED, {11: 5, 12: 1, 13: 2}, None, (12, Pick.LEAST_LOADED)),
        (Distribution.LEAST_LOADED, {11: 1, 13: 1, 12: 2}, 11, (13, Pick.LEAST_LOADED)),
        (Distribution.LEAST_LOADED, {11: 9, 12: 2, 13: 9}, None, (11, Pick.LEAST_LOADED)),
    ],
)
def test_within_the_team_a_case_goes_to_the_next_in_turn_or_to_the_least_loaded(distribution, held, last, chosen):
    crew = (Mate(11), Mate(12, capacity=2), Mate(13))
    one = rule(distribution=distribution, last=last)
    assert choose(desk(one, crew=crew, held=held), one, "zh") == chosen


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("crew", "asks", "pick"),
    [
        ((), {}, Pick.NOBODY_HERE),
        ((Mate(11),), {"skill": "电梯"}, Pick.NOBODY_FITS),
        ((Mate(11, languages=frozenset({"en"})),), {"speaks": True}, Pick.NOBODY_FITS),
        ((Mate(11, capacity=1),), {}, Pick.EVERYBODY_FULL),
        ((Mate(11, capacity=0),), {}, Pick.EVERYBODY_FULL),
    ],
)
def test_where_nobody_can_take_it_the_queue_holds_it_and_the_reason_is_said(crew, asks, pick):
    one = rule(distribution=Distribution.LEAST_LOADED, **asks)
    assert choose(desk(one, crew=crew, held={11: 1}), one, "zh") == (None, pick)


def test_a_skill_and_a_language_are_asked_of_people_and_no_language_on_record_hinders_nobody():
    crew = (Mate(11), Mate(12, skills=frozenset({"电梯"}), languages=frozenset({"zh"})), Mate(13))
    skilled = rule(distribution=Distribution.ROUND_ROBIN, skill="电梯")
    assert choose(desk(skilled, crew=crew), skilled, "en") == (12, Pick.IN_TURN)
    speaking = rule(distribution=Distribution.ROUND_ROBIN, speaks=True)
    assert choose(desk(speaking, crew=crew, turns={1: 11}), speaking, "en") == (13, Pick.IN_TURN)


@given(st.integers(1, 60), st.integers(1, 7))
def test_cases_given_one_after_another_never_leave_two_loads_more_than_one_apart(cases, people):
    crew = tuple(Mate(10 + number) for number in range(people))
    for distribution in (Distribution.ROUND_ROBIN, Distribution.LEAST_LOADED):
        here = desk(rule(distribution=distribution), crew=crew)
        for _ in range(cases):
            route = decide(here, MATTER)
            assert route is not None
            here.give(route)
        loads = [here.held.get(mate.person, 0) for mate in crew]
        assert sum(loads) == cases
        assert max(loads) - min(loads) <= 1


@given(st.lists(st.integers(1, 50), min_size=1, unique=True), st.integers(0, 51))
def test_the_turn_always_comes_to_somebody_of_the_list_and_moves_on(people, last):
    following = next_in_turn(people, last)
    assert following in people
    assert following != last or len(people) == 1


def test_a_rule_passes_by_while_too_many_wait_in_its_team_as_the_desk_fills():
    here = desk(rule(1, TEAM, place=1, most_waiting=2), rule(2, OTHER, place=2))
    teams = []
    for _ in range(4):
        route = decide(here, MATTER)
        assert route is not None
        here.give(route)
        teams.append(route.team)
    assert teams == [TEAM, TEAM, OTHER, OTHER]
