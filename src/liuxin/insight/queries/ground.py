"""What every page of insight stands on: the facts, their reach, the zone, and the names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import IntervalMethod, Kind, Reading, Why
from liuxin.facts import queries as facts
from liuxin.facts.words import FactSet
from liuxin.insight import periods, rules
from liuxin.insight.periods import Span
from liuxin.insight.words import AsOf, Lacking, Measures, Named, Number
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.rules import verdict
from liuxin.performance.indicators.words import SetView, Yardstick


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts as they stand, the organisation's zone, the months that the record covers, and who is never ranked."""

    facts: FactSet
    zone: str
    whole: Period
    unranked: frozenset[int]
    span_codes: tuple[str, ...]
    as_of: AsOf
    externals: Externals
    measures: Measures

    @property
    def keys(self) -> tuple[str, ...]:
        """Name every number that can be asked for."""
        return tuple(self.measures)

    def find(self, key: str) -> Named:
        """Give the measure and the statistic that a key names."""
        return self.measures.get(key) or library.find(key, self.externals)

    def number(self, reading: Reading, yardstick: Yardstick | None) -> Number:
        """Hold a reading against the yardstick of the set in force, where it has one for this number."""
        measure, statistic = self.find(reading.key)
        judged = None if yardstick is None else verdict(reading, yardstick)
        return Number(reading.key, measure, statistic, reading, yardstick, judged)

    def lacking(self, readings: Iterable[Reading]) -> tuple[Lacking, ...]:
        """Name the measures that the record cannot answer, each once, and what they would need."""
        missing = {reading.measure: reading.missing for reading in readings if reading.why is Why.NOT_RECORDED}
        return tuple(Lacking(self.find(code)[0], events) for code, events in missing.items())

    def nothing(self, like: Reading, start: int, end: int) -> Reading:
        """Give the reading of a step in which nothing happened: no value, which is not zero, but for a plain count."""
        is_count = self.find(like.measure)[0].kind is Kind.COUNT
        return replace(
            like,
            period_start=start,
            period_end=end,
            value=0.0 if is_count else None,
            n=0.0,
            rows=0,
            low=None,
            high=None,
            sum_value=0.0,
            pending=0,
            unanswered=0,
            why=Why.MEASURED if is_count else Why.NO_CASES,
            method=IntervalMethod.NONE,
        )

    def yardsticks(self, sets: Iterable[SetView]) -> dict[str, Yardstick]:
        """Give for each number the yardstick on which all sets agree; where two differ, there is none for both.

        Counts have none: what one person is to reach in a quarter says nothing of a team, nor of part of one's work.
        """
        found: dict[str, Yardstick] = {}
        split: set[str] = set()
        for each in sets:
            for line in each.indicators:
                if found.setdefault(line.measure, line.yardstick) != line.yardstick:
                    split.add(line.measure)
        comparable = (key for key in found if self.find(key)[0].kind not in rules.COUNTED)
        return {key: found[key] for key in comparable if key not in split}

    def span(self, code: str) -> Span:
        """Read the code of a span; the usual one is the quarter in which the record has most cases.

        Raises `NotFoundError("insight.outside_record")`: what was never recorded is not measured as zero.
        """
        found = periods.span(code or self.usual_span(), self.zone, self.whole)
        if found.period.start >= self.whole.end or found.period.end <= self.whole.start:
            raise NotFoundError(
                "insight.outside_record",
                period=code,
                first=periods.month_of(self.whole.start, self.zone),
                last=periods.month_of(self.whole.end - timedelta(seconds=1), self.zone),
            )
        return found

    def read(
        self,
        measures: Iterable[str],
        periods_asked: Iterable[Period],
        *by: str,
        people: Iterable[int] | None = None,
        teams: Iterable[int] | None = None,
    ) -> list[Reading]:
        """Read measures, grouped; the engine remembers what it answered on the same facts."""
        return facts.measure(
            self.facts,
            measures=measures,
            period=list(periods_asked),
            by=by,
            people=None if people is None else list(people),
            teams=None if teams is None else list(teams),
            unranked=self.unranked,
            external=self.externals,
        )

    def usual_span(self) -> str:
        """Give the quarter into which most cases fall: the middle of the record rather than its last days."""
        quarters: dict[str, int] = {}
        for name, cases in self.facts.months.items():
            year, month = (int(part) for part in name.split("-"))
            code = periods.quarter_of(Period.of_month(year, month, self.zone).start, self.zone)
            quarters[code] = quarters.get(code, 0) + cases
        return max(quarters, key=lambda code: (quarters[code], code), default=periods.WHOLE)


def ground(at: datetime) -> Ground:
    """Stand on the facts of now."""
    found, externals = facts.current(), indicators.externals()
    zone = organisation.zone()
    whole = _whole(found, zone, at)
    return Ground(
        facts=found,
        zone=zone,
        whole=whole,
        unranked=organisation.unranked_people(),
        span_codes=periods.choices(whole, {*found.months}, zone),
        as_of=AsOf(periods.from_epoch(found.as_of) if found.as_of else None, found.seq, found.manifest_id),
        externals=externals,
        measures=_measures(externals),
    )


def _whole(found: FactSet, zone: str, at: datetime) -> Period:
    """Give whole months from the first case to the reach of the record; where there is none, the month of `at`."""
    extent = facts.extent(found)
    if extent is None:
        return Period.of_month(at.year, at.month, zone)
    first = periods.span(periods.month_of(extent.start, zone), zone, extent).period
    last = periods.span(periods.month_of(periods.from_epoch(found.as_of), zone), zone, first).period
    return Period(first.start, max(first.end, last.end))


def _measures(externals: Externals) -> dict[str, Named]:
    """Give the measure and the statistic of every number that can be asked for, those of external measures last."""
    keys = (*library.KEYS, *(each.key for each in externals.values()))
    return {key: library.find(key, externals) for key in keys}


def latest_frozen(standing: Standing, stood: Ground) -> str:
    """Give the code of the latest frozen span; empty where none was, or it has no round length or no record."""
    found = evaluation.latest_period(standing)
    if found is None or found.start >= stood.whole.end or found.end <= stood.whole.start:
        return ""
    return periods.code_of(found, stood.zone)
