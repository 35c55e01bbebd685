"""What raters are told of themselves: kept with the first scoring that holds it; read, and that is kept too."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluation import queries
from liuxin.performance.evaluation.models import FeedbackRead, RaterFeedback, RaterTendency
from liuxin.performance.evaluation.words import NewFeedback

BATCH = 1_000


def keep_feedback(cycle_id: int, department: int, new: Sequence[NewFeedback], at: datetime) -> None:
    """Write what raters are told, in the caller's transaction; what somebody was told already stays as it is."""
    held = set(RaterFeedback.objects.filter(cycle=cycle_id).values_list("rater", "known"))
    fresh = [each for each in new if (each.rater, each.known) not in held]
    rows = RaterFeedback.objects.bulk_create(
        (_feedback(cycle_id, department, each, at) for each in fresh), batch_size=BATCH
    )
    RaterTendency.objects.bulk_create(
        (
            RaterTendency(
                feedback=row,
                effect=effect.value,
                value=told.value,
                low=told.low,
                high=told.high,
                threshold=told.threshold,
                verdict=told.verdict.value,
                reason="" if told.reason is None else told.reason.value,
                n=told.n,
                needs=told.needs,
            )
            for row, each in zip(rows, fresh, strict=True)
            for effect, told in each.tendencies.items()
        ),
        batch_size=BATCH,
    )


def acknowledge_tendency(*, feedback_id: int, by: Actor, at: datetime) -> None:
    """Keep that a rater has read what he is told of himself; a second time nothing happens.

    Raises `NotFoundError("evaluation.no_such_feedback")` for anybody else's.
    """
    mine = queries.own_feedback(organisation.standing(by, at), feedback_id)
    if mine.read_at is not None:
        return
    with transaction.atomic():
        FeedbackRead.objects.create(feedback_id=mine.id, at=at)
        told = {"feedback": mine.id}
        history.record([NewEvent("evaluation.tendency_read", "cycle", str(mine.cycle), told, at)], by=by, at=at)


def _feedback(cycle_id: int, department: int, each: NewFeedback, at: datetime) -> RaterFeedback:
    return RaterFeedback(
        cycle_id=cycle_id,
        department_id=department,
        rater_id=each.rater,
        known=each.known,
        kinds="+".join(each.kinds),
        ratings=each.ratings,
        ratees=each.ratees,
        sealed_at=at,
    )
