"""Many cases at once: each by the same action as alone, so that no rule is left out; those refused say why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions.ending import close
from liuxin.desk.cases.actions.hands import take, transfer
from liuxin.desk.cases.actions.stepping import Fields, find, take_step
from liuxin.desk.cases.actions.working import classify, plan_next
from liuxin.desk.cases.models import Case, TogetherDone
from liuxin.desk.cases.queries.watch import gone
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import (
    Act,
    Deed,
    Done,
    HandOverReason,
    NextAction,
    Refused,
    Seen,
    Step,
    StepKind,
    Together,
)
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import (
    BadInputError,
    ConflictError,
    LiuxinError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)

MOST_TOGETHER = 200
UNDO_WITHIN = timedelta(minutes=10)
UNDOABLE = frozenset({Deed.TAKE, Deed.TRANSFER, Deed.CLASSIFY, Deed.PLAN})
Run = Callable[[Seen, Together, Actor, datetime], int]

RUN: Mapping[Deed, Run] = {
    Deed.TAKE: lambda seen, _told, by, at: take(case=seen, by=by, at=at),
    Deed.TRANSFER: lambda seen, told, by, at: transfer(
        case=seen, team=told.team or 0, holder=told.holder, reason=told.reason, remark=told.remark, by=by, at=at
    ),
    Deed.PLAN: lambda seen, told, by, at: plan_next(
        case=seen, next_action=told.next_action, next_due=told.next_due, by=by, at=at
    ),
    Deed.CLOSE: lambda seen, told, by, at: close(
        case=seen, outcome=told.outcome, outcome_text=told.outcome_text, by=by, at=at
    ),
}


@transaction.atomic
def do_together(*, told: Together, cases: Sequence[Seen], by: Actor, at: datetime) -> Done:
    """Do one thing with many cases, in one transaction: what is refused hinders no other, and says why.

    Raises `BadInputError("cases.none_chosen")`, `("cases.too_many_chosen")` and, before any case is touched, what is
    wrong with the deed itself.
    """
    _check(told, cases, at)
    before: dict[str, dict[str, Any]] = {}
    refused: list[Refused] = []
    # Always in the same order: two who work on the same cases wait for one another and never for ever.
    for seen in sorted(cases, key=lambda one: one.code):
        try:
            with transaction.atomic():
                before[seen.code] = _one(told, seen, by=by, at=at)
        except LiuxinError as error:
            refused.append(Refused(seen.code, error))
    undo = 0
    if before and told.deed in UNDOABLE and by.person_id is not None:
        row = TogetherDone.objects.create(person_id=by.person_id, deed=told.deed.value, at=at, before=before)
        undo = row.pk
    return Done(tuple(before), tuple(refused), undo)


def preview_together(*, told: Together, cases: Sequence[Seen], by: Actor, at: datetime) -> Done:
    """Tell what would be done and what refused: the deed itself, taken back before anybody sees it."""
    with transaction.atomic():
        done = do_together(told=told, cases=cases, by=by, at=at)
        transaction.set_rollback(True)
    return Done(done.cases, done.refused)


@transaction.atomic
def undo_together(*, done: int, by: Actor, at: datetime) -> Done:
    """Take a deed back within ten minutes, case by case: one that somebody changed since then stays as it is.

    A hand-over is undone by another one, with the reason that says so. Raises `NotFoundError("cases.nothing_to_undo")`
    and `RuleBrokenError("cases.too_late_to_undo")`.
    """
    if not permissions.works_with_cases(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="undo_together")
    row = TogetherDone.objects.select_for_update().filter(pk=done, person=by.person_id, undone_at__isnull=True).first()
    if row is None:
        raise NotFoundError("cases.nothing_to_undo")
    if at - row.at > UNDO_WITHIN:
        raise RuleBrokenError("cases.too_late_to_undo")
    taken_back: list[str] = []
    refused: list[Refused] = []
    for code, was in sorted(row.before.items()):
        try:
            with transaction.atomic():
                _undo(Deed(row.deed), code, was, by=by, at=at)
        except LiuxinError as error:
            refused.append(Refused(code, error))
        else:
            taken_back.append(code)
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    return Done(tuple(taken_back), tuple(refused))


def _check(told: Together, cases: Sequence[Seen], at: datetime) -> None:
    if not cases:
        raise BadInputError("cases.none_chosen")
    if len(cases) > MOST_TOGETHER:
        raise BadInputError("cases.too_many_chosen", most=MOST_TOGETHER, count=len(cases))
    if told.deed is Deed.CLOSE:
        checks.outcome(told.outcome, told.outcome_text)
    elif told.deed is Deed.PLAN:
        checks.text(told.next_action, field="next_action", longest=300)
        checks.next_due(told.next_due, at=at)
    elif told.deed is Deed.TRANSFER:
        checks.transfer_reason(told.reason, told.remark)
    elif told.deed is Deed.CLASSIFY and told.priority is None and told.category is None:
        raise BadInputError("cases.nothing_to_change", field="priority")


def _one(told: Together, seen: Seen, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Do it with one case, and give what it was before and the version that it has now."""
    row = Case.objects.filter(code=seen.code).first()
    if row is None:
        raise NotFoundError("cases.no_such_case", case=seen.code)
    was = {
        "hands": [row.holder_id, row.accountable_id, row.team_id],
        "words": [row.priority, row.category],
        "step": [row.next_action, row.next_due.isoformat() if row.next_due else None],
    }
    if told.deed is Deed.CLASSIFY:
        priority = row.priority if told.priority is None else told.priority
        category = row.category if told.category is None else told.category
        version = classify(case=seen, priority=priority, category=category, by=by, at=at)
    else:
        version = RUN[told.deed](seen, told, by, at)
    return was | {"version": version}


def _undo(deed: Deed, code: str, was: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    seen = Seen(code, was["version"])
    if deed is Deed.CLASSIFY:
        priority, category = was["words"]
        classify(case=seen, priority=priority, category=category, by=by, at=at)
    elif deed is Deed.PLAN:
        _plan_as_before(seen, *was["step"], by=by, at=at)
    else:
        _hand_back(seen, *was["hands"], by=by, at=at)


def _plan_as_before(seen: Seen, action: str, due: str | None, *, by: Actor, at: datetime) -> None:
    """Plan what was planned before; a time that is over meanwhile becomes the next minute, so that it shows as due."""
    before = datetime.fromisoformat(due) if due else at
    plan_next(
        case=seen,
        next_action=action or NextAction.TAKE_UP.value,
        next_due=max(before, at + timedelta(minutes=1)),
        by=by,
        at=at,
    )


def _hand_back(seen: Seen, holder: int | None, accountable: int, team: int | None, *, by: Actor, at: datetime) -> None:
    """Give a case back into the hands in which it was, as long as these are still there.

    Whoever did the deed may undo it though the case is in other hands now: nobody has touched it since.
    """
    row = Case.objects.select_for_update().filter(code=seen.code).first()
    if row is None or row.version != seen.version:
        raise ConflictError("cases.changed_meanwhile", case=seen.code)
    find(seen.code, Act.NOTE, by=by, at=at)
    hands = Step(
        kind=StepKind.HANDED_OVER,
        at=max(at, row.last_at),
        by=by,
        holder=holder,
        team=team,
        accountable=accountable,
        reason=HandOverReason.UNDONE,
    )
    take_step(row, hands, Fields(), by=by, at=at)
    left = gone("accountable", at) | gone("holder", at)
    if Case.objects.filter(left, pk=row.pk).exists():
        raise RuleBrokenError("cases.person_gone", field="holder")
