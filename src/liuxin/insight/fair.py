"""The fair value beside the raw one: adjusted for the mix of cases, then pulled to the middle where they are few. Pure.

First what each got is held against what is to be expected of such cases (`comparison.case_mix`), then the adjusted
value leans on the middle of all the more, the fewer cases it rests on (`comparison.normal_normal`, with the chance that
cases leave around the middle). Where cases cannot be adjusted, the raw counts lean on the middle by themselves; so do
means, which have no expected model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from liuxin.engines.intervals import Floats, Ints
from liuxin.engines.measurement.words import Dimension, Kind, Measure, Reading
from liuxin.engines.ratings.comparison import (
    CaseMix,
    Outcome,
    Shrunken,
    beta_binomial,
    case_mix,
    gamma_poisson,
    normal_normal,
)
from liuxin.engines.ratings.telling import CannotTell, Flags, Reason
from liuxin.insight.standings import SIGNS, estimates

FACTS: Final = (
    Dimension.CATEGORY,
    Dimension.PRIORITY,
    Dimension.STAGE,
    Dimension.CASE_KIND,
    Dimension.CUSTOMER_KIND,
    Dimension.CHANNEL,
    Dimension.AGE,
)
"""What cases differ by that nobody who works on them chooses.

Product is left out, for it says what the category says; site and team too, for one person's work often is one site's.
"""
FRACTION: Final = 1e-6


class NoFair(StrEnum):
    """Why there is no fair value."""

    OTHER_KIND = "other_kind"
    NOTHING = "nothing"
    FEW_PEOPLE = "few_people"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Mix:
    """What was to be expected of the cases that somebody had, in the unit of the measure.

    `raw` is what was reached of the cases that can be compared, `overall` what all reached of all of them; `factor` is
    the fact that moves what is expected most. `left_out` are cases that nobody else had the like of.
    """

    raw: float
    usual: float
    overall: float
    factor: Dimension | None
    left_out: float


@dataclass(frozen=True, slots=True)
class Fair:
    """A fair value with its 95 % interval, in the unit of the measure, and what made it so.

    `weight` (0 to 1) is how much the own record counts in it, the `middle` counts the rest; without a middle nothing
    was pulled. `mix` is None where the cases could not be adjusted. `n` is the weight of the cases behind it.
    """

    value: float
    low: float
    high: float
    n: float
    weight: float
    middle: float | None
    mix: Mix | None


@dataclass(frozen=True, slots=True)
class Cells:
    """What came of the cases of each by their kind: a row a person (or team) and stratum; `factors` (rows, facts)."""

    people: Ints
    total: Floats
    n: Floats
    factors: Ints
    facts: tuple[Dimension, ...]

    def only(self, kept: Flags) -> "Cells":
        """Keep some rows."""
        return Cells(self.people[kept], self.total[kept], self.n[kept], self.factors[kept], self.facts)


def outcome_of(measure: Measure) -> Outcome | None:
    """Tell how a measure is adjusted for its cases: shares by log-odds, rates by their logarithm, others not."""
    return {Kind.SHARE: Outcome.SHARE, Kind.RATE: Outcome.COUNT}.get(measure.kind)


def fair_values(measure: Measure, cells: Cells) -> Mapping[int, Fair] | NoFair:
    """Give the fair value of each who has cases that can be compared, by code."""
    outcome = outcome_of(measure)
    if outcome is None:
        return NoFair.OTHER_KIND
    counted = cells.only(cells.n > 0)
    if not len(counted.people):
        return NoFair.NOTHING
    mix = _mix(counted, outcome)
    found = _plain(counted, outcome) if mix is None else _adjusted(mix, outcome)
    if isinstance(found, NoFair):
        return found
    return _told(measure, found, mix, counted.facts)


def fair_means(measure: Measure, readings: Mapping[int, Reading]) -> Mapping[int, Fair] | NoFair:
    """Give the fair value of means, by code: pulled to the middle of those given, each by its own error."""
    if measure.kind is not Kind.MEAN:
        return NoFair.OTHER_KIND
    codes = np.array(list(readings), np.int64)
    values, errors = estimates(measure, [*readings.values()])
    seen = np.isfinite(values) & np.isfinite(errors)
    if not seen.any():
        return NoFair.NOTHING
    sign = SIGNS.get(measure.direction, 1.0)
    found = normal_normal(sign * values[seen], errors[seen])
    if isinstance(found, CannotTell):
        return NoFair.FEW_PEOPLE
    n = np.array([reading.n for reading in readings.values()])[seen]
    pulled = _Pulled(codes[seen], n, found.value, found.low, found.high, found.weight, found.mean)
    return _told(measure, pulled, None, ())


@dataclass(frozen=True, slots=True)
class _Pulled:
    """Values with their intervals, an entry a person; without a middle nothing was pulled."""

    people: Ints
    n: Floats
    value: Floats
    low: Floats
    high: Floats
    weight: Floats
    middle: float | None


def _mix(cells: Cells, outcome: Outcome) -> CaseMix | None:
    if not cells.facts:
        return None
    total = np.minimum(cells.total, cells.n) if outcome is Outcome.SHARE else cells.total
    found = case_mix(cells.people, total, cells.factors, outcome=outcome, exposures=cells.n)
    return None if isinstance(found, CannotTell) else found


def _adjusted(mix: CaseMix, outcome: Outcome) -> _Pulled:
    """Pull the adjusted values to their middle, by the chance that so many cases leave around what all reached."""
    seen = np.isfinite(mix.adjusted)
    value, low, high = (each[seen] for each in (mix.adjusted, mix.low, mix.high))
    people, n, overall = mix.people[seen], mix.amount[seen], mix.overall
    chance = overall * (1 - overall) / n if outcome is Outcome.SHARE else overall * overall / mix.expected[seen]
    found = normal_normal(value, np.sqrt(chance))
    if isinstance(found, CannotTell):
        return _Pulled(people, n, value, low, high, np.ones(len(people)), None)
    return _Pulled(people, n, found.value, found.low, found.high, found.weight, found.mean)


def _plain(cells: Cells, outcome: Outcome) -> _Pulled | NoFair:
    """Pull the raw values to their middle: whole counts as counts, counts of shared cases by their chance."""
    people, places = np.unique(cells.people, return_inverse=True)
    total, n = (np.bincount(places, each, len(people)).astype(float) for each in (cells.total, cells.n))
    found = _shrunken(total, n, outcome)
    if isinstance(found, CannotTell):
        return NoFair.ALIKE if found.reason is Reason.NO_VARIANCE else NoFair.FEW_PEOPLE
    return _Pulled(people, n, found.value, found.low, found.high, found.weight, found.mean)


def _shrunken(total: Floats, n: Floats, outcome: Outcome) -> Shrunken | CannotTell:
    whole = np.abs(total - np.round(total)).max() < FRACTION
    if outcome is Outcome.COUNT and whole:
        return gamma_poisson(np.round(total), n)
    if outcome is Outcome.SHARE and whole and np.abs(n - np.round(n)).max() < FRACTION:
        return beta_binomial(np.round(total), np.round(n))
    middle = float(total.sum() / n.sum())
    chance = middle * (1 - middle) if outcome is Outcome.SHARE else middle
    return normal_normal(total / n, np.sqrt(chance / n)) if chance > 0 else CannotTell(Reason.NO_VARIANCE)


def _told(measure: Measure, found: _Pulled, mix: CaseMix | None, facts: Sequence[Dimension]) -> Mapping[int, Fair]:
    scale, most = measure.scale, 1.0 if measure.kind is Kind.SHARE else np.inf
    middle = None if found.middle is None else scale * found.middle
    least = -np.inf if measure.may_be_negative else 0.0
    value, low, high = (scale * np.clip(each, least, most) for each in (found.value, found.low, found.high))
    mixes = {} if mix is None else _mixes(mix, scale, facts)
    table = np.column_stack([value, low, high, found.n, found.weight]).tolist()
    return {
        code: Fair(at, least, greatest, n, weight, middle, mixes.get(code))
        for code, (at, least, greatest, n, weight) in zip(found.people.tolist(), table, strict=True)
    }


def _mixes(mix: CaseMix, scale: float, facts: Sequence[Dimension]) -> Mapping[int, Mix]:
    columns = (each.tolist() for each in (mix.people, scale * mix.raw, scale * mix.usual, mix.most, mix.left_out))
    return {
        code: Mix(raw, usual, scale * mix.overall, facts[most] if most >= 0 else None, left_out)
        for code, raw, usual, most, left_out in zip(*columns, strict=True)
    }
