"""Indicator sets in every state, made by the room's own actions."""

from datetime import UTC, datetime
from decimal import Decimal

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.actor import Actor
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions
from liuxin.performance.indicators.models import Indicator, IndicatorSet
from liuxin.performance.indicators.words import Grain, MissingRule, NewIndicator, Scale, Subject, Yardstick
from tests.factories.organisation import make_position

AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
SYSTEM = Actor.system("tests")
KEPT = Scale(Direction.HIGHER, 60, 80, 95)
REOPENED = Scale(Direction.LOWER, 5, 2, 1)
SOLVED = Scale(Direction.HIGHER, 10, 20, 30)
NAME = Bilingual("工单处理专员", "Case desk agent")
__all__ = ["AT", "KEPT", "NAME", "REOPENED", "SOLVED", "SYSTEM", "Indicator", "IndicatorSet"]


def line(measure: str = "promises_kept", weight: str = "100", yardstick: Yardstick = KEPT) -> NewIndicator:
    """Give a line for a set."""
    return NewIndicator(measure, Percent(Decimal(weight)), yardstick)


def draft(
    *lines: NewIndicator,
    position_id: int | None = None,
    subject: Subject = Subject.PERSON,
    missing_rule: MissingRule = MissingRule.RENORMALISE,
) -> int:
    """Make a draft with these lines, for whole months."""
    key = actions.draft_set(
        position_id=make_position() if position_id is None else position_id,
        name=NAME,
        subject=subject,
        grain=Grain.MONTH,
        missing_rule=missing_rule,
        by=SYSTEM,
        at=AT,
    )
    for each in lines:
        actions.add_indicator(set_id=key, indicator=each, by=SYSTEM, at=AT)
    return key


def example(
    *lines: NewIndicator, position_id: int | None = None, missing_rule: MissingRule = MissingRule.RENORMALISE
) -> int:
    """Make a set in force as an example; three lines of 50, 30 and 20 unless told otherwise."""
    usual = (line(weight="50"), line("reopened_within_14_days", "30", REOPENED), line("cases_resolved", "20", SOLVED))
    key = draft(*(lines or usual), position_id=position_id, missing_rule=missing_rule)
    actions.mark_as_example(set_id=key, by=SYSTEM, at=AT)
    return key


HEARTS = "rated.six_hearts"
WHY_RATED = Bilingual("用心与否，记录看不出来。", "Care cannot be read from the record.")


def rated(weight: str = "40", yardstick: Yardstick | None = None, why: Bilingual = WHY_RATED) -> NewIndicator:
    """Give a line that people rate."""
    return NewIndicator(HEARTS, Percent(Decimal(weight)), yardstick or Scale(Direction.HIGHER, 3, 4, 4.5), why)
