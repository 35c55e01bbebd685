"""Fair comparison: values that lean on what is known of all, who really differs from whom, mixes of cases, funnels."""

from liuxin.engines.ratings.comparison.places import Places, probability_better, shared_places
from liuxin.engines.ratings.comparison.shrinkage import (
    Shrunken,
    Stein,
    beta_binomial,
    gamma_poisson,
    james_stein,
    normal_normal,
)

__all__ = [
    "Places",
    "Shrunken",
    "Stein",
    "beta_binomial",
    "gamma_poisson",
    "james_stein",
    "normal_normal",
    "probability_better",
    "shared_places",
]
