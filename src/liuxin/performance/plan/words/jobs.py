"""Words of duties and job analyses."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words.texts import NO_TEXT


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty of a department; the code finds it again."""

    code: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty of a department as it stands."""

    id: int
    department: int
    code: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class NewJobTask:
    """A task of a job with its share of the working time in percent; `duty` is the duty that it serves."""

    code: str
    text: Bilingual
    share: Decimal
    duty: int | None = None


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job analysis (工作分析表) as it is written; each text but the purpose may be several lines."""

    purpose: Bilingual
    tasks: tuple[NewJobTask, ...]
    duties: Bilingual = NO_TEXT
    skills: Bilingual = NO_TEXT
    conditions: Bilingual = NO_TEXT
    works_with: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class JobTaskView:
    """A task of a job; goals and talks cite it by its code."""

    id: int
    code: str
    text: Bilingual
    share: Decimal
    duty: int | None


@dataclass(frozen=True, slots=True)
class JobView:
    """The job analysis of a position in one version."""

    id: int
    position: int
    position_name: Bilingual
    version: int
    latest: int
    purpose: Bilingual
    duties: Bilingual
    skills: Bilingual
    conditions: Bilingual
    works_with: Bilingual
    tasks: tuple[JobTaskView, ...]
    written_by: int | None
    written_at: datetime
    is_example: bool

    @property
    def is_latest(self) -> bool:
        """Tell whether no later version stands."""
        return self.version == self.latest


@dataclass(frozen=True, slots=True)
class JobLine:
    """A position in the list of jobs; `version` is None where nobody has described it."""

    position: int
    name: Bilingual
    version: int | None
    tasks: int
    people: int
    is_example: bool
