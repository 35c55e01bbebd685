"""An examination of the whole chain: every row is written down anew and held against what was sealed.

It reads past the models: what was altered on disk may be no text, no number, no row any more, and must still be named.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import DatabaseError, connection

from liuxin.desk.history import rules
from liuxin.desk.history.queries.read import head
from liuxin.desk.history.words import ERASED, ErasedRows, Fault, Problem, Root, VerifyReport

BATCH = 5_000
PROBLEMS = 1_000

GUARDS = (
    "history_event_fixed",
    "history_event_kept",
    "history_event_queued",
    "history_head_grows",
    "history_head_kept",
    "history_seal_fixed",
    "history_seal_kept",
    "history_unsealed_fixed",
    "history_unsealed_kept",
)

_EVENT = (
    "e.id, e.code, e.subject_kind, e.subject, e.actor_kind, e.actor_id, e.actor_via, e.actor_for, e.at, e.recorded_at,"
    " e.payload, e.salt, e.leaf, e.erased_by_id"
)
_EVENTS = f"SELECT {_EVENT}, s.seq, u.id FROM history_event e"  # noqa: S608 - constants
_PLACES = "LEFT JOIN history_seal s ON s.event_id = e.id LEFT JOIN history_unsealed u ON u.id = e.id"
_CHAIN = f"""
    SELECT s.seq, s.event_id, s.hash, {_EVENT} FROM history_seal s LEFT JOIN history_event e ON e.id = s.event_id
    WHERE s.seq > %s AND s.seq <= %s ORDER BY s.seq LIMIT {BATCH}
"""  # noqa: S608 - constants
_UNSEALED = f"{_EVENTS} {_PLACES} WHERE e.id > %s AND s.seq IS NULL ORDER BY e.id LIMIT {BATCH}"
_EMPTIED = f"{_EVENTS} {_PLACES} WHERE e.id > %s AND e.erased_by_id IS NOT NULL ORDER BY e.id LIMIT {BATCH}"
_ERASURES = f"{_EVENTS} {_PLACES} WHERE e.id > %s AND e.code = '{ERASED}' ORDER BY e.id LIMIT {BATCH}"
_ERASED_BY = "SELECT payload FROM history_event WHERE id = %s AND code = %s"
_LEFT = f"""
    SELECT id, actor_id, actor_via, actor_for FROM history_event
    WHERE id > %s AND erased_by_id = %s ORDER BY id LIMIT {BATCH}
"""  # noqa: S608 - constants
_TABLES = ("history_event", "history_seal", "history_head", "history_unsealed")
_GUARDS_OF = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
_HEAD = """
    SELECT (SELECT COALESCE(MAX(seq), 0) FROM history_seal), h.seq, h.hash, h.mark
    FROM (SELECT 1) AS one LEFT JOIN history_head h ON h.id = 1
"""


class _Row(NamedTuple):
    """An event as it lies in the database; the types are what was written, not what may be found."""

    id: int
    code: str
    subject_kind: str
    subject: str
    actor_kind: str
    actor_id: str
    via: str
    for_id: str
    at: int
    recorded_at: int
    payload: str | None
    salt: bytes | None
    leaf: bytes
    erased_by: int | None

    @property
    def actor(self) -> tuple[str, str, str]:
        return self.actor_id, self.via, self.for_id

    @property
    def left(self) -> tuple[int, str, str, str]:
        return self.id, *self.actor

    @property
    def is_emptied(self) -> bool:
        return self.payload is None or self.salt is None

    def leaf_holds(self) -> bool:
        """Tell whether what may be about a person is what was recorded; an erased row has nothing to compare."""
        if self.is_emptied:
            return True
        fresh = rules.leaf(_raw(self.salt), subject=self.subject, actor=self.actor, payload=self.payload or "")
        return self.erased_by is None and fresh == _raw(self.leaf)


def _raw(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return bytes(value) if isinstance(value, bytes | memoryview) else repr(value).encode()


def verify(
    *, key: bytes | str, roots: Iterable[Root] = (), progress: Callable[[int], None] | None = None
) -> VerifyReport:
    """Examine the whole record: content, order, ends, erasures, guards, and roots that were kept outside.

    `progress` is told how many sealed events have been examined so far.
    """
    examination = _Examination(key.encode() if isinstance(key, str) else key, progress or (lambda _: None))
    with _whatever_text():
        for part in (
            examination.chain,
            examination.unsealed,
            examination.erasures,
            lambda: examination.roots(roots),
            examination.database,
        ):
            try:
                part()
            except DatabaseError as error:
                examination.find(Fault.UNREADABLE, detail=str(error))
    return examination.report()


@contextmanager
def _whatever_text() -> Iterator[None]:
    """Let SQLite hand out text that is no Unicode any more instead of failing on it."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = usual


def _batches(sql: str, *params: int) -> Iterator[list[tuple[Any, ...]]]:
    """Read by the first column, which goes up: memory stays bounded on every database."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(sql, [after, *params])
            rows = cursor.fetchall()
            if rows:
                yield rows
            if len(rows) < BATCH:
                return
            after = rows[-1][0]


def _shown(text: object) -> str:
    return str(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _at(microseconds: object) -> datetime | None:
    try:
        return rules.instant(microseconds) if isinstance(microseconds, int) else None
    except OverflowError:
        return None


def _said(payload: str | None) -> tuple[list[int], str]:
    """Read an erasure's payload; one that was altered says nothing (and is named by its leaf)."""
    try:
        said = json.loads(payload or "{}")
        return list(rules.ids_of(said["ids"])), str(said["left"])
    except (ValueError, LookupError, TypeError, AttributeError):
        return [], ""


@dataclass
class _Examination:
    """What has been found so far, and the last link: as it is stored, and as it ought to be."""

    key: bytes
    progress: Callable[[int], None]
    problems: list[Problem] = field(default_factory=list)
    erased: list[ErasedRows] = field(default_factory=list)
    more: int = 0
    checked: int = 0
    stored: bytes = rules.GENESIS
    computed: bytes = rules.GENESIS
    doubt: Problem | None = None
    key_fits: bool = True
    ids: dict[int, frozenset[int]] = field(default_factory=dict)

    def find(self, what: Fault, row: _Row | None = None, **place: Any) -> None:
        """Note a problem, with as much of the row as there still is."""
        self._note(_problem(what, row, **place))

    def _note(self, problem: Problem) -> None:
        if len(self.problems) < PROBLEMS:
            self.problems.append(problem)
        else:
            self.more += 1

    def chain(self) -> None:
        """Follow the chain from its beginning to its end."""
        with connection.cursor() as cursor:
            cursor.execute(_HEAD)
            last, *end = cursor.fetchone()
        before = 0
        for batch in _batches(_CHAIN, last):
            if not before:
                self._try_key(batch[:3], *end)
            for seq, event_id, stored, *rest in batch:
                if seq != before + 1:
                    self._settle(Fault.ALTERED)
                    self.find(Fault.SEAL_GONE, seq=before + 1, detail=rules.ranges(range(before + 1, seq)))
                row = _Row(*rest) if rest[0] is not None else None
                self._step(seq, event_id, row, _raw(stored), follows=seq == before + 1)
                before = seq
            self.checked += len(batch)
            self.progress(self.checked)
        self._end(last, *end)

    def _try_key(self, rows: list[tuple[Any, ...]], seq: int | None, digest: object, mark: object) -> None:
        """Tell a wrong key from a wrong record: with a wrong one neither the head nor any link holds."""
        if seq is None or self._is_marked(seq, digest, mark):
            return
        before = rules.GENESIS
        for place, _, stored, *rest in rows:
            if rest[0] is not None and self._link(place, _Row(*rest), before) == _raw(stored):
                return
            before = _raw(stored)
        self.key_fits = False
        self.find(Fault.KEY_DOES_NOT_FIT)

    def _is_marked(self, seq: int, digest: object, mark: object) -> bool:
        return rules.head_mark(self.key, seq, _raw(digest)) == _raw(mark)

    def _link(self, seq: int, row: _Row, before: bytes) -> bytes:
        place = (seq, row.id, row.code, row.subject_kind, row.actor_kind, row.at, row.recorded_at)
        return rules.link(self.key, before, place, _raw(row.leaf))

    def _step(self, seq: int, event_id: int, row: _Row | None, stored: bytes, *, follows: bool) -> None:
        if row is None:
            self._settle(Fault.ALTERED)
            self.find(Fault.EVENT_GONE, seq=seq, event_id=event_id)
            self.stored = self.computed = stored
            return
        computed = self._link(seq, row, self.stored)
        holds = computed == stored or not follows or not self.key_fits
        if not holds and self.doubt and self._link(seq, row, self.computed) == stored:
            self._settle(Fault.SEAL_ALTERED)
            holds = True
        self._settle(Fault.ALTERED)
        self._content(seq, row, holds=holds)
        self.stored, self.computed = stored, computed

    def _content(self, seq: int, row: _Row, *, holds: bool) -> None:
        if row.is_emptied and row.erased_by is None:
            self.find(Fault.EMPTIED, row, seq=seq)
        elif not row.leaf_holds():
            self.find(Fault.ALTERED, row, seq=seq)
        elif not holds:
            self.doubt = _problem(Fault.ALTERED, row, seq=seq)

    def _settle(self, what: Fault) -> None:
        """Say what the doubt about the row before was: only the row after it tells content from hash."""
        if self.doubt:
            self._note(replace(self.doubt, what=what))
            self.doubt = None

    def _end(self, last: int, seq: int | None, digest: object, mark: object) -> None:
        ends_here = seq is not None and _raw(digest) == self.computed
        self._settle(Fault.SEAL_ALTERED if ends_here else Fault.ALTERED)
        if not self.key_fits:
            return
        if seq is None:
            if last:
                self.find(Fault.HEAD_ALTERED)
        elif seq > last:
            self.find(Fault.CUT_SHORT, seq=last + 1, detail=rules.ranges(range(last + 1, seq + 1)))
        elif seq < last or not self._is_marked(seq, digest, mark):
            self.find(Fault.HEAD_ALTERED, seq=seq)

    def unsealed(self) -> None:
        """Look at what waits for the sealer."""
        for batch in _batches(_UNSEALED):
            for *event, _, queued in batch:
                row = _Row(*event)
                if not row.leaf_holds():
                    self.find(Fault.UNSEALED_ALTERED, row)
                if queued is None:
                    self.find(Fault.NEVER_QUEUED, row)

    def erasures(self) -> None:
        """Hold every erasure against its rows, and every emptied row against its erasure."""
        for batch in _batches(_ERASURES):
            for *event, seq, _ in batch:
                self._erasure(_Row(*event), seq)
        for batch in _batches(_EMPTIED):
            for *event, seq, _ in batch:
                row = _Row(*event)
                if not row.is_emptied or row.subject or row.id not in self._ids_of(row.erased_by):
                    self.find(Fault.EMPTIED, row, seq=seq)

    def _erasure(self, row: _Row, seq: int | None) -> None:
        left = [rest for batch in _batches(_LEFT, row.id) for rest in batch]
        ids, digest = _said(row.payload)
        if [rest[0] for rest in left] != ids or rules.remains(left) != digest:
            self.find(Fault.ERASURE_ALTERED, row, seq=seq, detail=rules.ranges(ids))
        self.erased.append(
            ErasedRows(seq, row.id, _at(row.at), _shown(row.actor_kind), _shown(row.actor_id), len(left))
        )

    def _ids_of(self, erasure: int | None) -> frozenset[int]:
        if erasure is None:
            return frozenset()
        if erasure not in self.ids:
            with connection.cursor() as cursor:
                cursor.execute(_ERASED_BY, [erasure, ERASED])
                row = cursor.fetchone()
            self.ids[erasure] = frozenset(_said(row[0])[0]) if row else frozenset()
        return self.ids[erasure]

    def roots(self, roots: Iterable[Root]) -> None:
        """Hold the chain against roots that were kept outside the database."""
        for root in roots:
            with connection.cursor() as cursor:
                cursor.execute("SELECT hash FROM history_seal WHERE seq = %s", [root.seq])
                row = cursor.fetchone()
            if row is None:
                self.find(Fault.CUT_SHORT, seq=root.seq)
            elif _raw(row[0]).hex() != root.hash:
                self.find(Fault.ROOT_DIFFERS, seq=root.seq)

    def database(self) -> None:
        """Look at what the database itself can tell: guards in place, and on SQLite a file that is whole."""
        with connection.cursor() as cursor:
            cursor.execute(_GUARDS_OF[connection.vendor])
            there = {name for (name,) in cursor.fetchall()}
            for name in sorted(set(GUARDS) - there):
                self.find(Fault.GUARD_GONE, detail=name)
            for table in _TABLES if connection.vendor == "sqlite" else ():
                cursor.execute(f"PRAGMA integrity_check({table})")
                for (said,) in cursor.fetchall():
                    # A row that breaks a CHECK has been named already.
                    if said != "ok" and not said.startswith("CHECK constraint failed"):
                        self.find(Fault.UNREADABLE, detail=f"{table}: {said}")

    def report(self) -> VerifyReport:
        """Give everything that was found."""
        return VerifyReport(
            ok=not self.problems,
            checked=self.checked,
            problems=tuple(self.problems),
            head=head(),
            erasures=tuple(self.erased),
            more=self.more,
        )


def _problem(
    what: Fault, row: _Row | None, *, seq: int | None = None, event_id: int | None = None, detail: str = ""
) -> Problem:
    if row is None:
        return Problem(seq, event_id, what, detail=detail)
    shown = (_shown(row.code), _shown(row.subject_kind), _shown(row.subject))
    return Problem(seq, row.id, what, *shown, at=_at(row.at), detail=detail)
