"""Goals of every level and state, made by the room's own actions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.models import Goal, GoalDuty, GoalStep, GoalVersion
from liuxin.performance.plan.words import GoalContent, GoalLevel
from liuxin.performance.plan.words import GoalStep as Step
from tests.factories.agreement import answer
from tests.factories.organisation import SYSTEM
from tests.factories.plan import AT, MadeCycle, Place

DEADLINE = date(2016, 8, 31)
__all__ = [
    "AT",
    "DEADLINE",
    "Goal",
    "GoalDuty",
    "GoalStep",
    "GoalVersion",
    "Step",
    "bind",
    "bound_goals",
    "content",
    "goal_of_department",
    "goal_of_person",
    "goal_of_whole",
    "propose",
]


def content(responsible: int, **changes: object) -> GoalContent:
    """Give a goal that leaves nothing open, unless told otherwise."""
    whole = GoalContent(
        result="投诉当天回复业主",
        measure="当天回复的投诉占全部投诉的比例",
        target="95%",
        deadline=DEADLINE,
        responsible=responsible,
        method="接单后先致电，再派单",
        steps=(Step("每班次前核对未回复清单", date(2016, 6, 30)), Step("每周复盘超时工单", date(2016, 8, 15))),
        support="夜班加派一人，七月一日起",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def goal_of_person(
    cycle: MadeCycle, person: int, *, by: Actor = SYSTEM, said: Mapping[str, object] | None = None, **told
):
    """Draft a goal of somebody who takes part and give the key."""
    return actions.draft_goal(
        cycle_id=cycle.id,
        level=GoalLevel.PERSON,
        owner=person,
        content=content(person, **(said or {})),
        by=by,
        at=AT,
        **told,
    )


def goal_of_department(cycle: MadeCycle, place: Place | None = None, **told) -> int:
    """Draft a goal of a department, owned by its head, and give the key."""
    found = place or cycle.place
    return actions.draft_goal(
        cycle_id=cycle.id,
        level=GoalLevel.DEPARTMENT,
        department=found.department,
        owner=found.head,
        content=content(found.head),
        by=SYSTEM,
        at=AT,
        **told,
    )


def goal_of_whole(cycle: MadeCycle, **told) -> int:
    """Draft a goal of the organisation, owned by the director, and give the key."""
    return actions.draft_goal(
        cycle_id=cycle.id,
        level=GoalLevel.ORGANISATION,
        owner=cycle.director,
        content=content(cycle.director),
        by=SYSTEM,
        at=AT,
        **told,
    )


def propose(goal: int, *, by: Actor = SYSTEM, note: str = "", expect: int | None = None, **changes: object) -> int:
    """Put the latest version of a goal, or one with changes, before both sides; give the key of the agreement."""
    latest = queries.goal(Standing(is_system=True), goal).latest
    said = replace(latest.content, **changes)  # type: ignore[arg-type]
    seen = latest.number if expect is None else expect
    return actions.propose_goal(goal_id=goal, content=said, expect=seen, note=note, by=by, at=AT)


def bind(goal: int) -> int:
    """Let both sides sign a goal, and give its key."""
    agreement = propose(goal)
    row = Goal.objects.get(pk=goal)
    for person in (row.owner_id, row.manager_id):
        if person is not None:
            answer(agreement, person, at=AT)
    return goal


def bound_goals(cycle: MadeCycle, place: Place | None = None) -> tuple[int, ...]:
    """Let a department have a signed goal, and everybody in it: phase 1 can be completed."""
    found = place or cycle.place
    department = bind(goal_of_department(cycle, found))
    takes_part = {each.person for each in queries.participants(cycle.id) if each.department == found.department}
    people = sorted(takes_part - {found.head})
    return (department, *(bind(goal_of_person(cycle, person, parent=department)) for person in people))
