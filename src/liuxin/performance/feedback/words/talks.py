"""Words of rounds and talks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TalkClass(StrEnum):
    """Kinds of talk by result and interval, never by rank, in the order in which they are tested and held.

    `unknown` is not a kind of result: there is no total to tell one from.
    """

    NEW = "new"
    DISPUTED = "disputed"
    AT_RISK = "at_risk"
    FALLING = "falling"
    UNEVEN = "uneven"
    STRONG = "strong"
    ON_TRACK = "on_track"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Whom the talk is with; the same class has another aim at each level."""

    AGENT = "agent"
    MANAGER = "manager"
    DIRECTOR = "director"


class TalkState(StrEnum):
    """Where a talk stands. The last three are over."""

    PLANNED = "planned"
    SLOT_AGREED = "slot_agreed"
    HELD = "held"
    REFUSED = "refused"
    LAPSED = "lapsed"


OPEN = frozenset({TalkState.PLANNED, TalkState.SLOT_AGREED})


class Check(StrEnum):
    """What one side says of a goal of the talk afterwards."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"


class Cited(StrEnum):
    """What a goal of a talk or a sentence rests on, and so where its link leads."""

    NOTHING = ""
    GOAL = "goal"
    JOB = "job"
    LINE = "line"
    HEARTS = "hearts"
    OBSTACLE = "obstacle"
    CARD = "card"


class OfferState(StrEnum):
    """Where an offered time stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class NoteKind(StrEnum):
    """Notes of a talk. Prepared ones are of whoever wrote them, until they are shared; a record is of both.

    `disagreement` is a line with which the person disagrees in writing: the talk is then a disputed one.
    """

    PREPARED = "prepared"
    DISAGREEMENT = "disagreement"
    SAID = "said"
    CORRECTED = "corrected"
    BOTH_VIEWS = "both_views"


class OwnCause(StrEnum):
    """The person's own part in a result, which no record tells: it is agreed in the talk, or left open."""

    LEFT_OPEN = ""
    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    WILL = "will"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Classified:
    """The class of a talk and the code of the sentence that says why, with what fills it."""

    code: TalkClass
    why: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line of a card as far as a class depends on it; points are those of the score."""

    measure: str
    weight: float
    score: float | None
    low: float | None
    high: float | None
    above: bool
    short: bool


@dataclass(frozen=True, slots=True)
class CardFact:
    """A card as far as a class depends on it: total with its 95 % interval, share covered, lines."""

    score: float | None
    low: float | None
    high: float | None
    covered: float
    lines: tuple[LineFact, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that the class of a talk is told from."""

    card: CardFact
    before: CardFact | None = None
    days_in_post: int | None = None
    disagreements: int = 0
    self_gap: float | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A talk that has to find a day in a round."""

    key: int
    manager: int
    code: TalkClass
    minutes: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of a talk in a round: its number in the order, and the day that is kept for it."""

    key: int
    order: int
    day: date


@dataclass(frozen=True, slots=True)
class Taken:
    """A time in which somebody cannot talk: another talk, or a shift."""

    person: int
    start: datetime
    end: datetime
    what: str


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal of a talk, and what it is drawn from."""

    text: str
    cites: Cited = Cited.NOTHING
    key: str = ""


@dataclass(frozen=True, slots=True)
class NewAction:
    """What somebody agrees to do, by when."""

    text: str
    owner: int
    due_on: date


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note to be kept; `question` is 1 to 4, or 0 for the whole talk."""

    kind: NoteKind
    text: str
    question: int = 0
