"""Whom a note names: an @ before a name."""

import re
from collections.abc import Iterable, Mapping

_WORD = r"[^\s@＠,，。；;:：!！?？()（）]{1,40}"
SIGN = re.compile(rf"(?<![\w.])[@＠]({_WORD}(?: {_WORD}){{0,3}})")
MOST = 20


def candidates(text: str) -> frozenset[str]:
    """Give everything that might be a name after an @: names are not parted from what follows in Chinese."""
    found: set[str] = set()
    for chunk in SIGN.findall(text)[:MOST]:
        found.update(chunk[:end].rstrip() for end in range(1, len(chunk) + 1))
    return frozenset(found)


def named(text: str, people: Mapping[str, int]) -> tuple[int, ...]:
    """Give whom a text names, by the longest name that fits after each @; what is nobody's name names nobody."""
    found: dict[int, None] = {}
    for chunk in SIGN.findall(text)[:MOST]:
        person = _longest(chunk, people)
        if person is not None:
            found[person] = None
    return tuple(found)


def nobody(text: str, people: Mapping[str, int]) -> tuple[str, ...]:
    """Give what stands after an @ and is nobody's name, as far as its first word."""
    chunks = (chunk for chunk in SIGN.findall(text)[:MOST] if _longest(chunk, people) is None)
    return tuple(dict.fromkeys(chunk.partition(" ")[0] for chunk in chunks))


def _longest(chunk: str, people: Mapping[str, int]) -> int | None:
    fits: Iterable[str] = (name for name in people if chunk.casefold().startswith(name.casefold()))
    best = max(fits, key=len, default="")
    return people.get(best)
