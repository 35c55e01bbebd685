"""Where the words that somebody looked for stand in a text, for a page to mark, and a short piece around the first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liuxin.engines.language.tokens import Word

AROUND = 40
DOTS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `hit` tells that somebody looked for it."""

    text: str
    hit: bool = False


def pieces(text: str, words: Iterable[Word], *, longest: int = 0) -> tuple[Piece, ...]:
    """Cut a text into what was looked for and what was not: joined again they are the text.

    With `longest` only so many characters around the first hit are given, with dots where something was left out.
    """
    spans = list(_joined(sorted(_spans(text, words))))
    start, end = _window(text, spans, longest)
    found = list(_cut(text, spans, start, end))
    if start > 0:
        found.insert(0, Piece(DOTS))
    if end < len(text):
        found.append(Piece(DOTS))
    return tuple(found)


def _window(text: str, spans: list[tuple[int, int]], longest: int) -> tuple[int, int]:
    if not longest or len(text) <= longest:
        return 0, len(text)
    start = max(0, min(spans[0][0] - AROUND, len(text) - longest)) if spans else 0
    return start, start + longest


def _cut(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    place = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)  # noqa: PLW2901 - the part of it that is shown
        if first >= last:
            continue
        if first > place:
            yield Piece(text[place:first])
        yield Piece(text[first:last], hit=True)
        place = last
    if place < end:
        yield Piece(text[place:end])


def _spans(text: str, words: Iterable[Word]) -> Iterator[tuple[int, int]]:
    """Give where each word stands; a longer Chinese word that stands nowhere whole is marked pair by pair."""
    plain, origin = _mapped(text)
    for word in words:
        looked = (word.text,) if word.text in plain else tuple(term.text for term in word.terms)
        for part in looked:
            for hit in re.finditer(re.escape(part), plain):
                yield origin[hit.start()], origin[hit.end() - 1] + 1


def _mapped(text: str) -> tuple[str, list[int]]:
    """Normalise sign by sign, so that every sign of the result knows where it stood."""
    plain: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        for made in unicodedata.normalize("NFKC", sign).casefold():
            plain.append(made)
            origin.append(place)
    return "".join(plain), origin


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    now: tuple[int, int] | None = None
    for span in spans:
        if now is not None and span[0] <= now[1]:
            now = (now[0], max(now[1], span[1]))
            continue
        if now is not None:
            yield now
        now = span
    if now is not None:
        yield now
