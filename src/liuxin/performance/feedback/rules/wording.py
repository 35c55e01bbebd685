"""Checks of wording: hints about words that judge a person, blame hearsay, or say nothing. They never block."""

import re
from collections.abc import Sequence
from functools import lru_cache

from liuxin.performance.feedback.words import Hint, WordingCheck


def hints(text: str, checks: Sequence[WordingCheck]) -> tuple[Hint, ...]:
    """Give the places of a text that are worth a second look, in order; each place once."""
    found = [
        Hint(check.code, match.group(), match.start(), match.end(), check.advice)
        for check in checks
        for pattern in _compiled(check.zh, check.en)
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda hint: (hint.start, -hint.end))
    kept: list[Hint] = []
    for hint in found:
        if not kept or hint.start >= kept[-1].end:
            kept.append(hint)
    return tuple(kept)


@lru_cache(maxsize=64)
def _compiled(zh: tuple[str, ...], en: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return (*(re.compile(each) for each in zh), *(re.compile(each, re.IGNORECASE) for each in en))
