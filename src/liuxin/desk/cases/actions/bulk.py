"""Recorded histories come in: the same fold, the same tables, the same events, a batch of cases in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction

from liuxin.desk.cases import permissions, rules
from liuxin.desk.cases.actions.index import index_cases
from liuxin.desk.cases.actions.opening import opening
from liuxin.desk.cases.actions.stepping import columns
from liuxin.desk.cases.models import Case, HandOver
from liuxin.desk.cases.queries.state import state_of
from liuxin.desk.cases.rules import checks, marks, promise, telling
from liuxin.desk.cases.words import (
    BulkResult,
    CaseHistory,
    CaseState,
    NextAction,
    Outcome,
    Point,
    PromiseSource,
    Refusal,
    Status,
    Step,
    StepKind,
)
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.kernel.text import language_of

CASES = 500


@dataclass(slots=True)
class _Plan:
    """A history that may be written: the row to insert or to continue, its new points and events."""

    row: Case
    points: list[Point]
    events: list[NewEvent]
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What a history adds: the state before, the steps from there on, the marks of all steps."""

    before: CaseState | None
    steps: tuple[Step, ...]
    marks: bytes


def record_histories(histories: Iterable[CaseHistory], *, by: Actor, at: datetime) -> BulkResult:
    """Take in recorded histories, 500 cases a transaction, and say what became of each.

    A history that breaks a rule is refused whole and hinders no other. One that is there already changes nothing; a
    longer one of a known case appends only what is new. Breaking off leaves whole batches behind, never half a case.
    Reads `histories` as a stream.
    """
    if not permissions.may_import(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="record_histories")
    stream = iter(histories)
    return BulkResult.total(_record(batch, by=by, at=at) for batch in iter(lambda: list(islice(stream, CASES)), []))


def _record(batch: list[CaseHistory], *, by: Actor, at: datetime) -> BulkResult:
    try:
        with transaction.atomic():
            return _record_batch(batch, by=by, at=at)
    except IntegrityError as error:
        raise ConflictError("cases.import_collided", first=batch[0].code, last=batch[-1].code) from error


def _record_batch(batch: list[CaseHistory], *, by: Actor, at: datetime) -> BulkResult:
    rows = Case.objects.select_for_update().filter(code__in=[told.code for told in batch])
    known = {row.code: row for row in rows}
    seen: set[str] = set()
    plans: list[_Plan] = []
    refused: list[Refusal] = []
    unchanged = 0
    for told in batch:
        try:
            plan = _plan(told, known.get(told.code), twice=told.code in seen, at=at)
        except LiuxinError as error:
            refused.append(Refusal(told.code, error.line or _first_line(told), error))
            continue
        seen.add(told.code)
        if plan is None:
            unchanged += 1
        else:
            plans.append(plan)
    _write(plans, by=by, at=at)
    created = sum(plan.is_new for plan in plans)
    return BulkResult(created, len(plans) - created, unchanged, tuple(refused))


def _write(plans: list[_Plan], *, by: Actor, at: datetime) -> None:
    Case.objects.bulk_create([plan.row for plan in plans if plan.is_new])
    HandOver.objects.bulk_create(
        HandOver(
            case_id=plan.row.pk,
            seq=point.seq,
            at=point.at,
            accountable_id=point.accountable,
            holder_id=point.holder,
            team_id=point.team,
            reason=point.reason.value,
        )
        for plan in plans
        for point in plan.points
    )
    continued = [plan.row for plan in plans if not plan.is_new]
    if continued:
        Case.objects.bulk_update(continued, _CONTINUED, batch_size=20)
    index_cases(rows=[plan.row for plan in plans], by=by, at=at)
    history.record((event for plan in plans for event in plan.events), by=by, at=at)


def _plan(told: CaseHistory, row: Case | None, *, twice: bool, at: datetime) -> _Plan | None:
    """Decide what a history asks for; None where all of it is there already."""
    if twice:
        raise RuleBrokenError("cases.twice_in_one_import", line=_first_line(told), case=told.code)
    steps = _prepared(told)
    # Of the steps as told: what counts as the last closing changes when a history grows.
    fresh_marks = marks.marks(told.steps)
    if row is None:
        return _filled(told, _new_row(told), _Fresh(None, steps, fresh_marks), at)
    known = bytes(row.source_marks)
    shared = marks.shared(known, fresh_marks)
    if row.source != told.source or not known:
        raise RuleBrokenError("cases.code_taken", line=_first_line(told), case=told.code, source=row.source)
    if shared == len(steps):
        return None
    if shared * marks.SIZE < len(known):
        raise RuleBrokenError("cases.history_differs", line=steps[shared].line, case=told.code, step=shared + 1)
    if row.version != shared:
        raise ConflictError("cases.changed_here", line=steps[shared].line, case=told.code)
    return _filled(told, row, _Fresh(state_of(row), steps[shared:], fresh_marks), at)


def _prepared(told: CaseHistory) -> tuple[Step, ...]:
    """Give the opening its classification and each closing its outcome: the one at which it ends that of the history.

    A closing that was taken back is not recorded with an outcome: the source shows only the last it has.
    """
    if not told.steps:
        raise RuleBrokenError("cases.no_steps", case=told.code)
    steps = list(told.steps)
    ends = (StepKind.CLOSED, StepKind.REOPENED)
    last_closing = max((place for place, step in enumerate(steps) if step.kind in ends), default=-1)
    for place, step in enumerate(steps):
        if step.kind is StepKind.CLOSED and step.outcome is None:
            outcome = told.outcome if place == last_closing else Outcome.NOT_RECORDED
            steps[place] = replace(step, outcome=outcome)
        elif step.kind is StepKind.OPENED:
            steps[place] = replace(step, priority=checks.priority(told.priority), category=told.category)
    return tuple(steps)


def _new_row(told: CaseHistory) -> Case:
    return Case(
        code=checks.text(told.code, field="code", longest=40),
        title=checks.text(told.title, field="title", longest=300),
        kind=told.kind.value,
        service_stage=told.service_stage.value,
        channel=told.channel.value,
        customer_id=told.customer,
        site_id=told.site,
        calendar=told.calendar,
        language=language_of(told.title),
        source=checks.text(told.source, field="source", longest=64),
    )


def _filled(told: CaseHistory, row: Case, fresh: _Fresh, at: datetime) -> _Plan:
    row.promise_due = told.promise_due
    after, points, events = _fold(row, fresh.before, fresh.steps, _about(told, row))
    row.opened_at = after.opened_at
    row.source_marks = fresh.marks
    row.promise_source = PromiseSource.RECORDED.value if _promised(told) else ""
    row.outcome_text = told.outcome_text if after.status is Status.CLOSED else ""
    if after.status is not Status.CLOSED:
        row.next_action = row.next_action or told.next_action or NextAction.REVIEW_IMPORTED.value
        row.next_due = row.next_due or told.next_due or told.promise_due or at
    for name, value in columns(after).items():
        setattr(row, name, value)
    events.extend(_judged(told, row, after, fresh.steps[-1].by))
    return _Plan(row, points, events, is_new=fresh.before is None)


def _about(told: CaseHistory, row: Case) -> telling.Opening:
    product = checks.text(told.product, field="product", longest=120, required=False)
    return {**opening(row), "product": product} if product else opening(row)


def _promised(told: CaseHistory) -> bool:
    return told.promise_due is not None or told.promise_kept is not None


def _fold(
    row: Case, state: CaseState | None, steps: tuple[Step, ...], about: telling.Opening
) -> tuple[CaseState, list[Point], list[NewEvent]]:
    points: list[Point] = []
    events: list[NewEvent] = []
    first = about if state is None else {}
    for step in steps:
        state = rules.advance(state, step)
        points.extend(state.points)
        told = telling.tell(step, state, opening=first)
        events.append(NewEvent(f"case.{step.kind.value}", "case", row.code, told, step.at, step.by))
    if state is None:
        raise RuleBrokenError("cases.no_steps", case=row.code)
    return state, points, events


def _judged(told: CaseHistory, row: Case, after: CaseState, last_by: Actor) -> Iterator[NewEvent]:
    """Judge the promise: by the source's word, known only with its last row, else by the due time at the resolution."""
    kept, basis, judged_at = told.promise_kept, PromiseSource.RECORDED, after.last_at
    if kept is None and told.promise_due is not None and after.resolved_at is not None:
        kept, basis, judged_at = (
            promise.kept(told.promise_due, after.resolved_at),
            PromiseSource.COMPUTED,
            after.resolved_at,
        )
    if kept == row.promise_kept:
        return
    row.promise_kept = kept
    if kept is not None:
        payload = {"kept": kept, "basis": basis.value}
        yield NewEvent("case.promise_judged", "case", row.code, payload, judged_at, last_by)


def _first_line(told: CaseHistory) -> int:
    return told.steps[0].line if told.steps else 0


_CONTINUED = [
    *("status", "status_since", "last_at", "accountable", "holder", "team", "next_action", "next_due", "resolved_at"),
    *(
        "closed_at",
        "reopenings",
        "promise_due",
        "promise_kept",
        "promise_source",
        "outcome",
        "outcome_text",
        "source_marks",
    ),
    *("last_seq", "version", "priority", "category"),
]
