"""Who takes part in a running cycle: joining it later, and leaving it."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Seat
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from liuxin.performance.agreement import actions as agreement
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.plan import permissions, queries
from liuxin.performance.plan.actions.cycles import SUBJECT, locked
from liuxin.performance.plan.models import Goal, Participant
from liuxin.performance.plan.rules import cycles as rules
from liuxin.performance.plan.rules import goals as goal_rules


def join_cycle(*, cycle_id: int, person_id: int, by: Actor, at: datetime) -> int:
    """Let somebody take part in a running cycle and give the key: department, position and manager as of now.

    Nothing of the phases that are over is asked of the person, and they stay complete. Whoever left the cycle and is
    back takes part again, kept as of now. A constant number of statements.
    """
    departments = queries.cycle(cycle_id).departments
    seat = next((each for each in organisation.roster(departments, at) if each.person == person_id), None)
    if seat is None:
        raise BadInputError("plan.works_in_no_department", field="person")
    if not permissions.looks_after(organisation.standing(by, at), seat.department):
        raise NotAllowedError("plan.may_not_change_people")
    with transaction.atomic():
        rules.check_running(locked(cycle_id).state)
        phase = queries.phase_of(cycle_id, seat.department)
        rules.check_joining(phase)
        made = _seated(cycle_id, seat, phase, at)
        told = {"person": person_id, "department": seat.department, "phase": phase}
        _record(cycle_id, "plan.participant_joined", told, by, at)
    return made


def mark_left(
    *,
    cycle_id: int,
    person_id: int,
    left_at: datetime,
    by: Actor,
    at: datetime,
    release: Collection[int] = (),
    reason: str = "",
) -> None:
    """Keep that somebody who takes part has left; what was done until then stays.

    `release` are open agreements that the person still owed an answer: with the reason the own goals among them are
    given up, and the others do without this signature.
    """
    with transaction.atomic():
        held = locked(cycle_id)
        rules.check_running(held.state)
        found = Participant.objects.filter(cycle=cycle_id, person=person_id).first()
        if found is None:
            raise NotFoundError("plan.not_a_participant")
        if not permissions.looks_after(organisation.standing(by, at), found.department_id):
            raise NotAllowedError("plan.may_not_change_people")
        if found.left_at is not None:
            raise ConflictError("plan.left_already")
        rules.check_left(held.opened_at, left_at, at)
        found.left_at = left_at
        found.save(update_fields=["left_at"])
        _release(person_id, release, reason, by, at)
        _record(cycle_id, "plan.participant_left", {"person": person_id, "released": len(release)}, by, at)


def _seated(cycle_id: int, seat: Seat, phase: int, at: datetime) -> int:
    columns = {
        "department_id": seat.department,
        "position_id": seat.position,
        "manager_id": seat.manager,
        "left_at": None,
        "joined_at": at,
        "from_phase": phase,
    }
    back = Participant.objects.filter(cycle=cycle_id, person=seat.person, left_at__isnull=False)
    if back.update(**columns):
        return Participant.objects.get(cycle=cycle_id, person=seat.person).pk
    try:
        with transaction.atomic():
            return Participant.objects.create(cycle_id=cycle_id, person_id=seat.person, **columns).pk
    except IntegrityError as error:
        raise ConflictError("plan.takes_part_already", field="person") from error


def _release(person: int, wanted: Collection[int], reason: str, by: Actor, at: datetime) -> None:
    """Let go what a person still owed an answer, in the name of whoever marked that the person left."""
    if not wanted:
        return
    said = goal_rules.check_reason(reason)
    if not set(wanted) <= {each.agreement for each in agreements.owed_by(person)}:
        raise ConflictError("plan.answered_meanwhile", field="release")
    liuxin = Actor(ActorKind.SYSTEM, "plan", via=by.via, for_id=by.id)
    own = {goal.agreement_id: goal for goal in Goal.objects.filter(agreement__in=wanted, owner=person)}
    for key in wanted:
        if key not in own:
            agreement.release_party(agreement_id=key, person=person, reason=said, by=liuxin, at=at, is_gone=True)
            continue
        agreement.withdraw(agreement_id=key, reason=said, by=liuxin, at=at)
        Goal.objects.filter(pk=own[key].pk).update(dropped_at=at, drop_reason=said)
        told = {"cycle": own[key].cycle_id}
        history.record([NewEvent("plan.goal_dropped", "goal", str(own[key].pk), told, at)], by=by, at=at)


def _record(cycle_id: int, code: str, payload: Payload, by: Actor, at: datetime) -> None:
    history.record([NewEvent(code, SUBJECT, str(cycle_id), payload, at)], by=by, at=at)
