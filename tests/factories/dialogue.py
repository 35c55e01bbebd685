"""A line of people who talk to one another: agent, lead, head; made by the actions of the room."""

from dataclasses import dataclass
from datetime import UTC, datetime

from liuxin.kernel.actor import Actor
from liuxin.performance.dialogue import actions
from liuxin.performance.dialogue.models import CheckIn, Incident, Obstacle, ObstacleStep, Praise
from liuxin.performance.dialogue.words import Incident as NewIncident
from liuxin.performance.dialogue.words import IncidentKind
from tests.factories.organisation import make_calendar, make_manager, make_person, make_team

AT = datetime(2016, 6, 1, 2, tzinfo=UTC)
"""Wednesday, ten in the morning in Shanghai."""
DUE = datetime(2016, 6, 3, 10, tzinfo=UTC)
"""The end of Friday there."""

__all__ = ["AT", "DUE", "CheckIn", "Incident", "Line", "Obstacle", "ObstacleStep", "Praise", "line", "noted", "raised"]


@dataclass(frozen=True, slots=True)
class Line:
    """Who reports to whom: agent and mate to the lead, the lead to the head; a stranger stands outside."""

    agent: int
    mate: int
    lead: int
    head: int
    stranger: int
    team: int


def line(*, calendar: bool = True) -> Line:
    """Make a line of people."""
    if calendar:
        make_calendar("default")
    team = make_team()
    head, lead, stranger = make_person("主管"), make_person("组长"), make_person("外人")
    agent, mate = make_person("坐席", teams=(team,)), make_person("同事", teams=(team,))
    for person, manager in ((agent, lead), (mate, lead), (lead, head)):
        make_manager(person, manager)
    return Line(agent, mate, lead, head, stranger, team)


def raised(person: int, what: str = "打印机坏了", at: datetime = AT) -> int:
    """Let somebody raise an obstacle and give its key."""
    return actions.raise_obstacle(what=what, by=Actor.person(person), at=at)


def noted(person: int, by: int, kind: IncidentKind = IncidentKind.GOOD, at: datetime = AT) -> int:
    """Let somebody of the line note an incident and give its key."""
    incident = NewIncident(kind, "care", "替老人垫付并送药上门", "老人的女儿来电致谢")
    return actions.note_incident(person_id=person, incident=incident, by=Actor.person(by), at=at)
