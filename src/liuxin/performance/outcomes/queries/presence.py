"""Presence: the share of a period that people belonged to their department, or what an attendance measure says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Unit, Why
from liuxin.facts import queries as facts
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import queries as indicators

WHOLE = Decimal(1)
GRAIN = Decimal("0.0001")
Presences = Mapping[int, tuple[Decimal, bool]]
"""By person: the share of the period, and whether it is assumed because nothing is on record."""


def by_membership(people: Mapping[int, int], period: Period, at: datetime) -> Presences:
    """Give the share of the period that each belonged to a team of the department, given by person.

    Whoever has no membership there at all on record, such as a head, is taken to have been there: that is assumed, and
    said to be.
    """
    teams = _teams_of(set(people.values()), at)
    spans: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for each in organisation.members(teams, period):
        if teams[each.team] == people.get(each.person):
            spans[each.person].append((max(each.start, period.start), min(each.end or period.end, period.end)))
    return {person: _share(spans.get(person, ()), period) for person in people}


def by_attendance(key: str, people: Collection[int], period: Period) -> Presences:
    """Give what a confirmed attendance measure in percent says; who has no reading is taken to have been there."""
    readings = facts.measure(
        facts.current(),
        measures=[key],
        period=period,
        by=("person",),
        unranked=organisation.unranked_people(),
        external=indicators.externals(),
    )
    told = {
        each.person: (min(WHOLE, max(Decimal(0), Decimal(each.value) / 100)).quantize(GRAIN), False)
        for each in readings
        if each.person is not None and each.value is not None and each.why in {Why.MEASURED, Why.TOO_FEW}
    }
    return {person: told.get(person, (WHOLE, True)) for person in people}


def check_attendance(key: str) -> None:
    """Refuse a measure of attendance that nobody knows, that is none of those brought in, or that is no percentage."""
    if not key:
        return
    known = indicators.externals()
    measure, statistic = library.find(key, known)
    if measure.unit is not Unit.PERCENT or measure.key(statistic) not in attendance_keys():
        raise BadInputError("outcomes.attendance_not_percent", field="attendance")


def attendance_keys() -> tuple[str, ...]:
    """Give the external measures in percent: what presence may be read from."""
    known = indicators.externals()
    found = [library.find(each.key, known) for each in known.values()]
    return tuple(measure.key(statistic) for measure, statistic in found if measure.unit is Unit.PERCENT)


def _teams_of(departments: Collection[int], at: datetime) -> dict[int, int]:
    """Give the teams in these departments and all below them, each with the nearest of the departments asked for."""
    found: dict[int, int] = {}
    above: list[tuple[int, int | None]] = []
    for node in organisation.tree(at):
        above = [each for each in above if each[0] < node.depth]
        inherited = above[-1][1] if above else None
        mine = node.id if node.id in departments else inherited
        above.append((node.depth, mine))
        if mine is not None:
            found |= {line.team.id: mine for line in node.teams}
    return found


def _share(spans: Iterable[tuple[datetime, datetime]], period: Period) -> tuple[Decimal, bool]:
    parts = sorted(spans)
    if not parts:
        return WHOLE, True
    seconds, reached = 0.0, period.start
    for start, end in parts:
        seconds += max(0.0, (end - max(start, reached)).total_seconds())
        reached = max(reached, end)
    whole = (period.end - period.start).total_seconds()
    return (Decimal(seconds) / Decimal(whole)).quantize(GRAIN), False
