"""Typed reading of one value of a mapping file; every refusal names its key and what would do."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from liuxin.kernel.errors import BadInputError

Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")
MOST_NAMES = 12

TYPE_NAMES: Mapping[type, str] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    list: "array",
    dict: "table",
    float: "float",
    date: "date",
    datetime: "date-time",
}
"""The names that TOML gives to its types, in both languages."""


def wrong_type(key: str, value: object, wanted: str) -> BadInputError:
    """Make the error for a value of another type."""
    found = TYPE_NAMES.get(type(value), type(value).__name__)
    return BadInputError("import.mapping_wrong_type", field=key, wanted=wanted, found=found)


def text(key: str, value: object) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise wrong_type(key, value, "string")
    return value


def texts(key: str, value: object) -> tuple[str, ...]:
    """Read a list of texts; one text alone is a list of one."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise wrong_type(key, value, "array of strings")
    return tuple(value)


def whole(key: str, value: object, *, low: int, high: int) -> int:
    """Read a whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(key, value, "integer")
    if not low <= value <= high:
        raise BadInputError("import.mapping_outside", field=key, value=value, low=low, high=high)
    return value


def day(key: str, value: object) -> date:
    """Read a date."""
    if type(value) is not date:
        raise wrong_type(key, value, "date")
    return value


def days(key: str, value: object) -> frozenset[date]:
    """Read a list of dates."""
    if not isinstance(value, list):
        raise wrong_type(key, value, "array of dates")
    return frozenset(day(key, item) for item in value)


def one_of(words: type[Word]) -> Callable[[str, object], Word]:
    """Give a reader for one word of an enum."""

    def read(key: str, value: object) -> Word:
        name = text(key, value)
        if name not in set(words):
            allowed = ", ".join(word.value for word in words)
            raise BadInputError("import.mapping_bad_word", field=key, value=name, allowed=allowed)
        return words(name)

    return read


def one_of_these(known: Iterable[str]) -> Callable[[str, object], str]:
    """Give a reader for one of some words that are no enum."""
    allowed = sorted(known)

    def read(key: str, value: object) -> str:
        name = text(key, value)
        if name not in allowed:
            raise BadInputError("import.mapping_bad_word", field=key, value=name, allowed=", ".join(allowed))
        return name

    return read


def table_of(read: Callable[[str, object], Read]) -> Callable[[str, object], dict[str, Read]]:
    """Give a reader for a table from words of the source to words of ours."""

    def read_table(key: str, value: object) -> dict[str, Read]:
        return {label: read(f"{key}.{label}", entry) for label, entry in table(key, value).items()}

    return read_table


def table(key: str, value: object) -> dict[str, object]:
    """Read a table."""
    if not isinstance(value, dict):
        raise wrong_type(key, value, "table")
    return value


def near(name: str, known: Iterable[str]) -> str:
    """Give the known name that was probably meant, or all of them when none is near."""
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    folded = [each for each in names if each.casefold() == name.casefold()]
    return (folded or close or [", ".join(names[:MOST_NAMES])])[0]
