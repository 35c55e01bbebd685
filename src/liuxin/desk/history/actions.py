"""What is written into the record: events, seals, erasures. Nothing else writes it, and nothing is ever rewritten."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When

from liuxin.desk.history import rules
from liuxin.desk.history.models import Event, Head, Seal, Unsealed
from liuxin.desk.history.words import ERASED, EXAMINED, NewEvent, SealResult
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, CannotTellError
from liuxin.kernel.rows import Cell, write_rows

INSERT_ROWS = 2_000
SEAL_ROWS = 5_000
ERASE_ROWS = 500

_EVENT = (
    *("code", "subject_kind", "subject", "actor_kind", "actor_id", "actor_via", "actor_for"),
    *("at", "recorded_at", "payload", "salt", "leaf"),
)
_SEAL = ("seq", "event_id", "hash")
_IDENTITY = ("id", "actor_kind", "actor_id", "actor_via", "actor_for")
_PLACE = ("id", "code", "subject_kind", "actor_kind", "at", "recorded_at", "leaf")


def record(events: Iterable[NewEvent], *, by: Actor, at: datetime) -> int:
    """Write events in the caller's transaction and give their number; ⌈events / 2,000⌉ statements.

    `at` is the time of recording, `by` who did it where an event does not name its own actor.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The record is written in the same transaction as what it records")
    rows = _rows(events, by, rules.micros(at))
    count = 0
    while batch := list(islice(rows, INSERT_ROWS)):
        write_rows(connection, "history_event", _EVENT, batch)
        count += len(batch)
    return count


def _rows(events: Iterable[NewEvent], by: Actor, recorded_at: int) -> Iterator[tuple[Cell, ...]]:
    known: set[str] = set()
    for event in events:
        if event.code not in known:
            rules.check_code(event.code)
            known.add(event.code)
        if not event.subject:
            raise BadInputError("history.no_subject", field="subject", event=event.code)
        actor = event.by or by
        person = (actor.id, actor.via, actor.for_id)
        payload = rules.canonical(event.payload)
        salt = os.urandom(rules.SALT_BYTES)
        leaf = rules.leaf(salt, subject=event.subject, actor=person, payload=payload)
        yield (
            *(event.code, event.subject_kind, event.subject, actor.kind.value, *person),
            *(rules.micros(event.at), recorded_at, payload, salt, leaf),
        )


def seal(*, key: bytes | str, at: datetime, limit: int | None = None) -> SealResult:
    """Give every committed event the next place in the chain, in short transactions, at most `limit` of them.

    `at` is kept beside the head, for whoever asks whether the sealer still runs.
    Events are taken in the order of their ids. Where a lower id commits later (PostgreSQL) it gets a later place.
    Sealers that run at once wait for one another at the row of the head.
    """
    secret = key.encode() if isinstance(key, str) else key
    count = 0
    while True:
        rows = SEAL_ROWS if limit is None else min(SEAL_ROWS, limit - count)
        done, last = _seal_some(secret, rows, rules.micros(at)) if rows else (0, _last())
        count += done
        if done < SEAL_ROWS:
            return SealResult(count, last)


def _last() -> int:
    return Head.objects.values_list("seq", flat=True).first() or 0


def _seal_some(key: bytes, rows: int, at: int) -> tuple[int, int]:
    if not Unsealed.objects.exists():
        return 0, _last()
    with transaction.atomic():
        head = _locked_head(key, at)
        # By number, not by a subquery: a server that knows nothing of fresh tables would compare each with each.
        numbers = list(Unsealed.objects.order_by("id").values_list("id", flat=True)[:rows])
        waiting = list(Event.objects.filter(_among(numbers)).order_by("id").values_list(*_PLACE))
        seals: list[tuple[int, int, bytes]] = []
        seq, last = head.seq, bytes(head.hash)
        for seq, (event, *place, leaf) in enumerate(waiting, head.seq + 1):
            last = rules.link(key, last, (seq, event, *place), bytes(leaf))
            seals.append((seq, event, last))
        if seals:
            _append(seals)
            mark = rules.head_mark(key, seq, last)
            Head.objects.filter(id=1).update(seq=seq, hash=last, mark=mark, sealed_at=at)
    return len(seals), seq


def _append(seals: list[tuple[int, int, bytes]]) -> None:
    write_rows(connection, "history_seal", _SEAL, seals)
    Unsealed.objects.filter(_among([event for _, event, _ in seals])).delete()


def _among(numbers: Sequence[int]) -> Q:
    """Ask for numbers that rise: for a range where none is left out, for then nothing else can lie between them."""
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return Q(id__range=(numbers[0], numbers[-1]))
    return Q(id__in=numbers)


def _locked_head(key: bytes, at: int) -> Head:
    head = Head.objects.select_for_update().filter(id=1).first()
    if head is None:
        if Seal.objects.exists():
            raise CannotTellError("history.head_gone")
        mark = rules.head_mark(key, 0, rules.GENESIS)
        start = Head(id=1, seq=0, hash=rules.GENESIS, mark=mark, sealed_at=at)
        Head.objects.bulk_create([start], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(id=1)
    return head


def note_examination(*, ok: bool, checked: int, problems: int, by: Actor, at: datetime) -> None:
    """Put on record that somebody examined the record, and what came of it."""
    payload = {"ok": ok, "checked": checked, "problems": problems}
    with transaction.atomic():
        record([NewEvent(EXAMINED, "record", "chain", payload, at)], by=by, at=at)


def erase(*, subject_kind: str, subject: str, by: Actor, at: datetime) -> int:
    """Take content, salt and subject out of every event about a subject; gives their number.

    The chain still verifies. An event says that it was done, by whom, and to which rows. Ids of the subject in events
    about others stay: what they point to is the room's to erase, in the same transaction.
    """
    if not subject:
        raise BadInputError("history.no_subject", field="subject")
    with transaction.atomic():
        about = Event.objects.filter(subject_kind=subject_kind, subject=subject, erased_by__isnull=True)
        rows = about.select_for_update().order_by("id")
        left = [(row, *_left_of(actor, subject_kind, subject)) for row, *actor in rows.values_list(*_IDENTITY)]
        if not left:
            return 0
        event = _record_erasure(left, subject_kind, by=by, at=at)
        for start in range(0, len(left), ERASE_ROWS):
            ids = [row[0] for row in left[start : start + ERASE_ROWS]]
            _empty(ids, subject_kind, subject, erased_by=event)
    return len(left)


def _left_of(actor: list[str], subject_kind: str, subject: str) -> tuple[str, str, str]:
    """Give (id, via, for) as the erased row keeps them: nobody where the actor is the one who is erased."""
    kind, key, via, for_id = actor
    return ("" if (kind, key) == (subject_kind, subject) else key, via, for_id)


def _record_erasure(left: list[tuple[int, str, str, str]], subject_kind: str, *, by: Actor, at: datetime) -> int:
    payload = rules.canonical(
        {"ids": rules.ranges(row[0] for row in left), "left": rules.remains(left)}, text_limit=None
    )
    salt, when = os.urandom(rules.SALT_BYTES), rules.micros(at)
    event = Event(
        code=ERASED,
        subject_kind=subject_kind,
        actor_kind=by.kind.value,
        actor_id=by.id,
        actor_via=by.via,
        actor_for=by.for_id,
        at=when,
        recorded_at=when,
        payload=payload,
        salt=salt,
        leaf=rules.leaf(salt, subject="", actor=(by.id, by.via, by.for_id), payload=payload),
    )
    event.save(force_insert=True)
    return event.pk


def _empty(ids: list[int], subject_kind: str, subject: str, *, erased_by: int) -> None:
    same = When(actor_kind=subject_kind, actor_id=subject, then=Value(""))
    Event.objects.filter(id__in=ids).update(
        payload=None, salt=None, subject="", actor_id=Case(same, default=F("actor_id")), erased_by_id=erased_by
    )
