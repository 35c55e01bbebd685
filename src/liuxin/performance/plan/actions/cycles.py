"""What is done with cycles: opened by HR, led through their phases in order, closed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Seat
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import permissions, queries
from liuxin.performance.plan.models import Cycle, CyclePhase, Lesson, Participant
from liuxin.performance.plan.rules import cycles as rules
from liuxin.performance.plan.words import CycleState, NewLesson, Phase, PhaseState

SUBJECT = "cycle"
BATCH = 500
TASK_SHARE = 20
"""How much of the working time the tasks of a cycle may take unless HR says otherwise, in percent."""


def open_cycle(
    *,
    code: str,
    name: Bilingual,
    period: Period,
    departments: Sequence[int],
    phase_dues: Mapping[int, date],
    by: Actor,
    at: datetime,
    is_pilot: bool = False,
    task_share: int = TASK_SHARE,
    parent: int | None = None,
    carry: Sequence[NewLesson] = (),
    carry_from: int | None = None,
) -> int:
    """Open a cycle and give its key: phase 1 is open in every department.

    Whoever works there now takes part, as kept from this day on: department, position and manager. Raises
    `ConflictError("plan.cycle_code_taken")`, and what the rules of cycles say.
    """
    if not permissions.may_open_cycle(organisation.standing(by, at), departments):
        raise NotAllowedError("plan.may_not_open")
    rules.check_head(code, name, task_share)
    rules.check_dues(phase_dues)
    rules.check_lessons(carry)
    seats = _seats(departments, at)
    with transaction.atomic():
        kind = {"is_pilot": is_pilot, "task_share": task_share, "parent_id": parent, "carry_from_id": carry_from}
        made = _create(opened_at=at, **_head(code, name, period), **kind)
        _write_phases(made, departments, phase_dues, at)
        _write_people(made, seats)
        _write_lessons(made, carry, carry_from)
        head = {"people": len(seats), "pilot": is_pilot, "carried": len(carry)}
        _record_all(made.pk, [("plan.cycle_opened", head), *_opened(seats)], by, at)
    return made.pk


def complete_phase(*, cycle_id: int, department: int, phase: int, by: Actor, at: datetime) -> None:
    """Complete the open phase of a department and open the next one.

    Whether all of the phase was done is checked by the room that owns it, before it calls this. Raises
    `RuleBrokenError("plan.phase_not_open")` out of order, `ConflictError("plan.phase_done_already")` where somebody
    else was first.
    """
    if not permissions.looks_after(organisation.standing(by, at), department):
        raise NotAllowedError("plan.may_not_complete")
    with transaction.atomic():
        rules.check_running(locked(cycle_id).state)
        steps = {step.phase: step for step in CyclePhase.objects.filter(cycle=cycle_id, department=department)}
        if phase not in steps:
            raise NotFoundError("plan.not_in_cycle")
        rules.check_step({number: step.state for number, step in steps.items()}, phase)
        _move(steps[phase], PhaseState.DONE, done_at=at)
        told = [("plan.phase_completed", {"department": department, "phase": int(phase)})]
        if phase + 1 in steps:
            _move(steps[phase + 1], PhaseState.OPEN, opened_at=at)
            told.append(("plan.phase_opened", {"department": department, "phase": phase + 1}))
        _record_all(cycle_id, told, by, at)


def close_cycle(*, cycle_id: int, by: Actor, at: datetime) -> None:
    """Close a cycle whose departments have done all six phases."""
    departments = queries.cycle(cycle_id).departments
    if not permissions.may_open_cycle(organisation.standing(by, at), departments):
        raise NotAllowedError("plan.may_not_open")
    with transaction.atomic():
        held = locked(cycle_id)
        rules.check_running(held.state)
        rules.check_all_done(held.phases.exclude(state=PhaseState.DONE).count())
        held.state, held.closed_at = CycleState.CLOSED.value, at
        held.save(update_fields=["state", "closed_at"])
        _record(cycle_id, "plan.cycle_closed", {}, by, at)


def locked(cycle_id: int) -> Cycle:
    """Lock the cycle: of two who complete a phase one comes after the other."""
    found = Cycle.objects.select_for_update().filter(pk=cycle_id).first()
    if found is None:
        raise NotFoundError("plan.no_such_cycle")
    return found


def _create(**columns: object) -> Cycle:
    try:
        with transaction.atomic():
            return Cycle.objects.create(**columns)
    except IntegrityError as error:
        raise ConflictError("plan.cycle_code_taken", field="code", cycle=columns["code"]) from error


def _head(code: str, name: Bilingual, period: Period) -> dict[str, object]:
    return {
        "code": code.strip(),
        "name_zh": name.zh.strip(),
        "name_en": name.en.strip(),
        "period_start": period.start,
        "period_end": period.end,
    }


def _seats(departments: Sequence[int], at: datetime) -> tuple[Seat, ...]:
    """Give who takes part; refuse departments that cannot."""
    names = organisation.department_names(departments)
    rules.check_departments(departments, names)
    seats = organisation.roster(departments, at)
    rules.check_people(departments, {seat.department for seat in seats}, names)
    return seats


def _opened(seats: Sequence[Seat]) -> list[tuple[str, Payload]]:
    counts = Counter(seat.department for seat in seats)
    return [
        ("plan.phase_opened", {"department": key, "phase": 1, "people": people})
        for key, people in sorted(counts.items())
    ]


def _write_people(made: Cycle, seats: Sequence[Seat]) -> None:
    Participant.objects.bulk_create(
        (
            Participant(
                cycle=made,
                person_id=seat.person,
                department_id=seat.department,
                position_id=seat.position,
                manager_id=seat.manager,
            )
            for seat in seats
        ),
        batch_size=BATCH,
    )


def _write_phases(made: Cycle, departments: Sequence[int], dues: Mapping[int, date], at: datetime) -> None:
    CyclePhase.objects.bulk_create(
        CyclePhase(
            cycle=made,
            department_id=department,
            phase=phase.value,
            due_on=dues[phase],
            state=(PhaseState.OPEN if phase is Phase.PLAN else PhaseState.PENDING).value,
            opened_at=at if phase is Phase.PLAN else None,
        )
        for department in departments
        for phase in Phase
    )


def _write_lessons(made: Cycle, carry: Sequence[NewLesson], carry_from: int | None) -> None:
    Lesson.objects.bulk_create(
        Lesson(
            cycle=made,
            from_cycle_id=carry_from,
            source=lesson.source.value,
            code=lesson.code,
            params=dict(lesson.params),
            text_zh=lesson.text.zh.strip(),
            text_en=lesson.text.en.strip(),
            order=order,
        )
        for order, lesson in enumerate(carry, start=1)
    )


def _move(step: CyclePhase, state: PhaseState, **times: datetime) -> None:
    CyclePhase.objects.filter(pk=step.pk).update(state=state.value, **times)


def _record(cycle_id: int, code: str, payload: Payload, by: Actor, at: datetime) -> None:
    _record_all(cycle_id, [(code, payload)], by, at)


def _record_all(cycle_id: int, told: Sequence[tuple[str, Payload]], by: Actor, at: datetime) -> None:
    history.record([NewEvent(code, SUBJECT, str(cycle_id), payload, at) for code, payload in told], by=by, at=at)
