"""Reads of the rated part: only what was sealed, and of that only what the reader may be told."""

from collections.abc import Collection, Iterable

from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement.words import IntervalMethod, Why
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import rules
from liuxin.performance.evaluation.models import RatedGroup as GroupRow
from liuxin.performance.evaluation.models import RatedPart
from liuxin.performance.evaluation.words import (
    Agreement,
    Cell,
    Fair,
    FairWhy,
    RatedGroup,
    RatedValue,
    RatedView,
    RaterKind,
    ResultView,
)
from liuxin.performance.evaluators import queries as evaluators

HIDDEN = Fair(None, None, None, FairWhy.FEW_RATERS)
FAIR = ("fair", "fair_low", "fair_high", "fair_why")


def values_of(cycle_id: int, people: Collection[int]) -> dict[int, RatedValue]:
    """Give the value of the rated part of people, raw and fair, without its groups, for scoring; one statement."""
    wanted = frozenset(people)
    columns = ("person", "pk", "value", "low", "high", "raters", "why", "method", *FAIR)
    rows = RatedPart.objects.filter(cycle=cycle_id).values_list(*columns)
    return {
        person: RatedValue(key, value, low, high, raters, Why(why), IntervalMethod(method), _fair(*fair))
        for person, key, value, low, high, raters, why, method, *fair in rows
        if person in wanted
    }


def rated_part(standing: Standing, result: ResultView) -> RatedView:
    """Give the rated part behind a result that the standing may see, by heart and group; four statements.

    A reader who is one of the raters is told only what still has three others behind it. Raises
    `NotFoundError("evaluation.no_rated_part")`.
    """
    row = RatedPart.objects.filter(cycle=result.cycle, person=result.person).first()
    if row is None:
        raise NotFoundError("evaluation.no_rated_part")
    groups = [_group(each) for each in row.groups.order_by("order").prefetch_related("cells")]
    own = next((each for each in groups if each.kinds == (RaterKind.SELF,)), None)
    others = [each for each in groups if each is not own]
    told = rules.told_to_rater(others, _kinds_of_reader(standing, result))
    hidden = len(told) < len(others)
    return RatedView(
        groups=told,
        own=own,
        left_out=tuple(RaterKind(each) for each in row.left_out.split(",") if each),
        value=None if hidden else row.value,
        low=None if hidden else row.low,
        high=None if hidden else row.high,
        raters=row.raters,
        why=Why(row.why),
        hidden=hidden,
        sealed_at=row.sealed_at,
        fair=_fair_of(row) if rules.is_as_kept(others, told) else HIDDEN,
    )


def _kinds_of_reader(standing: Standing, result: ResultView) -> frozenset[RaterKind]:
    """Tell as what the reader rates the person, if at all."""
    if standing.person_id is None or standing.person_id == result.person:
        return frozenset()
    mine: Iterable[RaterKind] = (
        each.kind for each in evaluators.ratees_of(standing.person_id, result.cycle) if each.ratee == result.person
    )
    return frozenset(mine)


def _group(row: GroupRow) -> RatedGroup:
    cells = sorted(row.cells.all(), key=lambda cell: cell.heart)
    return RatedGroup(
        kinds=tuple(RaterKind(each) for each in row.kinds.split("+")),
        raters=row.raters,
        weight=row.weight,
        level=row.level,
        cells=tuple(Cell(cell.heart, cell.raters, cell.level) for cell in cells),
        correction=row.correction,
        judged=row.judged,
        agreement=Agreement(row.agreement),
    )


def _fair_of(row: RatedPart) -> Fair:
    return _fair(row.fair, row.fair_low, row.fair_high, row.fair_why)


def _fair(value: float | None, low: float | None, high: float | None, why: str) -> Fair:
    return Fair(value, low, high, FairWhy(why))
