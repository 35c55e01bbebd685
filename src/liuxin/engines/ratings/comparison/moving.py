"""From what a person got and what was to be expected to one value: the whole mix of cases, moved as his are."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from liuxin.engines.intervals import garwood, t_quantile, wilson
from liuxin.engines.ratings.comparison.expected import Cells, Expected, Outcome
from liuxin.engines.ratings.telling import CannotTell, Flags, Floats, Ints, Reason

ROUNDS: Final = 10
"""Steps to the shift of each person: Newton's on log-odds, halves where that leaves the bounds."""

NEAR: Final = 1e-9

NODES: Final = 1025
"""Where the curve of the whole mix is computed exactly; between them a cubic is right to nine digits."""


def added(places: Ints, values: Floats, size: int) -> Floats:
    """Add values up by place."""
    return np.bincount(places, values, size).astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True)
class Rows:
    """Cases added up by person and stratum: an entry a pair that occurs; `levels` (strata, factors)."""

    person: Ints
    stratum: Ints
    amount: Floats
    told: Floats
    squares: Floats
    levels: Ints

    def by_person(self, values: Floats, people: int) -> Floats:
        """Add up an entry a pair to an entry a person."""
        return added(self.person, values, people)

    def only(self, kept: Flags) -> "Rows":
        """Keep some rows; strata and levels that are gone are counted anew."""
        strata, stratum = np.unique(self.stratum[kept], return_inverse=True)
        levels = np.column_stack([np.unique(column, return_inverse=True)[1] for column in self.levels[strata].T])
        amount, told, squares = (each[kept] for each in (self.amount, self.told, self.squares))
        return Rows(self.person[kept], stratum, amount, told, squares, levels)

    def cells(self) -> Cells:
        """Add up over people."""
        amount, told = (added(self.stratum, each, len(self.levels)) for each in (self.amount, self.told))
        return Cells(self.levels, amount, told, float(self.squares.sum()))


@dataclass(frozen=True, slots=True)
class Moved:
    """Observed and expected, the ends of their ratio, and the values of one case; an entry a person."""

    observed: Floats
    expected: Floats
    ratio_low: Floats
    ratio_high: Floats
    raw: Floats
    usual: Floats
    adjusted: Floats
    low: Floats
    high: Floats
    overall: float


def moved(rows: Rows, model: Expected, outcome: Outcome, people: int) -> Moved | CannotTell:
    """Give what came of each person; NaN where he has no row that counts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if outcome is Outcome.SHARE:
            return _share(rows, model, people)
        return _count(rows, model, people) if outcome is Outcome.COUNT else _time(rows, model, people)


def _share(rows: Rows, model: Expected, people: int) -> Moved:
    line = model.line[rows.stratum]
    amount, told = rows.by_person(rows.amount, people), rows.by_person(rows.told, people)
    expected = rows.by_person(rows.amount * special.expit(line), people)
    low, high = (np.where(amount > 0, each, np.nan) for each in wilson(told, amount))
    raw = told / amount
    shifts = [shift(rows, line, share) for share in (raw, low, high)]
    adjusted, adjusted_low, adjusted_high = whole_mix(rows.cells().amount, model.line, np.array(shifts))
    return Moved(
        observed=told,
        expected=expected,
        ratio_low=low * amount / expected,
        ratio_high=high * amount / expected,
        raw=raw,
        usual=expected / amount,
        adjusted=adjusted,
        low=adjusted_low,
        high=adjusted_high,
        overall=float(told.sum() / amount.sum()),
    )


def _count(rows: Rows, model: Expected, people: int) -> Moved:
    amount, told = rows.by_person(rows.amount, people), rows.by_person(rows.told, people)
    expected = rows.by_person(rows.amount * np.exp(model.line[rows.stratum]), people)
    overall = float(told.sum() / amount.sum())
    ratio, low, high = (each / np.where(amount > 0, expected, np.nan) for each in (told, *garwood(told)))
    return Moved(
        observed=told,
        expected=expected,
        ratio_low=low,
        ratio_high=high,
        raw=told / amount,
        usual=expected / amount,
        adjusted=ratio * overall,
        low=low * overall,
        high=high * overall,
        overall=overall,
    )


def _time(rows: Rows, model: Expected, people: int) -> Moved | CannotTell:
    line = model.line[rows.stratum]
    amount, told = rows.by_person(rows.amount, people), rows.by_person(rows.told, people)
    usual = rows.by_person(rows.amount * line, people) / amount
    away = told / amount - usual
    spread = rows.by_person(rows.squares - 2 * line * rows.told + line**2 * rows.amount, people) - amount * away**2
    worth = int((amount > 0).sum()) + model.freedom - 1
    freedom = float(amount.sum()) - worth
    if freedom < 1:
        return CannotTell(Reason.TOO_FEW, int(amount.sum()), int(np.ceil(worth + 1)))
    half = t_quantile(freedom) * np.sqrt(np.nansum(np.maximum(spread, 0.0)) / freedom / amount)
    overall = float(np.exp(told.sum() / amount.sum()))
    return Moved(
        observed=np.exp(told / amount),
        expected=np.exp(usual),
        ratio_low=np.exp(away - half),
        ratio_high=np.exp(away + half),
        raw=np.exp(told / amount),
        usual=np.exp(usual),
        adjusted=overall * np.exp(away),
        low=overall * np.exp(away - half),
        high=overall * np.exp(away + half),
        overall=overall,
    )


def shift(rows: Rows, line: Floats, share: Floats) -> Floats:
    """Give how many log-odds must be added to what is expected of each person's cases so that they come to `share`.

    No share at all is minus infinity, all of them infinity. The root lies between log-odds of the share less the
    greatest and the least line of the person; Newton's steps are taken on log-odds, where the curve is nearly straight.
    """
    people, wanted = len(share), special.logit(share)
    amount = rows.by_person(rows.amount, people)
    under, over = np.full(people, np.inf), np.full(people, -np.inf)
    np.minimum.at(under, rows.person, line)
    np.maximum.at(over, rows.person, line)
    low, high = wanted - over, wanted - under
    found = (low + high) / 2
    for _ in range(ROUNDS):
        chance = special.expit(line + found[rows.person])
        mean = rows.by_person(rows.amount * chance, people) / amount
        slope = rows.by_person(rows.amount * chance * (1 - chance), people) / amount / (mean * (1 - mean))
        short = special.logit(mean) < wanted
        low, high = np.where(short, found, low), np.where(short, high, found)
        step = found + (wanted - special.logit(mean)) / slope
        found = np.where((step >= low - NEAR) & (step <= high + NEAR), step, (low + high) / 2)
    return np.asarray(np.where(np.isfinite(wanted), found, wanted))


def whole_mix(amount: Floats, line: Floats, shifts: Floats) -> Floats:
    """Give the share that all strata together come to when each line is moved by a shift; exact at the nodes.

    Between the nodes it is Hermite's cubic of values and slopes, off by less than (distance of nodes)⁴ / 3000.
    """
    told = np.where(np.isfinite(shifts), shifts, 0.0)
    nodes = np.linspace(told.min() - 1, told.max() + 1, NODES)
    chance = special.expit(nodes[:, None] + line[None, :])
    weight, gap = amount / amount.sum(), nodes[1] - nodes[0]
    height, slope = chance @ weight, (chance * (1 - chance)) @ weight * gap
    place = np.minimum(((told - nodes[0]) / gap).astype(np.int64), NODES - 2)
    part = (told - nodes[place]) / gap
    rise = height[place + 1] - height[place]
    bent = slope[place] - rise, rise - slope[place + 1]
    between = height[place] + part * rise + part * (1 - part) * ((1 - part) * bent[0] + part * bent[1])
    return np.where(np.isfinite(shifts), between, np.where(np.isnan(shifts), np.nan, (shifts > 0).astype(float)))
