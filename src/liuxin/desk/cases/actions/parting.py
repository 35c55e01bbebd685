"""A case is split, or made part of a larger one; a whole is closed with its parts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions.ending import close
from liuxin.desk.cases.actions.index import index_new, index_notes
from liuxin.desk.cases.actions.merging import worked_on
from liuxin.desk.cases.actions.opening import take_in
from liuxin.desk.cases.actions.stepping import event, find, locked
from liuxin.desk.cases.models import Case, CaseThread, Note, Part, Split, SplitMessage
from liuxin.desk.cases.rules import checks, ties
from liuxin.desk.cases.words import (
    DEEPEST,
    Act,
    Channel,
    Kind,
    NewCase,
    NewSplit,
    Outcome,
    Seen,
    ServiceStage,
    Status,
)
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.words import NewThread
from liuxin.desk.customers import queries as customers
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.search import actions as search
from liuxin.desk.search.words import Source
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError


@transaction.atomic
def split(*, case: str, new: NewSplit, by: Actor, at: datetime) -> str:
    """Begin a case of its own with some messages and notes of another, and give its code.

    Notes move. Messages stay in their thread, which the customer sees as one, and are read in both; answers of the new
    case go out in a thread of its own.
    """
    row = find(case, Act.CLASSIFY, by=by, at=at)
    standing = organisation.standing(by, at)
    if not permissions.may_receive(standing):
        raise NotAllowedError("cases.not_allowed", act="split", case=case)
    if not new.messages and not new.notes:
        raise BadInputError("cases.split_nothing", field="messages")
    notes = _own_notes(row, new.notes)
    taken = _own_messages(row, new.messages)
    fresh = take_in(standing, _like(row, new), by=by, at=at)
    index_new(row=fresh, by=by, at=at)
    made = Split.objects.create(case=fresh, origin=row, person_id=by.person_id, at=at)
    SplitMessage.objects.bulk_create(SplitMessage(split=made, message_id=key) for key in taken)
    Note.objects.filter(pk__in=notes).update(case=fresh)
    search.take_out(source=Source.NOTE, keys=notes, by=by, at=at)
    index_notes(rows=Note.objects.filter(pk__in=notes), by=by, at=at)
    _thread_of_its_own(row, fresh, by=by, at=at)
    told = {"messages": len(taken), "notes": len(notes)}
    events = [event("case.split", row.code, at, {"other": fresh.code, **told})]
    history.record([*events, event("case.split_off", fresh.code, at, {"other": row.code, **told})], by=by, at=at)
    return fresh.code


@transaction.atomic
def set_whole(*, case: str, whole: str, by: Actor, at: datetime) -> None:
    """Make a case part of a larger one, or with an empty code of none."""
    row = find(case, Act.CLASSIFY, by=by, at=at)
    if not whole.strip():
        gone, _ = Part.objects.filter(case=row).delete()
        if gone:
            history.record([event("case.parted", row.code, at, {})], by=by, at=at)
        return
    # One writer at a time: two at once could close a circle that neither of them sees.
    Part.objects.select_for_update().order_by("pk").first()
    other = worked_on(whole, by=by, at=at)
    if other.status == Status.CLOSED and row.status != Status.CLOSED:
        raise RuleBrokenError("cases.whole_closed", field="whole", whole=other.code)
    ties.check_whole(row.pk, other.pk, _above(other.pk), below=_depth(row.pk))
    Part.objects.update_or_create(case=row, defaults={"whole": other})
    told = [event("case.made_part", row.code, at, {"other": other.code})]
    history.record([*told, event("case.got_part", other.code, at, {"other": row.code})], by=by, at=at)


@transaction.atomic
def close_with_parts(*, case: Seen, outcome: Outcome, outcome_text: str, by: Actor, at: datetime) -> int:
    """Close a case and before it all its parts that are open, with the same outcome; gives how many were closed.

    All or none: a part that one may not close stops it.
    """
    row = locked(case, Act.CLOSE, by=by, at=at)
    parts = Case.objects.filter(part_of__whole=row).exclude(status=Status.CLOSED.value).order_by("pk")
    count = 1
    for part in parts:
        seen = Seen(part.code, part.version)
        count += close_with_parts(case=seen, outcome=outcome, outcome_text=outcome_text, by=by, at=at)
    close(case=case, outcome=outcome, outcome_text=outcome_text, by=by, at=at)
    return count


def _own_notes(row: Case, keys: Sequence[int]) -> list[int]:
    found = list(row.notes.filter(pk__in=keys, was_outcome=False).values_list("pk", flat=True))
    if len(found) != len(set(keys)):
        raise NotFoundError("cases.split_not_there", field="notes", case=row.code)
    return found


def _own_messages(row: Case, keys: Sequence[int]) -> list[int]:
    own = set(row.threads.values_list("thread", flat=True))
    told = threads.message_texts(keys)
    if any(key not in told or told[key].thread not in own for key in keys):
        raise NotFoundError("cases.split_not_there", field="messages", case=row.code)
    return sorted(told)


def _like(row: Case, new: NewSplit) -> NewCase:
    if row.customer_id is None:
        raise RuleBrokenError("cases.split_without_customer", case=row.code)
    customer = customers.customer_names([row.customer_id])[row.customer_id]
    return NewCase(
        title=checks.text(new.title, field="title", longest=300),
        kind=Kind(row.kind),
        service_stage=ServiceStage(row.service_stage),
        channel=Channel(row.channel),
        priority=row.priority,
        customer=customer.code,
        team=new.team,
        take=new.take,
        category=row.category,
        site=row.site_id,
        next_action=new.next_action,
        next_due=new.next_due,
    )


def _thread_of_its_own(row: Case, fresh: Case, *, by: Actor, at: datetime) -> None:
    """Open a thread to the same address, so that answers of the new case reach the customer by the same way."""
    keys = list(row.threads.order_by("-pk").values_list("thread", flat=True)[:1])
    for like in threads.threads(keys).values():
        new = NewThread(like.medium, fresh.title, like.address, like.address_name, fresh.customer_id)
        CaseThread.objects.create(case=fresh, thread_id=communication.open_thread(new=new, by=by, at=at))


def _above(key: int) -> dict[int, int]:
    """Give in what a case lies, and that again, as far as it may reach."""
    found: dict[int, int] = {}
    at: int | None = key
    while at is not None and len(found) <= DEEPEST:
        whole = Part.objects.filter(case=at).values_list("whole", flat=True).first()
        if whole is not None:
            found[at] = whole
        at = whole
    return found


def _depth(key: int) -> int:
    """Count how many cases lie within one another below a case."""
    depth, level = 0, [key]
    while depth <= DEEPEST and (level := list(Part.objects.filter(whole__in=level).values_list("case", flat=True))):
        depth += 1
    return depth
