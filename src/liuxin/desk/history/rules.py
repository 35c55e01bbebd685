"""How the record is written down and sealed: pure functions of bytes.

An event has a *leaf*: SHA-256 over a salt of its own and everything that may be about a person (subject, actor,
payload). The chain holds leaves, not content: whoever erases content and salt takes away what was said and leaves the
chain provable. A *link* is HMAC-SHA-256, under a key that lives outside the database, over the link before it and the
event's place, kind, times and leaf.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from liuxin.desk.history.words import Payload
from liuxin.kernel.errors import BadInputError

GENESIS = bytes(32)
SALT_BYTES = 16
TEXT_LIMIT = 200
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PLAIN = frozenset({int, str, bool, float, type(None)})
_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def micros(at: datetime) -> int:
    """Give an aware time as whole microseconds since 1970 UTC; raises `BadInputError("history.naive_time")`."""
    if at.tzinfo is None:
        raise BadInputError("history.naive_time", field="at")
    return (at - _EPOCH) // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """Give the UTC time back."""
    return _EPOCH + timedelta(microseconds=microseconds)


def canonical(payload: Payload, *, text_limit: int | None = TEXT_LIMIT) -> str:
    """Write a payload in the one form that is hashed; raises `BadInputError("history.payload_not_plain")`."""
    for name, value in payload.items():
        if type(value) not in _PLAIN or (type(value) is str and text_limit and len(value) > text_limit):
            raise BadInputError("history.payload_not_plain", field=name)
    try:
        return _compact(payload)
    except ValueError as error:
        raise BadInputError("history.payload_not_plain", field="payload") from error


def check_code(code: str) -> None:
    """Refuse a code that is no dotted word; raises `BadInputError("history.bad_code")`."""
    if not CODE.fullmatch(code):
        raise BadInputError("history.bad_code", field="code", value=code)


def _bytes(parts: list[object]) -> bytes:
    # What was altered on disk may be no Unicode any more: it must still hash, to something else.
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=repr).encode("utf-8", "surrogatepass")


def leaf(salt: bytes, *, subject: str, actor: tuple[str, str, str], payload: str) -> bytes:
    """Give the digest of what may be about a person. `actor` is (id, via, for_id), `payload` its canonical text."""
    return hashlib.sha256(salt + _bytes([subject, *actor, payload])).digest()


def link(key: bytes, before: bytes, place: tuple[object, ...], leaf_digest: bytes) -> bytes:
    """Give the next hash of the chain.

    `place` is (seq, event id, code, subject kind, actor kind, at, recorded at), times in microseconds.
    """
    return hmac.digest(key, before + leaf_digest + _bytes(list(place)), "sha256")


def head_mark(key: bytes, seq: int, last: bytes) -> bytes:
    """Sign where the chain ends, so that its end cannot be cut off unseen."""
    return hmac.digest(key, b"head" + last + str(seq).encode(), "sha256")


def remains(rows: Iterable[tuple[object, ...]]) -> str:
    """Give the digest of what an erasure left of its rows, in the order of their ids."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_bytes(list(row)))
    return digest.hexdigest()


def ranges(ids: Iterable[int]) -> str:
    """Write ascending ids shortly: `3-5,9`."""
    spans: list[list[int]] = []
    for number in ids:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in spans)


def ids_of(text: str) -> Iterator[int]:
    """Read what `ranges` wrote."""
    for span in filter(None, text.split(",")):
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)
