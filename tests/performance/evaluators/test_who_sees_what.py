"""Nobody learns who rates oneself: not from the list, not by key, not from the record, whatever else one may see."""

import json
from pathlib import Path

import pytest

from liuxin.desk.organisation.words import Role, Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluators import queries
from liuxin.performance.evaluators.words import LOOKED_INTO, Kind
from tests import worlds
from tests.factories import evaluators as made
from tests.factories.customers import make_customer
from tests.factories.evaluators import AT, Event
from tests.factories.organisation import RoleGrant, make_person, standing_of
from tests.factories.plan import MadeCycle

pytestmark = pytest.mark.django_db
SECRET = {Kind.PEER, Kind.SUBORDINATE, Kind.RECIPIENT, Kind.EXPERT}


def confirmed() -> MadeCycle:
    """Make a cycle in which everybody is rated by somebody whom they must not learn of."""
    found = made.in_phase_three(4)
    people = found.place.people
    made.worked(*zip(people, (*people[1:], people[0]), strict=True), customer=make_customer().pk)
    made.worked((found.place.head, people[0]), (found.place.lead, people[0]))
    made.confirmed(found)
    made.assigned(found, people[0], Kind.EXPERT, rater=make_person())
    for person in found.place.everybody:
        assert any(row.ratee == person and row.kind in SECRET for row in made.every(found.id))
    return found


standing_cycle = worlds.standing(confirmed)


@pytest.fixture
def cycle(standing_cycle: tuple[MadeCycle, Path], db: None, _facts_of_its_own: None) -> MadeCycle:
    return worlds.handed_out(standing_cycle)


def granted(person: int, *roles: Role) -> Standing:
    for role in roles:
        RoleGrant.objects.get_or_create(person_id=person, role=role, start=AT)
    return standing_of(person, AT)


@pytest.mark.spec("P3.1")
@pytest.mark.parametrize("roles", [(), (Role.HR,), (Role.DIRECTOR,), (Role.AUDITOR,), tuple(Role)])
def test_no_role_opens_who_rates_oneself(cycle: MadeCycle, roles: tuple[Role, ...]):
    for person in cycle.place.everybody:
        standing = granted(person, *roles)
        mine = [row for row in queries.assignments(standing, cycle.id) if row.ratee == person]
        assert {row.kind for row in mine} <= LOOKED_INTO
        for row in made.every(cycle.id):
            if row.ratee == person and row.kind in SECRET:
                with pytest.raises(NotFoundError):
                    queries.assignment(standing, row.id)


def test_an_agent_sees_only_the_own_manager_and_oneself(cycle: MadeCycle):
    one = cycle.place.people[0]
    found = queries.assignments(standing_of(one, AT), cycle.id)

    assert [(row.ratee, row.kind) for row in found] == [(one, Kind.SELF), (one, Kind.SUPERVISOR)]


def test_the_lead_sees_the_own_line_and_the_head_the_department(cycle: MadeCycle):
    lead, head = (standing_of(person, AT) for person in (cycle.place.lead, cycle.place.head))

    assert {row.ratee for row in queries.assignments(lead, cycle.id)} == {*cycle.place.people, cycle.place.lead}
    assert {row.ratee for row in queries.assignments(head, cycle.id)} == set(cycle.place.everybody)


def test_the_list_of_whom_one_rates_holds_only_those(cycle: MadeCycle):
    one = cycle.place.people[0]

    assert {row.rater for row in queries.ratees_of(one, cycle.id)} == {one}


def test_a_stranger_sees_nothing(cycle: MadeCycle):
    assert queries.assignments(standing_of(make_person(), AT), cycle.id) == ()
    assert queries.assignments(Standing(), cycle.id) == ()


def test_the_record_never_tells_together_who_rates_whom(cycle: MadeCycle):
    for row in Event.objects.filter(code__startswith="evaluators."):
        payload = json.loads(row.payload or "{}")
        assert not {"rater", "ratee", "customer", "person", "about"} & set(payload)
