"""Coverage both ways, and how far phase 1 is: change the record, see it change; thin it, see that it cannot be told."""

import pytest

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.rules.goals import hints
from liuxin.performance.plan.words import Coverage, NewDuty
from tests.factories import goals as made
from tests.factories.goals import AT
from tests.factories.organisation import SYSTEM, make_person, standing_of
from tests.factories.plan import MadeCycle, make_cycle, make_objective

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P1.3")]


@pytest.fixture
def cycle() -> MadeCycle:
    return make_cycle()


def covered(cycle: MadeCycle) -> Coverage:
    return queries.coverage(standing_of(cycle.director), cycle.id)


def told(cycle: MadeCycle) -> tuple[list[int], list[int], list[int]]:
    found = covered(cycle)
    return [each.id for each in found.objectives], [each.id for each in found.unsigned], [one.id for one in found.goals]


def serve(goal: int, *, objective: int | None = None, parent: int | None = None, duties: tuple[int, ...] = ()) -> None:
    actions.link_goal(goal_id=goal, parent=parent, objective=objective, duties=duties, by=SYSTEM, at=AT)


def write_duties(cycle: MadeCycle, *codes: str) -> list[int]:
    duties = [NewDuty(code, Bilingual(f"职责{code}", f"Duty {code}")) for code in codes]
    actions.write_duties(department_id=cycle.department, duties=duties, by=SYSTEM, at=AT)
    return [duty.id for duty in queries.duties(cycle.department)]


def test_an_objective_is_covered_by_a_goal_and_open_again_when_that_is_given_up(cycle: MadeCycle):
    aim = make_objective()
    goal = made.goal_of_department(cycle)
    assert told(cycle) == ([aim], [], [goal])
    serve(goal, objective=aim)
    assert told(cycle) == ([], [aim], [])
    made.bind(goal)
    assert told(cycle) == ([], [], [])
    actions.drop_goal(goal_id=goal, reason="不再需要", by=SYSTEM, at=AT)
    assert told(cycle) == ([aim], [], [])


def test_a_goal_serves_through_what_it_serves(cycle: MadeCycle):
    aim = make_objective()
    whole, department = made.goal_of_whole(cycle), made.goal_of_department(cycle)
    agent = made.goal_of_person(cycle, cycle.place.people[0], parent=department)
    assert told(cycle)[2] == [whole, department, agent]
    serve(whole, objective=aim)
    serve(department, parent=whole)
    assert told(cycle)[2] == []
    serve(department)
    assert told(cycle)[2] == [department, agent]


def test_a_duty_is_touched_by_a_goal_and_open_again_when_the_goal_lets_go(cycle: MadeCycle):
    first, second = write_duties(cycle, "D1", "D2")
    goal = made.goal_of_department(cycle)
    assert [duty.id for duty in covered(cycle).duties] == [first, second]
    serve(goal, duties=(second,))
    found = covered(cycle)
    assert ([duty.id for duty in found.duties], found.touched, found.counted) == ([first], 1, 2)
    serve(goal)
    assert [duty.id for duty in covered(cycle).duties] == [first, second]


def test_what_is_not_on_record_cannot_be_told(cycle: MadeCycle):
    assert covered(cycle).cannot_tell == (
        "plan.coverage.no_objectives",
        "plan.coverage.no_goals",
        "plan.coverage.no_duties",
    )
    goal = made.goal_of_department(cycle)
    found = covered(cycle)
    assert (found.cannot_tell, found.goals) == (("plan.coverage.no_objectives", "plan.coverage.no_duties"), ())
    make_objective()
    write_duties(cycle, "D1")
    found = covered(cycle)
    assert (found.cannot_tell, [line.id for line in found.goals]) == ((), [goal])


def test_of_goals_that_serve_none_one_sees_only_those_that_are_open_to_one(cycle: MadeCycle):
    make_objective()
    agent, colleague = cycle.place.people[:2]
    goal = made.goal_of_person(cycle, agent)
    assert [line.id for line in queries.coverage(standing_of(agent), cycle.id).goals] == [goal]
    assert queries.coverage(standing_of(colleague), cycle.id).goals == ()


def test_phase_1_is_complete_when_everybody_and_the_department_have_a_signed_goal(cycle: MadeCycle):
    place = cycle.place

    def progress():
        return queries.phase_progress(standing_of(place.head), cycle.id)[place.department]

    assert (progress().done, progress().all, progress().missing) == (0, 5, ("plan.missing.department_goal",))
    department = made.bind(made.goal_of_department(cycle))
    assert (progress().done, progress().late, progress().missing) == (1, tuple(sorted(place.everybody[1:])), ())
    goals = [made.bind(made.goal_of_person(cycle, person, parent=department)) for person in place.everybody[1:]]
    assert progress().is_complete
    actions.drop_goal(goal_id=goals[0], reason="换岗", by=SYSTEM, at=AT)
    assert progress().late == (place.lead,)


def test_who_is_late_is_named_only_to_those_who_lead_or_are_it(cycle: MadeCycle):
    first, second = cycle.place.people[:2]

    def late(person: int) -> tuple[int, ...]:
        return queries.phase_progress(standing_of(person), cycle.id)[cycle.department].late

    assert late(first) == (first,)
    assert late(cycle.place.lead) == tuple(sorted((cycle.place.lead, *cycle.place.people)))
    assert late(make_person()) == ()
    assert late(second) == (second,)


def test_phase_1_is_not_completed_before_all_is_signed(cycle: MadeCycle):
    place = cycle.place

    def finish(person: int) -> None:
        actions.finish_planning(cycle_id=cycle.id, department=place.department, by=Actor.person(person), at=AT)

    with pytest.raises(RuleBrokenError) as error:
        finish(place.head)
    assert error.value.code == "plan.department_goal_missing"
    department = made.bind(made.goal_of_department(cycle))
    for person in (place.lead, *place.people[:-1]):
        made.bind(made.goal_of_person(cycle, person, parent=department))
    made.propose(made.goal_of_person(cycle, place.people[-1]))
    with pytest.raises(RuleBrokenError) as missing:
        finish(place.head)
    assert (missing.value.code, missing.value.params) == ("plan.goals_missing", {"count": 1, "all": 5})
    actions.mark_left(cycle_id=cycle.id, person_id=place.people[-1], left_at=AT, by=SYSTEM, at=AT)
    with pytest.raises(NotAllowedError):
        finish(place.people[0])
    finish(place.head)
    assert queries.phase_of(cycle.id, place.department) == 2
    with pytest.raises(RuleBrokenError) as again:
        finish(place.head)
    assert again.value.code == "plan.phase_not_open"


def test_what_waits_follows_the_record(cycle: MadeCycle):
    place = cycle.place
    agent = place.people[0]

    def waits(person: int) -> list[str]:
        return [each.code for each in queries.waiting(standing_of(person, AT), AT)]

    assert waits(agent) == ["plan.waits.goal"]
    goal = made.goal_of_person(cycle, agent)
    assert waits(agent) == ["plan.waits.draft"]
    made.propose(goal)
    assert waits(agent) == []
    assert waits(place.lead) == ["plan.waits.goal", "plan.waits.goals_of_reports"]
    actions.drop_goal(goal_id=goal, reason="重写", by=SYSTEM, at=AT)
    assert waits(agent) == ["plan.waits.goal"]
    made.bound_goals(cycle)
    assert [waits(person) for person in (agent, place.lead, place.head)] == [[], [], ["plan.waits.finish"]]


@pytest.mark.parametrize("departments", [1, 3])
def test_what_waits_takes_as_many_statements_with_three_departments(departments: int, django_assert_num_queries):
    cycle = make_cycle(departments=departments)
    standing = standing_of(cycle.place.lead, AT)
    queries.waiting(standing, AT)
    with django_assert_num_queries(7):
        assert len(queries.waiting(standing, AT)) == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"result": "提高满意度"}, [("result", "plan.hint.vague", "提高")]),
        ({"result": "提高满意度到 95%"}, []),
        ({"method": "Try to answer quickly"}, [("method", "plan.hint.vague", "try to")]),
        ({"target": "明显好转"}, [("target", "plan.hint.no_number", "")]),
    ],
)
def test_vague_words_are_pointed_at(changes: dict[str, object], expected: list[tuple[str, str, str]]):
    said = made.content(1, **({"support": "夜班加派一人"} | changes))
    assert [(hint.field, hint.code, hint.word) for hint in hints(said)] == expected
