"""The many-facet Rasch model: how strict each rater is, and what a ratee's rating would be with an average one."""

from liuxin.engines.ratings.rasch.averages import Averages, fair_averages, severities
from liuxin.engines.ratings.rasch.fair import Fair, FairRatees, Severities, fair
from liuxin.engines.ratings.rasch.fitting import fit
from liuxin.engines.ratings.rasch.subsets import Subsets, subsets
from liuxin.engines.ratings.rasch.surprises import Interactions, Unexpected, interactions, unexpected
from liuxin.engines.ratings.rasch.words import Design, Facet, Fit, Method, Model, Spread

__all__ = [
    "Averages",
    "Design",
    "Facet",
    "Fair",
    "FairRatees",
    "Fit",
    "Interactions",
    "Method",
    "Model",
    "Severities",
    "Spread",
    "Subsets",
    "Unexpected",
    "fair",
    "fair_averages",
    "fit",
    "interactions",
    "severities",
    "subsets",
    "unexpected",
]
