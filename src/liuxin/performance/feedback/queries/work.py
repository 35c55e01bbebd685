"""What the facts say of the circumstances: kinds of cases, presence, what reads otherwise than when it was frozen."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Reading
from liuxin.facts import queries as facts
from liuxin.kernel.errors import CannotTellError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words import Measured, Scorecard
from liuxin.performance.feedback.words import Mix, Present
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import is_rated

CUTS = ("priority", "category")
COUNTED = "cases_resolved"
ATTENDANCE = "attendance"
SAME = 1e-9
Counts = Mapping[int, Mapping[str, int]]


def mixes(people: Collection[int], period: Period) -> dict[int, tuple[Mix, ...]] | None:
    """Give, by person, how often each kind of case came to the person and to others who hold the position.

    None where the record tells no kind of any case.
    """
    found: defaultdict[int, tuple[Mix, ...]] = defaultdict(tuple)
    recorded = False
    for cut in CUTS:
        counts = _counts(cut, period)
        recorded = recorded or any(counts.values())
        holders = organisation.positions_of(counts)
        for person in people:
            if person in holders:
                found[person] += _against(person, cut, counts, holders)
    return found if recorded else None


def presence(people: Collection[int], period: Period) -> dict[int, tuple[Present, ...]]:
    """Give the attendance of people where it is read in from elsewhere, and the mean of the others in the position."""
    externals = indicators.externals()
    codes = [each.key for code, each in externals.items() if ATTENDANCE in code]
    found: defaultdict[int, tuple[Present, ...]] = defaultdict(tuple)
    readings = _measure(codes, period, external=externals) if codes else []
    holders = organisation.positions_of({each.person for each in readings if each.person is not None})
    for each in readings:
        if each.person in people and each.person is not None and each.value is not None:
            others = [
                other.value
                for other in readings
                if other.key == each.key
                and other.person is not None
                and other.person != each.person
                and other.value is not None
                and holders.get(other.person) == holders.get(each.person)
            ]
            mean = math.fsum(others) / len(others) if others else None
            found[each.person] += (Present(each.key, each.value, mean),)
    return found


def changes(cards: Mapping[int, Scorecard], period: Period) -> dict[int, int]:
    """Count, by person, the numbers of a frozen card that read otherwise today; rated ones come from no record."""
    keys = {line.indicator.measure for card in cards.values() for line in card.card.lines}
    wanted = sorted(key for key in keys if not is_rated(key))
    readings = _measure(wanted, period, external=indicators.externals(), people=sorted(cards)) if wanted else []
    if not readings:
        return {}
    today = {(each.person, each.key): Measured.of(each).value for each in readings}
    return {
        person: sum(
            not _same(line.measured.value, today.get((person, line.indicator.measure)))
            for line in card.card.lines
            if line.indicator.measure in wanted
        )
        for person, card in cards.items()
    }


def _counts(cut: str, period: Period) -> dict[int, dict[str, int]]:
    """Count resolved cases by person and kind; what the record does not name is no kind."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for each in _measure([COUNTED], period, by=("person", cut)):
        kind = each.cell.get(cut)
        if each.person is not None and kind is not None and each.rows:
            found[each.person][str(kind)] = each.rows
    return found


def _against(person: int, cut: str, counts: Counts, holders: Mapping[int, int]) -> tuple[Mix, ...]:
    own = counts[person]
    rest = [some for key, some in counts.items() if key != person and holders.get(key) == holders[person]]
    own_of, others_of = sum(own.values()), sum(sum(some.values()) for some in rest)
    kinds = sorted({*own, *(kind for some in rest for kind in some)})
    return tuple(
        Mix(cut, kind, own.get(kind, 0), own_of, sum(some.get(kind, 0) for some in rest), others_of) for kind in kinds
    )


def _measure(
    keys: Collection[str],
    period: Period,
    *,
    by: tuple[str, ...] = ("person",),
    external: Externals | None = None,
    people: Collection[int] | None = None,
) -> list[Reading]:
    """Read measures; where the record cannot tell, there is none."""
    try:
        return facts.measure(
            facts.current(),
            measures=sorted(keys),
            period=period,
            by=by,
            people=people,
            unranked=organisation.unranked_people(),
            external=external or {},
        )
    except CannotTellError:
        return []


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
