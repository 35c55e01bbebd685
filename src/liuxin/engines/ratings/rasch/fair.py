"""What a page asks: each ratee's fair average beside the raw mean, and each rater's severity in rating points."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.rasch.averages import fair_averages, severities
from liuxin.engines.ratings.rasch.design import coded_as_places, on_scale, tally
from liuxin.engines.ratings.rasch.fitting import fit
from liuxin.engines.ratings.rasch.subsets import Subsets, subsets
from liuxin.engines.ratings.rasch.words import Fit, Method
from liuxin.engines.ratings.telling import CannotTell, Flags, Floats, Ints, Reason, same_length, whole_numbers

LEAST_FOR_SEVERITY = 30
"""Ratings of a rater below which no severity is told: with 30 yes-or-no answers a measure is stable within one logit,
95 times in 100 (Linacre 1994, Rasch Measurement Transactions 7:328), and ratings of several levels tell more. The
intervals are shown to hold from there on (docs/statistics/rasch.md)."""

LEAST_RATERS = 2
"""Raters of a ratee below which there is no fair average: of a single one nobody can say how well he fits."""

LEAST_FOR_FAIR = 8
"""Ratings of a ratee below which there is no fair average: the house's own, two raters on four criteria."""

Whys = tuple[Reason | None, ...]


@dataclass(frozen=True, slots=True)
class FairRatees:
    """Per ratee, arrays (ratees,) in the order of `codes`, in rating points; NaN where `why` says that none is told.

    `raw` is the plain mean, `value` the fair average with its 95 % interval `low` to `high`; `ratings` and `raters` are
    how many there are; `subset` is the part of the design (values of different parts can't be compared); `extreme`
    marks who was rated at one end of the scale only, so that the value rests on a score moved off it.
    """

    codes: Ints
    raw: Floats
    value: Floats
    low: Floats
    high: Floats
    ratings: Ints
    raters: Ints
    subset: Ints
    extreme: Flags
    why: Whys


@dataclass(frozen=True, slots=True)
class Severities:
    """Per rater, arrays (raters,) in the order of `codes`; NaN where `why` says that none is told.

    `value` is by how many rating points the rater rates an average ratee below what the average rater would (positive
    is stricter), with its 95 % interval `low` to `high`; `ratings` is how many he gave.
    """

    codes: Ints
    value: Floats
    low: Floats
    high: Floats
    ratings: Ints
    subset: Ints
    extreme: Flags
    why: Whys


@dataclass(frozen=True, slots=True)
class Fair:
    """Fair averages and severities of a table of ratings.

    `subsets` says into which parts the design falls and what would join them; `thresholds_rise` whether the levels of
    the scale were used in order (None where no model was found); `fit` is the whole model, None where there is none.
    """

    ratees: FairRatees
    raters: Severities
    subsets: Subsets
    thresholds_rise: bool | None
    fit: Fit | None


def fair(  # noqa: PLR0917 -- four columns and the scale, in the order in which a rating is told
    ratees: ArrayLike, raters: ArrayLike, criteria: ArrayLike, levels: ArrayLike, lowest: int, highest: int
) -> Fair:
    """Give each ratee's fair average and each rater's severity (Linacre 1989, many-facet Rasch model, rating scale).

    All arrays are (ratings,) of whole numbers; codes from 0 on, levels from `lowest` to `highest`. A fair average is
    the mean over the criteria of what the average rater would have given. Where the design falls apart, the part with
    more than half of the ratings is told, and of all others `Reason.DISCONNECTED`: parts are never compared. The method
    is joint likelihood, and marginal where that does not converge. Raises as `fit` does.
    """
    given = {"ratees": ratees, "raters": raters, "criteria": criteria}
    columns = {name: whole_numbers(column, name) for name, column in given.items()}
    scores = whole_numbers(levels, "levels", least=-(2**31))
    same_length(**columns, levels=scores)
    on_scale(scores, lowest, highest, field="levels")
    parts = subsets(columns)
    shares = np.bincount(parts.of_ratings, minlength=1)
    main = int(shares.argmax())
    if 2 * shares[main] <= len(scores) > 0:
        found: Fit | CannotTell = CannotTell(Reason.DISCONNECTED, parts.count, 1)
    else:
        rows = parts.of_ratings == main
        chosen = {name: column[rows] for name, column in columns.items()}
        found = _found(chosen, scores[rows], lowest, highest)
    model = found if isinstance(found, Fit) else None
    return Fair(
        ratees=_ratees(columns, scores, parts, main, found),
        raters=_raters(columns, parts, main, found),
        subsets=parts,
        thresholds_rise=None if model is None else not bool(model.disordered.any()),
        fit=model,
    )


def _found(columns: Mapping[str, Ints], scores: Ints, lowest: int, highest: int) -> Fit | CannotTell:
    """Fit jointly; where that has no end, taking the ratees as a population, which has one more often."""
    if len(scores) and not np.ptp(columns["raters"]):
        return CannotTell(Reason.ONE_RATER, 1, LEAST_RATERS)
    found = fit(columns, scores, lowest=lowest, highest=highest)
    if isinstance(found, CannotTell) and found.reason is Reason.NOT_CONVERGED:
        return fit(columns, scores, lowest=lowest, highest=highest, method=Method.MARGINAL)
    return found


def _ratees(
    columns: Mapping[str, Ints], scores: Ints, parts: Subsets, main: int, found: Fit | CannotTell
) -> FairRatees:
    codes, places = coded_as_places(columns["ratees"])
    ratings = np.bincount(places, minlength=len(codes))
    pairs = np.unique(np.stack([places, columns["raters"]]), axis=1)[0]
    raters = np.bincount(pairs, minlength=len(codes))
    subset = _subset_of(places, len(codes), parts)
    value, low, high, extreme = (np.full(len(codes), np.nan) for _ in range(4))
    if isinstance(found, Fit):
        here = np.searchsorted(codes, found.facets["ratees"].elements)
        average = fair_averages(found, "ratees", over="criteria")
        value[here], low[here], high[here] = average.value, average.low, average.high
        extreme[here] = found.facets["ratees"].extreme
    refused = [
        (Reason.DISCONNECTED, subset != main),
        *_as_a_whole(found, len(codes)),
        (Reason.ONE_RATER, raters < LEAST_RATERS),
        (Reason.TOO_FEW, ratings < LEAST_FOR_FAIR),
        (Reason.EXTREME, ~np.isfinite(value)),
    ]
    why = _first(refused, len(codes))
    told = np.array([reason is None for reason in why], np.bool_)
    value, low, high = (np.where(told, each, np.nan) for each in (value, low, high))
    raw = tally(places, len(codes), scores.astype(np.float64)) / np.maximum(ratings, 1)
    return FairRatees(codes, raw, value, low, high, ratings, raters, subset, extreme == 1, why)


def _raters(columns: Mapping[str, Ints], parts: Subsets, main: int, found: Fit | CannotTell) -> Severities:
    codes, places = coded_as_places(columns["raters"])
    ratings = np.bincount(places, minlength=len(codes))
    subset = _subset_of(places, len(codes), parts)
    value, low, high, extreme = (np.full(len(codes), np.nan) for _ in range(4))
    if isinstance(found, Fit):
        here = np.searchsorted(codes, found.facets["raters"].elements)
        strict = severities(found, "raters", over="criteria")
        value[here], low[here], high[here] = strict.value, strict.low, strict.high
        extreme[here] = found.facets["raters"].extreme
    refused = [
        (Reason.DISCONNECTED, subset != main),
        *_as_a_whole(found, len(codes)),
        (Reason.TOO_FEW, ratings < LEAST_FOR_SEVERITY),
        (Reason.EXTREME, ~np.isfinite(value)),
    ]
    why = _first(refused, len(codes))
    told = np.array([reason is None for reason in why], np.bool_)
    value, low, high = (np.where(told, each, np.nan) for each in (value, low, high))
    return Severities(codes, value, low, high, ratings, subset, extreme == 1, why)


def _subset_of(places: Ints, size: int, parts: Subsets) -> Ints:
    """Give the part of each element: that of its first rating."""
    first = np.zeros(size, np.int64)
    first[places[::-1]] = parts.of_ratings[::-1]
    return first


def _as_a_whole(found: Fit | CannotTell, size: int) -> list[tuple[Reason, Flags]]:
    return [] if isinstance(found, Fit) else [(found.reason, np.ones(size, np.bool_))]


def _first(refused: list[tuple[Reason, Flags]], size: int) -> Whys:
    """Give the first reason that holds for each element; None where none does."""
    why = np.full(size, len(refused))
    for place, (_, flags) in reversed(list(enumerate(refused))):
        why[flags] = place
    reasons = [*(reason for reason, _ in refused), None]
    return tuple(reasons[place] for place in why.tolist())
