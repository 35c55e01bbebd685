"""Who sees an agreement, what waits for whom, and how many statements that takes."""

import pytest

from liuxin.desk.organisation.actions import grant_role
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.agreement import actions, queries
from liuxin.performance.agreement.words import May
from tests.factories import agreement as made
from tests.factories.agreement import AFTER, AT, DEADLINE, LATER
from tests.factories.organisation import (
    SYSTEM,
    join,
    make_department,
    make_manager,
    make_person,
    make_team,
    standing_of,
)

pytestmark = pytest.mark.django_db


def sees(person: int, agreement: int) -> bool:
    try:
        return queries.agreement(standing_of(person), agreement).id == agreement
    except NotFoundError:
        return False


def test_parties_their_line_and_those_who_look_after_all_see_it_and_nobody_else():
    lead, agent, above, deputy, decider = (make_person() for _ in range(5))
    make_manager(agent, above)
    agreement = made.open_between(lead, agent, decider=decider)
    actions.name_deputy(agreement_id=agreement, person=agent, deputy=deputy, by=SYSTEM, at=AT)
    looking = [make_person(roles=(role,)) for role in (Role.DIRECTOR, Role.HR, Role.AUDITOR)]
    others = [make_person(roles=roles) for roles in ((), (Role.AGENT,), (Role.REVIEWER,), (Role.SYSTEM_ADMIN,))]
    assert [sees(person, agreement) for person in (lead, agent, above, deputy, decider, *looking)] == [True] * 8
    assert [sees(person, agreement) for person in others] == [False] * 4


def test_hr_of_a_department_sees_those_of_its_people():
    near, far = make_department(), make_department()
    agent, hr = make_person(), make_person()
    join(agent, make_team(department=near))
    agreement = made.open_between(agent, make_person())
    for department, expected in ((far, False), (near, True)):
        grant_role(person_id=hr, role=Role.HR, department=department, start=AT, by=SYSTEM, at=AT)
        assert sees(hr, agreement) is expected


def test_a_public_one_is_open_to_everybody_who_works_here():
    vote = made.open_vote(make_person())
    assert sees(make_person(), vote)


def test_what_waits_is_told_nearest_limit_first_and_gone_once_answered():
    lead, agent = make_person(), make_person()
    later = made.open_between(lead, agent)
    soon = made.open_between(lead, agent, deadline=DEADLINE, subject="2")
    assert [each.agreement for each in queries.waiting_for(agent, LATER)] == [soon, later]
    assert [each.agreement for each in queries.waiting_for(agent, AFTER)] == [later]
    made.answer(soon, agent, objection="太紧")
    assert [each.agreement for each in queries.waiting_for(agent, LATER)] == [later]
    actions.propose(agreement_id=soon, lines=made.text("80%"), expect=1, by=Actor.person(lead), at=LATER)
    assert [(each.agreement, each.version) for each in queries.waiting_for(agent, LATER)] == [(soon, 2), (later, 1)]
    told = queries.waiting(standing_of(agent, LATER), LATER)
    assert [(each.code, each.page, each.due) for each in told] == [
        ("agreement.waits.signature", "agreement:one", DEADLINE),
        ("agreement.waits.signature", "agreement:one", None),
    ]


def test_a_page_offers_only_what_would_not_be_refused():
    lead, agent, decider = (make_person() for _ in range(3))
    agreement = made.open_between(lead, agent, decider=decider, deadline=DEADLINE, by=Actor.person(lead))

    def may(person: int, at=LATER) -> May:
        standing = standing_of(person, at)
        return queries.may(standing, queries.agreement(standing, agreement, at), at)

    parties = [party.id for party in queries.agreement(standing_of(lead), agreement).parties]
    assert may(lead) == May(
        party=parties[0], answer=True, propose=True, comment=True, withdraw=True, name_deputy=True, move_deadline=True
    )
    assert may(agent) == May(party=parties[1], answer=True, propose=True, comment=True, name_deputy=True)
    assert may(decider) == May(comment=True)
    assert may(decider, AFTER).decide
    assert not may(agent, AFTER).answer
    made.answer(agreement, agent, refusal="做不到")
    assert may(decider).decide


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_statements_does_not_grow(number: int, django_assert_num_queries):
    lead, agent = make_person(), make_person()
    keys = [made.open_between(lead, agent, subject=str(each)) for each in range(number)]
    with django_assert_num_queries(5):
        assert set(queries.states(keys)) == set(keys)
    with django_assert_num_queries(1):
        assert len(queries.waiting_for(agent, LATER)) == number
    standing = standing_of(agent, LATER)
    with django_assert_num_queries(3):
        assert len(queries.waiting(standing, LATER)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_one_agreement_takes_as_many_statements_with_one_version_as_with_three(number, django_assert_num_queries):
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    for seen in range(1, number):
        actions.propose(
            agreement_id=agreement, lines=made.text(f"{seen}%"), expect=seen, by=Actor.person(lead), at=LATER
        )
        actions.comment(agreement_id=agreement, version=seen, text="好", by=Actor.person(agent), at=LATER)
        made.answer(agreement, agent)
    standing = standing_of(lead)
    with django_assert_num_queries(9):
        assert len(queries.agreement(standing, agreement).versions) == number


def test_states_leave_out_what_is_not_there():
    assert queries.states([999]) == {}
