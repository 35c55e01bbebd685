"""What the holders of a position reached in earlier periods: what targets are proposed from and tried on."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.library.workload import CASES_RESOLVED
from liuxin.engines.measurement.words import Measure, Reading, Unit, Why
from liuxin.facts import queries as facts_queries
from liuxin.facts.grains import split
from liuxin.facts.words import FactSet
from liuxin.kernel.period import Period
from liuxin.performance.indicators import rules
from liuxin.performance.indicators.queries.external import externals
from liuxin.performance.indicators.words import Grain, Result, is_rated

LEAST_CASES: Final = 30
_DIGITS: Final = {Unit.COUNT: 0, Unit.CURRENCY: 0, Unit.PER_CASE: 2, Unit.SCALE_1_5: 2}
_USUAL_DIGITS: Final = 1
_WITHOUT_CASES: Final = frozenset({Credit.NAMED, Credit.DUTY_MANAGER, Credit.QUEUE_LEAD})
"""What is imported, and what managers owe, does not rest on cases of one's own."""


@dataclass(frozen=True, slots=True)
class History:
    """Earlier results of a position that can be relied on, and by key how many rest on too little."""

    readings: tuple[Reading, ...] = ()
    few: Mapping[str, int] = field(default_factory=dict)

    @property
    def results(self) -> Mapping[str, tuple[Result, ...]]:
        """Give the results by the key of their number."""
        found: defaultdict[str, list[Result]] = defaultdict(list)
        for each in self.readings:
            if each.person is not None and each.value is not None:
                found[each.key].append(Result(each.person, each.period_start, each.value, each.n))
        return {key: tuple(some) for key, some in found.items()}


def history(facts: FactSet, keys: Collection[str], grain: Grain, position_id: int) -> History:
    """Give every result of the holders of a position in every whole period that the record covers.

    Of those who resolved at least 30 cases in it, so that nobody who hardly worked here moves a target; imported
    readings and duties of managers are taken of everybody who has one.
    """
    covered = whole_periods(facts, grain)
    asked = [key for key in keys if not is_rated(key)]
    if not covered or not asked:
        return History()
    known, count = externals(), CASES_RESOLVED.code
    readings = facts_queries.measure(
        facts,
        measures={*asked, count},
        period=covered,
        by=("person",),
        unranked=organisation.unranked_people(),
        external=known,
    )
    holders = organisation.positions_of({reading.person for reading in readings if reading.person is not None})
    busy = {
        (reading.person, reading.period_start)
        for reading in readings
        if reading.key == count and (reading.value or 0) >= LEAST_CASES
    }
    free = _without_cases(asked, known)
    own = [
        reading
        for reading in readings
        if (reading.key in free or (reading.person, reading.period_start) in busy)
        and holders.get(reading.person or 0) == position_id
    ]
    few = Counter(reading.key for reading in own if reading.why is Why.TOO_FEW)
    return History(tuple(reading for reading in own if reading.why is Why.MEASURED), few)


def whole_periods(facts: FactSet, grain: Grain) -> list[Period]:
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


def _without_cases(keys: Collection[str], known: Externals) -> frozenset[str]:
    return frozenset(key for key in keys if library.find(key, known)[0].credit in _WITHOUT_CASES)


def digits_of(measure: Measure, known: Externals) -> int:
    """Give the decimals in which a target of a measure is written."""
    own = known.get(measure.readings_of)
    return _DIGITS.get(measure.unit, _USUAL_DIGITS) if own is None else own.places
