"""Obstacles: raised by whoever meets one, owed by the manager, confirmed by the raiser, handed up by the clock."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.dialogue import permissions, rules
from liuxin.performance.dialogue.actions.steps import record, require, take_part, told
from liuxin.performance.dialogue.models import Obstacle, ObstacleStep
from liuxin.performance.dialogue.queries.people import may_read
from liuxin.performance.dialogue.words import WORKING_DAYS, ObstacleState, StepKind

AT_ONCE = 200
_UNCONFIRMED = ObstacleState.SAID_CLEARED


@transaction.atomic
def raise_obstacle(*, what: str, case: str = "", by: Actor, at: datetime) -> int:
    """Tell one's manager what stands in the way; from now on the clock runs on the manager.

    Raises `RuleBrokenError("dialogue.no_manager")` where nobody could owe it.
    """
    _, me = take_part(by, at)
    said, code = rules.text(what, field="what"), rules.case_code(case)
    owner = rules.first_owner(organisation.chain_above(me, at))
    due = _due(at)
    row = Obstacle.objects.create(person_id=me, owner_id=owner, what=said, case=code, raised_at=at, due_at=due)
    record([_raised(row, at)], by, at)
    return row.pk


@transaction.atomic
def give_support(*, obstacle_id: int, text: str, by: Actor, at: datetime) -> None:
    """Keep what the owner, or anyone else of the line, did or promised to help; the clock runs on."""
    standing, me = take_part(by, at)
    row = _visible(standing, obstacle_id, at)
    require(permissions.may_support(standing, row.person_id, row.owner_id), "dialogue.not_your_line")
    rules.check_state(_state(row), wanted=ObstacleState.OPEN)
    _step(row, StepKind.SUPPORT, me, text, at)
    record([told("dialogue.support_given", _subject(row), at)], by, at)


@transaction.atomic
def clear_obstacle(*, obstacle_id: int, text: str, by: Actor, at: datetime) -> None:
    """Say that an obstacle is out of the way, and how; it counts once whoever raised it confirms.

    Raises `NotAllowedError("dialogue.not_the_owner")` for anybody but who owes it.
    """
    standing, me = take_part(by, at)
    row = _visible(standing, obstacle_id, at)
    require(permissions.may_clear(standing, row.owner_id), "dialogue.not_the_owner")
    rules.check_state(_state(row), wanted=ObstacleState.OPEN)
    _step(row, StepKind.SAID_CLEARED, me, text, at)
    row.cleared_at = at
    row.save(update_fields=["cleared_at"])
    record([told("dialogue.obstacle_said_cleared", _subject(row), at)], by, at)


@transaction.atomic
def confirm_cleared(*, obstacle_id: int, by: Actor, at: datetime) -> None:
    """Confirm that an obstacle is gone: for the measure it was cleared when the owner said so.

    Raises `NotAllowedError("dialogue.not_the_raiser")`, and `RuleBrokenError` where there is nothing to confirm.
    """
    row, me = _own(obstacle_id, by, at)
    _step(row, StepKind.CONFIRMED, me, "", at, required=False)
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    record([told("obstacle.cleared", _subject(row), row.cleared_at or at, confirmed=True)], by, at)


@transaction.atomic
def say_still_there(*, obstacle_id: int, text: str, by: Actor, at: datetime) -> None:
    """Say that an obstacle is not gone, and why: it is open again, and its time is what it was."""
    row, me = _own(obstacle_id, by, at)
    _step(row, StepKind.STILL_THERE, me, text, at)
    row.cleared_at = None
    row.save(update_fields=["cleared_at"])
    record([told("dialogue.obstacle_still_there", _subject(row), at)], by, at)


def escalate_overdue(*, by: Actor, at: datetime) -> int:
    """Hand what was left unanswered to the next of the line, with a time of its own, and give how many were.

    One statement where nothing is overdue. The duty of whoever let it pass stays on record as not met; where there is
    nobody further up it stays where it is.
    """
    require(permissions.may_escalate(organisation.standing(by, at)), "dialogue.clock_only")
    if not _overdue(at).exists():
        return 0
    with transaction.atomic():
        rows = list(_overdue(at).select_for_update().order_by("due_at", "pk")[:AT_ONCE])
        due = _due(at)
        events = [event for row in rows for event in _hand_up(row, due, at)]
        Obstacle.objects.bulk_update(rows, ["owner", "due_at", "level", "at_top"])
        record(events, by, at)
    return sum(not row.at_top for row in rows)


def _overdue(at: datetime) -> QuerySet[Obstacle]:
    return Obstacle.objects.filter(due_at__lt=at, cleared_at__isnull=True, at_top=False)


def _hand_up(row: Obstacle, due: datetime, at: datetime) -> Iterable[NewEvent]:
    to = rules.next_owner(organisation.chain_above(row.person_id, at), row.owner_id)
    if to is None:
        row.at_top = True
        return []
    ObstacleStep.objects.create(obstacle=row, kind=StepKind.ESCALATED, to_id=to, at=at)
    escalated = told("dialogue.obstacle_escalated", _subject(row), at, origin=row.owner_id, to=to)
    row.owner_id, row.due_at, row.level = to, due, row.level + 1
    return [escalated, _raised(row, at)]


def _raised(row: Obstacle, at: datetime) -> NewEvent:
    """Tell it as the measure of obstacles expects: who owes it, for which team, until when."""
    team = next((team.id for team in organisation.teams_of(row.person_id, at)), None)
    due = int(row.due_at.timestamp())
    return told("obstacle.raised", _subject(row), at, person=row.owner_id, team=team, due=due, level=row.level)


def _due(at: datetime) -> datetime:
    code = organisation.default_calendar()
    return rules.due_at(at, WORKING_DAYS, organisation.calendar(code) if code else None)


def _own(obstacle_id: int, by: Actor, at: datetime) -> tuple[Obstacle, int]:
    """Give an obstacle that its owner says is cleared, to whoever raised it."""
    standing, me = take_part(by, at)
    row = _visible(standing, obstacle_id, at)
    require(permissions.may_confirm(standing, row.person_id), "dialogue.not_the_raiser")
    rules.check_state(_state(row), wanted=_UNCONFIRMED)
    return row, me


def _visible(standing: Standing, obstacle_id: int, at: datetime) -> Obstacle:
    row = Obstacle.objects.select_for_update().filter(pk=obstacle_id).first()
    if row is None or not (standing.person_id == row.owner_id or may_read(standing, row.person_id, at)):
        raise NotFoundError("dialogue.no_such_obstacle")
    return row


def _state(row: Obstacle) -> ObstacleState:
    return rules.state_of(row.cleared_at, row.confirmed_at)


def _subject(row: Obstacle) -> tuple[str, int]:
    return ("obstacle", row.pk)


def _step(row: Obstacle, kind: StepKind, me: int, text: str, at: datetime, *, required: bool = True) -> None:
    said = rules.text(text, field="text", required=required)
    ObstacleStep.objects.create(obstacle=row, kind=kind, by_id=me, at=at, text=said)
