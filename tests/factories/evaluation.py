"""Readings, kept cases and frozen cards."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import IntervalMethod, Reading, Statistic, Why
from liuxin.facts.words import FactSet
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.actions.results import write_results
from liuxin.performance.evaluation.models import (
    Freeze,
    FrozenReading,
    FrozenTotal,
    RatedCell,
    RatedGroup,
    RatedPart,
    RaterFeedback,
    RaterTendency,
    Result,
    ResultStep,
)
from liuxin.performance.evaluation.words import FreezeResult

MARCH = Period(datetime(2016, 3, 1, tzinfo=UTC), datetime(2016, 4, 1, tzinfo=UTC))
APRIL = Period(datetime(2016, 4, 1, tzinfo=UTC), datetime(2016, 5, 1, tzinfo=UTC))
AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
SYSTEM = Actor.system("tests")
DIGEST = "ab" * 32
FACTS = FactSet(root=Path("facts"), manifest_id="m1", seq=17, as_of=1_462_000_000, codes=frozenset(), files={})

__all__ = [
    "APRIL",
    "AT",
    "DIGEST",
    "FACTS",
    "MARCH",
    "SYSTEM",
    "Freeze",
    "FrozenReading",
    "FrozenTotal",
    "RatedCell",
    "RatedGroup",
    "RatedPart",
    "RaterFeedback",
    "RaterTendency",
    "Result",
    "ResultStep",
]


def reading(
    measure: str = "promises_kept",
    value: float | None = 80.0,
    *,
    low: float | None = None,
    high: float | None = None,
    person: int | None = None,
    period: Period = MARCH,
    why: Why = Why.MEASURED,
) -> Reading:
    """Give a reading; without ends its interval is the value itself."""
    start, end = period.epoch
    return Reading(
        measure=measure,
        statistic=Statistic.COUNT if measure == "cases_resolved" else Statistic.SHARE,
        person=person,
        team=None,
        period_start=start,
        period_end=end,
        value=value,
        n=100.0 if value is not None else 0.0,
        rows=120,
        low=value if low is None else low,
        high=value if high is None else high,
        sum_value=0.0,
        pending=2,
        why=why,
        method=IntervalMethod.WILSON,
    )


def no_cases(measure: str = "promises_kept") -> Reading:
    """Give a reading of a measure for which there was no case."""
    return reading(measure, None, why=Why.NO_CASES)


def readings(values: Mapping[str, float | None], period: Period = MARCH) -> list[Reading]:
    """Give a reading for each measure; None is no case."""
    return [
        reading(measure, value, period=period, why=Why.MEASURED if value is not None else Why.NO_CASES)
        for measure, value in values.items()
    ]


def kept(some: Mapping[int, Iterable[Reading]]) -> dict[str, str]:
    """Name a file of kept cases for every measure with a value."""
    return {each.key: DIGEST for row in some.values() for each in row if each.value is not None}


def frozen(
    set_id: int,
    some: Mapping[int, list[Reading]],
    *,
    period: Period = MARCH,
    by: Actor = SYSTEM,
    at: datetime = AT,
    reason: str = "",
) -> FreezeResult:
    """Freeze readings of people."""
    return actions.freeze(
        set_id=set_id,
        period=period,
        people=list(some),
        readings=some,
        evidence=kept(some),
        facts=FACTS,
        by=by,
        at=at,
        reason=reason,
    )


def make_results(
    cycle: int,
    departments: Mapping[int, int],
    values: Mapping[int, Mapping[str, float | None]],
    *,
    set_id: int,
    period: Period = MARCH,
    at: datetime = AT,
) -> dict[int, int]:
    """Freeze values of people by a set in force and make provisional results of them; gives their keys by person.

    `departments` are by person. Past forms and the agreement of the set: for rooms above, which start from results.
    """
    done = frozen(set_id, {person: readings(some, period) for person, some in values.items()}, period=period, at=at)
    system = organisation.standing(SYSTEM, at)
    cards = {card.person: card.id for card in queries.cards_of_freeze(system, done.freeze, at)}
    with transaction.atomic():
        return write_results(
            cycle_id=cycle, cards=cards, departments=departments, corrects={}, reason="", by=SYSTEM, at=at
        )
