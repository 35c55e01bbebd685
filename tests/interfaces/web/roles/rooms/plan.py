"""The plan of the matrix: one cycle of both departments; a task and a line of the environment for each person."""

from datetime import date

from liuxin.desk.organisation.words import Standing
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import Quadrant, mark
from tests.factories import plan
from tests.factories.organisation import make_person
from tests.interfaces.web.roles.rooms import Form, Ground
from tests.interfaces.web.roles.world import Subject

CYCLE = "plan.cycle"
OBJECTIVE: dict[str, object] = {
    "title_zh": "一次办好",
    "perspective": "process",
    "direction": "higher",
    "start": "2016-01-01",
    "end": "2016-12-31",
    "expect": plan.AT.isoformat(),
}
TEXT: Form = {"text_zh": "住得安心", "expect": 0}
TASK: dict[str, object] = {"title_zh": "签目标", "phase": 1, "department": ""}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give the cycle, and make a task that the person has."""
    if CYCLE not in ground.shared:
        ground.shared[CYCLE] = plan.open_cycle([ground.near, ground.far])
    cycle, department = ground.shared[CYCLE], ground.department_of(relation)
    line = actions.note_environment(
        quadrant=Quadrant.WEAKNESS, text=plan.NAME, department=department, by=plan.SYSTEM, at=plan.AT
    )
    return {
        "cycle": cycle,
        "task": plan.make_task(cycle, owner=person, department=department),
        "participant": plan.make_participant(cycle, make_person(), department),  # whoever takes part may write goals
        "objective": plan.make_objective(end=date(2016, 12, 31)),
        "line": line,
        "position": ground.position,
        "department": department,
    }


def _task(subject: Subject) -> dict[str, object]:
    key = subject.things.get("task")
    return TASK | {"expect": mark(queries.task(Standing(is_system=True), key)[1])} if isinstance(key, int) else TASK


FORMS: dict[str, Form] = {
    "plan:cycle-new": {"code": "2016Q2"},
    "plan:join": {"person": ""},
    "plan:leave": {"left_at": plan.AT.date().isoformat()},
    "plan:task-new": TASK,
    "plan:task": _task,
    "plan:text vision": TEXT,
    "plan:text mission": TEXT,
    "plan:text ways": TEXT,
    "plan:text values": TEXT,
    "plan:objective-new": OBJECTIVE | {"code": "first-time"},
    "plan:objective": OBJECTIVE,
    "plan:environment": {"quadrant": "w", "text_zh": "转派多"},
    "plan:environment-line": {"do": "link"},
    "plan:job-edit": {
        "do": "save",
        "expect": 0,
        "count": 1,
        "purpose_zh": "办成",
        "row0-text_zh": "接听",
        "row0-share": "100",
    },
    "plan:duties-edit": {"do": "save", "expect": mark(), "count": 1, "row0-text_zh": "受理"},
}
