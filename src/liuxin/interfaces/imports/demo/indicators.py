"""An example of an indicator set, agreed by nobody and labelled so, and two months frozen by it."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from decimal import Decimal

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation.queries import totals
from liuxin.performance.indicators import actions as indicators
from liuxin.performance.indicators.words import Grain, NewIndicator, Scale

NAME = Bilingual("示例指标（未经协商）", "Example set (agreed by nobody)")
LINES: Sequence[tuple[str, int, Scale]] = (
    ("cases_resolved", 40, Scale(Direction.HIGHER, 40, 80, 130)),
    ("promises_kept", 40, Scale(Direction.HIGHER, 50, 70, 85)),
    ("reopened_within_14_days", 20, Scale(Direction.LOWER, 5, 2, 0.5)),
)
"""Measure, weight, and scale for a month: points near what the log shows for its busier people, no recommendation."""

MONTHS = ((2016, 4), (2016, 5))


def make_set(position: int, *, by: Actor, at: datetime) -> int:
    """Put the example in force for a position."""
    key = indicators.draft_set(position_id=position, name=NAME, grain=Grain.MONTH, by=by, at=at)
    for measure, weight, scale in LINES:
        line = NewIndicator(measure, Percent(Decimal(weight)), scale)
        indicators.add_indicator(set_id=key, indicator=line, by=by, at=at)
    indicators.mark_as_example(set_id=key, by=by, at=at)
    return key


def freeze_months(
    set_id: int, people: Collection[int], zone: str, *, catch_up: Callable[[], object], by: Actor, at: datetime
) -> None:
    """Freeze the demo's months for these people, those that an earlier run froze left as they are.

    A freeze is an act on record: the facts are brought up to it before the next.
    """
    for year, month in MONTHS:
        period = Period.of_month(year, month, zone)
        if not totals(set_id, period):
            evaluation.freeze_measured(set_id=set_id, period=period, people=people, by=by, at=at)
            catch_up()
