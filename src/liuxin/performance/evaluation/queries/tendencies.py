"""Reads of how raters rate: one's own at once, that of others once it was read or its days are over."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db.models import Min, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.engines.ratings.rater_effects import Effect, Tendency, Verdict
from liuxin.engines.ratings.telling import Reason
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import Waiting
from liuxin.performance.evaluation import permissions, rules
from liuxin.performance.evaluation.models import RaterFeedback, RaterTendency
from liuxin.performance.evaluation.words import ALONE, DepartmentTendencies, OwnFeedback


def own_feedbacks(standing: Standing) -> tuple[OwnFeedback, ...]:
    """Give what somebody is told of his own way of rating, the latest first; three statements."""
    if standing.person_id is None:
        return ()
    return tuple(map(_own, _rows().filter(rater=standing.person_id)))


def own_feedback(standing: Standing, feedback_id: int) -> OwnFeedback:
    """Give one of them. Raises `NotFoundError("evaluation.no_such_feedback")` for anybody else's, whatever the role."""
    found = next((each for each in own_feedbacks(standing) if each.id == feedback_id), None)
    if found is None:
        raise NotFoundError("evaluation.no_such_feedback")
    return found


def tendencies(
    standing: Standing, cycle_id: int, departments: Collection[int], at: datetime
) -> Mapping[int, DepartmentTendencies]:
    """Give what those who run the rounds of departments are told of their raters; of other departments nothing.

    Three statements.
    """
    mine = [key for key in departments if permissions.may_run(standing, key)]
    kept: defaultdict[int, defaultdict[int, list[OwnFeedback]]] = defaultdict(lambda: defaultdict(list))
    if mine:
        for row in _rows().filter(cycle=cycle_id, department__in=mine):
            kept[row.department_id][row.rater_id].append(_own(row))
    return {department: rules.told_to_others(department, people, at) for department, people in kept.items()}


def feedback_to_read(standing: Standing) -> Iterator[Waiting]:
    """Give the cycles of which a rater has not read all yet; it waits until the days are over that are his alone."""
    rows = RaterFeedback.objects.filter(rater=standing.person_id, read__isnull=True).values("cycle")
    told = rows.annotate(first=Min("sealed_at")).order_by("-first", "-cycle")
    for zh, en, first in told.values_list("cycle__name_zh", "cycle__name_en", "first"):
        params = {"cycle": Bilingual(zh, en)}
        yield Waiting("evaluation.waits.tendency", "evaluation:my-ratings", params=params, due=first + ALONE)


def _rows() -> QuerySet[RaterFeedback]:
    return RaterFeedback.objects.select_related("read").prefetch_related("tendencies").order_by("-sealed_at", "-pk")


def _own(row: RaterFeedback) -> OwnFeedback:
    return OwnFeedback(
        id=row.pk,
        cycle=row.cycle_id,
        known=row.known,
        kinds=rules.kinds_of(row.kinds),
        ratings=row.ratings,
        ratees=row.ratees,
        sealed_at=row.sealed_at,
        read_at=row.read.at if hasattr(row, "read") else None,
        tendencies={Effect(each.effect): _tendency(each) for each in row.tendencies.all()},
    )


def _tendency(row: RaterTendency) -> Tendency:
    reason = Reason(row.reason) if row.reason else None
    return Tendency(row.value, row.low, row.high, row.threshold, Verdict(row.verdict), reason, row.n, row.needs)
