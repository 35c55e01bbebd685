"""Fair comparison: values that lean on what is known of all, who really differs from whom, mixes of cases, funnels."""

from liuxin.engines.ratings.comparison.expected import Outcome
from liuxin.engines.ratings.comparison.funnels import Funnel, Plotted, Spread, funnel
from liuxin.engines.ratings.comparison.mix import CaseMix, case_mix
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
    "CaseMix",
    "Funnel",
    "Outcome",
    "Places",
    "Plotted",
    "Shrunken",
    "Spread",
    "Stein",
    "beta_binomial",
    "case_mix",
    "funnel",
    "gamma_poisson",
    "james_stein",
    "normal_normal",
    "probability_better",
    "shared_places",
]
