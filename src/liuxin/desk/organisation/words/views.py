"""What queries give to pages: plain values that no template can query through."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from liuxin.desk.organisation.words.standing import Role, Standing
from liuxin.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class PersonName:
    """How a person is called. An erased person has no name left, only the key."""

    id: int
    zh: str
    en: str
    initials: str
    made_up: bool = False
    is_placeholder: bool = False
    is_system: bool = False

    @property
    def text(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(self.zh, self.en)

    @property
    def is_erased(self) -> bool:
        """Whether the name was erased."""
        return not self.zh and not self.en


@dataclass(frozen=True, slots=True)
class TeamName:
    """How a team is called."""

    id: int
    code: str
    zh: str
    en: str
    made_up: bool = False
    source_label: str = ""

    @property
    def text(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Staff:
    """A person as lists from elsewhere know them: by staff number. `since` is the first day in any team, if any.

    `is_nobody` marks systems and placeholders.
    """

    name: PersonName
    number: str
    position: int | None
    since: datetime | None
    left_on: date | None

    @property
    def is_nobody(self) -> bool:
        """Tell whether no person stands behind it: a system or a placeholder."""
        return self.name.is_system or self.name.is_placeholder


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person works at one time, by keys: for which of the departments asked for, as what, and under whom."""

    person: int
    department: int
    position: int | None
    manager: int | None


@dataclass(frozen=True, slots=True)
class TeamTime:
    """A team that a person belonged to, its department, and when."""

    team: TeamName
    department: Bilingual | None
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class MemberTime:
    """A person's time in a team, by keys."""

    person: int
    team: int
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that a person holds now, and for which department; None is everywhere."""

    role: Role
    department: Bilingual | None


class PeopleSort(StrEnum):
    """Orders of the list of people; the second of each pair turns it round."""

    NAME = "name"
    NAME_DOWN = "-name"
    NUMBER = "number"
    NUMBER_DOWN = "-number"
    POSITION = "position"
    POSITION_DOWN = "-position"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are wanted; `gone` adds those who left."""

    search: str = ""
    team: int | None = None
    department: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list, with the teams of now."""

    name: PersonName
    staff_number: str
    source_label: str
    position: Bilingual | None
    teams: tuple[TeamName, ...]
    departments: tuple[Bilingual, ...]
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One numbered page of people."""

    rows: tuple[PersonRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """All that the organisation knows of a person; `chain` goes from the manager up."""

    name: PersonName
    staff_number: str
    source: str
    source_label: str
    position: Bilingual | None
    left_on: date | None
    times: tuple[TeamTime, ...]
    chain: tuple[PersonName, ...]
    reports: tuple[PersonName, ...]
    leads: tuple[TeamName, ...]
    holdings: tuple[Holding, ...]
    has_account: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in the tree: who leads it now and how many belong to it."""

    team: TeamName
    lead: PersonName | None
    members: int


@dataclass(frozen=True, slots=True)
class DepartmentNode:
    """A department in the tree, in the order in which it is drawn; depth 0 is a root.

    The node without a key gathers the teams that belong to no department.
    """

    id: int | None
    code: str
    name: Bilingual
    made_up: bool
    depth: int
    teams: tuple[TeamLine, ...] = ()
    heads: tuple[PersonName, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session of one's own account."""

    id: int
    device: str
    at: datetime
    last_used_at: datetime
    ended_at: datetime | None
    is_this: bool


class SessionState(StrEnum):
    """How a session stands: open and used lately, open and used a while ago, or ended."""

    OPEN = "open"
    OLD = "old"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class House:
    """The calendar of the house: the default one, else the first by code; `spec` as it is stored."""

    code: str
    zone: str
    spec: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page asks first of whoever signed in; `session` is None where it never began."""

    standing: Standing
    session: SessionState | None
    house: House | None
