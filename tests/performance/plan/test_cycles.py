"""Cycles: who takes part, that steps are taken in order, what was learned."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import AFTER_LAST, CycleState, LessonSource, NewLesson, Phase, PhaseState
from tests.factories.organisation import make_department, make_person, make_team
from tests.factories.plan import (
    AT,
    QUARTER,
    SYSTEM,
    CyclePhase,
    advance,
    dues,
    make_cycle,
    make_place,
    open_cycle,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def complete(cycle: int, department: int, phase: int, by: Actor = SYSTEM) -> None:
    actions.complete_phase(cycle_id=cycle, department=department, phase=phase, by=by, at=LATER)


def test_an_opened_cycle_has_phase_one_open_in_every_department() -> None:
    made = make_cycle(departments=2)
    found = queries.phases(made.id)
    assert set(found) == {place.department for place in made.places}
    for view in found.values():
        assert view.now == Phase.PLAN
        assert [step.state for step in view.steps] == [PhaseState.OPEN, *[PhaseState.PENDING] * 5]
        assert view.steps[0].opened_at == AT
        assert view.steps[5].due_on == date(2016, 7, 30)


def test_everybody_of_the_departments_takes_part_as_it_was_that_day() -> None:
    made = make_cycle(2)
    place = made.place
    found = {each.person: each for each in queries.participants(made.id)}
    assert set(found) == set(place.everybody)
    agent = found[place.people[0]]
    assert (agent.department, agent.position, agent.manager) == (place.department, place.position, place.lead)
    assert found[place.lead].manager == place.head
    assert found[place.head].manager is None


def test_people_of_departments_below_take_part_for_the_one_named() -> None:
    above = make_place(1)
    below = make_place(1, parent=above.department)
    cycle = open_cycle([above.department])
    found = {each.person: each.department for each in queries.participants(cycle)}
    assert found == dict.fromkeys(above.everybody + below.everybody, above.department)


def test_the_nearest_of_the_departments_named_counts() -> None:
    above = make_place(1)
    below = make_place(1, parent=above.department)
    cycle = open_cycle([above.department, below.department])
    found = {each.person: each.department for each in queries.participants(cycle)}
    assert found[below.people[0]] == below.department
    assert found[above.people[0]] == above.department


def test_whoever_left_or_is_nobody_has_no_part() -> None:
    place = make_place(1)
    make_person(teams=(place.team,), left_on=date(2016, 5, 1))
    make_person(teams=(place.team,), is_placeholder=True)
    make_person(teams=(place.team,), is_system=True)
    assert {each.person for each in queries.participants(open_cycle([place.department]))} == set(place.everybody)


@pytest.mark.spec("P4.4")
def test_phases_are_completed_in_order_up_to_the_last() -> None:
    made = make_cycle()
    for phase in Phase:
        assert queries.phase_of(made.id, made.department) == phase
        complete(made.id, made.department, phase)
    assert queries.phase_of(made.id, made.department) == AFTER_LAST
    assert queries.phases(made.id)[made.department].done == 6


@pytest.mark.spec("P4.4")
def test_a_phase_out_of_order_is_refused() -> None:
    made = make_cycle()
    with pytest.raises(RuleBrokenError) as caught:
        complete(made.id, made.department, 3)
    assert (caught.value.code, caught.value.params) == ("plan.phase_not_open", {"phase": 3, "now": 1})
    assert queries.phase_of(made.id, made.department) == 1


@pytest.mark.spec("P4.4")
@pytest.mark.parametrize("state", [PhaseState.OPEN, PhaseState.DONE])
def test_the_database_itself_refuses_a_phase_out_of_order(state: PhaseState) -> None:
    made = make_cycle()
    CyclePhase.objects.filter(phase=1).update(state=PhaseState.DONE, done_at=LATER)
    done = LATER if state is PhaseState.DONE else None
    with pytest.raises(IntegrityError), transaction.atomic():
        CyclePhase.objects.filter(cycle=made.id, phase=3).update(state=state, opened_at=LATER, done_at=done)


def test_the_database_itself_lets_nothing_done_be_undone() -> None:
    made = make_cycle(phase=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CyclePhase.objects.filter(cycle=made.id, phase=1).update(state=PhaseState.PENDING, opened_at=None, done_at=None)


def test_the_database_itself_allows_one_open_phase() -> None:
    made = make_cycle(phase=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CyclePhase.objects.filter(cycle=made.id, phase=3).update(state=PhaseState.OPEN, opened_at=LATER)


def test_departments_go_at_their_own_pace() -> None:
    made = make_cycle(departments=2)
    first, second = (place.department for place in made.places)
    advance(made.id, first, 5)
    advance(made.id, second, 2)
    assert {key: view.now for key, view in queries.phases(made.id).items()} == {first: 5, second: 2}


@pytest.mark.spec("P4.4")
def test_what_belongs_to_another_phase_is_refused() -> None:
    made = make_cycle(phase=2)
    queries.require_phase(made.id, made.department, 2)
    for phase in (1, 3):
        with pytest.raises(RuleBrokenError, match=r"plan\.phase_not_open"):
            queries.require_phase(made.id, made.department, phase)
    with pytest.raises(NotFoundError, match=r"plan\.not_in_cycle"):
        queries.require_phase(made.id, make_department(), 2)


def test_who_completes_second_is_told_so() -> None:
    made = make_cycle()
    complete(made.id, made.department, 1)
    with pytest.raises(ConflictError, match=r"plan\.phase_done_already"):
        complete(made.id, made.department, 1)


def test_head_hr_and_director_move_a_department_on_and_nobody_else() -> None:
    made = make_cycle()
    for person in (*made.place.people, made.place.lead, make_person()):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_complete"):
            complete(made.id, made.department, 1, Actor.person(person))
    for phase, person in enumerate((made.place.head, made.hr, made.director), start=1):
        complete(made.id, made.department, phase, Actor.person(person))
    assert queries.phase_of(made.id, made.department) == 4


def test_only_hr_opens_and_closes() -> None:
    made = make_cycle()
    for person in (made.director, made.place.head, made.place.people[0]):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_open"):
            open_cycle([made.department], by=Actor.person(person))
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_open"):
            actions.close_cycle(cycle_id=made.id, by=Actor.person(person), at=LATER)


def test_a_cycle_closes_when_all_is_done_and_then_changes_no_more() -> None:
    made = make_cycle(phase=6)
    with pytest.raises(RuleBrokenError) as caught:
        actions.close_cycle(cycle_id=made.id, by=Actor.person(made.hr), at=LATER)
    assert (caught.value.code, caught.value.params) == ("plan.phases_left", {"count": 1})
    complete(made.id, made.department, 6)
    actions.close_cycle(cycle_id=made.id, by=Actor.person(made.hr), at=LATER)
    assert (queries.cycle(made.id).state, queries.cycle(made.id).closed_at) == (CycleState.CLOSED, LATER)
    assert queries.current_cycle() is None
    with pytest.raises(RuleBrokenError, match=r"plan\.cycle_closed"):
        complete(made.id, made.department, 6)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"period\.ends_before_start"):
        Period(QUARTER.end, QUARTER.start)


def test_a_department_twice_is_refused() -> None:
    place = make_place(1)
    with pytest.raises(RuleBrokenError, match=r"plan\.department_twice"):
        open_cycle([place.department, place.department])


def test_a_cycle_without_people_is_refused() -> None:
    with pytest.raises(RuleBrokenError, match=r"plan\.nobody_in_cycle"):
        open_cycle([make_department()])
    assert queries.cycles() == ()


def test_a_department_without_people_is_refused_by_name() -> None:
    empty = make_department("empty")
    make_team(department=empty)
    with pytest.raises(RuleBrokenError) as caught:
        open_cycle([make_place(1).department, empty])
    assert (caught.value.code, caught.value.params) == ("plan.nobody_in_department", {"department": "部门 empty"})


@pytest.mark.parametrize("departments", [[], [999_999]])
def test_no_department_or_none_that_is_there_is_refused(departments: list[int]) -> None:
    with pytest.raises((RuleBrokenError, BadInputError), match=r"plan\.no_(departments|such_department)"):
        open_cycle(departments)


def test_dates_out_of_order_or_missing_are_refused() -> None:
    place = make_place(1)
    late = dues() | {2: date(2016, 6, 1)}
    with pytest.raises(RuleBrokenError) as caught:
        open_cycle([place.department], phase_dues=late)
    assert (caught.value.code, caught.value.field) == ("plan.dues_out_of_order", "due_2")
    with pytest.raises(BadInputError, match=r"plan\.due_missing"):
        open_cycle([place.department], phase_dues={1: date(2016, 6, 1)})


def test_a_code_is_used_once() -> None:
    place = make_place(1)
    open_cycle([place.department], code="2016Q2")
    with pytest.raises(ConflictError, match=r"plan\.cycle_code_taken"):
        open_cycle([place.department], code="2016Q2")


@pytest.mark.spec("P6.3")
def test_what_was_learned_is_there_when_the_next_cycle_is_planned() -> None:
    made = make_cycle()
    carry = [
        NewLesson(LessonSource.REVIEW, code="outcomes.lesson.late_phases", params={"count": 2}),
        NewLesson(LessonSource.PERSON, text=Bilingual("报修高峰要加人", "More people at peak hours")),
    ]
    following = open_cycle([made.department], carry=carry, carry_from=made.id)
    found = queries.lessons(following)
    assert [(each.source, each.code, dict(each.params), each.text.en, each.from_cycle) for each in found] == [
        (LessonSource.REVIEW, "outcomes.lesson.late_phases", {"count": 2}, "", made.id),
        (LessonSource.PERSON, "", {}, "More people at peak hours", made.id),
    ]
    assert queries.lessons(made.id) == ()
    with pytest.raises(BadInputError, match=r"plan\.lesson_empty"):
        open_cycle([made.department], carry=[NewLesson(LessonSource.TALK)])


def test_a_leaver_stays_on_the_list_with_the_day() -> None:
    made = make_cycle()
    gone = made.place.people[0]
    actions.mark_left(cycle_id=made.id, person_id=gone, left_at=LATER, by=Actor.person(made.hr), at=LATER)
    assert {each.person for each in queries.participants(made.id) if each.left_at == LATER} == {gone}
    with pytest.raises(NotFoundError, match=r"plan\.not_a_participant"):
        actions.mark_left(cycle_id=made.id, person_id=made.hr, left_at=LATER, by=SYSTEM, at=LATER)
    early = AT - timedelta(days=1)
    with pytest.raises(BadInputError, match=r"plan\.left_before_opening"):
        actions.mark_left(cycle_id=made.id, person_id=made.place.lead, left_at=early, by=SYSTEM, at=LATER)


def test_the_current_cycle_is_the_open_one_of_the_latest_period() -> None:
    made = make_cycle()
    earlier = Period(QUARTER.start - timedelta(days=90), QUARTER.start)
    other = make_place(1)
    old = open_cycle([other.department], period=earlier)
    assert [each.id for each in queries.cycles()] == [made.id, old]
    for department, wanted in ((None, made.id), (other.department, old)):
        found = queries.current_cycle(department)
        assert found is not None
        assert found.id == wanted
    assert queries.current_cycle(make_department()) is None


def test_the_record_tells_what_happened() -> None:
    made = make_cycle()
    complete(made.id, made.department, 1)
    told = [(each.code, dict(each.payload)) for each in history.timeline("cycle", str(made.id))]
    assert told == [
        ("plan.cycle_opened", {"people": 5, "pilot": False, "carried": 0}),
        ("plan.phase_opened", {"department": made.department, "phase": 1, "people": 5}),
        ("plan.phase_completed", {"department": made.department, "phase": 1}),
        ("plan.phase_opened", {"department": made.department, "phase": 2}),
    ]
