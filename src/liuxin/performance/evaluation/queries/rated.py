"""Reads of the rated part: only what was sealed, and of that only what the reader may be told."""

from collections.abc import Collection

from liuxin.engines.measurement.words import IntervalMethod, Why
from liuxin.performance.evaluation.models import RatedPart
from liuxin.performance.evaluation.words import RatedValue


def values_of(cycle_id: int, people: Collection[int]) -> dict[int, RatedValue]:
    """Give the value of the rated part of people, without its groups, for scoring; one statement."""
    wanted = frozenset(people)
    columns = ("person", "pk", "value", "low", "high", "raters", "why", "method")
    rows = RatedPart.objects.filter(cycle=cycle_id).values_list(*columns)
    return {
        person: RatedValue(key, value, low, high, raters, Why(why), IntervalMethod(method))
        for person, key, value, low, high, raters, why, method in rows
        if person in wanted
    }
