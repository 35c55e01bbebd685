"""What is done with goals: drafted, put before both sides, linked into the cascade, given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role, Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions as agreement
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement.words import NewLine, NewParty, State
from liuxin.performance.plan import permissions
from liuxin.performance.plan.models import Cycle, CyclePhase, Duty, Goal, GoalDuty, GoalStep, GoalVersion, Participant
from liuxin.performance.plan.queries import cycle, goal, require_phase
from liuxin.performance.plan.rules import cycles as cycle_rules
from liuxin.performance.plan.rules import goals as rules
from liuxin.performance.plan.words import GoalContent, GoalLevel, GoalState, Phase

SUBJECT = "goal"
KIND = "goal"


def draft_goal(
    *,
    cycle_id: int,
    level: GoalLevel,
    owner: int,
    content: GoalContent,
    department: int | None = None,
    manager: int | None = None,
    parent: int | None = None,
    objective: int | None = None,
    duties: Sequence[int] = (),
    by: Actor,
    at: datetime,
) -> int:
    """Write a goal down and give its key; it binds nobody until both sides have signed it.

    `manager` is the other side, else the manager of the owner in this cycle, else the director.
    """
    standing = organisation.standing(by, at)
    place = _place(cycle_id, level, owner, department)
    other = manager if manager is not None else _manager_of(cycle_id, owner, at)
    rules.check_sides(owner, other)
    if not permissions.may_write_goal(standing, level, department=place, owner=owner, manager=other):
        raise NotAllowedError("plan.may_not_write_goal")
    said = rules.check_content(content)
    rules.check_deadline(said.deadline, _today(at))
    with transaction.atomic():
        _hold_cycle(cycle_id, place)
        made = Goal.objects.create(
            cycle_id=cycle_id, level=level.value, department_id=place, owner_id=owner, manager_id=other, written_at=at
        )
        _link(made, parent, objective, duties)
        _write(made, 1, said, by, at)
        _record(made, "plan.goal_drafted", {"level": level.value, "owner": owner, "department": place}, by, at)
    return made.pk


def write_goal(*, goal_id: int, content: GoalContent, expect: int, by: Actor, at: datetime) -> int:
    """Write a draft anew as its next version, as it was seen at version `expect`; give the number."""
    said = rules.check_content(content)
    with transaction.atomic():
        held = _held(goal_id, by, at)
        if goal(organisation.standing(by, at), goal_id).line.state is not GoalState.DRAFT:
            raise RuleBrokenError("plan.goal_is_negotiated")
        _seen(held, expect)
        _write(held, expect + 1, said, by, at)
        _record(held, "plan.goal_written", {"version": expect + 1}, by, at)
    return expect + 1


def propose_goal(*, goal_id: int, content: GoalContent, expect: int, note: str = "", by: Actor, at: datetime) -> int:
    """Put a version before both sides, the first one or a counter-proposal, and give the key of the agreement.

    `expect` is the version of the goal that was seen last. What is settled already stays in force until a later
    version is settled. Raises `ConflictError("plan.goal_changed")` where somebody else has written since.
    """
    said = rules.check_content(content)
    with transaction.atomic():
        held = _held(goal_id, by, at)
        _seen(held, expect)
        last = held.versions.order_by("-number")[0]
        open_one = _open_negotiation(held)
        text = _text(said, note)
        key, number = _begin(held, text, by, at) if open_one is None else _go_on(open_one, last, text, by, at)
        placed = {"agreement": key, "agreement_version": number}
        if last.agreement_id is None and goal(organisation.standing(by, at), goal_id).latest.content == said:
            GoalVersion.objects.filter(pk=last.pk).update(**placed, note=note.strip())
        else:
            made = _write(held, expect + 1, said, by, at)
            GoalVersion.objects.filter(pk=made.pk).update(**placed, note=note.strip())
        held.agreement_id = key
        held.save(update_fields=["agreement"])
        _record(held, "plan.goal_proposed", {"agreement": key, "version": number}, by, at)
    return key


def link_goal(
    *, goal_id: int, parent: int | None, objective: int | None, duties: Sequence[int], by: Actor, at: datetime
) -> None:
    """Say which goal and which objective a goal serves, and which duties it touches. Refuses circles."""
    with transaction.atomic():
        held = _held(goal_id, by, at)
        _link(held, parent, objective, duties)
        _record(held, "plan.goal_linked", {"parent": parent, "objective": objective}, by, at)


def drop_goal(*, goal_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Give a goal up, with the reason; its negotiation is withdrawn, and its versions stay on record."""
    said = rules.check_reason(reason)
    with transaction.atomic():
        held = _held(goal_id, by, at)
        standing = organisation.standing(by, at)
        state = goal(standing, goal_id).line.state
        if state is GoalState.BOUND and not permissions.may_give_up_bound_goal(standing, held.department_id):
            raise NotAllowedError("plan.may_not_drop_bound_goal")
        negotiated = _open_negotiation(held)
        if negotiated is not None:
            agreement.withdraw(agreement_id=negotiated, reason=said, by=by, at=at)
        held.dropped_at, held.drop_reason = at, said
        held.save(update_fields=["dropped_at", "drop_reason"])
        _record(held, "plan.goal_dropped", {}, by, at)


def _held(goal_id: int, by: Actor, at: datetime) -> Goal:
    """Hold a goal and its cycle under their locks, for somebody who may write it, in a phase in which that is done."""
    found = Goal.objects.filter(pk=goal_id).first()
    if found is None:
        raise NotFoundError("plan.no_such_goal")
    standing = organisation.standing(by, at)
    line = goal(standing, goal_id).line
    _require_writer(standing, found)
    _hold_cycle(found.cycle_id, found.department_id)
    rules.check_live(line.state)
    return Goal.objects.select_for_update().get(pk=goal_id)


def _require_writer(standing: Standing, found: Goal) -> None:
    allowed = permissions.may_write_goal(
        standing,
        GoalLevel(found.level),
        department=found.department_id,
        owner=found.owner_id,
        manager=found.manager_id,
    )
    if not allowed:
        raise NotAllowedError("plan.may_not_write_goal")


def _hold_cycle(cycle_id: int, department: int | None) -> None:
    """Lock the cycle, so that two who link goals at once close no circle; refuse what is not its turn."""
    found = Cycle.objects.select_for_update().filter(pk=cycle_id).first()
    if found is None:
        raise NotFoundError("plan.no_such_cycle")
    cycle_rules.check_running(found.state)
    if department is not None:
        require_phase(cycle_id, department, Phase.PLAN)


def _place(cycle_id: int, level: GoalLevel, owner: int, department: int | None) -> int | None:
    """Give the department of a goal: of a person's the one in which the person takes part."""
    if level is GoalLevel.PERSON:
        row = Participant.objects.filter(cycle=cycle_id, person=owner, left_at__isnull=True).first()
        if row is None:
            raise BadInputError("plan.owner_takes_no_part", field="owner")
        return row.department_id
    rules.check_level(level, department, departments=cycle(cycle_id).departments)
    return department


def _manager_of(cycle_id: int, owner: int, at: datetime) -> int:
    """Give who signs beside the owner: the manager, else a director, else HR."""
    kept = Participant.objects.filter(cycle=cycle_id, person=owner).values_list("manager", flat=True).first()
    chain = organisation.chain_above(owner, at)[:1]
    others = (key for role in (Role.DIRECTOR, Role.HR) for key in organisation.people_with_role(role, at))
    found = next((key for key in (kept, *chain, *others) if key is not None and key != owner), None)
    if found is None:
        raise RuleBrokenError("plan.goal_needs_manager", field="manager")
    return found


def _decider(held: Goal, at: datetime) -> int | None:
    """Give who decides where both sides do not agree: the next one above the manager, else a director."""
    above = organisation.chain_above(held.manager_id, at) if held.manager_id else ()
    others = (*above, *organisation.people_with_role(Role.DIRECTOR, at))
    return next((key for key in others if key not in {held.owner_id, held.manager_id}), None)


@dataclass(frozen=True, slots=True)
class _Text:
    """A version as it is put before both sides."""

    title: Bilingual
    lines: tuple[NewLine, ...]
    note: str


def _text(said: GoalContent, note: str) -> _Text:
    name = organisation.names([said.responsible]).get(said.responsible)
    if name is None:
        raise BadInputError("plan.no_such_person", field="responsible")
    return _Text(rules.title(said), rules.lines(said, name.text), note)


def _open_negotiation(held: Goal) -> int | None:
    """Give the negotiation of a goal, if one is open."""
    key = held.agreement_id
    return key if key is not None and agreements.states([key])[key].state is State.OPEN else None


def _go_on(key: int, last: GoalVersion, text: _Text, by: Actor, at: datetime) -> tuple[int, int]:
    """Put another text into an open negotiation; give its key and the number of the text there."""
    expect = last.agreement_version or 0
    number = agreement.propose(agreement_id=key, lines=text.lines, expect=expect, note=text.note, by=by, at=at)
    return key, number


def _begin(held: Goal, text: _Text, by: Actor, at: datetime) -> tuple[int, int]:
    """Open the negotiation of a goal; give its key and the number of the text there."""
    side = "person" if held.level == GoalLevel.PERSON else "owner"
    parties = [NewParty(held.owner_id, side), *([NewParty(held.manager_id, "manager")] if held.manager_id else [])]
    key = agreement.open_agreement(
        kind=KIND,
        subject=str(held.pk),
        title=text.title,
        lines=text.lines,
        parties=parties,
        deadline=_deadline(held, at),
        decider=_decider(held, at),
        note=text.note,
        by=by,
        at=at,
    )
    return key, 1


def _deadline(held: Goal, at: datetime) -> datetime | None:
    """Give the end of the day on which phase 1 is due, where that lies ahead."""
    steps = CyclePhase.objects.filter(cycle=held.cycle_id, department=held.department_id, phase=Phase.PLAN)
    due = steps.values_list("due_on", flat=True).first()
    end = None if due is None else datetime.combine(due, time(23, 59), ZoneInfo(organisation.zone()))
    return end if end is not None and end > at else None


def _link(held: Goal, parent: int | None, objective: int | None, duties: Sequence[int]) -> None:
    """Link a goal, under the lock of its cycle."""
    above = dict(Goal.objects.filter(cycle=held.cycle_id).values_list("pk", "parent"))
    served = None if parent is None else Goal.objects.filter(pk=parent, cycle=held.cycle_id).first()
    if parent is not None and served is None:
        raise BadInputError("plan.goal_of_another_cycle", field="parent")
    told = None if served is None else (served.pk, GoalLevel(served.level), served.dropped_at is not None)
    rules.check_serves(held.pk, GoalLevel(held.level), told, above)
    known = Duty.objects.filter(pk__in=duties, gone_at__isnull=True)
    if known.count() < len(set(duties)):
        raise BadInputError("plan.no_such_duty", field="duties")
    held.parent_id, held.objective_id = parent, objective
    held.save(update_fields=["parent", "objective"])
    held.duties.all().delete()
    GoalDuty.objects.bulk_create(GoalDuty(goal=held, duty=duty) for duty in known)


def _seen(held: Goal, expect: int) -> None:
    latest = held.versions.order_by("-number").values_list("number", flat=True)[0]
    rules.check_expected(latest, expect)


def _write(held: Goal, number: int, said: GoalContent, by: Actor, at: datetime) -> GoalVersion:
    made = GoalVersion.objects.create(
        goal=held,
        number=number,
        result=said.result.strip(),
        measure=said.measure.strip(),
        measure_key=said.measure_key,
        target=said.target.strip(),
        target_value=said.target_value,
        deadline=said.deadline,
        responsible_id=said.responsible,
        method=said.method.strip(),
        support=said.support.strip(),
        written_by_id=by.person_id,
        at=at,
    )
    GoalStep.objects.bulk_create(
        GoalStep(version=made, order=order, text=step.text.strip(), due_on=step.due_on)
        for order, step in enumerate(said.steps, start=1)
    )
    return made


def _today(at: datetime) -> date:
    return at.astimezone(ZoneInfo(organisation.zone())).date()


def _record(held: Goal, code: str, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    told = {"cycle": held.cycle_id} | payload
    history.record([NewEvent(code, SUBJECT, str(held.pk), told, at)], by=by, at=at)
