"""Joint maximum likelihood: all measures and thresholds at once, by Newton's steps."""

from dataclasses import dataclass, replace

import numpy as np

from liuxin.engines.ratings.rasch.categories import Moments, moments
from liuxin.engines.ratings.rasch.design import Ground, tally
from liuxin.engines.ratings.rasch.information import Layout, gradient, information, layout
from liuxin.engines.ratings.rasch.solving import halved, solved
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Flags, Floats

LONGEST = 2.0
"""Logits that one step may go at most: far from the solution the likelihood is not the parabola that Newton takes."""

CLOSE = 1e-4
"""A step shorter than this is the last: the next would be its square."""

MOST_PASSES = 100
FARTHEST = 30.0
"""Logits beyond which a measure is running away to infinity."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a method found: measures per facet (elements,), taus (sets, levels), passes over the ratings."""

    measures: tuple[Floats, ...]
    taus: Floats
    passes: int


def active_part(table: Design, on: Ground) -> Design:
    """Give the design without the ratings of extreme elements; elements keep their places."""
    codes = tuple(each[on.active] for each in table.codes)
    return replace(table, codes=codes, levels=table.levels[on.active], groups=table.groups[on.active])


def eta_of(table: Design, measures: tuple[Floats, ...]) -> Floats:
    """Sum each rating's measures, what is harder counted against it."""
    parts = zip(table.codes, measures, table.signs, strict=True)
    return np.asarray(sum(sign * each[codes] for codes, each, sign in parts), np.float64)


def largest(table: Design) -> int:
    """Give the place of the facet with the most elements."""
    return int(np.argmax(table.sizes))


def surplus(table: Design, seen: Moments) -> Floats:
    """Give how many ratings more than expected each level has, per set (sets, levels)."""
    cells = tally(table.groups * table.width + table.levels, table.sets * table.width)
    expected = [np.bincount(table.groups, chance, minlength=table.sets) for chance in seen.chance]
    return cells.reshape(table.sets, table.width) - np.stack(expected, axis=1)


def joint(table: Design, on: Ground) -> Found | None:
    """Find the measures under which the ratings of an active part are likeliest; None where the steps don't end."""
    where = layout(table, on.used)
    at = started(table, on.used, where)
    best, step = -np.inf, np.zeros(where.size)
    first, shifts = largest(table), centred(table, on, where)
    for passes in range(1, MOST_PASSES + 1):
        measures, taus = unpacked(at, where, on.used)
        seen = moments(eta_of(table, measures), table.groups, taus, table.levels)
        if seen.log_likelihood < best - 1e-9 * abs(best):
            step = step / 2
            at = at - step
            continue
        best = seen.log_likelihood
        slope = gradient(table, where, table.levels - seen.expected, surplus(table, seen))
        parts = halved(information(table, where, seen), slice(*where.starts[first : first + 2]))
        step = shortened(solved(parts, slope, shifts))
        at = recentred(at + step, table, where, on.kept, first)
        if np.abs(step).max() < CLOSE:
            return Found(*unpacked(at, where, on.used), passes)
        if np.abs(at).max() > FARTHEST:
            return None
    return None


def centred(table: Design, on: Ground, where: Layout) -> Floats:
    """Give the directions that no rating tells: the shift of each facet but the largest, of length 1 (n, unknowns)."""
    shifts = np.zeros((len(table.names), where.size))
    for facet, flags in enumerate(on.kept):
        shifts[facet, where.starts[facet] : where.starts[facet + 1]] = flags / np.sqrt(flags.sum())
    return np.delete(shifts, largest(table), axis=0)


def shortened(step: Floats) -> Floats:
    """Cut a step's parts to the longest that is trusted."""
    return np.asarray(np.clip(step, -LONGEST, LONGEST))


def started(table: Design, used: Flags, where: Layout) -> Floats:
    """Give the start: all elements alike, and the taus under which the levels are as frequent as they are.

    Where all elements are alike, the first step from here is the normal approximation (PROX) of Wright & Stone 1979.
    """
    cells = tally(table.groups * table.width + table.levels, table.sets * table.width)
    with np.errstate(divide="ignore"):
        taus = -np.log(cells.reshape(table.sets, table.width))
    low = used.argmax(axis=1)
    high = table.width - 1 - used[:, ::-1].argmax(axis=1)
    every = np.arange(table.sets)
    lean = (taus[every, high] - taus[every, low]) / np.maximum(high - low, 1)
    taus = taus - taus[every, low][:, None] - lean[:, None] * (np.arange(table.width) - low[:, None])
    at = np.zeros(where.size)
    at[where.elements :] = taus[where.tau_set, where.tau_level]
    by = largest(table) if table.by is None else table.by
    at[where.starts[by] : where.starts[by + 1]] = -table.signs[by] * np.nan_to_num(lean)
    return at


def unpacked(at: Floats, where: Layout, used: Flags) -> tuple[tuple[Floats, ...], Floats]:
    """Give the measures of each facet and the taus."""
    measures = tuple(at[one:other] for one, other in zip(where.starts, where.starts[1:], strict=False))
    taus = np.where(used, 0.0, np.inf)
    taus[where.tau_set, where.tau_level] = at[where.elements :]
    return measures, taus


def recentred(at: Floats, table: Design, where: Layout, kept: tuple[Flags, ...], floating: int) -> Floats:
    """Put the mean of every facet but one at 0; the floating one takes up what the others give."""
    at = at.copy()
    here = slice(*where.starts[floating : floating + 2])
    for facet, (flags, sign) in enumerate(zip(kept, table.signs, strict=True)):
        if facet == floating:
            continue
        mine = slice(*where.starts[facet : facet + 2])
        middle = at[mine][flags].mean()
        at[mine] -= middle
        at[here] += table.signs[floating] * sign * middle
    return at
