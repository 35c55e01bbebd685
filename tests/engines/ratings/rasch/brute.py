"""The same model computed another way: dense, slow, with a general optimiser."""

from collections.abc import Mapping
from itertools import product

import numpy as np
from scipy import optimize, special

from liuxin.engines.ratings.telling import Floats, Ints


def joint(
    facets: Mapping[str, Ints], levels: Ints, width: int, groups: Ints | None = None
) -> tuple[list[Floats], Floats]:
    """Measures per facet (the first floating and positive, the others centred) and taus (sets, levels)."""
    sets = np.zeros(len(levels), np.int64) if groups is None else groups
    sizes = [int(codes.max()) + 1 for codes in facets.values()]
    cuts = np.cumsum(sizes)
    number = int(sets.max()) + 1

    def parts(at: Floats) -> tuple[list[Floats], Floats]:
        measures = np.split(at[: cuts[-1]], cuts[:-1])
        first, *others = measures
        moved = [first - sum(each.mean() for each in others), *(each - each.mean() for each in others)]
        inner = at[cuts[-1] :].reshape(number, width - 2)
        return moved, np.pad(inner, ((0, 0), (1, 1)))

    def against(at: Floats) -> float:
        (first, *others), taus = parts(at)
        first_codes, *codes = facets.values()
        eta = first[first_codes] - sum(each[code] for each, code in zip(others, codes, strict=True))
        logits = np.arange(width) * eta[:, None] - taus[sets]
        return float((special.logsumexp(logits, axis=1) - logits[np.arange(len(levels)), levels]).sum())

    start = np.zeros(cuts[-1] + number * (width - 2))
    return parts(optimize.minimize(against, start, method="BFGS", options={"gtol": 1e-7}).x)


def conditional(items: Ints) -> Floats:
    """Item difficulties, centred, from a table (people, items) of 0 and 1 given the people's totals (Andersen 1970)."""
    number = items.shape[1]
    patterns = np.array(list(product([0, 1], repeat=number)))
    totals = items.sum(axis=1)

    def against(easy: Floats) -> float:
        odds = patterns @ easy
        of_total = np.array([special.logsumexp(odds[patterns.sum(axis=1) == total]) for total in range(number + 1)])
        return float((of_total[totals] - items @ easy).sum())

    found = -optimize.minimize(against, np.zeros(number), method="BFGS").x
    return np.asarray(found - found.mean())
