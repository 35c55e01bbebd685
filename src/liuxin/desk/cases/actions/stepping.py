"""How a single action takes a case one step on: lock, permission, rule, save, record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from liuxin.desk.cases import permissions, rules
from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.actions.index import index_cases, index_notes
from liuxin.desk.cases.models import Case, HandOver, Note
from liuxin.desk.cases.queries.state import hands_of, state_of
from liuxin.desk.cases.rules import promise, telling
from liuxin.desk.cases.words import Act, CaseState, NextAction, PromiseSource, Seen, Status, Step, StepKind
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError

_CODED = frozenset(action.value for action in NextAction)
_CHANGES_WORDS = frozenset({StepKind.CLOSED, StepKind.REOPENED, StepKind.CLASSIFIED})


@dataclass(slots=True)
class Fields:
    """What an action writes beside what the fold decides."""

    values: dict[str, object] = field(default_factory=dict)
    remark: str = ""


def locked(seen: Seen, act: Act, *, by: Actor, at: datetime) -> Case:
    """Give the row of a case, locked, if it is still the version that was seen and the actor may do this."""
    row = find(seen.code, act, by=by, at=at)
    if row.version != seen.version:
        raise ConflictError("cases.changed_meanwhile", case=seen.code)
    return row


def find(code: str, act: Act, *, by: Actor, at: datetime) -> Case:
    """Give the row of a case, locked, if the actor may do this; a case that one may not see does not exist."""
    row = Case.objects.select_for_update().filter(code=code).first()
    standing = organisation.standing(by, at)
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", case=code)
    if not permissions.MAY[act](standing, hands):
        raise NotAllowedError("cases.not_allowed", act=act.value, case=code)
    return row


def take_step(row: Case, step: Step, fields: Fields, *, by: Actor, at: datetime) -> int:
    """Take a locked case one step on and give its new version."""
    before = state_of(row)
    after = rules.advance(before, step)
    told = telling.tell(step, after, opening={})
    fields.values |= _promise(row, before, after, step, told)
    for point in after.points:
        HandOver.objects.create(
            case=row,
            seq=point.seq,
            at=point.at,
            accountable_id=point.accountable,
            holder_id=point.holder,
            team_id=point.team,
            reason=point.reason.value,
            remark=fields.remark,
        )
    save(row, values := {**columns(after), **fields.values})
    if step.kind in _CHANGES_WORDS:
        _index(row, values, by=by, at=at)
    events = [event(f"case.{step.kind.value}", row.code, step.at, told)]
    if after.resolved_at == step.at and "promise_kept" in fields.values:
        judged: dict[str, Plain] = {"kept": bool(fields.values["promise_kept"]), "basis": PromiseSource.COMPUTED.value}
        events.append(event("case.promise_judged", row.code, step.at, judged))
    if isinstance(due := fields.values.get("next_due"), datetime):
        events += [event("case.next_done", row.code, step.at, {})] if row.next_due else []
        action = fields.values.get("next_action", "")
        events.append(next_planned(row.code, due, person=after.accountable, at=step.at, action=action))
    events += promising.stepped(row, after, _now(row, after, fields), by=by, at=at)
    history.record(events, by=by, at=at)
    return after.steps


def _index(row: Case, values: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    for name in ("category", "outcome_text"):
        setattr(row, name, values.get(name, getattr(row, name)))
    index_cases(rows=[row], by=by, at=at)


def _now(row: Case, after: CaseState, fields: Fields) -> promising.Moved:
    """Give where the case stands now, its row being what it was before the step."""
    values = {"promise_due": row.promise_due, "promise_kept": row.promise_kept, "next_due": row.next_due}
    due, kept, next_due = ({**values, **fields.values}[name] for name in values)
    return promising.Moved(
        status=after.status,
        promise_due=due if isinstance(due, datetime) and kept is None else None,
        next_due=next_due if isinstance(next_due, datetime) else None,
        reopenings=after.reopenings,
    )


def next_planned(case: str, due: datetime, *, person: int | None, at: datetime, action: object = "") -> NewEvent:
    """Tell that a next step is planned, until when, and who answers for it.

    Which step is told by its code where the desk wrote it; what somebody wrote in words of their own stays in the row.
    """
    coded: dict[str, Plain] = {"action": str(action)} if action in _CODED else {}
    return event("case.next_planned", case, at, {"due": promise.second(due), "person": person, **coded})


def save(row: Case, values: Mapping[str, object]) -> None:
    """Write columns of a case, unless somebody wrote first."""
    if not Case.objects.filter(pk=row.pk, version=row.version).update(**values):
        raise ConflictError("cases.changed_meanwhile", case=row.code)


def keep_outcome(row: Case, *, by: Actor, at: datetime) -> dict[str, object]:
    """Keep the outcome that did not hold as a note, and give the columns that are empty from now on."""
    text, since = (row.outcome_text, row.closed_at) if row.closed_at else (row.proposed_text, row.resolved_at)
    if text and since:
        kept = Note.objects.create(case=row, person_id=None, at=since, text=text, was_outcome=True)
        index_notes(rows=[kept], by=by, at=at)
    return {"outcome_text": "", "proposed_outcome": "", "proposed_text": ""}


def columns(state: CaseState) -> dict[str, object]:
    """Give the columns that the fold decides; a closed case has no next action."""
    closed = {"next_action": "", "next_due": None} if state.status is Status.CLOSED else {}
    return {
        "status": state.status.value,
        "status_since": state.since,
        "last_at": state.last_at,
        "accountable_id": state.accountable,
        "holder_id": state.holder,
        "team_id": state.team,
        "last_seq": state.last_seq,
        "version": state.steps,
        "priority": state.priority,
        "category": state.category,
        "resolved_at": state.resolved_at,
        "closed_at": state.closed_at,
        "outcome": state.outcome.value if state.outcome else "",
        "reopenings": state.reopenings,
        **closed,
    }


def event(code: str, case: str, at: datetime, payload: Mapping[str, Plain]) -> NewEvent:
    """Give an event about a case."""
    return NewEvent(code=code, subject_kind="case", subject=case, payload=payload, at=at)


def _promise(row: Case, before: CaseState, after: CaseState, step: Step, told: dict[str, Plain]) -> dict[str, object]:
    """Move a due time of ours past a pause, and judge where the step resolves; a due time of the source stands."""
    if row.promise_due is None:
        return {}
    values: dict[str, object] = {}
    due = row.promise_due
    if row.promise_source == PromiseSource.COMPUTED.value and _leaves_pause(before, step):
        due = promise.due_after_pause(due, organisation.clock(row.calendar), before, step.at)
        values["promise_due"] = due
        told["due"] = promise.second(due)
    if step.kind is StepKind.REOPENED:
        values["promise_kept"] = None
    elif after.resolved_at == step.at and before.resolved_at is None:
        values["promise_kept"] = promise.kept(due, step.at)
    return values


def _leaves_pause(before: CaseState, step: Step) -> bool:
    ends_waiting = {StepKind.RESUMED, StepKind.RESOLVED, StepKind.CLOSED}
    return step.kind is StepKind.REOPENED or (before.status is Status.WAITING and step.kind in ends_waiting)
