"""Reads of results: which version counts, and how far each is. One statement each, however many people there are."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import permissions
from liuxin.performance.evaluation.models import Result
from liuxin.performance.evaluation.queries.cards import total_of
from liuxin.performance.evaluation.words import ResultState, ResultView

_COUNTS = Q(corrected_by__isnull=True)


def results(standing: Standing, cycle_id: int, department: int | None = None) -> tuple[ResultView, ...]:
    """Give the results of a cycle that the standing may see, the version that counts of each person, by person."""
    found = _visible(standing).filter(_COUNTS, cycle=cycle_id)
    if department is not None:
        found = found.filter(department=department)
    return tuple(_views(found.order_by("person")))


def result(standing: Standing, person_id: int, cycle_id: int) -> ResultView:
    """Give the result of a person in a cycle as it counts now. Raises `NotFoundError("evaluation.no_result")`."""
    return _one(_visible(standing).filter(_COUNTS, cycle=cycle_id, person=person_id))


def result_by_key(standing: Standing, result_id: int) -> ResultView:
    """Give one version of a result, replaced ones too. Raises `NotFoundError("evaluation.no_result")`."""
    return _one(_visible(standing).filter(pk=result_id))


def versions(standing: Standing, person_id: int, cycle_id: int) -> tuple[ResultView, ...]:
    """Give every version of the result of a person in a cycle, the first one first."""
    return tuple(_views(_visible(standing).filter(cycle=cycle_id, person=person_id).order_by("version")))


def results_of_cards(standing: Standing, card_ids: Collection[int]) -> dict[int, ResultView]:
    """Give the results that stand on some cards, by card."""
    return {each.card: each for each in _views(_visible(standing).filter(card__in=card_ids))}


def results_to_move(result_ids: Collection[int]) -> dict[int, ResultView]:
    """Give results by key, for actions that move them on and ask for permission themselves."""
    return {each.id: each for each in _views(_all().filter(pk__in=result_ids).order_by("pk"))}


def _one(found: QuerySet[Result]) -> ResultView:
    first = next(_views(found), None)
    if first is None:
        raise NotFoundError("evaluation.no_result")
    return first


def _visible(standing: Standing) -> QuerySet[Result]:
    if permissions.sees_all_scores(standing):
        return _all()
    mine = Q(person=standing.person_id) if standing.person_id is not None else Q(pk__in=())
    return _all().filter(mine | Q(person__in=standing.reports) | Q(department__in=standing.hr_departments))


def _all() -> QuerySet[Result]:
    steps = {f"{state.value}_at": Max("steps__at", filter=Q(steps__state=state.value)) for state in ResultState}
    return Result.objects.select_related("card", "corrected_by").annotate(**steps)


def _views(found: QuerySet[Result]) -> Iterator[ResultView]:
    for row in found:
        state, state_at = _state(row)
        yield ResultView(
            id=row.pk,
            cycle=row.cycle_id,
            person=row.person_id,
            department=row.department_id,
            card=row.card_id,
            set=row.card.set_id,
            period=Period(row.card.period_start, row.card.period_end),
            total=total_of(row.card),
            state=state,
            version=row.version,
            corrects=row.corrects_id,
            corrected_by=row.corrected_by.pk if hasattr(row, "corrected_by") else None,
            reason=row.reason,
            by=Actor(ActorKind(row.actor_kind), row.actor_id),
            at=row.at,
            state_at=state_at,
        )


def _state(row: Result) -> tuple[ResultState, datetime]:
    """Give the last state that was reached, and when."""
    for state in reversed(ResultState):
        reached = getattr(row, f"{state.value}_at")
        if reached is not None:
            return state, reached
    return ResultState.PROVISIONAL, row.at
