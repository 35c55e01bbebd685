"""Goals as the pages show them: plain values with names and addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.plan.goals import labels
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import GoalLine

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as a line of a list."""

    id: int
    url: str
    level: object
    department: Bilingual | None
    owner: PersonName | None
    result: str
    target: str
    deadline: date
    state: object
    tag: str
    depth: int
    matches: bool
    is_bound: bool
    in_revision: bool


def rows(lines: Iterable[GoalLine]) -> list[GoalRow]:
    """Give lines with the names of owners and departments. Two statements."""
    found = list(lines)
    names = organisation.names(line.owner for line in found)
    departments = organisation.department_names(line.department for line in found if line.department is not None)
    return [_row(line, names, departments) for line in found]


def _row(line: GoalLine, names: Mapping[int, PersonName], departments: Mapping[int, Bilingual]) -> GoalRow:
    return GoalRow(
        id=line.id,
        url=reverse("plan:goal", kwargs={"goal": line.id}),
        level=labels.LEVELS[line.level],
        department=None if line.department is None else departments.get(line.department),
        owner=names.get(line.owner),
        result=line.result,
        target=line.target,
        deadline=line.deadline,
        state=labels.DECIDED if line.is_decided else labels.STATES[line.state],
        tag="tag-warn" if line.is_decided else labels.TAGS[line.state],
        depth=min(line.depth, DEEPEST),
        matches=line.matches,
        is_bound=line.is_bound,
        in_revision=line.is_bound and line.latest > line.version,
    )
