"""Event tables as happenings of cases, and as plain events of everything else."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.desk.cases.words import HAPPENINGS, FieldKind, Happening
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.interfaces.imports.simulator.words import SOURCE
from liuxin.interfaces.imports.simulator.writing.histories import instant
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.kernel.actor import Actor

Row = Mapping[str, Any]
CHUNK: Final = 20_000


def happenings(table: pa.Table, keys: Keys, bot: int) -> Iterator[Happening]:
    """Give what happened around cases, in the order of time; `bot` is the installation's key of the automatic actor."""
    for row in _rows(table, tuple(HAPPENINGS)):
        told = {name: _value(row, name, wanted.kind, keys) for name, wanted in HAPPENINGS[row["code"]].items()}
        yield Happening(row["code"], row["subject"], instant(row["at"]), told, _actor(row, told, bot))


def _actor(row: Row, told: Mapping[str, object], bot: int) -> Actor | None:
    person = told.get("person")
    if row["code"] not in {"message.sent", "case.next_planned"} or person is None:
        return None
    return Actor.system(SOURCE) if person == bot else Actor.person(str(person), via=SOURCE)


def _value(row: Row, name: str, kind: FieldKind, keys: Keys) -> int | bool | None:
    if kind is FieldKind.FLAG:
        return None if row["flag"] is None else bool(row["flag"])
    value: int | None = row[name]
    if kind is FieldKind.PERSON:
        return keys.person(value)
    return keys.team(value) if kind is FieldKind.TEAM else value


def others(table: pa.Table, keys: Keys) -> Iterator[NewEvent]:
    """Give the events of duties, and promises of replies, in the order of time."""
    for row in _rows(table, tuple(_TELL)):
        yield NewEvent(
            row["code"], row["subject_kind"], row["subject"], _TELL[row["code"]](row, keys), instant(row["at"])
        )


def _rows(table: pa.Table, codes: tuple[str, ...]) -> Iterator[Row]:
    wanted = table.filter(pc.is_in(table["code"].cast(pa.string()), pa.array(codes)))
    for batch in wanted.to_batches(max_chunksize=CHUNK):
        yield from batch.to_pylist()


def _nothing(_row: Row, _keys: Keys) -> Payload:
    return {}


def _due(row: Row, keys: Keys) -> dict[str, int | str | None]:
    return {"person": keys.person(row["person"]), "team": keys.team(row["team"]), "due": row["due"]}


def _about_case(row: Row, keys: Keys) -> Payload:
    return {**_due(row, keys), "case": row["ref"]}


def _obstacle(row: Row, keys: Keys) -> Payload:
    return _due(row, keys)


def _talk(row: Row, keys: Keys) -> Payload:
    about = int(row["subject"].rpartition("-")[2])
    return {"person": keys.person(row["person"]), "about": keys.person(about), "due": row["due"]}


def _flag(name: str) -> Callable[[Row, Keys], Payload]:
    return lambda row, _keys: {name: bool(row["flag"])}


def _reply(row: Row, _keys: Keys) -> Payload:
    return {"target": row["text"], "since": row["start"], "due": row["due"]}


_TELL: Final[Mapping[str, Callable[[Row, Keys], Payload]]] = {
    "warning.raised": _about_case,
    "warning.answered": _nothing,
    "recovery.opened": _about_case,
    "recovery.ended": _flag("won_back"),
    "obstacle.raised": _obstacle,
    "obstacle.cleared": _flag("confirmed"),
    "talk.planned": _talk,
    "talk.held": _nothing,
    "case.response_due": _reply,
}
"""What each event tells besides its subject and its time."""
