"""Who rates whom: proposed from the record, confirmed, added and dropped by people; nobody chooses one's own raters."""

from collections.abc import Iterable

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import (
    BadInputError,
    CannotTellError,
    ConflictError,
    LiuxinError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import AssignmentView, Decision, Kind, Reason, State
from liuxin.performance.plan import actions as plan_actions
from tests.factories import evaluators as made
from tests.factories import plan
from tests.factories.customers import Customer, make_customer
from tests.factories.evaluators import AT, Assignment
from tests.factories.organisation import SYSTEM, make_person, standing_of
from tests.factories.plan import MadeCycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> MadeCycle:
    return made.in_phase_three(4)


def peers(found: Iterable[AssignmentView], ratee: int) -> list[tuple[int | None, Reason, int | None]]:
    return [(row.rater, row.reason, row.cases) for row in found if (row.ratee, row.kind) == (ratee, Kind.PEER)]


def code_of(problem: pytest.ExceptionInfo[LiuxinError]) -> tuple[str, str]:
    return problem.value.code, problem.value.field


@pytest.mark.spec("P3.1", "P0")
def test_everybody_is_rated_managers_too_from_line_record_and_customers(cycle: MadeCycle):
    one, two, three, four = cycle.place.people
    customer = make_customer().pk
    made.worked((one, two), (one, two), (one, three), (four, four), customer=customer)

    found = made.proposed(cycle)

    assert {row.ratee for row in found} == set(cycle.place.everybody)
    assert {row.state for row in found} == {State.PROPOSED}
    assert peers(found, one) == [
        (two, Reason.WORKED_TOGETHER, 2),
        (three, Reason.WORKED_TOGETHER, 1),
        (four, Reason.SAME_LINE, 0),
    ]
    lead = [(row.kind, row.rater) for row in found if row.ratee == cycle.place.lead]
    assert (Kind.SUPERVISOR, cycle.place.head) in lead
    assert sorted(rater for kind, rater in lead if kind is Kind.SUBORDINATE and rater) == [one, two, three, four]
    recipients = [(row.ratee, row.customer, row.cases) for row in found if row.kind is Kind.RECIPIENT]
    assert recipients == [(one, customer, 3), (two, customer, 2), (three, customer, 1), (four, customer, 1)]


@pytest.mark.spec("P3.1")
def test_more_cases_together_change_the_proposal_and_none_at_all_cannot_tell(cycle: MadeCycle):
    one, two, three, four = cycle.place.people
    assert {reason for _, reason, _ in peers(made.proposed(cycle), one)} == {Reason.SAME_LINE_UNKNOWN}

    made.worked((one, two))
    assert peers(made.proposed(cycle), one)[0] == (two, Reason.WORKED_TOGETHER, 1)

    made.worked((one, four), (one, four))
    assert [rater for rater, _, _ in peers(made.proposed(cycle), one)] == [four, two, three]


def test_proposing_again_gives_the_same(cycle: MadeCycle):
    made.worked((cycle.place.people[0], cycle.place.people[1]))

    def told() -> list[tuple[object, ...]]:
        return [(row.ratee, row.kind, row.rater, row.customer, row.cases) for row in made.proposed(cycle)]

    assert told() == told()


def test_what_was_decided_stays_when_proposed_anew(cycle: MadeCycle):
    one = cycle.place.people[0]
    confirmed, dropped, *_ = [row.id for row in made.proposed(cycle) if row.ratee == one and row.kind is Kind.PEER]
    hr = Actor.person(cycle.hr)
    actions.confirm_assignments(assignment_ids=[confirmed], by=hr, at=AT)
    actions.drop_assignment(assignment_id=dropped, reason="on leave", by=hr, at=AT)

    states = {row.id: row.state for row in made.proposed(cycle)}

    assert (states[confirmed], states[dropped]) == (State.CONFIRMED, State.DROPPED)
    raters = [row.rater for row in made.every(cycle.id) if row.ratee == one and row.kind is Kind.PEER]
    assert len(raters) == len(set(raters)) == 3


def test_an_erased_or_unknown_customer_is_not_proposed(cycle: MadeCycle):
    customer = make_customer().pk
    made.worked((cycle.place.people[0], cycle.place.people[1]), customer=customer)
    Customer.objects.filter(pk=customer).update(erased_at=AT, name="", source_label="")
    made.worked((cycle.place.people[0], cycle.place.people[1]), customer=99_999)

    assert not [row for row in made.proposed(cycle) if row.kind is Kind.RECIPIENT]


def test_who_has_left_is_neither_rated_nor_rates(cycle: MadeCycle):
    gone = cycle.place.people[0]
    plan_actions.mark_left(cycle_id=cycle.id, person_id=gone, left_at=AT, by=SYSTEM, at=AT)

    found = made.proposed(cycle)

    assert gone not in {row.ratee for row in found} | {row.rater for row in found}


@pytest.mark.parametrize("phase", [2, 4])
def test_nothing_is_proposed_out_of_order(phase: int):
    cycle = plan.make_cycle(3, phase=phase)
    made.catch_up()

    with pytest.raises(RuleBrokenError) as problem:
        actions.propose_assignments(cycle_id=cycle.id, department=cycle.department, by=Actor.person(cycle.hr), at=AT)
    assert problem.value.code == "plan.phase_not_open"


def test_facts_that_do_not_reach_the_seal_propose_nothing(cycle: MadeCycle):
    made.worked((cycle.place.people[0], cycle.place.people[1]))
    made.sealed_only()

    with pytest.raises(CannotTellError) as problem:
        actions.propose_assignments(cycle_id=cycle.id, department=cycle.department, by=Actor.person(cycle.hr), at=AT)
    assert problem.value.code == "evaluators.facts_behind"
    assert problem.value.params["waiting"] > 0  # type: ignore[operator]  # a number


def test_head_hr_and_director_propose_and_others_do_not(cycle: MadeCycle):
    made.catch_up()
    for person in (cycle.place.head, cycle.hr, cycle.director):
        assert made.proposed(cycle, by=person)
    for person in (cycle.place.lead, cycle.place.people[0], make_person(roles=(Role.AUDITOR,))):
        with pytest.raises(NotAllowedError) as problem:
            made.proposed(cycle, by=person)
        assert problem.value.code == "evaluators.may_not_run"


@pytest.mark.spec("P3.1")
def test_the_line_above_confirms_its_people_and_nobody_oneself(cycle: MadeCycle):
    place = cycle.place
    found = made.proposed(cycle)
    of_one = [row.id for row in found if row.ratee == place.people[0]]
    of_lead = [row.id for row in found if row.ratee == place.lead]

    assert actions.confirm_assignments(assignment_ids=of_one, by=Actor.person(place.lead), at=AT) == len(of_one)
    with pytest.raises(NotFoundError) as problem:
        actions.confirm_assignments(assignment_ids=of_lead, by=Actor.person(place.lead), at=AT)
    assert problem.value.code == "evaluators.no_such_assignment"
    known = [row.id for row in found if row.ratee == place.lead and row.kind is Kind.SELF]
    with pytest.raises(NotAllowedError) as refused:
        actions.confirm_assignments(assignment_ids=known, by=Actor.person(place.lead), at=AT)
    assert refused.value.code == "evaluators.may_not_decide"


def test_confirming_twice_confirms_once_and_what_was_dropped_is_refused(cycle: MadeCycle):
    one, two, *_ = [row.id for row in made.proposed(cycle)]
    hr = Actor.person(cycle.hr)

    assert actions.confirm_assignments(assignment_ids=[one], by=hr, at=AT) == 1
    assert actions.confirm_assignments(assignment_ids=[one], by=hr, at=AT) == 0
    actions.drop_assignment(assignment_id=two, reason="on leave", by=hr, at=AT)
    with pytest.raises(RuleBrokenError) as problem:
        actions.confirm_assignments(assignment_ids=[one, two], by=hr, at=AT)
    assert problem.value.code == "evaluators.was_dropped"
    with pytest.raises(RuleBrokenError) as again:
        actions.drop_assignment(assignment_id=two, reason="again", by=hr, at=AT)
    assert again.value.code == "evaluators.was_dropped"


def test_a_rater_who_left_is_not_confirmed(cycle: MadeCycle):
    gone = cycle.place.people[1]
    found = [row.id for row in made.proposed(cycle) if row.rater == gone and row.kind is Kind.PEER]
    plan_actions.mark_left(cycle_id=cycle.id, person_id=gone, left_at=AT, by=SYSTEM, at=AT)

    with pytest.raises(RuleBrokenError) as problem:
        actions.confirm_assignments(assignment_ids=found, by=Actor.person(cycle.hr), at=AT)
    assert code_of(problem) == ("evaluators.rater_left", "rater")


def test_somebody_is_added_with_a_reason_and_confirmed_at_once(cycle: MadeCycle):
    expert = make_person(roles=(Role.REVIEWER,))
    key = made.assigned(cycle, cycle.place.people[0], Kind.EXPERT, rater=expert, reason=" audits the hotline ")

    found = queries.assignment(standing_of(cycle.hr, AT), key)

    assert (found.state, found.reason, found.note) == (State.CONFIRMED, Reason.ADDED, "audits the hotline")


def test_what_was_dropped_comes_back_only_by_adding_it(cycle: MadeCycle):
    row = next(row for row in made.proposed(cycle) if row.kind is Kind.PEER)
    actions.drop_assignment(assignment_id=row.id, reason="on leave", by=Actor.person(cycle.hr), at=AT)

    assert made.assigned(cycle, row.ratee, Kind.PEER, rater=row.rater, reason="is back") == row.id
    assert queries.assignment(standing_of(cycle.hr, AT), row.id).state is State.CONFIRMED


@pytest.mark.parametrize("kind", [Kind.PEER, Kind.SUPERVISOR, Kind.SUBORDINATE, Kind.EXPERT])
def test_nobody_rates_oneself_as_somebody_else(cycle: MadeCycle, kind: Kind):
    one = cycle.place.people[0]

    with pytest.raises(BadInputError) as problem:
        made.assigned(cycle, one, kind, rater=one)
    assert code_of(problem) == ("evaluators.cannot_rate_oneself", "rater")


def test_what_no_assignment_can_be_is_refused_by_name(cycle: MadeCycle):
    one, two, *_ = cycle.place.people
    customer = make_customer().pk
    refused = {
        ("evaluators.one_rater", "rater"): {"kind": Kind.PEER},
        ("evaluators.recipient_is_customer", "kind"): {"kind": Kind.RECIPIENT, "rater": two},
        ("evaluators.self_is_oneself", "rater"): {"kind": Kind.SELF, "rater": two},
        ("evaluators.reason_missing", "reason"): {"kind": Kind.PEER, "rater": two, "reason": "  "},
        ("evaluators.text_too_long", "reason"): {"kind": Kind.PEER, "rater": two, "reason": "x" * 501},
    }
    for expected, told in refused.items():
        with pytest.raises(BadInputError) as problem:
            made.assigned(cycle, one, **told)  # type: ignore[arg-type]  # told by name
        assert code_of(problem) == expected
    with pytest.raises(BadInputError) as problem:
        made.assigned(cycle, one, Kind.PEER, customer=customer)
    assert problem.value.code == "evaluators.recipient_is_customer"


def test_the_same_two_are_there_once_in_whatever_role(cycle: MadeCycle):
    one, two, *_ = cycle.place.people
    made.assigned(cycle, one, Kind.PEER, rater=two)

    with pytest.raises(ConflictError) as problem:
        made.assigned(cycle, one, Kind.EXPERT, rater=two)
    assert code_of(problem) == ("evaluators.rates_already", "rater")


def test_only_who_takes_part_is_rated(cycle: MadeCycle):
    with pytest.raises(RuleBrokenError) as problem:
        made.assigned(cycle, make_person(), Kind.PEER, rater=cycle.place.people[0])
    assert problem.value.code == "evaluators.not_a_participant"


def test_a_rater_who_has_left_is_not_added(cycle: MadeCycle):
    gone = make_person(left_on=AT.date())

    with pytest.raises(RuleBrokenError) as problem:
        made.assigned(cycle, cycle.place.people[0], Kind.PEER, rater=gone)
    assert problem.value.code == "evaluators.rater_left"
    assert not Assignment.objects.filter(rater=gone).exists()


def test_who_stands_aside_is_not_added_again(cycle: MadeCycle):
    one, two, *_ = cycle.place.people
    made.assigned(cycle, one, Kind.PEER, rater=two)
    made.conflicted(cycle.id, two, one, Decision.STANDS_ASIDE, by=cycle.hr)

    with pytest.raises(RuleBrokenError) as problem:
        made.assigned(cycle, one, Kind.PEER, rater=two)
    assert problem.value.code == "evaluators.stands_aside"


@pytest.mark.parametrize(
    "changed",
    [
        {"rater": None},
        {"kind": Kind.SELF.value},
        {"kind": "friend"},
        {"state": State.CONFIRMED.value},
        {"state": State.DROPPED.value, "decided_at": AT},
        {"reason": Reason.ADDED.value},
        {"kind": Kind.RECIPIENT.value},
    ],
)
def test_the_database_refuses_what_no_assignment_can_be(cycle: MadeCycle, changed: dict[str, object]):
    row = next(row for row in made.proposed(cycle) if row.kind is Kind.PEER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=row.id).update(**changed)


@pytest.mark.parametrize("departments", [1, 3])
def test_reads_take_a_constant_number_of_statements(
    departments: int, django_assert_num_queries: DjangoAssertNumQueries
):
    cycle = made.in_phase_three(2, departments=departments)
    for place in cycle.places:
        made.confirmed(cycle, place.department)
    hr = standing_of(cycle.hr, AT)
    with django_assert_num_queries(1):
        found = queries.assignments(hr, cycle.id)
    assert {row.department for row in found} == {place.department for place in cycle.places}
    with django_assert_num_queries(1):
        assert len(queries.confirmed(cycle.id)) == len(found)
    with django_assert_num_queries(4):
        queries.may_rate([row.id for row in found], AT)
    with django_assert_num_queries(1):
        queries.ratees_of(cycle.place.lead, cycle.id)


@pytest.mark.parametrize("people", [2, 6])
def test_proposing_takes_a_constant_number_of_statements(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
):
    cycle = made.in_phase_three(people)
    made.worked((cycle.place.people[0], cycle.place.people[1]))
    hr = Actor.person(cycle.hr)
    with django_assert_num_queries(13):
        actions.propose_assignments(cycle_id=cycle.id, department=cycle.department, by=hr, at=AT)
