"""The effect of improvement plans: the measure of each over the cycle that showed the gap, and over the plan's days."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction, Reading, Why
from liuxin.facts import queries as facts
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.models import ImprovementPlan
from liuxin.performance.outcomes.words import Effect, Measured
from liuxin.performance.plan import queries as plan

Found = dict[tuple[Period, str, int], Measured]


def effects(rows: Sequence[ImprovementPlan], at: datetime) -> dict[int, Effect]:
    """Give the effect of each plan, by key. Facts are asked once for each period."""
    zone = organisation.zone()
    spans = {row.pk: _spans(row, zone, at) for row in rows}
    asked: defaultdict[Period, set[str]] = defaultdict(set)
    for row in rows:
        for span in spans[row.pk]:
            if span is not None and row.measure:
                asked[span].add(row.measure)
    found = _readings(asked)
    return {row.pk: _effect(row, spans[row.pk], found) for row in rows}


def check_measure(key: str) -> None:
    """Refuse a measure that nobody knows; none at all is taken, and then no effect can be told."""
    if key:
        library.find(key, indicators.externals())


def measure_name(key: str) -> Bilingual:
    """Name a measure in both languages, for a text that both read."""
    return library.find(key, indicators.externals())[0].name


def _spans(row: ImprovementPlan, zone: str, at: datetime) -> tuple[Period | None, Period | None]:
    """Give the period of the gap, and the days of the plan up to now, as far as they are over."""
    before = plan.cycle(row.cycle_id).period
    if row.starts_on is None or row.ends_on is None:
        return before, None
    last = min(row.ends_on, _yesterday(at, zone))
    return before, Period.of_days(row.starts_on, last, zone) if last >= row.starts_on else None


def _yesterday(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)


def _readings(asked: dict[Period, set[str]]) -> Found:
    found: Found = {}
    for span, keys in asked.items():
        for each in _measured(span, keys):
            if each.person is not None:
                reading = _told(each)
                if reading is not None:
                    found[span, each.key, each.person] = reading
    return found


def _measured(span: Period, keys: Collection[str]) -> Sequence[Reading]:
    try:
        return facts.measure(
            facts.current(),
            measures=sorted(keys),
            period=span,
            by=("person",),
            unranked=organisation.unranked_people(),
            external=indicators.externals(),
        )
    except LiuxinError:
        return ()


def _told(each: Reading) -> Measured | None:
    if each.why is not Why.MEASURED or each.value is None or each.low is None or each.high is None:
        return None
    return Measured(each.value, each.low, each.high, each.n)


def _effect(row: ImprovementPlan, spans: tuple[Period | None, Period | None], found: Found) -> Effect:
    direction = _direction(row.measure)
    before, after = (None if span is None else found.get((span, row.measure, row.person_id)) for span in spans)
    return rules.effect(before, after, direction)


def _direction(key: str) -> Direction:
    try:
        return library.find(key, indicators.externals())[0].direction
    except LiuxinError:
        return Direction.NONE
