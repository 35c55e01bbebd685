"""Joining a running cycle and leaving it: what is asked of whom, and what stays as it was."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.desk.history import queries as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement.words import State
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.rules.cycles import missed
from liuxin.performance.plan.words import GoalState, ParticipantView, Phase
from tests.factories import goals
from tests.factories.agreement import answer
from tests.factories.organisation import make_person, standing_of
from tests.factories.plan import AT, SYSTEM, MadeCycle, advance, make_cycle

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
STATEMENTS = 18
REASON = "五月三十一日离职"


def newcomer(made: MadeCycle) -> int:
    return make_person(position=made.place.position, teams=(made.place.team,))


def join(made: MadeCycle, person: int, by: Actor = SYSTEM) -> int:
    return actions.join_cycle(cycle_id=made.id, person_id=person, by=by, at=LATER)


def leave(made: MadeCycle, person: int, *release: int, reason: str = REASON, by: Actor = SYSTEM) -> None:
    told = {"release": release, "reason": reason, "by": by, "at": LATER}
    actions.mark_left(cycle_id=made.id, person_id=person, left_at=LATER, **told)  # type: ignore[arg-type]


def part_of(made: MadeCycle, person: int) -> ParticipantView:
    return next(each for each in queries.participants(made.id) if each.person == person)


def refused(deed, *args: object) -> str:
    with pytest.raises(LiuxinError) as error:
        deed(*args)
    return error.value.code


def test_whoever_joins_is_kept_as_of_that_day() -> None:
    made = make_cycle(phase=3)
    person = newcomer(made)
    assert [seat.person for seat in queries.may_join(made.id, [made.department], LATER)] == [person]
    key = join(made, person, Actor.person(made.place.head))
    found = part_of(made, person)
    assert queries.participant(key) == (made.id, found)
    assert (found.department, found.position, found.manager) == (made.department, made.place.position, made.place.lead)
    assert (found.joined_at, found.from_phase, found.left_at) == (LATER, Phase.EVALUATORS, None)
    assert queries.may_join(made.id, [made.department], LATER) == ()
    told = history.timeline("cycle", str(made.id))[-1]
    assert (told.code, dict(told.payload)) == (
        "plan.participant_joined",
        {"person": person, "department": made.department, "phase": 3},
    )


def test_who_may_let_somebody_join_and_leave() -> None:
    made = make_cycle(departments=2)
    person = newcomer(made)
    for other in (person, made.place.lead, made.places[1].head):
        with pytest.raises(NotAllowedError):
            join(made, person, Actor.person(other))
        with pytest.raises(NotAllowedError):
            leave(made, made.place.people[0], by=Actor.person(other))
    for by in (made.hr, made.director, made.place.head):
        join(made, person, Actor.person(by))
        leave(made, person, by=Actor.person(by))


def test_nobody_joins_twice_from_elsewhere_after_the_results_or_a_cycle_that_is_over() -> None:
    made = make_cycle()
    assert refused(join, made, made.place.people[0]) == "plan.takes_part_already"
    assert refused(join, made, make_person()) == "plan.works_in_no_department"
    person = newcomer(made)
    advance(made.id, made.department, 5)
    assert refused(join, made, person) == "plan.too_late_to_join"
    advance(made.id, made.department, 7)
    assert refused(join, made, person) == "plan.too_late_to_join"
    actions.close_cycle(cycle_id=made.id, by=SYSTEM, at=LATER)
    assert refused(join, made, person) == "plan.cycle_closed"
    assert refused(leave, made, made.place.people[0]) == "plan.cycle_closed"


def test_phases_that_are_over_stay_complete_and_the_open_one_asks_the_newcomer_too() -> None:
    made = make_cycle()
    asks = standing_of(made.hr)
    goals.bound_goals(made)
    before = queries.phase_progress(asks, made.id)[made.department]
    assert before.done == before.all
    join(made, newcomer(made))
    asked = queries.phase_progress(asks, made.id)[made.department]
    assert (asked.done, asked.all) == (before.done, before.all + 1)


@pytest.mark.parametrize(
    ("phase", "codes"),
    [
        (1, ()),
        (2, ("goal",)),
        (3, ("goal", "vote")),
        (4, ("goal", "vote", "raters")),
    ],
)
def test_what_a_newcomer_misses_is_told_by_the_phase(phase: int, codes: tuple[str, ...]) -> None:
    assert missed(phase) == tuple(f"plan.missed.{each}" for each in codes)


def test_whoever_left_may_be_back() -> None:
    made = make_cycle()
    person = made.place.people[0]
    leave(made, person)
    assert [seat.person for seat in queries.may_join(made.id, [made.department], LATER)] == [person]
    join(made, person)
    assert part_of(made, person).left_at is None


def test_leaving_is_kept_once_and_not_ahead() -> None:
    made = make_cycle()
    person = made.place.people[0]
    usual = {"cycle_id": made.id, "person_id": person, "by": SYSTEM, "at": LATER}
    with pytest.raises(BadInputError, match=r"plan\.left_later"):
        actions.mark_left(**usual, left_at=LATER + timedelta(days=1))  # type: ignore[arg-type]
    leave(made, person)
    with pytest.raises(ConflictError, match=r"plan\.left_already"):
        leave(made, person)


def test_what_a_leaver_still_owed_is_let_go_with_the_reason() -> None:
    made = make_cycle()
    person = made.place.people[0]
    own = goals.goal_of_person(made, person)
    goals.propose(own)
    led = goals.goal_of_person(made, made.place.people[1])
    goals.propose(led)
    lead = made.place.lead
    owed = {each.agreement for each in agreements.owed_by(person)}
    leave(made, person, *owed)
    found = queries.goal(standing_of(made.hr), own)
    assert (found.line.state, found.drop_reason) == (GoalState.DROPPED, REASON)
    assert agreements.states(owed)[owed.pop()].state is State.WITHDRAWN

    (asked,) = (each.agreement for each in agreements.owed_by(lead))
    answer(asked, made.place.people[1], at=AT)
    leave(made, lead, asked)
    assert agreements.owed_by(lead) == ()
    assert agreements.states([asked])[asked].state is State.AGREED
    party = next(
        each for each in agreements.agreement(standing_of(made.hr), asked, LATER).parties if each.person == lead
    )
    assert (party.released_at, party.release_reason) == (LATER, REASON)


def test_a_signature_is_let_go_only_with_a_reason_and_only_where_it_is_owed() -> None:
    made = make_cycle()
    person = made.place.people[0]
    goal = goals.goal_of_person(made, person)
    goals.propose(goal)
    (owed,) = (each.agreement for each in agreements.owed_by(person))
    with pytest.raises(BadInputError):
        leave(made, person, owed, reason=" ")
    with pytest.raises(ConflictError, match=r"plan\.answered_meanwhile"):
        leave(made, made.place.people[1], owed)
    assert part_of(made, person).left_at is None
    assert agreements.states([owed])[owed].state is State.OPEN


def test_a_bound_goal_stays() -> None:
    made = make_cycle()
    person = made.place.people[0]
    goal = goals.goal_of_person(made, person)
    goals.bind(goal)
    leave(made, person)
    assert queries.goal(standing_of(made.hr), goal).line.state is GoalState.BOUND


@pytest.mark.parametrize("people", [1, 3])
def test_joining_takes_as_many_statements_in_a_large_department_as_in_a_small_one(people: int) -> None:
    made = make_cycle(people)
    person = newcomer(made)
    with CaptureQueriesContext(connection) as asked:
        join(made, person)
    assert len(asked.captured_queries) == STATEMENTS
