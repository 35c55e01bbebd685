"""How accurate ratings are against reference ratings.

Cronbach (1955, Psychological Bulletin 52, 177-193) takes the mean squared distance between ratings x and references t
of n cases (i) on k criteria (j) apart into four:

    D2  = sum_ij (x_ij - t_ij)^2 / nk = E2 + DE2 + SA2 + DA2
    E   = x_.. - t_..                                                        elevation
    DE2 = sum_i ((x_i. - x_..) - (t_i. - t_..))^2 / n                        differential elevation
    SA2 = sum_j ((x_.j - x_..) - (t_.j - t_..))^2 / k                        stereotype accuracy
    DA2 = sum_ij ((x_ij - x_i. - x_.j + x_..) - (t_ij - t_i. - t_.j + t_..))^2 / nk    differential accuracy

Borman (1977, Organizational Behavior and Human Performance 20, 238-252) correlates ratings with references over the
cases, criterion by criterion, and takes the mean: r_j = cov(x_j, t_j) / sqrt(var(x_j) var(t_j)). The mean here is the
plain one and not that of Fisher's z, which has no value at r = 1. A criterion whose references are all alike tells
nothing and is left out; ratings that are all alike where the references differ tell no case from another: nought.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt

from liuxin.kernel.errors import BadInputError
from liuxin.performance.evaluators.words import Accuracy, Ratings

Row = Sequence[Fraction]
Table = Sequence[Row]


def accuracy(given: Ratings, reference: Ratings) -> Accuracy:
    """Compare ratings of some cases with the reference ratings of the same cases on the same criteria."""
    if not given:
        raise BadInputError("evaluators.nothing_rated", field="ratings")
    ratings, references = _table(given, reference), _table({case: reference[case] for case in given}, reference)
    off = [[x - t for x, t in zip(*rows, strict=True)] for rows in zip(ratings, references, strict=True)]
    elevation = _mean([_mean(row) for row in off])
    by_case = [_mean(row) - elevation for row in off]
    by_criterion = [_mean(column) - elevation for column in zip(*off, strict=True)]
    left = [
        each - elevation - of_case - of_criterion
        for row, of_case in zip(off, by_case, strict=True)
        for each, of_criterion in zip(row, by_criterion, strict=True)
    ]
    return Accuracy(
        cases=len(ratings),
        criteria=len(by_criterion),
        elevation=float(elevation),
        differential_elevation=_root(by_case),
        stereotype_accuracy=_root(by_criterion),
        differential_accuracy=_root(left),
        distance=_root([each for row in off for each in row]),
        correlation=_correlation(ratings, references),
    )


def _table(levels: Ratings, reference: Ratings) -> Table:
    """Write levels as rows of cases, the criteria of each in one order."""
    criteria = sorted(next(iter(reference.values())))
    return [[Fraction(levels[case][criterion]) for criterion in criteria] for case in sorted(levels)]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _root(values: Sequence[Fraction]) -> float:
    return sqrt(_mean([value * value for value in values]))


def _correlation(ratings: Table, references: Table) -> float | None:
    pairs = zip(zip(*ratings, strict=True), zip(*references, strict=True), strict=True)
    found = [_pearson(x, t) for x, t in pairs if len(set(t)) > 1]
    return sum(found) / len(found) if found else None


def _pearson(x: Row, t: Row) -> float:
    mean_x, mean_t = _mean(x), _mean(t)
    together = sum(((a - mean_x) * (b - mean_t) for a, b in zip(x, t, strict=True)), Fraction(0))
    spread = sum(((a - mean_x) ** 2 for a in x), Fraction(0)) * sum(((b - mean_t) ** 2 for b in t), Fraction(0))
    return float(together) / sqrt(spread) if spread else 0.0


def means(levels: Ratings) -> Mapping[str, float]:
    """Give the mean of each criterion over the cases."""
    criteria = sorted(next(iter(levels.values())))
    return {name: float(_mean([Fraction(row[name]) for row in levels.values()])) for name in criteria}
