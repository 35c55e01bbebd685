"""How accurate ratings are against reference ratings: the engine's components for one person's practice.

The formulas stand in engines.ratings.accuracy (Cronbach 1955, Borman 1977). The mean of the correlations here is the
plain one and not that of Fisher's z, which has no value at r = 1. A criterion whose references are all alike tells
nothing and is left out; ratings that are all alike where the references differ tell no case from another: nought.
"""

from collections.abc import Mapping
from math import isnan
from statistics import fmean

from liuxin.engines.ratings import accuracy as engine
from liuxin.kernel.errors import BadInputError
from liuxin.performance.evaluators.words import Accuracy, Ratings

Table = list[list[int]]


def accuracy(given: Ratings, reference: Ratings) -> Accuracy:
    """Compare ratings of some cases with the reference ratings of the same cases on the same criteria."""
    if not given:
        raise BadInputError("evaluators.nothing_rated", field="ratings")
    references = table({case: reference[case] for case in given}, reference)
    found = engine.accuracy([table(given, reference)], references)
    correlation = float(found.correlation[0])
    return Accuracy(
        cases=int(found.ratees[0]),
        criteria=len(references[0]),
        elevation=float(found.elevation[0]),
        differential_elevation=float(found.differential_elevation[0]),
        stereotype_accuracy=float(found.stereotype_accuracy[0]),
        differential_accuracy=float(found.differential_accuracy[0]),
        distance=float(found.distance[0]),
        correlation=None if isnan(correlation) else correlation,
    )


def table(levels: Ratings, reference: Ratings) -> Table:
    """Write levels as rows of cases, the criteria of each in one order."""
    criteria = sorted(next(iter(reference.values())))
    return [[levels[case][criterion] for criterion in criteria] for case in sorted(levels)]


def means(levels: Ratings) -> Mapping[str, float]:
    """Give the mean of each criterion over the cases."""
    criteria = sorted(next(iter(levels.values())))
    return {name: fmean(row[name] for row in levels.values()) for name in criteria}
