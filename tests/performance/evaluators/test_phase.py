"""The third phase: what it lacks, who is late, what waits for whom, and its end."""

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import TRAINED, Decision, Kind
from liuxin.performance.plan import queries as plan
from tests.factories import evaluators as made
from tests.factories.evaluators import AT, Assignment
from tests.factories.organisation import make_person, standing_of
from tests.factories.plan import MadeCycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> MadeCycle:
    return made.in_phase_three(3)


def finish(cycle: MadeCycle, *, by: int | None = None, leave_out: str = "") -> None:
    actions.finish_training(
        cycle_id=cycle.id,
        department=cycle.department,
        leave_out=leave_out,
        by=Actor.person(by or cycle.hr),
        at=AT,
    )


def progress(cycle: MadeCycle, person: int | None = None) -> PhaseProgress:
    return queries.phase_progress(standing_of(person or cycle.hr, AT), cycle.id, AT)[cycle.department]


def told(found: tuple[Waiting, ...]) -> list[tuple[str, str, dict[str, object]]]:
    return [(each.code, each.page, dict(each.params)) for each in found]


@pytest.mark.spec("P3.1", "P3.3")
def test_the_phase_ends_when_everybody_has_raters_who_may_rate(cycle: MadeCycle):
    refused = []
    for step in (made.proposed, made.confirmed, made.ready):
        with pytest.raises(RuleBrokenError) as problem:
            finish(cycle)
        refused.append(problem.value.code)
        step(cycle)

    assert refused == [
        "evaluators.phase_without_rater",
        "evaluators.phase_unconfirmed",
        "evaluators.phase_raters_not_ready",
    ]
    assert progress(cycle) == PhaseProgress(done=5, all=5)
    finish(cycle)
    assert plan.phase_of(cycle.id, cycle.department) == 4
    with pytest.raises(RuleBrokenError) as again:
        finish(cycle)
    assert again.value.code == "plan.phase_not_open"


def test_a_proposal_that_waits_keeps_it_open(cycle: MadeCycle):
    made.ready(cycle)
    waiting = Assignment.objects.filter(cycle=cycle.id, kind=Kind.PEER).order_by("pk")[:1]
    Assignment.objects.filter(pk__in=waiting).update(state="proposed", decided_at=None, decided_by=None)

    assert progress(cycle).missing == ("evaluators.missing.confirmation",)
    with pytest.raises(RuleBrokenError) as problem:
        finish(cycle)
    assert (problem.value.code, problem.value.params) == ("evaluators.phase_unconfirmed", {"n": 1})


def test_raters_who_are_not_ready_are_left_out_with_a_reason(cycle: MadeCycle):
    found = made.confirmed(cycle)
    lazy = cycle.place.people[0]
    others = {row.rater for row in found if row.kind in TRAINED and row.rater} - {lazy}
    made.qualified(*others)
    made.declared(cycle.id, *others)
    assert progress(cycle).late == (lazy,)

    finish(cycle, leave_out="did not practise in time")

    assert queries.ratees_of(lazy, cycle.id) == tuple(
        row for row in queries.ratees_of(lazy, cycle.id) if row.kind is Kind.SELF
    )
    notes = Assignment.objects.filter(rater=lazy, state="dropped").values_list("note", flat=True)
    assert set(notes) == {"did not practise in time"}


def test_nobody_is_left_without_a_rater_by_leaving_out(cycle: MadeCycle):
    made.confirmed(cycle)

    with pytest.raises(RuleBrokenError) as problem:
        finish(cycle, leave_out="did not practise in time")
    assert problem.value.code == "evaluators.phase_without_rater"
    assert not Assignment.objects.filter(state="dropped").exists()


def test_who_does_not_run_the_department_does_not_finish_its_phase(cycle: MadeCycle):
    for person in (cycle.place.lead, cycle.place.people[0], make_person()):
        with pytest.raises(NotAllowedError) as problem:
            finish(cycle, by=person)
        assert problem.value.code == "evaluators.may_not_run"


def test_progress_follows_the_record(cycle: MadeCycle):
    assert progress(cycle) == PhaseProgress(done=0, all=5, missing=("evaluators.missing.rater",))
    made.proposed(cycle)
    assert progress(cycle).missing == ("evaluators.missing.confirmation",)
    made.confirmed(cycle)
    assert progress(cycle).missing == ("evaluators.missing.readiness",)
    made.ready(cycle)
    assert progress(cycle).is_complete


def test_who_is_late_is_told_only_where_one_may_know_whom_they_rate(cycle: MadeCycle):
    made.confirmed(cycle)
    everybody = set(cycle.place.everybody)

    assert set(progress(cycle).late) == everybody
    assert progress(cycle, cycle.place.people[0]).late == ()
    # The head is rated by the lead, whose other ratees are the people: known from these, not from the head's own.
    own = Assignment.objects.filter(rater=cycle.place.lead).exclude(ratee=cycle.place.head)
    own.exclude(kind=Kind.SELF).delete()
    assert cycle.place.lead not in progress(cycle, cycle.place.head).late
    assert cycle.place.lead in progress(cycle).late


@pytest.mark.parametrize("people", [1, 4])
def test_gaps_take_a_constant_number_of_statements(people: int, django_assert_num_queries: DjangoAssertNumQueries):
    cycle = made.in_phase_three(people)
    made.confirmed(cycle)
    with django_assert_num_queries(5):
        queries.gaps(cycle.id, AT)


def test_what_waits_for_a_rater_goes_away_as_it_is_done(cycle: MadeCycle):
    one = cycle.place.people[0]

    def mine() -> list[tuple[str, str, dict[str, object]]]:
        return told(queries.waiting(standing_of(one, AT), AT))

    assert mine() == []
    made.confirmed(cycle)
    rates = len([row for row in queries.ratees_of(one, cycle.id) if row.kind is not Kind.SELF])
    assert mine() == [
        ("evaluators.waits.declaration", "evaluators:declare", {}),
        ("evaluators.waits.qualification", "evaluators:training", {"people": rates}),
    ]
    made.declared(cycle.id, one)
    made.qualified(one)
    assert mine() == []
    later = AT.replace(year=2018)
    [renewal] = queries.waiting(standing_of(one, later), later)
    assert (renewal.code, renewal.due is not None) == ("evaluators.waits.renewal", True)


def test_what_waits_for_whoever_confirms_goes_away_as_it_is_done(cycle: MadeCycle):
    found = made.proposed(cycle)
    of_team = [row for row in found if row.ratee in cycle.place.people]

    def of(person: int) -> list[tuple[str, dict[str, object]]]:
        return [(each.code, dict(each.params)) for each in queries.waiting(standing_of(person, AT), AT)]

    assert of(cycle.hr) == [("evaluators.waits.confirmation", {"n": len(found)})]
    assert of(cycle.place.lead) == [("evaluators.waits.confirmation", {"n": len(of_team)})]
    assert of(cycle.place.people[0]) == []
    made.confirmed(cycle)
    assert of(cycle.hr) == []


def test_a_declared_conflict_waits_for_hr(cycle: MadeCycle):
    one, two, _ = cycle.place.people
    made.assigned(cycle, one, Kind.PEER, rater=two)
    made.conflicted(cycle.id, two, one)

    assert told(queries.waiting(standing_of(cycle.hr, AT), AT)) == [
        ("evaluators.waits.conflicts", "evaluators:conflicts", {"n": 1})
    ]
    key = queries.declarations(standing_of(cycle.hr, AT))[0].id
    actions.decide_conflict(declaration_id=key, decision=Decision.CLEARED, by=Actor.person(cycle.hr), at=AT)
    assert queries.waiting(standing_of(cycle.hr, AT), AT) == ()


@pytest.mark.parametrize("people", [1, 4])
def test_what_waits_takes_a_constant_number_of_statements(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
):
    cycle = made.in_phase_three(people)
    made.confirmed(cycle)
    made.proposed(cycle)
    head, hr = (standing_of(person, AT) for person in (cycle.place.head, cycle.hr))
    with django_assert_num_queries(5):
        queries.waiting(head, AT)
    with django_assert_num_queries(4):
        queries.waiting(hr, AT)
