"""Goals of the matrix: a draft for the department of each person, who owns it, in the cycle of the plan."""

from dataclasses import replace
from datetime import date

from liuxin.performance.plan import actions
from liuxin.performance.plan.words import GoalLevel
from tests.factories import goals, plan
from tests.interfaces.web.roles.rooms import Form, Ground
from tests.interfaces.web.roles.rooms.plan import CYCLE
from tests.interfaces.web.roles.world import Subject

LATER = date(2999, 8, 31)


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Draft a goal that a person owns; the other side is HR, of HR's own the director."""
    if CYCLE not in ground.shared:
        ground.shared[CYCLE] = plan.open_cycle([ground.near, ground.far])
    hr = ground.people["hr"]
    made = actions.draft_goal(
        cycle_id=ground.shared[CYCLE],
        level=GoalLevel.DEPARTMENT,
        department=ground.department_of(relation),
        owner=person,
        manager=ground.people["director"] if person == hr else hr,
        content=replace(goals.content(person), deadline=LATER),
        by=plan.SYSTEM,
        at=plan.AT,
    )
    return {"goal": made}


def _whole(subject: Subject) -> dict[str, object]:
    return {
        "result": "投诉当天回复业主",
        "measure": "当天回复的比例",
        "target": "95%",
        "deadline": LATER.isoformat(),
        "responsible": subject.person,
        "method": "先致电，再派单",
        "support": "夜班加派一人",
        "count": 1,
        "step0-text": "核对清单",
        "step0-due_on": "2999-07-01",
        "expect": 1,
        "do": "save",
    }


FORMS: dict[str, Form] = {
    "plan:goal-new": {"do": "step"},
    "plan:goal-edit": _whole,
    "plan:goal-link": {"parent": "", "objective": ""},
    "plan:goal-drop": {"reason": "换岗"},
}
