"""Two cases are one matter: one of them lives on in the other, and that can be taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions.index import index_cases
from liuxin.desk.cases.actions.stepping import event, locked, save
from liuxin.desk.cases.models import Case, Helper, Merge, ToldApart
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.rules import ties
from liuxin.desk.cases.words import Act, Outcome, Seen, Status
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError

_KEPT = ("status", "status_since", "next_action", "next_due", "resolved_at")
"""What a merge changes in a case and keeps for the way back."""


@transaction.atomic
def merge(*, case: Seen, into: str, anyway: bool = False, by: Actor, at: datetime) -> int:
    """Let a case live on in another: it closes as a duplicate, and its messages are read and answered there.

    Who did what in it stays with them; of the numbers it counts as no case of its own. Merging across customers needs
    `anyway`. A case that others live on in is not merged: merge those first.
    """
    _lock_in_order(case.code, into)
    row = locked(case, Act.CLOSE, by=by, at=at)
    other = worked_on(into, by=by, at=at)
    ties.check_merge(
        case=Status(row.status),
        into=Status(other.status),
        same=row.pk == other.pk,
        chained=Merge.objects.filter(into=row, undone_at__isnull=True).exists(),
    )
    if row.customer_id != other.customer_id and not anyway:
        raise RuleBrokenError("cases.merge_other_customer", field="anyway", into=into)
    at = max(at, row.last_at)
    version = row.version + 1
    Merge.objects.create(
        case=row,
        into=other,
        person_id=by.person_id,
        at=at,
        version=version,
        **{name: getattr(row, name) for name in _KEPT},
    )
    save(row, _over(row, other, at, version))
    Helper.objects.filter(case=row, end__isnull=True).update(end=Greatest("start", Value(at)))
    _found_by_its_words(row.pk, by=by, at=at)
    told = [event("case.merged", row.code, at, {"into": other.code})]
    history.record([*told, event("case.absorbed", other.code, at, {"other": row.code})], by=by, at=at)
    return version


@transaction.atomic
def unmerge(*, case: Seen, by: Actor, at: datetime) -> int:
    """Take a merge back: the case is what it was before, in the same hands and with the same promise.

    What came in on its threads meanwhile goes back with them. Refused after a week, or once something was done with it.
    """
    row = locked(case, Act.REOPEN, by=by, at=at)
    kept = Merge.objects.select_related("into").filter(case=row, undone_at__isnull=True).first()
    if kept is None:
        raise NotFoundError("cases.not_merged", case=case.code)
    until = ties.undo_until(kept.at, version=kept.version, now_version=row.version)
    if until is None or at > until:
        raise RuleBrokenError("cases.merge_over", case=case.code)
    at = max(at, row.last_at)
    before = {name: getattr(kept, name) for name in _KEPT}
    over = {"closed_at": None, "outcome": "", "outcome_text": "", "last_at": at, "version": row.version + 1}
    save(row, {**before, **over})
    Helper.objects.filter(case=row, end=kept.at).update(end=None)
    kept.undone_at = at
    kept.save(update_fields=["undone_at"])
    _found_by_its_words(row.pk, by=by, at=at)
    told = [event("case.unmerged", row.code, at, {"into": kept.into.code})]
    history.record([*told, event("case.disjoined", kept.into.code, at, {"other": row.code})], by=by, at=at)
    return row.version + 1


@transaction.atomic
def tell_apart(*, case: str, other: str, by: Actor, at: datetime) -> None:
    """Say that two cases that look alike are not the same matter: it is not asked again."""
    rows = [worked_on(code, by=by, at=at) for code in sorted({case, other})]
    first, second = sorted(row.pk for row in rows) if len(rows) > 1 else (0, 0)
    if not first:
        raise RuleBrokenError("cases.merge_itself", field="other")
    _, fresh = ToldApart.objects.get_or_create(first_id=first, second_id=second)
    if fresh:
        history.record([event("case.told_apart", case, at, {"other": other})], by=by, at=at)


def worked_on(code: str, *, by: Actor, at: datetime) -> Case:
    """Give the row of another case, locked, that the actor may work on; one that one may not see does not exist."""
    row = Case.objects.select_for_update().filter(code=code.strip()).first()
    standing = organisation.standing(by, at)
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", field="into", case=code)
    if not permissions.may_reopen(standing, hands):
        raise NotAllowedError("cases.not_allowed", act=Act.CLOSE.value, case=code)
    return row


def lives_on_in(row: Case) -> Case:
    """Give the case, locked, that a case lives on in: itself unless it was merged."""
    kept = Merge.objects.filter(case=row, undone_at__isnull=True).values_list("into", flat=True).first()
    return row if kept is None else Case.objects.select_for_update(of=("self",)).get(pk=kept)


def _lock_in_order(*codes: str) -> None:
    """Lock both cases in the order of their keys: two merges at once wait for one another and do not stand still."""
    list(Case.objects.select_for_update().filter(code__in=codes).order_by("pk").values_list("pk"))


def _over(row: Case, into: Case, at: datetime, version: int) -> dict[str, object]:
    return {
        "status": Status.CLOSED.value,
        "status_since": at,
        "last_at": at,
        "resolved_at": row.resolved_at or at,
        "closed_at": at,
        "outcome": Outcome.DUPLICATE.value,
        "outcome_text": into.code,
        "next_action": "",
        "next_due": None,
        "version": version,
    }


def _found_by_its_words(key: int, *, by: Actor, at: datetime) -> None:
    index_cases(rows=Case.objects.filter(pk=key), by=by, at=at)
