"""Conflicts of interest: declared by raters before each round, decided by HR, heard by nobody else."""

import json

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import Decision, Kind, NewConflict
from tests.factories import evaluators as made
from tests.factories.evaluators import AT, Declaration, Event
from tests.factories.organisation import make_person, standing_of
from tests.factories.plan import MadeCycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> MadeCycle:
    """One rates two: the second person, and the lead."""
    found = made.in_phase_three(3)
    one, two, _ = found.place.people
    made.assigned(found, two, Kind.PEER, rater=one)
    made.assigned(found, found.place.lead, Kind.SUBORDINATE, rater=one)
    return found


@pytest.mark.spec("P3.2")
def test_a_rater_declares_no_conflict_once(cycle: MadeCycle):
    one = cycle.place.people[0]
    made.declared(cycle.id, one)

    [found] = queries.own_declarations(one, cycle.id)
    assert (found.about, found.text, found.decision) == (None, "", None)
    with pytest.raises(RuleBrokenError) as problem:
        made.declared(cycle.id, one)
    assert problem.value.code == "evaluators.declared_already"


def test_a_conflict_that_arises_later_is_declared_later(cycle: MadeCycle):
    one, two, _ = cycle.place.people
    made.declared(cycle.id, one)
    made.conflicted(cycle.id, one, two)

    assert [each.about for each in queries.own_declarations(one, cycle.id)] == [None, two]


def test_who_rates_nobody_has_nothing_to_declare(cycle: MadeCycle):
    with pytest.raises(RuleBrokenError) as problem:
        made.declared(cycle.id, cycle.place.people[2])
    assert problem.value.code == "evaluators.rates_nobody"
    with pytest.raises(NotAllowedError) as refused:
        actions.declare(cycle_id=cycle.id, by=Actor.system("tests"), at=AT)
    assert refused.value.code == "evaluators.only_people_declare"


def test_a_conflict_is_about_a_ratee_told_once_and_in_words(cycle: MadeCycle):
    one, two, three = cycle.place.people
    refused = {
        "evaluators.not_your_ratee": [NewConflict(three, "a friend")],
        "evaluators.conflict_without_words": [NewConflict(two, "  ")],
        "evaluators.conflict_told_already": [NewConflict(two, "a friend"), NewConflict(two, "a friend")],
        "evaluators.text_too_long": [NewConflict(two, "x" * 501)],
    }
    for code, conflicts in refused.items():
        with pytest.raises(BadInputError) as problem:
            actions.declare(cycle_id=cycle.id, conflicts=conflicts, by=Actor.person(one), at=AT)
        assert problem.value.code == code
    assert not Declaration.objects.exists()


@pytest.mark.spec("P3.2")
def test_hr_decides_and_neither_the_rater_nor_the_one_concerned(cycle: MadeCycle):
    one, two, _ = cycle.place.people
    key = made.conflicted(cycle.id, one, two)

    for person in (one, two, cycle.director, cycle.place.head):
        with pytest.raises(NotAllowedError) as problem:
            actions.decide_conflict(declaration_id=key, decision=Decision.CLEARED, by=Actor.person(person), at=AT)
        assert problem.value.code == "evaluators.may_not_decide_conflict"
    actions.decide_conflict(declaration_id=key, decision=Decision.CLEARED, by=Actor.person(cycle.hr), at=AT)
    with pytest.raises(RuleBrokenError) as again:
        actions.decide_conflict(declaration_id=key, decision=Decision.STANDS_ASIDE, by=Actor.person(cycle.hr), at=AT)
    assert again.value.code == "evaluators.conflict_decided_already"


def test_an_hr_person_hears_nothing_about_oneself(cycle: MadeCycle):
    one, two, _ = cycle.place.people
    key = made.conflicted(cycle.id, one, two)
    for person in (one, two):
        made.grant_hr(person)
        assert queries.declarations(standing_of(person, AT)) == ()
        with pytest.raises(NotFoundError) as problem:
            queries.declaration(standing_of(person, AT), key)
        assert problem.value.code == "evaluators.no_such_conflict"
        with pytest.raises(NotAllowedError):
            actions.decide_conflict(declaration_id=key, decision=Decision.CLEARED, by=Actor.person(person), at=AT)
    assert [each.id for each in queries.declarations(standing_of(cycle.hr, AT))] == [key]


def test_hr_of_a_department_hears_of_its_people_only():
    both = made.in_phase_three(2, departments=2)
    keys = []
    for place in both.places:
        one, two = place.people
        made.assigned(both, two, Kind.PEER, rater=one)
        keys.append(made.conflicted(both.id, one, two))
    person = make_person()
    made.grant_hr(person, both.places[1].department)

    assert [each.id for each in queries.declarations(standing_of(person, AT))] == keys[1:]
    with pytest.raises(NotAllowedError):
        actions.decide_conflict(declaration_id=keys[0], decision=Decision.CLEARED, by=Actor.person(person), at=AT)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.AUDITOR, Role.MANAGER])
def test_declarations_are_for_hr_alone(cycle: MadeCycle, role: Role):
    with pytest.raises(NotAllowedError) as problem:
        queries.declarations(standing_of(make_person(roles=(role,)), AT))
    assert problem.value.code == "evaluators.may_not_hear_conflicts"


def test_the_record_keeps_neither_about_whom_nor_what_was_said(cycle: MadeCycle):
    one, two, _ = cycle.place.people
    made.conflicted(cycle.id, one, two, Decision.STANDS_ASIDE, by=cycle.hr)

    told = {row.code: json.loads(row.payload or "{}") for row in Event.objects.filter(code__startswith="evaluators.")}
    assert told["evaluators.declared"] == {"conflicts": 1}
    assert set(told["evaluators.conflict_decided"]) == {"declaration", "decision"}
    assert set(told["evaluators.assignment_dropped"]) == {"assignment"}


@pytest.mark.parametrize("who", ["rater", "about"])
def test_the_database_itself_lets_neither_of_the_two_decide(cycle: MadeCycle, who: str):
    one, two, _ = cycle.place.people
    key = made.conflicted(cycle.id, one, two)
    person = one if who == "rater" else two

    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.filter(pk=key).update(decision="cleared", decided_by=person, decided_at=AT)
