"""Words of agreements: kinds of answers, what is proposed, what pages are given."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual


class Mode(StrEnum):
    """When a text binds: when everyone whom it concerns has signed it, or when a share of them has."""

    EVERYONE = "everyone"
    SHARE = "share"


class State(StrEnum):
    """Where an agreement stands."""

    OPEN = "open"
    AGREED = "agreed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


SETTLED = frozenset({State.AGREED, State.DECIDED})
"""States in which one version binds."""


class Answer(StrEnum):
    """What a party says to a version."""

    SIGN = "sign"
    OBJECT = "object"
    REFUSE = "refuse"
    ABSTAIN = "abstain"


AGAINST = frozenset({Answer.OBJECT, Answer.REFUSE})
"""Answers that carry a reason and keep a text from binding by consent."""


class How(StrEnum):
    """By what a version came to bind."""

    EVERYONE = "everyone"
    SHARE = "share"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of a text as people read it; `key` tells which line of the last version it follows."""

    key: str
    label: Bilingual
    text: str


@dataclass(frozen=True, slots=True)
class NewParty:
    """Whom a text will bind, and on which side: a code such as `person` or `lead`."""

    person: int
    side: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom a text will bind. Whoever left and was released need not sign any more."""

    id: int
    person: int
    side: str
    deputy: int | None = None
    has_left: bool = False
    released_at: datetime | None = None
    release_reason: str = ""

    @property
    def is_live(self) -> bool:
        """Tell whether the answer of this party still counts."""
        return self.released_at is None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of a party to a version: by whom, for whom, over which text."""

    party: int
    kind: Answer
    by: int
    for_person: int
    reason: str
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A text that was proposed, with the answers to it that count.

    `is_intact` tells whether the text still has the hash under which it was proposed and signed.
    """

    id: int
    number: int
    sha256: str
    note: str
    proposed_by: int | None
    at: datetime
    lines: tuple[NewLine, ...]
    responses: tuple[Response, ...] = ()
    is_intact: bool = True

    def answer_of(self, party: int) -> Response | None:
        """Give what a party, by its key, answered to this version."""
        return next((each for each in self.responses if each.party == party), None)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark of somebody about a version."""

    id: int
    version: int
    by: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A version put in force by the one named for it, with the reason."""

    version: int
    by: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """That one version binds since `at`, and by what."""

    id: int
    version: int
    how: How
    at: datetime


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom an agreement concerns: all that permissions ask for. Parties who were released still count as seeing it.

    `in_departments` are departments in which a party works or worked.
    """

    opener: int | None
    decider: int | None
    parties: frozenset[int]
    deputies: frozenset[int]
    mode: Mode
    is_public: bool = False
    in_departments: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """How the live parties answered the latest version."""

    required: int
    signed: int = 0
    objected: int = 0
    refused: int = 0
    abstained: int = 0

    @property
    def against(self) -> int:
        """Count objections and refusals."""
        return self.objected + self.refused

    @property
    def waiting(self) -> int:
        """Count those who have not answered."""
        return self.required - self.signed - self.against - self.abstained


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do with an agreement now. `party` is the key of the party for whom the reader answers."""

    party: int | None = None
    answer: bool = False
    abstain: bool = False
    propose: bool = False
    comment: bool = False
    decide: bool = False
    close_vote: bool = False
    withdraw: bool = False
    name_deputy: bool = False
    release: bool = False
    move_deadline: bool = False


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All of an agreement; `versions` from the first to the latest."""

    id: int
    kind: str
    subject: str
    title: Bilingual
    mode: Mode
    share: Percent | None
    is_public: bool
    deadline: datetime | None
    decider: int | None
    state: State
    opened_by: int | None
    opened_at: datetime
    settled_at: datetime | None
    parties: tuple[Party, ...]
    versions: tuple[Version, ...]
    comments: tuple[Comment, ...] = ()
    decision: Decision | None = None
    settlement: Settlement | None = None
    concerned: Concerned = field(default_factory=lambda: Concerned(None, None, frozenset(), frozenset(), Mode.EVERYONE))

    @property
    def latest(self) -> Version:
        """The version that may be answered."""
        return self.versions[-1]

    @property
    def live(self) -> tuple[Party, ...]:
        """The parties whose answer counts."""
        return tuple(party for party in self.parties if party.is_live)


@dataclass(frozen=True, slots=True)
class AgreementState:
    """Where an agreement stands, for lists of other rooms. `settled_version` is the number of the one that binds."""

    id: int
    state: State
    mode: Mode
    version: int
    sha256: str
    required: int
    signed: int
    objections: int
    deadline: datetime | None
    settlement: int | None = None
    settled_version: int | None = None
    settled_at: datetime | None = None
    abstained: int = 0
    share: Percent | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether a version binds."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True)
class WaitingSignature:
    """An agreement that waits for somebody's answer; `for_person` is the party, another one where a deputy is asked."""

    agreement: int
    kind: str
    subject: str
    title: Bilingual
    version: int
    deadline: datetime | None
    for_person: int
