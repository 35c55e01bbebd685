"""Tokens of a text: pairs of neighbouring characters of Chinese, whole words of everything else.

A word of Chinese has no spaces around it, and most have two characters: every pair is a token, so that a word of two
is found exactly and a longer one by its pairs. The last character of a run is a token by itself, so that one alone is
found as the beginning of some token. Full-width letters, ligatures and capitals are made alike first (NFKC, case
folded); traditional characters stay as they are. What is no letter and no digit parts words and is nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MOST_TOKENS: Final = 20_000
"""Of one text: far more than anybody writes, and little enough for any index."""

MOST_WORDS: Final = 12
MOST_CHARACTERS: Final = 200
LONGEST: Final = 64
LEAST_OF_A_NUMBER: Final = 4

_HAN: Final = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_WIDE: Final = "\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_HAN}{_HAN_WIDE}]+|[^\W_{_HAN}{_HAN_WIDE}]+(?:-[^\W_{_HAN}{_HAN_WIDE}]+)*")
_IS_HAN: Final = re.compile(rf"[{_HAN}{_HAN_WIDE}]")
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Term:
    """What has to stand in a text: a token, or with `begins` the beginning of one."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word that somebody looks for: as normalised, and the terms that it asks for, all of them."""

    text: str
    terms: tuple[Term, ...]


def normal(text: str) -> str:
    """Make alike what readers take for the same: width, ligatures, capitals."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> tuple[str, ...]:
    """Give the different tokens of a text in the order in which they first stand."""
    found: dict[str, None] = {}
    for run in _RUN.finditer(normal(text)):
        for token in _of_run(run[0]):
            found[token] = None
        if len(found) >= MOST_TOKENS:
            break
    return tuple(found)[:MOST_TOKENS]


def number_tokens(text: str) -> tuple[str, ...]:
    """Give what finds a telephone number by any four digits or more in a row: its digits from every place on."""
    digits = "".join(_DIGITS.findall(normal(text)))[:LONGEST]
    return tuple(digits[start:] for start in range(max(0, len(digits) - LEAST_OF_A_NUMBER + 1)))


def words(text: str) -> tuple[Word, ...]:
    """Read what somebody looks for: every word has to be found. Signs, operators and emoji ask for nothing.

    At most 200 characters are read and 12 words kept: more narrows nothing down.
    """
    found: dict[str, Word] = {}
    for run in _RUN.finditer(normal(text[:MOST_CHARACTERS])):
        word = _word(run[0])
        found.setdefault(word.text, word)
    return tuple(found.values())[:MOST_WORDS]


def _word(run: str) -> Word:
    if not _IS_HAN.match(run):
        return Word(run, (Term(_joined(run), begins=True),))
    if len(run) == 1:
        return Word(run, (Term(run, begins=True),))
    return Word(run, tuple(dict.fromkeys(Term(first + second) for first, second in pairwise(run))))


def _of_run(run: str) -> Iterator[str]:
    if _IS_HAN.match(run):
        yield from (first + second for first, second in pairwise(run))
        yield run[-1]
        return
    parts = run.split("-")
    if len(parts) > 1:
        yield _joined(run)
    for part in parts:
        yield part[:LONGEST]
        if part.isdecimal() and part.lstrip("0") not in {"", part}:
            yield part.lstrip("0")[:LONGEST]


def _joined(run: str) -> str:
    return run.replace("-", "")[:LONGEST]
