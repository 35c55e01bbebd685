"""From measures that were found to all that is told of them."""

import numpy as np

from liuxin.engines.ratings.rasch.categories import Moments, disordered, moments, thresholds
from liuxin.engines.ratings.rasch.design import Ground, ends, tally
from liuxin.engines.ratings.rasch.errors import always_together, full_errors
from liuxin.engines.ratings.rasch.extreme import extremes
from liuxin.engines.ratings.rasch.information import information, layout
from liuxin.engines.ratings.rasch.joint import Found, eta_of
from liuxin.engines.ratings.rasch.quality import alike, fit_of, spread_of
from liuxin.engines.ratings.rasch.words import Design, Facet, Fit, Method
from liuxin.engines.ratings.telling import CannotTell, Floats, Reason


def told(table: Design, on: Ground, active: Design, found: Found, method: Method) -> Fit | CannotTell:
    """Tell of what was found: extreme elements, errors, fit and spread."""
    seen = moments(eta_of(active, found.measures), active.groups, found.taus, active.levels)
    where = layout(active, on)
    full = full_errors(information(active, where, seen), where, _prior(found))
    if full is None:
        return CannotTell(Reason.CONFOUNDED if always_together(active, on, where) else Reason.NOT_CONVERGED)
    facets = _facets(table, on, (active, seen), found, full)
    expected, variance = _of_all(table, tuple(each.measure for each in facets), found.taus, on)
    steps = thresholds(found.taus)
    return Fit(
        design=table,
        method=method,
        facets={each.name: each for each in facets},
        taus=found.taus,
        thresholds=steps,
        disordered=disordered(steps),
        counts=np.bincount(table.groups * table.width + table.levels, minlength=table.sets * table.width).reshape(
            table.sets, table.width
        ),
        expected=expected,
        variance=variance,
        calibrated=on.active,
        log_likelihood=seen.log_likelihood if found.log_likelihood is None else found.log_likelihood,
        population=found.population,
        passes=found.passes,
    )


def _facets(
    table: Design, on: Ground, part: tuple[Design, Moments], found: Found, full: tuple[Floats, ...]
) -> tuple[Facet, ...]:
    active, seen = part
    moved = extremes(table, on, found.measures, found.taus)
    told_of = []
    for place, measure in enumerate(floated(found.measures, table, on)):
        flags, codes = on.kept[place], active.codes[place]
        shift = measure[flags][0] - found.measures[place][flags][0]
        with np.errstate(divide="ignore"):
            error = np.where(flags, 1 / np.sqrt(tally(codes, table.sizes[place], seen.variance)), moved[place].error)
        whole = np.where(flags, full[place], error)
        all_of_it = np.where(flags, measure, moved[place].measure + shift)
        told_of.append(_facet(table, place, (all_of_it, error, whole), on, part))
    return tuple(told_of)


def _prior(found: Found) -> float:
    return 0.0 if found.population is None else 1 / found.population.sd**2


def _facet(
    table: Design, place: int, known: tuple[Floats, Floats, Floats], on: Ground, part: tuple[Design, Moments]
) -> Facet:
    (measure, error, whole), size, codes = known, table.sizes[place], part[0].codes[place]
    number = tally(codes, size)
    at_an_end = [tally(codes, size, end) == number for end in ends(part[0], on.used)]
    flags = on.kept[place] & ~at_an_end[0] & ~at_an_end[1]
    count = np.bincount(table.codes[place], minlength=size)
    quality = fit_of(codes, size, part[0].levels, part[1])
    good = flags & np.isfinite(error)
    chi2, freedom, p = alike(measure[good], error[good])
    return Facet(
        name=table.names[place],
        elements=table.elements[place],
        measure=measure,
        error=error,
        full_error=whole,
        count=count,
        mean=tally(table.codes[place], size, table.levels.astype(np.float64)) / count + table.lowest,
        extreme=~flags,
        infit=np.where(flags, quality.infit, np.nan),
        infit_z=np.where(flags, quality.infit_z, np.nan),
        outfit=np.where(flags, quality.outfit, np.nan),
        outfit_z=np.where(flags, quality.outfit_z, np.nan),
        rmse=float(np.sqrt(np.mean(error[good] ** 2))) if good.any() else np.nan,
        population=spread_of(measure[good], error[good], less=0),
        sample=spread_of(measure[good], error[good], less=1),
        chi2=chi2,
        freedom=freedom,
        p=p,
    )


def floated(measures: tuple[Floats, ...], table: Design, on: Ground) -> tuple[Floats, ...]:
    """Put the mean of every facet at 0, but of the floating one, which takes up what the others give."""
    middles = [float(each[flags].mean()) for each, flags in zip(measures, on.kept, strict=True)]
    given = sum(
        sign * middle
        for place, (sign, middle) in enumerate(zip(table.signs, middles, strict=True))
        if place != table.floating
    )
    shifts = [
        table.signs[place] * given if place == table.floating else -middle for place, middle in enumerate(middles)
    ]
    return tuple(each + shift for each, shift in zip(measures, shifts, strict=True))


def _of_all(table: Design, measures: tuple[Floats, ...], taus: Floats, on: Ground) -> tuple[Floats, Floats]:
    """Give the expected level (in rating points) and the variance of every rating; NaN where a measure is unknown."""
    eta = eta_of(table, measures)
    known = np.isfinite(eta) & on.has_levels[table.groups]
    seen = moments(eta[known], table.groups[known], taus, table.levels[known])
    expected, variance = np.full(len(eta), np.nan), np.full(len(eta), np.nan)
    expected[known], variance[known] = seen.expected + table.lowest, seen.variance
    return expected, variance
