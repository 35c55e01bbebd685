"""What history proposes: the scale of each measure, tried on the earlier results of those whom it would bind."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from math import fsum
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.engines.measurement.external import PREFIX, External
from liuxin.engines.measurement.library.workload import CASES_RESOLVED
from liuxin.engines.measurement.words import Kind, Measure, Reading, Unit, Why
from liuxin.facts import queries as facts_queries
from liuxin.facts.grains import split
from liuxin.facts.words import FactSet
from liuxin.kernel.errors import CannotTellError, LiuxinError, NotAllowedError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import permissions, rules
from liuxin.performance.indicators.queries.external import externals
from liuxin.performance.indicators.words import Grain, IndicatorView, Proposal, SetView, Tried, is_rated

LEAST_CASES = 30
_DIGITS = {Unit.COUNT: 0, Unit.CURRENCY: 0, Unit.PER_CASE: 2, Unit.SCALE_1_5: 2}
_USUAL_DIGITS = 1


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
    history = _history(facts_queries.current(), _measured(named), grain, position_id)
    digits = {key: _digits(measure, known) for key, measure in named.items()}
    return [
        _proposal(measure, key, [reading for reading in history if reading.key == key], digits[key])
        for key, measure in named.items()
    ]


def tried(standing: Standing, found: SetView) -> dict[str, Tried | LiuxinError]:
    """Tell for each line of a set how many earlier results of the position reached its points, or why none can tell."""
    if not permissions.may_see_sets(standing):
        raise NotAllowedError("indicators.may_not_see")
    keys = [line.measure for line in found.measured]
    rated: dict[str, Tried | LiuxinError] = {line.measure: _unrated(line.measure) for line in found.rated}
    try:
        readings = _history(facts_queries.current(), keys, found.grain, found.position) if keys else []
    except CannotTellError as error:
        return rated | dict.fromkeys(keys, error)
    return rated | {line.measure: _tried(line, readings) for line in found.measured}


def _unrated(key: str) -> CannotTellError:
    return CannotTellError("indicators.no_ratings_yet", measure=key)


def _measured(keys: Iterable[str]) -> list[str]:
    """Give the keys that the record can be asked for."""
    return [key for key in keys if not is_rated(key)]


def _tried(line: IndicatorView, readings: Sequence[Reading]) -> Tried | LiuxinError:
    values = [each.value for each in readings if each.key == line.measure and each.value is not None]
    try:
        return rules.try_on(values, line.yardstick, measure=line.measure)
    except CannotTellError as error:
        return error


def _digits(measure: Measure, known: Mapping[str, External]) -> int:
    own = known.get(measure.readings_of)
    return _DIGITS.get(measure.unit, _USUAL_DIGITS) if own is None else own.places


def _history(facts: FactSet, keys: Collection[str], grain: Grain, position_id: int) -> list[Reading]:
    covered = _covered(facts, grain)
    if not covered:
        return []
    count = CASES_RESOLVED.code
    readings = facts_queries.measure(
        facts,
        measures={*keys, count},
        period=covered,
        by=("person",),
        unranked=organisation.unranked_people(),
        external=externals(),
    )
    holders = organisation.positions_of({reading.person for reading in readings if reading.person is not None})
    busy = {
        (reading.person, reading.period_start)
        for reading in readings
        if reading.key == count and (reading.value or 0) >= LEAST_CASES
    }
    return [
        reading
        for reading in readings
        if (reading.key.startswith(PREFIX) or (reading.person, reading.period_start) in busy)
        and holders.get(reading.person or 0) == position_id
        and reading.why is Why.MEASURED
    ]


def _covered(facts: FactSet, grain: Grain) -> list[Period]:
    """Give the whole periods from the first month of the record to its reach."""
    extent = facts_queries.extent(facts)
    if extent is None:
        return []
    zone = organisation.zone()
    begun = extent.start.astimezone(ZoneInfo(zone))
    start, end = Period.of_month(begun.year, begun.month, zone).start, datetime.fromtimestamp(facts.as_of, UTC)
    if end <= start:
        return []
    return [piece for piece in split(Period(start, end), grain.value, zone) if rules.fits(grain, piece, zone)]


def _proposal(measure: Measure, key: str, readings: Sequence[Reading], digits: int) -> Proposal | CannotTellError:
    if is_rated(key):
        return _unrated(key)
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
