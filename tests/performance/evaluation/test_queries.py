"""Who sees which frozen scores, and at what price."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation import actions as organisation_actions
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import ANONYMOUS, Role, Standing
from liuxin.engines.measurement.words import Evidence, EvidenceRow, WhyNot
from liuxin.facts import actions as facts
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import actions, permissions, queries
from liuxin.performance.evaluation.words import Points
from liuxin.performance.indicators import queries as indicators
from tests.factories.evaluation import APRIL, AT, FACTS, MARCH, SYSTEM, frozen, readings
from tests.factories.indicators import example, line
from tests.factories.organisation import (
    LONG_AGO,
    join,
    make_department,
    make_manager,
    make_person,
    make_position,
    make_team,
    standing_of,
)

pytestmark = pytest.mark.django_db

KEPT = {"promises_kept": 80.0}


@pytest.fixture
def set_id() -> int:
    return example(line(), position_id=make_position())


@pytest.fixture
def person(set_id: int) -> int:
    return colleague(set_id)


def colleague(set_id: int, kept: float | None = 80.0) -> int:
    made = make_person(position=position_of(set_id))
    frozen(set_id, {made: readings({"promises_kept": kept})})
    return made


def position_of(set_id: int) -> int:
    return indicators.indicator_set(organisation.standing(SYSTEM, AT), set_id).position


def sees(standing: Standing, person: int) -> bool:
    try:
        return queries.scorecard(standing, person, MARCH, AT).person == person
    except NotFoundError:
        return False


@pytest.mark.spec("D6")
def test_a_person_sees_the_own_card(person: int) -> None:
    assert sees(standing_of(person), person)


@pytest.mark.spec("D6")
@pytest.mark.parametrize("role", list(Role))
def test_of_the_roles_only_director_auditor_and_hr_see_it(person: int, role: Role) -> None:
    seen = sees(standing_of(make_person(roles=(role,))), person)
    assert seen == (role in {Role.DIRECTOR, Role.AUDITOR, Role.HR})


def test_the_whole_line_above_sees_it_and_a_former_manager_does_not(person: int) -> None:
    manager, above, former = make_person(), make_person(), make_person()
    make_manager(person, former, end=AT)
    make_manager(person, manager, start=AT)
    make_manager(manager, above)
    seen = [sees(organisation.standing(Actor.person(key), AT), person) for key in (manager, above, former)]
    assert seen == [True, True, False]


def test_a_colleague_of_the_same_team_does_not(person: int) -> None:
    team = make_team()
    other = make_person(teams=(team,))
    join(person, team)
    assert not sees(standing_of(other), person)


def test_hr_of_a_department_sees_those_who_belong_to_it(person: int, set_id: int) -> None:
    department = make_department()
    join(person, make_team(department=department))
    outside = colleague(set_id)
    hr = make_person()
    organisation_actions.grant_role(
        person_id=hr, role=Role.HR, department=department, start=LONG_AGO, by=SYSTEM, at=LONG_AGO
    )
    standing = standing_of(hr)
    assert (sees(standing, person), sees(standing, outside)) == (True, False)


def test_nobody_who_is_not_signed_in_sees_anything(person: int, set_id: int) -> None:
    assert not sees(ANONYMOUS, person)
    assert queries.cards_of(ANONYMOUS, person, AT) == []
    assert queries.latest_period(ANONYMOUS, [set_id]) is None


def test_a_standing_without_a_person_is_not_taken_for_one() -> None:
    assert not permissions.may_see_scorecard(Standing(account_id=1), 1)


def test_a_list_holds_only_those_that_may_be_seen(person: int, set_id: int) -> None:
    other = colleague(set_id)
    found = queries.scorecards(standing_of(person), [person, other], MARCH, AT)
    assert list(found) == [person]
    freeze = found[person].stamp.freeze
    assert [card.person for card in queries.cards_of_freeze(standing_of(person), freeze, AT)] == [person]
    assert queries.cards_of_freeze(standing_of(other), freeze, AT) == []


def test_totals_are_open_to_all_and_without_names(person: int, set_id: int) -> None:
    colleague(set_id, 70.0)
    colleague(set_id, None)
    assert queries.totals(set_id, MARCH) == (Points(80, 80, 80), Points(100, 100, 100))


def test_the_latest_period_that_was_frozen(person: int, set_id: int) -> None:
    standing = standing_of(person)
    assert queries.latest_period(standing) == MARCH
    frozen(set_id, {person: readings(KEPT, APRIL)}, period=APRIL)
    assert queries.latest_period(standing, [set_id]) == APRIL
    assert queries.latest_period(standing, [set_id + 1]) is None


def test_there_is_no_card_of_a_period_that_was_not_frozen(person: int) -> None:
    with pytest.raises(NotFoundError, match=r"evaluation\.no_card"):
        queries.scorecard(standing_of(person), person, APRIL, AT)


def test_the_cases_behind_a_frozen_number_are_those_that_were_frozen(set_id: int) -> None:
    person, stranger = make_person(position=position_of(set_id)), make_person()
    start, end = MARCH.epoch
    row = EvidenceRow("INC0000045", person, None, start + 60, 0.75, 1.0, counted=True, why_not=WhyNot.COUNTED)
    behind = Evidence("promises_kept", start, end, {"person": person}, (row,), "m1", end)
    some = {person: readings(KEPT)}
    actions.freeze(
        set_id=set_id,
        period=MARCH,
        people=[person],
        readings=some,
        evidence={"promises_kept": facts.write_evidence(behind)},
        facts=FACTS,
        by=SYSTEM,
        at=AT,
    )
    line_id = queries.scorecard(standing_of(person), person, MARCH, AT).frozen[0].id
    assert queries.evidence(standing_of(person), line_id, AT) == behind
    for standing, key in ((standing_of(stranger), line_id), (standing_of(person), 404)):
        with pytest.raises(NotFoundError, match=r"evaluation\.no_evidence_kept"):
            queries.evidence(standing, key, AT)


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_four_statements(count: int, set_id: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people = [colleague(set_id) for _ in range(count)]
    standing = organisation.standing(SYSTEM, AT)
    with django_assert_num_queries(4):
        found = queries.scorecards(standing, people, MARCH, AT)
    assert sorted(found) == sorted(people)


@pytest.mark.parametrize("count", [1, 3])
def test_the_cards_of_a_person_take_one_statement(
    count: int, set_id: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = colleague(set_id)
    for number in range(count - 1):
        frozen(set_id, {person: readings(KEPT)}, reason=f"correction {number}")
    with django_assert_num_queries(1):
        found = queries.cards_of(standing_of_system(), person, AT)
    assert len(found) == count


def standing_of_system() -> Standing:
    return replace(ANONYMOUS, is_system=True)
