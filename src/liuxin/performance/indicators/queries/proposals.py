"""What history proposes: the scale of each measure, tried on the earlier results of those whom it would bind."""

from collections.abc import Collection, Sequence
from math import fsum

from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Kind, Measure, Reading
from liuxin.facts import queries as facts_queries
from liuxin.kernel.errors import CannotTellError, NotAllowedError
from liuxin.performance.indicators import permissions, rules
from liuxin.performance.indicators.queries.external import externals
from liuxin.performance.indicators.queries.history import digits_of, history
from liuxin.performance.indicators.words import Grain, Proposal, is_rated


def proposals(standing: Standing, *, position_id: int, measures: Collection[str], grain: Grain) -> tuple[Proposal, ...]:
    """Propose a scale for each measure from what the people of a position reached.

    History is every whole month, quarter or year that the record covers, and of it the results of people who resolved
    at least 30 cases in it, so that nobody who hardly worked here moves a target. Imported readings are taken of
    everybody who has one. Raises for the first measure of which history cannot tell.
    """
    found = proposals_or_why(standing, position_id=position_id, measures=measures, grain=grain)
    for each in found:
        if isinstance(each, CannotTellError):
            raise each
    return tuple(each for each in found if isinstance(each, Proposal))


def proposals_or_why(
    standing: Standing, *, position_id: int, measures: Collection[str], grain: Grain
) -> list[Proposal | CannotTellError]:
    """Propose a scale for each measure as `proposals` does, or say why history cannot; the record is read once."""
    if not permissions.may_see_sets(standing):
        raise NotAllowedError("indicators.may_not_see")
    known = externals()
    named = {measure.key(statistic): measure for measure, statistic in (library.find(key, known) for key in measures)}
    readings = history(facts_queries.current(), named, grain, position_id).readings
    digits = {key: digits_of(measure, known) for key, measure in named.items()}
    return [
        _proposal(measure, key, [reading for reading in readings if reading.key == key], digits[key])
        for key, measure in named.items()
    ]


def _proposal(measure: Measure, key: str, readings: Sequence[Reading], digits: int) -> Proposal | CannotTellError:
    if is_rated(key):
        return CannotTellError("indicators.no_ratings_yet", measure=key)
    values = [reading.value for reading in readings if reading.value is not None]
    usual = _usual(measure, readings, values)
    try:
        return rules.propose_scale(values, direction=measure.direction, usual=usual, digits=digits, measure=key)
    except CannotTellError as error:
        return error


def _usual(measure: Measure, readings: Sequence[Reading], values: Sequence[float]) -> float:
    """Give the value of all cases together where it can be told from the readings, else the mean of the values."""
    weight = fsum(reading.n for reading in readings)
    if measure.kind in {Kind.SHARE, Kind.MEAN} and weight:
        return measure.scale * fsum(reading.sum_value for reading in readings) / weight
    return fsum(values) / len(values) if values else 0.0
