"""What can be read from the record: the sealed chain for facts, events of a subject, the head."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from liuxin.desk.history import rules
from liuxin.desk.history.models import Event, Seal, Unsealed
from liuxin.desk.history.words import ChainHead, Payload, RecordedEvent, SealedEvent
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import CannotTellError

BATCH = 5_000
SUBJECTS = 500

_SEALED = (
    "seq",
    "event__code",
    "event__subject_kind",
    "event__subject",
    "event__actor_kind",
    "event__actor_id",
    "event__at",
    "event__payload",
)
_STATE = """
    SELECT h.seq, h.hash, h.sealed_at, (SELECT COUNT(*) FROM history_unsealed),
        (SELECT e.recorded_at FROM history_event e WHERE e.id = (SELECT MIN(u.id) FROM history_unsealed u))
    FROM (SELECT 1) AS one LEFT JOIN history_head h ON h.id = 1
"""
RECORDED = (
    "id",
    "seal__seq",
    "code",
    "subject_kind",
    "subject",
    "actor_kind",
    "actor_id",
    "actor_via",
    "actor_for",
    "at",
    "recorded_at",
    "payload",
)


def recorded(row: tuple[int, int | None, str, str, str, str, str, str, str, int, int, str | None]) -> RecordedEvent:
    """Give an event from a row of `RECORDED`."""
    key, seq, code, subject_kind, subject, kind, actor_id, via, for_id, at, recorded_at, payload = row
    return RecordedEvent(
        id=key,
        seq=seq,
        code=code,
        subject_kind=subject_kind,
        subject=subject,
        actor=Actor(_kind(kind, key), actor_id, via, for_id),
        at=rules.instant(at),
        recorded_at=rules.instant(recorded_at),
        payload=_shown(payload),
        erased=payload is None,
    )


def _kind(kind: str, key: int) -> ActorKind:
    try:
        return ActorKind(kind)
    except ValueError as error:
        raise CannotTellError("history.unreadable_event", event=str(key)) from error


def _shown(payload: str | None) -> Payload:
    """Read a payload for a page; one that was altered on disk is shown as it lies there."""
    try:
        content = json.loads(payload or "{}")
    except ValueError:
        content = None
    return content if isinstance(content, dict) else {"unreadable": payload}


def _sealed(row: tuple[int, str, str, str, str, str, int, str | None]) -> SealedEvent:
    seq, code, subject_kind, subject, actor_kind, actor_id, at, payload = row
    try:
        content = {} if payload is None else json.loads(payload)
    except ValueError as error:
        raise CannotTellError("history.unreadable_event", event=str(seq)) from error
    return SealedEvent(
        seq, code, subject_kind, subject, actor_kind, actor_id, rules.instant(at), content, erased=payload is None
    )


def sealed_after(seq: int, *, up_to: int | None = None, prefixes: tuple[str, ...] = ()) -> Iterator[list[SealedEvent]]:
    """Give the sealed events after a place in the chain, in batches of at most 5,000, in the order of the chain.

    `prefixes` keeps codes that begin so; a batch is never empty.
    """
    wanted = Q()
    for prefix in prefixes:
        wanted |= Q(event__code__startswith=prefix)
    chain = Seal.objects.filter(wanted).order_by("seq").values_list(*_SEALED)
    if up_to is not None:
        chain = chain.filter(seq__lte=up_to)
    while rows := list(chain.filter(seq__gt=seq)[:BATCH]):
        yield [_sealed(row) for row in rows]
        seq = rows[-1][0]


def sealed_of(subject_kind: str, subjects: Iterable[str]) -> Iterator[SealedEvent]:
    """Give the sealed events of subjects, ordered by subject, then by place in the chain."""
    ordered = iter(sorted(set(subjects)))
    while some := list(islice(ordered, SUBJECTS)):
        rows = Seal.objects.filter(event__subject_kind=subject_kind, event__subject__in=some).values_list(*_SEALED)
        # Sorted here: the collations of databases differ.
        yield from map(_sealed, sorted(rows, key=lambda row: (row[3], row[0])))


def recorded_of(subject_kind: str, subjects: Iterable[str], *, codes: Iterable[str]) -> Iterator[RecordedEvent]:
    """Give the events of these codes about subjects, sealed or not yet, in no order; a statement for 500 subjects."""
    wanted, names = iter(sorted(set(subjects))), tuple(codes)
    while some := list(islice(wanted, SUBJECTS)):
        rows = Event.objects.filter(subject_kind=subject_kind, subject__in=some, code__in=names)
        yield from map(recorded, rows.values_list(*RECORDED))


def head() -> ChainHead:
    """Tell where the chain stands and what waits for the sealer; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        seq, digest, sealed_at, waiting, since = cursor.fetchone()
    last = rules.GENESIS if digest is None else bytes(digest)
    return ChainHead(seq or 0, last.hex(), waiting, _instant(since), _instant(sealed_at))


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else rules.instant(microseconds)


def timeline(subject_kind: str, subject: str) -> list[RecordedEvent]:
    """Give everything that is recorded about a subject, sealed or not yet, in the order of recording."""
    events = Event.objects.filter(subject_kind=subject_kind, subject=subject)
    return [recorded(row) for row in events.order_by("id").values_list(*RECORDED)]


def waiting(codes: Collection[str], *, after: int) -> int:
    """Count the events of some codes that are not among the first `after` of the chain, sealed or not."""
    some = Event.objects.filter(code__in=codes)
    return _unsealed(some) + some.filter(seal__seq__gt=after).count()


def _unsealed(some: QuerySet[Event]) -> int:
    """Count by the range of what waits for its seal, where none is left out.

    A server that knows nothing of fresh tables would compare each with each.
    """
    first, last, count = Unsealed.objects.aggregate(first=Min("pk"), last=Max("pk"), count=Count("pk")).values()
    if not count:
        return 0
    if last - first == count - 1:
        return some.filter(pk__range=(first, last)).count()
    return some.filter(pk__in=Unsealed.objects.values("pk")).count()
