"""Reads of cycles. That there is a cycle, and where each department stands, is open to all who work here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Seat
from liuxin.kernel.errors import NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.models import Cycle, CyclePhase, Lesson, Participant
from liuxin.performance.plan.words import (
    AFTER_LAST,
    CycleState,
    CycleView,
    LessonSource,
    LessonView,
    ParticipantView,
    Phase,
    PhaseState,
    PhaseView,
    StepView,
)

_PART: Final = ("person", "department", "position", "manager", "left_at", "joined_at", "from_phase", "pk")


def cycle(cycle_id: int) -> CycleView:
    """Give a cycle. Raises `NotFoundError("plan.no_such_cycle")`. Two statements."""
    found = Cycle.objects.filter(pk=cycle_id).first()
    if found is None:
        raise NotFoundError("plan.no_such_cycle")
    return _view(found, _departments([found.pk])[found.pk])


def cycles() -> tuple[CycleView, ...]:
    """Give every cycle, the latest period first. Two statements."""
    found = list(Cycle.objects.order_by("-period_end", "-pk"))
    places = _departments([each.pk for each in found])
    return tuple(_view(each, places[each.pk]) for each in found)


def chosen(asked: str, known: Iterable[CycleView]) -> CycleView | None:
    """Give the one of `known`, latest first, whose id is `asked`, else the open one, else the latest; None of none."""
    found = tuple(known)
    named = [each for each in found if str(each.id) == asked]
    running = [each for each in found if each.is_open]
    return next(iter((*named, *running, *found)), None)


def current_cycle(department: int | None = None) -> CycleView | None:
    """Give the open cycle with the latest period, of a department where one is named; else None."""
    found = Cycle.objects.filter(state=CycleState.OPEN).order_by("-period_end", "-pk")
    if department is not None:
        found = found.filter(pk__in=CyclePhase.objects.filter(department=department).values("cycle"))
    first = found.first()
    return None if first is None else _view(first, _departments([first.pk])[first.pk])


def cycle_coded(code: str) -> int | None:
    """Give the key of a cycle by its code."""
    return Cycle.objects.filter(code=code).values_list("pk", flat=True).first()


def phases(cycle_id: int) -> dict[int, PhaseView]:
    """Give the way of each department through the six phases, in the order of the departments' codes. One statement."""
    rows = CyclePhase.objects.filter(cycle=cycle_id).select_related("department")
    steps: defaultdict[int, list[StepView]] = defaultdict(list)
    names: dict[int, Bilingual] = {}
    for row in rows.order_by("department__code", "phase"):
        names[row.department_id] = Bilingual(row.department.name_zh, row.department.name_en)
        steps[row.department_id].append(
            StepView(Phase(row.phase), PhaseState(row.state), row.due_on, row.opened_at, row.done_at)
        )
    return {key: PhaseView(key, name, tuple(steps[key])) for key, name in names.items()}


def phase_of(cycle_id: int, department: int) -> int:
    """Give the phase that is open for a department, or `AFTER_LAST` when all are done.

    Raises `NotFoundError("plan.not_in_cycle")` for a department that has no part in the cycle. One statement.
    """
    rows = dict(CyclePhase.objects.filter(cycle=cycle_id, department=department).values_list("phase", "state"))
    if not rows:
        raise NotFoundError("plan.not_in_cycle")
    return next((phase for phase, state in sorted(rows.items()) if state == PhaseState.OPEN), AFTER_LAST)


def require_phase(cycle_id: int, department: int, phase: int) -> None:
    """Refuse with `RuleBrokenError("plan.phase_not_open")` what belongs to another phase than the open one."""
    now = phase_of(cycle_id, department)
    if now != phase:
        raise RuleBrokenError("plan.phase_not_open", phase=int(phase), now=now)


def participants(cycle_id: int) -> tuple[ParticipantView, ...]:
    """Give everybody who takes part, those who left meanwhile too, by person. One statement."""
    rows = Participant.objects.filter(cycle=cycle_id).order_by("person")
    return tuple(ParticipantView(*row) for row in rows.values_list(*_PART))


def participant(participant_id: int) -> tuple[int, ParticipantView]:
    """Give somebody who takes part, with the key of the cycle. Raises `NotFoundError("plan.not_a_participant")`."""
    found = Participant.objects.filter(pk=participant_id).values_list("cycle", *_PART).first()
    if found is None:
        raise NotFoundError("plan.not_a_participant")
    cycle_id, *row = found
    return cycle_id, ParticipantView(*row)


def may_join(cycle_id: int, departments: Collection[int], at: datetime) -> tuple[Seat, ...]:
    """Give who works in departments of a cycle and takes no part in it, or left it. Eight statements."""
    here = {each.person for each in participants(cycle_id) if each.left_at is None}
    return tuple(seat for seat in organisation.roster(departments, at) if seat.person not in here)


def lessons(cycle_id: int) -> tuple[LessonView, ...]:
    """Give what earlier cycles taught, in order: there when this one is planned. One statement."""
    return tuple(
        LessonView(
            id=row.pk,
            source=LessonSource(row.source),
            code=row.code,
            params=row.params,
            text=Bilingual(row.text_zh, row.text_en),
            from_cycle=row.from_cycle_id,
        )
        for row in Lesson.objects.filter(cycle=cycle_id).order_by("order")
    )


def _departments(cycle_ids: list[int]) -> defaultdict[int, tuple[int, ...]]:
    rows = CyclePhase.objects.filter(cycle__in=cycle_ids, phase=Phase.PLAN).order_by("department__code")
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for key, department in rows.values_list("cycle", "department"):
        found[key] += (department,)
    return found


def _view(found: Cycle, departments: tuple[int, ...]) -> CycleView:
    return CycleView(
        id=found.pk,
        code=found.code,
        name=Bilingual(found.name_zh, found.name_en),
        period=Period(found.period_start, found.period_end),
        state=CycleState(found.state),
        is_pilot=found.is_pilot,
        task_share=found.task_share,
        parent=found.parent_id,
        carry_from=found.carry_from_id,
        departments=departments,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
    )
