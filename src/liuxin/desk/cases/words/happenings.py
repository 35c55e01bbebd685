"""What happens around a case beside its steps: which events there are, and what each tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from liuxin.kernel.actor import Actor

Told = Mapping[str, int | bool | None]


class FieldKind(StrEnum):
    """What a value of a happening may be: a key, a yes or no, epoch seconds, or a level from 1 to 5."""

    PERSON = "person"
    TEAM = "team"
    FLAG = "flag"
    SECOND = "second"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class HappeningField:
    """A value that a happening tells; one that need not be told may be left out or None."""

    kind: FieldKind
    required: bool = True


LEVELS: Final = range(1, 6)
_MAYBE_PERSON: Final = HappeningField(FieldKind.PERSON, required=False)
_HEARTS: Final = {
    name: HappeningField(FieldKind.LEVEL, required=False)
    for name in ("care", "love", "sincerity", "attention", "dedication", "perseverance")
}
HAPPENINGS: Final[Mapping[str, Mapping[str, HappeningField]]] = {
    "message.sent": {"person": _MAYBE_PERSON, "automatic": HappeningField(FieldKind.FLAG)},
    "message.received": {},
    "case.escalated": {"required": HappeningField(FieldKind.FLAG)},
    "case.complained": {"person": _MAYBE_PERSON, "team": HappeningField(FieldKind.TEAM, required=False)},
    "case.confirmed": {"settled": HappeningField(FieldKind.FLAG)},
    "case.next_planned": {"due": HappeningField(FieldKind.SECOND), "person": _MAYBE_PERSON},
    "case.next_done": {},
    "survey.asked": {},
    "survey.answered": {"overall": HappeningField(FieldKind.LEVEL), **_HEARTS},
    "review.recorded": {
        "person": HappeningField(FieldKind.PERSON),
        "random": HappeningField(FieldKind.FLAG),
        **_HEARTS,
    },
}
"""Every event about a case that is no step, with what it tells. Texts are not among it: the record holds none."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened around a case, as some record tells it.

    `code` is one of `HAPPENINGS`, `case` the code of the case, `line` where it was read, `by` who did it where that is
    known.
    """

    code: str
    case: str
    at: datetime
    told: Told = field(default_factory=dict)
    by: Actor | None = None
    line: int = 0
