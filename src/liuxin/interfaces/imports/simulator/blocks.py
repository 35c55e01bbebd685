"""Events of one code as plain arrays, and how many such blocks become one event table in the order of time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.desk.cases.words import Kind, ServiceStage
from liuxin.facts.folding.events import EVENTS
from liuxin.interfaces.imports.simulator.catalogue import CALENDARS, CHANNELS, OUTCOMES, PRODUCTS, TARGETS, WITHDRAWN
from liuxin.interfaces.imports.simulator.words import NONE, SOURCE, Real, Whole

CASE_PREFIX: Final = "S-"
WIDTH: Final = 8
READINGS: Final = ("attendance", "sales", "hourly_rate")
TEXTS: Final = (*OUTCOMES, WITHDRAWN, "computed", *READINGS, *TARGETS)
CUSTOMER_KINDS: Final = ("external", "internal", "partner")
KINDS: Final = (*Kind, *CUSTOMER_KINDS)
STAGES: Final = (*ServiceStage, "owner")
_NAMES: Final = frozenset(field.name for field in EVENTS if pa.types.is_dictionary(field.type))
_FRAME: Final = frozenset({"seq", "at", "code", "subject_kind", "subject", "ref"})


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Events of one code.

    A subject is `prefix` and a number, padded with zeros to `width` digits (0: the plain number). `columns` hold whole
    numbers (`NONE`: not told; of a column of names the place in its list) or, for `value` and `weight`, real ones.
    `ref` numbers cases.
    """

    code: str
    at: Whole
    number: Whole
    columns: Mapping[str, Any]
    subject_kind: str = "case"
    prefix: str = CASE_PREFIX
    width: int = WIDTH

    @property
    def size(self) -> int:
        """How many events there are."""
        return int(self.at.size)

    @property
    def likeness(self) -> tuple[str, str, str, int]:
        """What blocks have in common that can be joined."""
        return self.code, self.subject_kind, self.prefix, self.width

    def take(self, rows: Whole | slice) -> "Block":
        """Give some of the events."""
        columns = {name: values[rows] for name, values in self.columns.items()}
        return Block(self.code, self.at[rows], self.number[rows], columns, self.subject_kind, self.prefix, self.width)


def joined(blocks: Sequence[Block]) -> Block:
    """Join blocks that are alike."""
    first = blocks[0]
    if len(blocks) == 1:
        return first
    columns = {name: np.concatenate([block.columns[name] for block in blocks]) for name in first.columns}
    at = np.concatenate([block.at for block in blocks])
    number = np.concatenate([block.number for block in blocks])
    return Block(first.code, at, number, columns, first.subject_kind, first.prefix, first.width)


def gathered(blocks: Iterable[Block]) -> list[Block]:
    """Join what is alike, in the order in which each likeness comes first."""
    alike: dict[tuple[str, str, str, int], list[Block]] = {}
    for block in blocks:
        if block.size:
            alike.setdefault(block.likeness, []).append(block)
    return [joined(some) for some in alike.values()]


def numbered(prefix: str, number: Whole, width: int) -> pa.Array:
    """Write numbers as text behind a prefix, without a loop over them; plain numbers where the width is 0."""
    if not width:
        plain = pa.array(number).cast(pa.string())
        return pc.binary_join_element_wise(prefix, plain, "") if prefix else plain
    head = np.frombuffer(prefix.encode(), dtype=np.uint8)
    letters = np.empty((number.size, head.size + width), dtype=np.uint8)
    letters[:, : head.size] = head
    rest = number.copy()
    for place in range(letters.shape[1] - 1, head.size - 1, -1):
        rest, digit = np.divmod(rest, 10)
        letters[:, place] = digit + ord("0")
    offsets = np.arange(number.size + 1, dtype=np.int32) * letters.shape[1]
    return pa.StringArray.from_buffers(number.size, pa.py_buffer(offsets), pa.py_buffer(letters))


class Writer:
    """Makes event tables of blocks; the names of a column are the same list in every table of a stream."""

    def __init__(self, categories: Sequence[str]) -> None:
        """Take the categories as the company writes them."""
        self._lists: dict[str, Sequence[str]] = {
            "category": categories,
            "kind": KINDS,
            "stage": STAGES,
            "channel": CHANNELS,
            "product": PRODUCTS,
            "calendar": CALENDARS,
            "source": (SOURCE,),
            "text": TEXTS,
        }

    @cached_property
    def _names(self) -> dict[str, pa.Array]:
        return {name: pa.array([str(each) for each in names], pa.string()) for name, names in self._lists.items()}

    def table(self, blocks: Iterable[Block], first_seq: int) -> pa.Table:
        """Write blocks as one table in the order of time; at one instant what stands first comes first."""
        told = gathered(blocks)
        sizes = [block.size for block in told]
        count = sum(sizes)
        at = np.concatenate([block.at for block in told]) if told else np.zeros(0, dtype=np.int64)
        order = _order(at)
        place = np.empty(count, dtype=np.int64)
        place[order] = np.arange(count)
        ends = np.cumsum(sizes)
        places = [place[end - size : end] for end, size in zip(ends, sizes, strict=True)]
        columns: dict[str, pa.Array] = {
            "seq": pa.array(np.arange(first_seq, first_seq + count, dtype=np.int64)),
            "at": pa.array(at[order]),
            "code": _repeated([block.code for block in told], sizes, order),
            "subject_kind": _repeated([block.subject_kind for block in told], sizes, order),
            "subject": _texts([numbered(block.prefix, block.number, block.width) for block in told], order),
            "ref": _references(told, sizes, order),
        }
        for field in EVENTS:
            if field.name not in _FRAME:
                columns[field.name] = self._column(field, told, places, count)
        return pa.table([columns[field.name] for field in EVENTS], schema=EVENTS)

    def _column(self, field: pa.Field, told: list[Block], places: list[Whole], count: int) -> pa.Array:
        parts = [(place, block.columns[field.name]) for block, place in zip(told, places, strict=True)
                 if field.name in block.columns]  # fmt: skip
        if not parts:
            return pa.nulls(count, field.type)
        values, missing = _scattered(parts, count, _plain(field))
        if field.name in _NAMES:
            indices = pa.array(values, mask=missing)
            return pa.DictionaryArray.from_arrays(indices, self._names[field.name])
        return pa.array(values, field.type, mask=missing)


def _plain(field: pa.Field) -> np.dtype:
    if pa.types.is_dictionary(field.type):
        return np.dtype(np.int32)
    return np.dtype(np.float64 if pa.types.is_floating(field.type) else np.int64)


def _scattered(parts: list[tuple[Whole, Whole | Real]], count: int, kind: np.dtype) -> tuple[np.ndarray, np.ndarray]:
    values = np.zeros(count, dtype=kind)
    missing = np.ones(count, dtype=np.bool_)
    for place, part in parts:
        known = np.ones(part.size, np.bool_) if part.dtype.kind == "f" else part != NONE
        if known.all():
            values[place], missing[place] = part, False
        else:
            where = place[known]
            values[where], missing[where] = part[known], False
    return values, missing


def _order(at: Whole) -> Whole:
    """Order by time, equals as they stand: one sort of whole numbers that carry their place."""
    if not at.size:
        return np.zeros(0, dtype=np.int64)
    low = int(at.min())
    bits = int(at.size).bit_length()
    if (int(at.max()) - low).bit_length() + bits > 62:  # noqa: PLR2004 - what a whole number holds
        return np.argsort(at, kind="stable")
    keyed = ((at - low) << bits) | np.arange(at.size, dtype=np.int64)
    keyed.sort()
    return keyed & ((1 << bits) - 1)


def _repeated(words: list[str], sizes: list[int], order: Whole) -> pa.Array:
    names = list(dict.fromkeys(words))
    codes = np.repeat(np.array([names.index(word) for word in words], dtype=np.int32), sizes)
    return pa.DictionaryArray.from_arrays(pa.array(codes[order]), pa.array(names, pa.string()))


def _texts(parts: list[pa.Array], order: Whole) -> pa.Array:
    if not parts:
        return pa.array([], pa.string())
    return pa.concat_arrays(parts).take(pa.array(order))


def _references(told: list[Block], sizes: list[int], order: Whole) -> pa.Array:
    if not any("ref" in block.columns for block in told):
        return pa.nulls(int(sum(sizes)), pa.string())
    parts = [
        numbered(CASE_PREFIX, block.columns["ref"], WIDTH) if "ref" in block.columns else pa.nulls(size, pa.string())
        for block, size in zip(told, sizes, strict=True)
    ]
    return _texts(parts, order)
