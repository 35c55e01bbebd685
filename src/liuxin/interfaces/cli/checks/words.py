"""What a look finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """Good; worth knowing; must be mended."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: the code of a sentence and what fills it."""

    level: Level
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def good(code: str, /, **params: object) -> Finding:
    """All is well."""
    return Finding(Level.GOOD, code, params)


def note(code: str, /, **params: object) -> Finding:
    """Liuxin works, but somebody should know."""
    return Finding(Level.NOTE, code, params)


def bad(code: str, /, **params: object) -> Finding:
    """Liuxin does not work, or not safely."""
    return Finding(Level.BAD, code, params)
