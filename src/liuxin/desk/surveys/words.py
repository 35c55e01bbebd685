"""Words of surveys: questionnaires with anchored questions, sheets that are filled in, one-time links."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.text import Bilingual

LEVELS = (1, 2, 3, 4, 5)
ENDS = frozenset({1, 5})
SIX_HEARTS = "six_hearts"
SATISFACTION = "satisfaction"
"""The questionnaire of whoever was served: overall first, then whether it is settled, then the six hearts."""


class Seen(StrEnum):
    """Whether there was an occasion to see it: only what was seen has a level, and none of these is a zero."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    NOT_APPLICABLE = "not_applicable"


class SheetState(StrEnum):
    """How far a sheet is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class LinkState(StrEnum):
    """What a link is to whoever holds it: only `yours` may answer, only `fresh` may begin."""

    FRESH = "fresh"
    YOURS = "yours"
    ELSEWHERE = "elsewhere"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question to be asked, with a sentence for each of its levels. `{name}` in its text is who it is about."""

    code: str
    group: str
    name: Bilingual
    text: Bilingual
    anchors: Mapping[int, Bilingual]
    must: bool = True
    levels: tuple[int, ...] = LEVELS


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to be opened: about whom, for what group of raters, and under which pseudonym it is filled in.

    `about` is the name of the subject as the respondent reads it. A confidential sheet leaves pseudonym and day in the
    record and nothing else. `asked` are the codes of the questions on this sheet, in their order; all where none is.
    """

    subject: str
    group: str
    respondent: str
    about: Bilingual
    confidential: bool = True
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to one question: a level where it was seen, none otherwise."""

    seen: Seen
    level: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it is asked."""

    id: int
    code: str
    group: str
    order: int
    name: Bilingual
    text: Bilingual
    anchors: Mapping[int, Bilingual]
    must: bool


@dataclass(frozen=True, slots=True)
class QuestionnaireView:
    """A published version of a questionnaire."""

    id: int
    code: str
    version: int
    name: Bilingual
    note_at_ends: bool
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with its answers by the code of the question."""

    id: int
    questionnaire: QuestionnaireView
    purpose: str
    subject: str
    group: str
    respondent: str
    about: Bilingual
    state: SheetState
    submitted_on: date | None
    confidential: bool
    answers: Mapping[str, NewAnswer] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the questions that must be answered and are not, in order."""
        return tuple(one.code for one in self.questionnaire.questions if one.must and one.code not in self.answers)


class SheetLine(NamedTuple):
    """A sheet in a list: how far it is, without what it says."""

    sheet: int
    subject: str
    group: str
    respondent: str
    state: str
    submitted_on: date | None


class AnswerRow(NamedTuple):
    """One answer of a handed-in sheet, for set operations; notes are not among them."""

    sheet: int
    subject: str
    group: str
    respondent: str
    question: str
    seen: str
    level: int | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as its holder sees it. The sheet is there where the link is fresh or one's own, and nowhere else."""

    state: LinkState
    sheet: SheetView | None = None
    closes_at: datetime | None = None


def respondent(pseudonym: str, *, via: str = "") -> Actor:
    """Name whoever fills in a sheet, by the pseudonym alone."""
    return Actor(ActorKind.RATER, pseudonym, via)
