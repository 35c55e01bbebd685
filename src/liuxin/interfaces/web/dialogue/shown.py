"""From what the room knows to what the pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.dialogue import labels
from liuxin.performance.dialogue.words import (
    HEARTS,
    CheckInView,
    IncidentKind,
    IncidentView,
    ObstacleState,
    ObstacleView,
    PraiseView,
    StepView,
)

SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the course of an obstacle."""

    view: StepView
    word: str
    by: PersonName | None
    to: PersonName | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle with its mark: late is bad, due within a day is a warning, cleared is good."""

    view: ObstacleView
    person: PersonName | None
    owner: PersonName | None
    mark: str
    word: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident with its names and words."""

    view: IncidentView
    person: PersonName | None
    noted_by: PersonName | None
    is_good: bool
    kind: str
    heart: str


@dataclass(frozen=True, slots=True)
class Praise:
    """Praise with its names, and the six hearts of which one is filled."""

    view: PraiseView
    person: PersonName | None
    by: PersonName | None
    heart: str
    petals: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in with its names."""

    view: CheckInView
    person: PersonName | None
    manager: PersonName | None


Names = dict[int, PersonName]


def names(things: Iterable[object], *others: int) -> Names:
    """Give the names of everybody who is named in the things, in one statement."""
    keys = set(others)
    for thing in things:
        for part in ("person", "owner", "noted_by", "by", "manager"):
            keys.add(getattr(thing, part, None) or 0)
        for step in getattr(thing, "steps", ()):
            keys |= {step.by or 0, step.to or 0}
    return organisation.names(keys - {0})


def obstacles(views: Iterable[ObstacleView], known: Names, now: datetime) -> list[Obstacle]:
    """Show obstacles."""
    return [obstacle(view, known, now) for view in views]


def obstacle(view: ObstacleView, known: Names, now: datetime) -> Obstacle:
    """Show an obstacle."""
    mark, word = mark_of(view, now)
    steps = tuple(
        Step(step, labels.said(f"step.{step.kind}"), known.get(step.by or 0), known.get(step.to or 0))
        for step in view.steps
    )
    return Obstacle(view, known.get(view.person), known.get(view.owner), mark, word, steps)


def mark_of(view: ObstacleView, now: datetime) -> tuple[str, str]:
    """Give mark and word of how an obstacle stands now."""
    if view.state is ObstacleState.CLEARED:
        late = view.is_late(now)
        return ("warn" if late else "good"), labels.said("cleared_late" if late else "obstacle_state.cleared")
    if view.state is ObstacleState.SAID_CLEARED:
        return "none", labels.said("obstacle_state.said_cleared")
    if view.is_late(now):
        return "bad", labels.said("late")
    return ("warn" if view.due_at - now <= SOON else "none"), labels.said("obstacle_state.open")


def incidents(views: Iterable[IncidentView], known: Names) -> list[Incident]:
    """Show incidents."""
    return [
        Incident(
            view=view,
            person=known.get(view.person),
            noted_by=known.get(view.noted_by),
            is_good=view.kind is IncidentKind.GOOD,
            kind=labels.said(f"kind.{view.kind}"),
            heart=labels.said(f"heart.{view.heart}"),
        )
        for view in views
    ]


def praise(views: Iterable[PraiseView], known: Names) -> list[Praise]:
    """Show praise."""
    return [
        Praise(
            view=view,
            person=known.get(view.person),
            by=known.get(view.by),
            heart=labels.said(f"heart.{view.heart}"),
            petals=tuple(heart == view.heart for heart in HEARTS),
        )
        for view in views
    ]


def check_ins(views: Iterable[CheckInView], known: Names) -> list[CheckIn]:
    """Show check-ins."""
    return [CheckIn(view, known.get(view.person), known.get(view.manager)) for view in views]
