"""From rows to what doors and rooms above get."""

from collections.abc import Iterable

from django.db.models import QuerySet

from liuxin.performance.dialogue.models import CheckIn, Incident, Obstacle, ObstacleStep, Praise
from liuxin.performance.dialogue.rules import state_of
from liuxin.performance.dialogue.words import (
    CheckInView,
    IncidentKind,
    IncidentView,
    ObstacleView,
    PraiseView,
    StepKind,
    StepView,
)


def check_ins(rows: Iterable[CheckIn]) -> tuple[CheckInView, ...]:
    """Show check-ins."""
    return tuple(CheckInView(row.pk, row.person_id, row.manager_id, row.at, row.note, row.next_on) for row in rows)


def incidents(rows: Iterable[Incident]) -> tuple[IncidentView, ...]:
    """Show incidents."""
    return tuple(map(_incident, rows))


def _incident(row: Incident) -> IncidentView:
    return IncidentView(
        id=row.pk,
        person=row.person_id,
        noted_by=row.noted_by_id,
        kind=IncidentKind(row.kind),
        heart=row.heart,
        what=row.what,
        effect=row.effect,
        case=row.case,
        happened_at=row.happened_at,
        noted_at=row.noted_at,
        reply=row.reply,
        replied_at=row.replied_at,
    )


def praise(rows: Iterable[Praise]) -> tuple[PraiseView, ...]:
    """Show praise."""
    return tuple(PraiseView(row.pk, row.person_id, row.by_id, row.heart, row.text, row.case, row.at) for row in rows)


def obstacles(rows: QuerySet[Obstacle]) -> tuple[ObstacleView, ...]:
    """Show obstacles with their course, in two statements."""
    return tuple(map(_obstacle, rows.prefetch_related("steps")))


def _obstacle(row: Obstacle) -> ObstacleView:
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    return ObstacleView(
        id=row.pk,
        person=row.person_id,
        owner=row.owner_id,
        what=row.what,
        case=row.case,
        raised_at=row.raised_at,
        due_at=row.due_at,
        state=state_of(row.cleared_at, row.confirmed_at),
        cleared_at=row.cleared_at,
        confirmed_at=row.confirmed_at,
        level=row.level,
        at_top=row.at_top,
        steps=tuple(map(_step, steps)),
    )


def _step(row: ObstacleStep) -> StepView:
    return StepView(StepKind(row.kind), row.by_id, row.at, row.text, row.to_id)
