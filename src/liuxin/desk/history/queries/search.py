"""Searches of the whole record, for those who may read it."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from liuxin.desk.history import rules
from liuxin.desk.history.models import Event
from liuxin.desk.history.permissions import may_read_record
from liuxin.desk.history.queries.read import RECORDED, recorded
from liuxin.desk.history.words import EventFilter, EventPage, RecordedEvent
from liuxin.kernel.errors import NotAllowedError

BATCH = 2_000


def search(*, roles: Collection[str], wanted: EventFilter, before: int | None = None, size: int = 50) -> EventPage:
    """Give a page of events, newest first; `before` is the `older` of the page before.

    Raises `NotAllowedError("history.not_for_you")`.
    """
    _check(roles)
    found = _page(_condition(wanted), before, size + 1)
    return EventPage(tuple(found[:size]), found[size - 1].id if len(found) > size else None)


def export(*, roles: Collection[str], wanted: EventFilter) -> Iterator[RecordedEvent]:
    """Give every event that is looked for, newest first, with bounded memory; refuses as `search` does, at once."""
    _check(roles)
    return _all(_condition(wanted))


def _all(condition: Q) -> Iterator[RecordedEvent]:
    before = None
    while found := _page(condition, before, BATCH):
        yield from found
        before = found[-1].id


def _check(roles: Collection[str]) -> None:
    if not may_read_record(roles):
        raise NotAllowedError("history.not_for_you")


def _page(condition: Q, before: int | None, rows: int) -> list[RecordedEvent]:
    events = Event.objects.filter(condition).order_by("-id")
    if before is not None:
        events = events.filter(id__lt=before)
    return [recorded(row) for row in events.values_list(*RECORDED)[:rows]]


def _condition(wanted: EventFilter) -> Q:
    condition = Q()
    if wanted.code:
        condition &= Q(code__startswith=wanted.code) if wanted.code.endswith(".") else Q(code=wanted.code)
    for name in ("subject_kind", "subject", "actor_kind", "actor_id"):
        if value := getattr(wanted, name):
            condition &= Q(**{name: value})
    if wanted.start:
        condition &= Q(at__gte=rules.micros(wanted.start))
    if wanted.end:
        condition &= Q(at__lt=rules.micros(wanted.end))
    return condition
