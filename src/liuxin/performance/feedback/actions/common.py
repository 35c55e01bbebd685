"""What every action of the room begins and ends with."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.performance.feedback import rules
from liuxin.performance.feedback.models import Talk
from liuxin.performance.feedback.queries.calendars import clock
from liuxin.performance.feedback.queries.talks import line_of
from liuxin.performance.feedback.queries.visible import talks_visible
from liuxin.performance.feedback.words import TalkLine

TALK, ROUND, APPEAL = "talk", "feedback_round", "appeal"


def standing_of(by: Actor, at: datetime) -> Standing:
    """Give who acts."""
    return organisation.standing(by, at)


def me(standing: Standing) -> int:
    """Give the person who acts; nothing else keeps notes, offers times or decides."""
    if standing.person_id is None:
        raise NotAllowedError("feedback.not_at_the_table")
    return standing.person_id


def held(standing: Standing, talk_id: int) -> tuple[Talk, TalkLine]:
    """Lock a talk that the actor may see, inside a transaction; of two who act one comes after the other."""
    if not talks_visible(standing).filter(pk=talk_id).exists():
        raise NotFoundError("feedback.no_such_talk")
    row = Talk.objects.select_for_update(of=("self",)).select_related("round").get(pk=talk_id)
    return row, line_of(row)


def working_days_after(start: datetime, count: int) -> datetime:
    """Give the end of the day that is so many working days after an instant."""
    zone = organisation.zone()
    return rules.after_working_days(rules.working_days(clock(), zone), zone, start, count)


def told(kind: str, code: str, subject: int, payload: Payload, at: datetime) -> NewEvent:
    """Give an event of the room."""
    return NewEvent(code, kind, str(subject), payload, at)


def record(events: Iterable[NewEvent], by: Actor, at: datetime) -> None:
    """Write events in the transaction of what they tell."""
    history.record(list(events), by=by, at=at)


def on_behalf(by: Actor) -> Actor:
    """Give Liuxin acting for somebody: a result follows from a talk or a decision, whoever of the house made it."""
    return Actor(ActorKind.SYSTEM, "feedback", via=by.via, for_id=by.id)
