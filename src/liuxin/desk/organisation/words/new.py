"""What imports and pages hand in to make people, teams and memberships."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

SIMULATED: Final = "simulated"
"""The source of everybody and everything that a simulator made up."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be made. At least one of the names is needed.

    `source` names the import and `source_label` the person exactly as the source does; together they find the same
    person again. Without a `staff_number` the label serves as one.
    """

    staff_number: str = ""
    name_zh: str = ""
    name_en: str = ""
    source: str = ""
    source_label: str = ""
    name_is_made_up: bool = False
    is_placeholder: bool = False
    is_system: bool = False
    position: int | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team to be made; `source` and `source_label` find the same team again. Without a `code` the label serves."""

    code: str = ""
    name_zh: str = ""
    name_en: str = ""
    source: str = ""
    source_label: str = ""
    name_is_made_up: bool = False
    department: int | None = None


@dataclass(frozen=True, slots=True)
class NewMembership:
    """A person's time in a team; without `end` it goes on."""

    person: int
    team: int
    start: datetime
    end: datetime | None = None
