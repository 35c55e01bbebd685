"""Words of forms: how far each is for its rater, and how many were answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuxin.desk.surveys.words import SheetView
from liuxin.performance.dialogue.words import IncidentView
from liuxin.performance.evaluators.words import AssignmentView, Kind


class FormState(StrEnum):
    """What a form is to its rater."""

    NOT_OPEN = "not_open"
    FRESH = "fresh"
    BEGUN = "begun"
    HANDED_IN = "handed_in"
    LATE = "late"
    CLOSED = "closed"
    REFUSED = "refused"


WAITS = frozenset({FormState.FRESH, FormState.BEGUN})
"""What can still be answered."""


@dataclass(frozen=True, slots=True)
class FormKey:
    """What joins a rater to a form. Never shown."""

    assignment: int
    form: int
    sheet: int
    pseudonym: str
    ratee: int
    kind: Kind
    due_at: datetime


@dataclass(frozen=True, slots=True)
class MyForm:
    """A form that somebody is to fill in, as only that one sees it; `why` is the code of why there is none."""

    assignment: AssignmentView
    state: FormState
    due_at: datetime | None = None
    answered: int = 0
    of: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """A form with its sheet and what the record holds beside it: codes of cases worked on together, incidents."""

    mine: MyForm
    sheet: SheetView | None
    cases: tuple[str, ...] = ()
    incidents: tuple[IncidentView, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening forms did: forms made now, and confirmed raters who have none because they may not rate yet."""

    forms: int
    without: int


@dataclass(frozen=True, slots=True)
class KindProgress:
    """How many forms of a kind were handed in, of how many; never whose."""

    kind: Kind
    answered: int
    all: int


@dataclass(frozen=True, slots=True)
class DepartmentProgress:
    """How far evaluation is in a department. `assigned` are confirmed raters; `due_at` the last day of any form.

    `results` were made of `people` who are to have one; `without_set` hold a position without an agreed set.
    """

    department: int
    phase: int
    assigned: int
    kinds: tuple[KindProgress, ...]
    due_at: datetime | None
    people: int
    results: int
    states: Mapping[str, int] = field(default_factory=dict)
    without_set: tuple[int, ...] = ()
    customers: int = 0

    @property
    def forms(self) -> int:
        """How many forms there are."""
        return sum(each.all for each in self.kinds)

    @property
    def answered(self) -> int:
        """How many were handed in."""
        return sum(each.answered for each in self.kinds)


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """A customer who is asked about somebody: whether a link may be issued, by key of the assignment."""

    assignment: int
    ratee: int
    customer: int
    state: FormState
