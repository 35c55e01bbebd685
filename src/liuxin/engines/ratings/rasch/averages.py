"""Measures told in rating points: what an element would have been rated, all else being average."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.intervals import Z
from liuxin.engines.ratings.rasch.categories import central, chances
from liuxin.engines.ratings.rasch.words import Design, Fit
from liuxin.engines.ratings.telling import Floats
from liuxin.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Averages:
    """Rating points (elements,) with the ends of their 95 % intervals; NaN where measure or error is unknown."""

    value: Floats
    low: Floats
    high: Floats


def fair_averages(fit: Fit, facet: str, *, over: str | None = None) -> Averages:
    """Give each element's expected rating among average elements of all other facets, with its 95 % interval.

    Linacre 1989; Facets' fair (M) average: the expected level at the element's measure and the mean of every other
    facet, under partial credit the mean over the sets of thresholds. With `over` it is the mean over all elements of
    that facet rather than the level at their mean: what one would be rated on average on all criteria. The interval is
    that of the measure, 1.96 full errors each way, moved through the same curve, so that it stays on the scale. Raises
    `BadInputError("ratings.no_such_facet")`.
    """
    place = place_of(fit.design, facet)
    beside = None if over is None else place_of(fit.design, over)
    mine = fit.facets[facet]
    half = Z * mine.full_error
    ends = [mine.measure - half, mine.measure + half]
    low, high = ends if fit.design.signs[place] > 0 else ends[::-1]
    return Averages(*(rating_points(fit, place, each, beside) for each in (mine.measure, low, high)))


def severities(fit: Fit, facet: str, *, over: str | None = None) -> Averages:
    """Give by how many rating points each element of a facet rates below its average one, with the 95 % interval.

    The fair average at the facet's mean less that of the element: positive is stricter. `over` as at `fair_averages`.
    Raises `BadInputError("ratings.no_such_facet")`.
    """
    place = place_of(fit.design, facet)
    beside = None if over is None else place_of(fit.design, over)
    middle = np.array([np.nanmean(fit.facets[facet].measure)])
    fair = fair_averages(fit, facet, over=over)
    if fit.design.by == place:
        average = np.array([np.nanmean(fair.value)])
    else:
        average = rating_points(fit, place, middle, beside)
    return Averages(average - fair.value, average - fair.high, average - fair.low)


def rating_points(fit: Fit, place: int, measures: Floats, over: int | None = None) -> Floats:
    """Give the expected ratings of measures (elements,) of a facet, all other facets being average."""
    table = fit.design
    mine = table.signs[place] * measures
    if table.by == place:
        return _under_its_own(fit, mine + _average(fit, {place}))
    if over is None:
        conditions = [(_average(fit, {place}), taus) for taus in fit.taus]
    else:
        rest = _average(fit, {place, over})
        shifts = (rest + table.signs[over] * fit.facets[table.names[over]].measure).tolist()
        sets = fit.taus if table.by == over else None
        conditions = [
            (shift, taus)
            for element, shift in enumerate(shifts)
            for taus in (fit.taus if sets is None else sets[element : element + 1])
        ]
    curves = [
        central(chances(shift + mine, taus[:, None]))[0]
        for shift, taus in conditions
        if np.isfinite(shift) and np.isfinite(taus).any()
    ]
    return np.asarray(np.mean(curves, axis=0) + table.lowest)


def _average(fit: Fit, but: set[int]) -> float:
    """Sum the mean measures of all facets but some."""
    parts = zip(fit.design.names, fit.design.signs, strict=True)
    return sum(
        sign * float(np.nanmean(fit.facets[name].measure))
        for place, (name, sign) in enumerate(parts)
        if place not in but
    )


def _under_its_own(fit: Fit, eta: Floats) -> Floats:
    """Give expected ratings where each element has thresholds of its own; NaN where it has none."""
    own = np.isfinite(fit.taus).any(axis=1)
    levels = np.full(len(eta), np.nan)
    levels[own] = central(chances(eta[own], fit.taus[own].T))[0]
    return levels + fit.design.lowest


def place_of(table: Design, facet: str) -> int:
    """Give the place of a facet; `BadInputError("ratings.no_such_facet")` where there is none of that name."""
    if facet not in table.names:
        raise BadInputError("ratings.no_such_facet", field=facet)
    return table.names.index(facet)
