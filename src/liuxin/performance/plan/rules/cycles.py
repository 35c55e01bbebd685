"""Rules of cycles: what may be opened, and that steps are taken in order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import CycleState, NewLesson, Phase, PhaseState


def check_head(code: str, name: Bilingual, task_share: int) -> None:
    """Refuse a cycle without a code or any name, or with a share of working time that is none."""
    if not code.strip():
        raise BadInputError("plan.code_missing", field="code")
    if not (name.zh.strip() or name.en.strip()):
        raise BadInputError("plan.name_missing", field="name")
    if not 1 <= task_share <= 100:  # noqa: PLR2004 - percent
        raise BadInputError("plan.task_share_outside", field="task_share", value=task_share)


def check_departments(departments: Sequence[int], known: Collection[int]) -> None:
    """Refuse none at all, one named twice, and one that is not there."""
    if not departments:
        raise RuleBrokenError("plan.no_departments", field="departments")
    if len(set(departments)) < len(departments):
        raise RuleBrokenError("plan.department_twice", field="departments")
    if not set(departments) <= set(known):
        raise BadInputError("plan.no_such_department", field="departments")


def check_dues(dues: Mapping[int, date]) -> None:
    """Refuse a phase without a date, and a phase that is due before the one that it follows."""
    missing = next((phase for phase in Phase if phase not in dues), None)
    if missing is not None:
        raise BadInputError("plan.due_missing", field=f"due_{missing.value}", phase=missing.value)
    for phase in list(Phase)[1:]:
        if dues[phase] < dues[phase - 1]:
            raise RuleBrokenError(
                "plan.dues_out_of_order", field=f"due_{phase.value}", phase=phase.value, before=phase - 1
            )


def check_lessons(lessons: Sequence[NewLesson]) -> None:
    """Refuse a lesson that says nothing."""
    if any(not (each.code or each.text.zh.strip() or each.text.en.strip()) for each in lessons):
        raise BadInputError("plan.lesson_empty", field="carry")


def check_people(departments: Sequence[int], found: Collection[int], names: Mapping[int, Bilingual]) -> None:
    """Refuse a cycle in which nobody takes part, in any of its departments: it could never be completed."""
    if not found:
        raise RuleBrokenError("plan.nobody_in_cycle", field="departments")
    empty = next((key for key in departments if key not in found), None)
    if empty is not None:
        name = names[empty]
        raise RuleBrokenError("plan.nobody_in_department", field="departments", department=name.zh or name.en)


def check_running(state: str) -> None:
    """Refuse changes of a cycle that is closed."""
    if state == CycleState.CLOSED:
        raise RuleBrokenError("plan.cycle_closed")


def check_step(states: Mapping[int, str], phase: int) -> None:
    """Refuse to complete a phase that is not the open one: somebody else has, or it is not its turn yet."""
    if states[phase] == PhaseState.DONE:
        raise ConflictError("plan.phase_done_already", phase=phase)
    if states[phase] == PhaseState.PENDING:
        now = next((number for number, state in sorted(states.items()) if state == PhaseState.OPEN), 0)
        raise RuleBrokenError("plan.phase_not_open", phase=phase, now=now)


def check_all_done(left: int) -> None:
    """Refuse to close a cycle with phases left."""
    if left:
        raise RuleBrokenError("plan.phases_left", count=left)


def check_left(opened_at: datetime, left_at: datetime, at: datetime) -> None:
    """Refuse to have somebody leave a cycle before it opened, or one day."""
    if left_at < opened_at:
        raise BadInputError("plan.left_before_opening", field="left_at")
    if left_at > at:
        raise BadInputError("plan.left_later", field="left_at")


def check_joining(phase: int) -> None:
    """Refuse to let somebody join once the results of the department are made: none would be added."""
    if is_too_late(phase):
        raise RuleBrokenError("plan.too_late_to_join", field="person")


def is_too_late(phase: int) -> bool:
    """Tell whether the results of a department are made."""
    return phase > Phase.EVALUATION


def missed(phase: int) -> tuple[str, ...]:
    """Give what somebody misses who joins while a phase is open, as codes of sentences."""
    told = (
        (Phase.PLAN, "plan.missed.goal"),
        (Phase.INDICATORS, "plan.missed.vote"),
        (Phase.EVALUATORS, "plan.missed.raters"),
    )
    return tuple(code for over, code in told if over < phase)
