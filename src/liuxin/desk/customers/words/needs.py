"""What is told to needs, and what their queries give."""

from dataclasses import dataclass
from datetime import date, datetime

from liuxin.desk.customers.words.kinds import Answer, NeedState, Refusal, Worth
from liuxin.desk.customers.words.records import CustomerName


@dataclass(frozen=True, slots=True)
class NewNeed:
    """A need as told: who answers for it, what comes next and until when."""

    title: str
    owner: int
    next_step: str
    next_due: date | None
    text: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class SeenNeed:
    """A need as somebody saw it who now decides about it."""

    code: str
    version: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next for a need, and until when."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class NewSolution:
    """Something that can be offered, as told."""

    zh: str
    en: str = ""
    text_zh: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class SolutionName:
    """Something that can be offered; `needs` counts those that it was chosen for, `accepted` the offers taken."""

    id: int
    code: str
    zh: str
    en: str
    text_zh: str = ""
    text_en: str = ""
    retired: bool = False
    offered: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer and what came of it."""

    id: int
    solution: SolutionName
    contact: str
    person: int | None
    at: datetime
    text: str
    answer: Answer | None
    answered_at: datetime | None
    reason: Refusal | None
    words: str


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need with its whole way; `owner` is the key of who answers for it."""

    id: int
    code: str
    version: int
    customer: CustomerName
    case: str
    title: str
    text: str
    state: NeedState
    owner: int
    next_step: str
    next_due: date | None
    recorded_at: datetime
    ended_at: datetime | None
    solution: SolutionName | None
    worth: Worth | None
    result: str
    erased: bool
    offers: tuple[OfferView, ...] = ()

    def is_late(self, today: date) -> bool:
        """Whether the next step should have been done before today."""
        return self.next_due is not None and self.next_due < today


@dataclass(frozen=True, slots=True)
class NeedFilter:
    """Which needs are wanted; what is empty asks for nothing."""

    state: NeedState | None = None
    is_open: bool = False
    late_on: date | None = None
    owner: int | None = None
    customer: int | None = None
    solution: int | None = None
    search: str = ""
