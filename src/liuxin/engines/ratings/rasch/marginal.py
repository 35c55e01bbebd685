"""Marginal maximum likelihood: the ratees are draws from a normal distribution, summed over instead of estimated."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse, special

from liuxin.engines.ratings.rasch.categories import chances, moments
from liuxin.engines.ratings.rasch.correcting import weighted
from liuxin.engines.ratings.rasch.design import Ground, coded_as_places, tally
from liuxin.engines.ratings.rasch.information import Information, Layout, information, layout
from liuxin.engines.ratings.rasch.joint import Found, eta_of, no_longer, recentred, started, unpacked
from liuxin.engines.ratings.rasch.solving import solved
from liuxin.engines.ratings.rasch.words import Design, Population
from liuxin.engines.ratings.telling import Flags, Floats, Ints

WIDEST = 5.0
"""Standard deviations to each side of the mean over which the population is summed."""

NODES = 61
"""Values of a ratee's measure over which is summed, in equal steps of a sixth of a standard deviation. For a
bell curve the sum over equal steps is exact but for 2 exp(-2 (pi x width / step)²); Gauss and Hermite's nodes lie
farther apart in the middle, where the ratees are."""

FRESH = 6
"""Passes with fresh information; from then on the steps are short."""

LEAST_TOLD = 0.3
"""Share of the information that is trusted at least when a step is lengthened."""

NARROWEST = 0.01
"""Logits: a population of no width at all has no density."""

LONGEST = 1.0
CLOSE = 1e-4
MOST_PASSES = 300
AT_ONCE = 4_000_000
"""Chances that are held at a time."""

Block = tuple[slice, sparse.csr_array]


@dataclass(frozen=True, slots=True)
class Combinations:
    """Ratings that share the elements of all facets but the ratees' have the same chances, whoever the ratee is.

    `facets` holds per facet the element of each combination (combinations,), anything for the ratees; `groups` their
    sets of thresholds. `blocks` are as many combinations as are held at
    a time, with a matrix (ratees, combinations x levels) that counts their ratings.
    """

    facets: tuple[Ints, ...]
    groups: Ints
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of the ratees and of their ratings, given all ratings.

    `mean`, `variance` (ratees,) of their measures; the slopes of all measures but the ratees' and of the taus come from
    `residual` (combinations,) and `surplus` (sets, levels).
    """

    mean: Floats
    variance: Floats
    residual: Floats
    surplus: Floats
    log_likelihood: float


def marginal(table: Design, on: Ground) -> Found | None:
    """Find measures and thresholds under which the ratings are likeliest, whoever the ratees are; None without an end.

    The ratees' measures are draws from a normal distribution, over which the likelihood is summed (Bock & Aitkin 1981,
    Psychometrika 46:443, eq. 9 to 17). The mean and variance of the population follow from the ratees' expected
    measures and variances (their M-step); the other unknowns step by Newton's rule with the information that is left
    once each ratee's measure is unknown but for the population. The ratees' own measures are then weighted likelihoods.
    """
    where, joined = layout(table, on), combinations_of(table)
    at, population, parts = started(table, on, where), Population(0.0, 1.0), None
    for passes in range(1, MOST_PASSES + 1):
        found = expected(table, joined, *unpacked(at, where, on), population)
        at[where.first] = found.mean
        if parts is None or passes <= FRESH:
            bare = _information(table, on, where, at)
            parts = replace(bare, own=bare.own + 1 / population.sd**2)
        after = recentred(at + _step(where, table, joined, found, parts), table, where)
        step, at = (after - at)[where.others], after
        now = _population(found, on.kept[table.first], population)
        far = max(float(np.abs(step).max()), abs(now.mean - population.mean), abs(now.sd - population.sd))
        population = now
        if far < CLOSE:
            measures, taus = unpacked(at, where, on)
            return Found(weighted(table, on, measures, taus), taus, passes, population, found.log_likelihood)
    return None


def combinations_of(table: Design) -> Combinations:
    """Find the distinct combinations of the facets beside the ratees', and count their ratings by ratee and level."""
    key = table.groups if table.by == table.first else np.zeros(len(table.levels), np.int64)
    for place, (codes, size) in enumerate(zip(table.codes, table.sizes, strict=True)):
        key = coded_as_places(key * size + codes)[1] if place != table.first else key
    size = int(key.max()) + 1
    example = np.zeros(size, np.int64)
    example[key] = np.arange(len(key))
    at_once = max(1, AT_ONCE // (NODES * table.width))
    counted = sparse.csr_array(
        (np.ones(len(key)), (table.codes[table.first], key * table.width + table.levels)),
        shape=(table.sizes[table.first], size * table.width),
    ).tocsc()
    blocks = tuple(
        (slice(start, start + at_once), counted[:, start * table.width : (start + at_once) * table.width].tocsr())
        for start in range(0, size, at_once)
    )
    return Combinations(tuple(codes[example] for codes in table.codes), table.groups[example], blocks)


def expected(
    table: Design, joined: Combinations, measures: tuple[Floats, ...], taus: Floats, population: Population
) -> Expected:
    """Give what the ratings tell of the ratees and of the slopes: the E-step of Bock & Aitkin 1981."""
    steps = np.linspace(-WIDEST, WIDEST, NODES)
    nodes, sign = population.mean + population.sd * steps, table.signs[table.first]
    weights = -0.5 * steps**2
    odds = np.tile(weights - special.logsumexp(weights), (table.sizes[table.first], 1))
    eta = np.zeros(len(joined.groups))
    for place, (element, each, turn) in enumerate(zip(joined.facets, measures, table.signs, strict=True)):
        eta += (turn * each)[element] if place != table.first else 0.0
    for block, counted in joined.blocks:
        chance = _chances(eta[block], joined.groups[block], taus, sign * nodes)
        odds += counted @ np.log(np.maximum(chance, 1e-300)).reshape(-1, NODES)
    likelihood = special.logsumexp(odds, axis=1)
    held = np.exp(odds - likelihood[:, None])
    mean = held @ nodes
    variance = np.maximum(held @ nodes**2 - mean**2, 1e-12)
    residual, surplus = np.empty(len(eta)), np.zeros((table.sets, table.width))
    for block, counted in joined.blocks:
        groups = joined.groups[block]
        chance = _chances(eta[block], groups, taus, sign * nodes)
        given = (counted.T @ held).reshape(chance.shape)
        more = given.sum(axis=2) - (chance * given.sum(axis=1)[:, None]).sum(axis=2)
        residual[block] = more @ np.arange(table.width)
        for level in range(table.width):
            surplus[:, level] += tally(groups, table.sets, more[:, level])
    return Expected(mean, variance, residual, surplus, float(likelihood.sum()))


def _chances(eta: Floats, groups: Ints, taus: Floats, nodes: Floats) -> Floats:
    """Give the chances (combinations, levels, nodes)."""
    apart = (eta[:, None] + nodes).reshape(-1)
    found = chances(apart, np.repeat(taus.T[:, groups], len(nodes), axis=1))
    return np.ascontiguousarray(found.reshape(taus.shape[1], len(eta), len(nodes)).transpose(1, 0, 2))


def _population(found: Expected, kept: Flags, before: Population) -> Population:
    """Give the M-step of the population, lengthened by how little the ratings tell of each ratee.

    The share of information that is not missing is the reliability for the mean, its square for the log of the
    deviation: over it, a step of expectation and maximisation is nearly one of Newton's (Louis 1982).
    """
    mean, variance = found.mean[kept], found.variance[kept]
    told = max(1 - float(variance.mean()) / before.sd**2, LEAST_TOLD)
    ratio = float((variance + (mean - mean.mean()) ** 2).mean()) / before.sd**2
    longer = np.exp(np.clip(np.log(ratio) / 2 / told**2, -LONGEST / 2, LONGEST / 2))
    return Population(
        before.mean + (float(mean.mean()) - before.mean) / told, max(before.sd * float(longer), NARROWEST)
    )


def _information(table: Design, on: Ground, where: Layout, at: Floats) -> Information:
    measures, taus = unpacked(at, where, on)
    return information(table, where, moments(eta_of(table, measures), table.groups, taus, table.levels))


def _step(where: Layout, table: Design, joined: Combinations, found: Expected, parts: Information) -> Floats:
    """Give Newton's step of all unknowns but the ratees' measures."""
    slopes = [
        sign * tally(element, size, found.residual)
        for element, size, sign in zip(joined.facets, table.sizes, table.signs, strict=True)
    ]
    slope = np.concatenate([*slopes, -found.surplus[where.tau_set, where.tau_level]])
    slope[where.first] = 0.0
    step = solved(parts, where, slope)
    step[where.first] = 0.0
    return no_longer(step)
