"""The only writes to quality: warnings are raised, told when they are late, handed over, and settled."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from liuxin.desk.cases import actions as work
from liuxin.desk.cases import queries as cases
from liuxin.desk.communication import actions as communication
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.quality import permissions, rules
from liuxin.desk.quality.models import HandedOver
from liuxin.desk.quality.models import Warning as Row
from liuxin.desk.quality.words import Reason, Settled
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError

BATCH = 500
GONE = "—"
"""What stands where words were that had to be there."""


@transaction.atomic
def raise_warning(
    *, reason: Reason, case: str, owner: int, ref: str, params: Mapping[str, int | str], by: Actor, at: datetime
) -> int:
    """Warn the owner about a case, once for each occasion `ref`, and give the warning.

    It is to be settled within a working day; the owner is told at once. Said again, it changes nothing.
    """
    if not permissions.may_raise(organisation.standing(by, at)):
        raise NotAllowedError("quality.not_allowed")
    known = Row.objects.filter(reason=reason.value, ref=ref).values_list("pk", flat=True).first()
    if known is not None:
        return known
    calendar = organisation.default_calendar()
    row = Row.objects.create(
        reason=reason.value,
        ref=ref,
        case_id=cases.case_key(case),
        owner_id=owner,
        params=dict(params),
        raised_at=at,
        due_at=rules.due(at, organisation.clock(calendar) if calendar else None),
    )
    told: dict[str, int | str] = {"case": case, "warning": row.pk}
    communication.notify(
        people=[owner], code="quality.warning_raised", params=told, subject=f"warning:{row.pk}", by=by, at=at
    )
    _tell("raised", row, _owed(row), by, at)
    return row.pk


@transaction.atomic
def tell_late(*, warning: int, by: Actor, at: datetime) -> bool:
    """Tell owner and the owner's manager, once, that a warning was not settled in time."""
    if not permissions.may_raise(organisation.standing(by, at)):
        raise NotAllowedError("quality.not_allowed")
    late = Row.objects.filter(pk=warning, settled_at__isnull=True, due_at__lt=at, late_told_at__isnull=True)
    if not late.update(late_told_at=at):
        return False
    row = Row.objects.select_related("case").get(pk=warning)
    people = [row.owner_id, *organisation.chain_above(row.owner_id, at)[:1]]
    told: dict[str, int | str] = {"case": row.case.code, "warning": row.pk}
    communication.notify(
        people=people, code="quality.warning_overdue", params=told, subject=f"warning:{row.pk}", by=by, at=at
    )
    _tell("late", row, {"person": row.owner_id}, by, at)
    return True


@transaction.atomic
def settle_warning(*, warning: int, how: str, note: str, by: Actor, at: datetime) -> None:
    """Say what was done about a warning; the word is kept with it and the record holds only the way.

    Raises `RuleBrokenError("quality.settled_already")`, and `BadInputError` naming the field.
    """
    standing = organisation.standing(by, at)
    row = _found(warning)
    if not permissions.may_settle(standing, owner=row.owner_id, team=row.case.team_id):
        raise NotAllowedError("quality.not_allowed")
    settled, said = rules.check_settling(how, note, row.settled_at)
    row.settled, row.note, row.settled_at, row.settled_by_id = settled.value, said, at, standing.person_id
    row.save(update_fields=["settled", "note", "settled_at", "settled_by"])
    _tell("answered", row, {"how": settled.value, "late": at > row.due_at}, by, at)


@transaction.atomic
def only_thanks(*, warning: int, by: Actor, at: datetime) -> None:
    """Say that the letter only thanks: the warning is settled so, and its case is closed again as it was.

    The warning counts as raised and as answered, in time or late, like any other. It was of no complaint: should the
    customer write once more about the same resolution, that warns anew. Raises
    `RuleBrokenError("quality.settled_already")`, `("quality.no_letter")` and `("cases.not_only_thanks")`.
    """
    standing = organisation.standing(by, at)
    row = _found(warning)
    if not permissions.may_settle(standing, owner=row.owner_id, team=row.case.team_id):
        raise NotAllowedError("quality.not_allowed")
    rules.check_thanks(row.reason, row.params, row.settled_at)
    work.only_thanks(case=row.case.code, by=by, at=at)
    row.settled, row.settled_at, row.settled_by_id = Settled.ONLY_THANKS.value, at, standing.person_id
    row.ref = f"{row.ref}~{row.pk}"
    row.save(update_fields=["settled", "settled_at", "settled_by", "ref"])
    _tell("answered", row, {"how": row.settled, "late": at > row.due_at}, by, at)


@transaction.atomic
def hand_over_warning(*, warning: int, owner: int, why: str, by: Actor, at: datetime) -> None:
    """Give a warning to another owner, who is told, with a reason; whoever gets it late has a working day, too.

    The owner before had it until now, as measures read it. Raises `RuleBrokenError("quality.settled_already")`, and
    `BadInputError` naming the field.
    """
    standing = organisation.standing(by, at)
    # People before cases and what hangs on them: nobody leaves between being asked for and being given it.
    organisation.lock_people([owner])
    row = _found(warning)
    if not permissions.may_hand_over(standing, owner=row.owner_id, team=row.case.team_id):
        raise NotAllowedError("quality.not_allowed")
    said = rules.check_handing(why, owner=row.owner_id, to=owner, settled_at=row.settled_at)
    if owner not in organisation.present([owner], at) or not cases.sees_case(owner, row.case.code, at):
        raise BadInputError("quality.owner_unfit", field="owner")
    HandedOver.objects.create(
        warning=row, giver_id=row.owner_id, receiver_id=owner, by_id=standing.person_id or owner, at=at, why=said
    )
    calendar = organisation.default_calendar()
    due = rules.due_for_another(row.due_at, at, organisation.clock(calendar) if calendar else None)
    row.late_told_at = row.late_told_at if due == row.due_at else None
    row.owner_id, row.due_at = owner, due
    row.save(update_fields=["owner", "due_at", "late_told_at"])
    told: dict[str, int | str] = {"case": row.case.code, "warning": row.pk}
    communication.notify(
        people=[owner], code="quality.warning_handed", params=told, subject=f"warning:{row.pk}", by=by, at=at
    )
    _tell("handed_over", row, _owed(row), by, at)


@transaction.atomic
def erase_customer(*, customer: str, by: Actor, at: datetime) -> None:
    """Erase a customer as `cases` does, and the words in warnings about their cases: what was done, why handed over.

    The warnings stay and can be counted. It cannot be undone.
    """
    erased = work.erase_customer(customer=customer, by=by, at=at)
    for start in range(0, len(erased), BATCH):
        about = Row.objects.filter(case__in=erased[start : start + BATCH])
        HandedOver.objects.filter(warning__in=about).update(why=GONE)
        about.exclude(note="").update(note=GONE)


def _found(warning: int) -> Row:
    row = Row.objects.select_for_update(of=("self",)).select_related("case").filter(pk=warning).first()
    if row is None:
        raise NotFoundError("quality.no_such_warning")
    return row


def _owed(row: Row) -> dict[str, Plain]:
    """Tell who owes what until when, as measures read it."""
    due = int(row.due_at.timestamp())
    return {"reason": row.reason, "person": row.owner_id, "team": row.case.team_id, "due": due}


def _tell(verb: str, row: Row, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    told = {**payload, "case": row.case.code}
    history.record([NewEvent(f"warning.{verb}", "warning", str(row.pk), told, at)], by=by, at=at)
