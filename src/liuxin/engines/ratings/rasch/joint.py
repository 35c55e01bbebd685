"""Joint maximum likelihood: all measures and thresholds at once, by Newton's steps."""

from dataclasses import dataclass, replace

import numpy as np

from liuxin.engines.ratings.rasch.categories import Moments, moments
from liuxin.engines.ratings.rasch.correcting import correction, weighted
from liuxin.engines.ratings.rasch.design import Ground, tally
from liuxin.engines.ratings.rasch.information import Layout, gradient, information, layout
from liuxin.engines.ratings.rasch.solving import solved
from liuxin.engines.ratings.rasch.words import Design, Population
from liuxin.engines.ratings.telling import Floats, Ints

LONGEST = 4.0
"""Logits that one step may go at most: far from the solution the likelihood is not the parabola that Newton takes."""

NEAR = 0.1
"""A step shorter than this has come near enough for the bias to be corrected, with the same information, from there."""

CLOSE = 1e-4
"""A step shorter than this is the last: the next would be far shorter still."""

MOST_PASSES = 100
FARTHEST = 30.0
"""Logits beyond which a measure is running away to infinity."""

STRETCHES = np.array([1.0, 1.2, 1.4, 1.7, 2.0, 2.5, 3.0])
SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """What a method found: measures per facet (elements,), taus (sets, levels), passes over the ratings.

    Marginal likelihood tells of the population too, and its own log-likelihood.
    """

    measures: tuple[Floats, ...]
    taus: Floats
    passes: int
    population: Population | None = None
    log_likelihood: float | None = None


def active_part(table: Design, on: Ground) -> Design:
    """Give the design without the ratings of extreme elements; elements keep their places."""
    return chosen(table, np.flatnonzero(on.active))


def chosen(table: Design, rows: Ints) -> Design:
    """Give the design of some ratings only; elements keep their places."""
    codes = tuple(each[rows] for each in table.codes)
    return replace(table, codes=codes, levels=table.levels[rows], groups=table.groups[rows])


def joint(table: Design, on: Ground, *, corrected: bool) -> Found | None:
    """Find the measures under which the ratings of an active part are likeliest; None where the steps don't end.

    `corrected` goes on from there with the slopes of `correction`, and then weights the largest facet's own measures.
    """
    where = layout(table, on)
    climbed = _climbed(table, on, where, NEAR if corrected else CLOSE)
    if climbed is None or not corrected:
        return None if climbed is None else Found(*unpacked(climbed[0], where, on), climbed[1])
    settled = _settled(table, on, where, climbed)
    if settled is None:
        return None
    measures, taus = unpacked(settled[0], where, on)
    return Found(weighted(table, on, measures, taus), taus, settled[1])


def _climbed(table: Design, on: Ground, where: Layout, until: float) -> tuple[Floats, int] | None:
    """Climb the likelihood by Newton's steps, each halved while it leads down, until one is short enough."""
    at, best, step = started(table, on, where), -np.inf, np.zeros(where.size)
    for passes in range(1, MOST_PASSES + 1):
        seen = seen_at(table, on, where, at)
        if seen.log_likelihood < best - 1e-9 * abs(best):
            step = step / 2
            at = at - step
            continue
        best = seen.log_likelihood
        slope = gradient(table, where, table.levels - seen.expected, surplus(table, seen))
        step = no_longer(solved(information(table, where, seen), where, slope))
        at = recentred(at + step, table, where)
        if np.abs(step).max() < until:
            return at, passes
        if not np.abs(at).max() <= FARTHEST:
            return None
        at = stretched(table, on, where, at) if passes == 1 else at
    return None


def _settled(table: Design, on: Ground, where: Layout, start: tuple[Floats, int]) -> tuple[Floats, int] | None:
    """Go on from near the top to where the corrected slopes are 0, with fresh information where steps stay long."""
    at, before = start
    parts, last = None, np.inf
    for passes in range(before + 1, MOST_PASSES + 1):
        seen = seen_at(table, on, where, at)
        added, more = correction(table, seen)
        slope = gradient(table, where, table.levels - seen.expected + added, surplus(table, seen) + more)
        parts = information(table, where, seen) if parts is None else parts
        step = no_longer(solved(parts, where, slope))
        at = recentred(at + step, table, where)
        longest = float(np.abs(step).max())
        if longest < CLOSE:
            return at, passes
        parts = parts if longest < last / 2 else None
        last = longest
    return None


def no_longer(step: Floats) -> Floats:
    """Shorten a step to the longest, in its own direction: that way leads up for a while at least."""
    return np.asarray(step * min(1.0, LONGEST / max(float(np.abs(step).max()), CLOSE)))


def seen_at(table: Design, on: Ground, where: Layout, at: Floats) -> Moments:
    """Give the moments of all ratings at the values of the unknowns."""
    measures, taus = unpacked(at, where, on)
    return moments(eta_of(table, measures), table.groups, taus, table.levels)


def eta_of(table: Design, measures: tuple[Floats, ...]) -> Floats:
    """Sum each rating's measures, what is harder counted against it."""
    eta = np.zeros(len(table.levels))
    for codes, each, sign in zip(table.codes, measures, table.signs, strict=True):
        eta += (sign * each)[codes]
    return eta


def surplus(table: Design, seen: Moments) -> Floats:
    """Give how many ratings more than expected each level has, per set (sets, levels)."""
    cells = tally(table.groups * table.width + table.levels, table.sets * table.width)
    expected = [tally(table.groups, table.sets, chance) for chance in seen.chance]
    return cells.reshape(table.sets, table.width) - np.stack(expected, axis=1)


def started(table: Design, on: Ground, where: Layout) -> Floats:
    """Give the start: all elements alike, and the taus under which the levels are as frequent as they are.

    Where all elements are alike, the first step from here is the normal approximation (PROX) of Wright & Stone 1979.
    """
    cells = tally(table.groups * table.width + table.levels, table.sets * table.width)
    with np.errstate(divide="ignore", invalid="ignore"):
        taus = -np.log(cells.reshape(table.sets, table.width))
        low, every = on.used.argmax(axis=1), np.arange(table.sets)
        high = table.width - 1 - on.used[:, ::-1].argmax(axis=1)
        lean = (taus[every, high] - taus[every, low]) / np.maximum(high - low, 1)
        taus = taus - taus[every, low][:, None] - lean[:, None] * (np.arange(table.width) - low[:, None])
    at = np.zeros(where.size)
    at[where.elements :] = taus[where.tau_set, where.tau_level]
    if table.by is None:
        at[where.first] = -table.signs[table.first] * lean[0]
    else:
        at[where.starts[table.by] : where.starts[table.by + 1]] = -table.signs[table.by] * np.nan_to_num(lean)
    return recentred(np.where(where.kept, at, 0.0), table, where)


def stretched(table: Design, on: Ground, where: Layout, at: Floats) -> Floats:
    """Stretch all measures and taus by what fits a sample of the ratings best: the first step is always too short."""
    part = chosen(table, np.arange(0, len(table.levels), max(1, len(table.levels) // SAMPLE)))
    likelihoods = [seen_at(part, on, where, stretch * at).log_likelihood for stretch in STRETCHES]
    return np.asarray(STRETCHES[int(np.argmax(likelihoods))] * at)


def unpacked(at: Floats, where: Layout, on: Ground) -> tuple[tuple[Floats, ...], Floats]:
    """Give the measures of each facet and the taus."""
    measures = tuple(at[one:other] for one, other in zip(where.starts, where.starts[1:], strict=False))
    taus = np.where(on.used, 0.0, np.inf)
    taus[where.tau_set, where.tau_level] = at[where.elements :]
    return measures, taus


def recentred(at: Floats, table: Design, where: Layout) -> Floats:
    """Put the mean of every facet at 0 but of the which takes up what the others give."""
    at = at.copy()
    floating = table.first
    for facet, sign in enumerate(table.signs):
        mine = slice(*where.starts[facet : facet + 2])
        if facet != floating:
            middle = at[mine][where.kept[mine]].mean()
            at[mine] -= where.kept[mine] * middle
            at[where.first] += table.signs[floating] * sign * middle
    return at
