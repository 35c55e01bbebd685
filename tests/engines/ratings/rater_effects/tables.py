"""Small tables of ratings, written as people would: a level for each rater, ratee and criterion."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liuxin.engines.ratings.rater_effects import Effect, RaterEffects, Tendency, effects

Grid = NDArray[np.int64]


def grid(raters: int, ratees: int, criteria: int, *, seed: int = 0, noise: float = 0.5) -> Grid:
    """Give levels 1 to 5 of everybody by everybody: a person's own level in each criterion, seen with some error."""
    draw = np.random.default_rng(seed)
    truth = 3 + draw.normal(size=(1, ratees, 1)) * 0.8 + draw.normal(size=(1, ratees, criteria)) * 0.6
    return np.clip(np.rint(truth + noise * draw.normal(size=(raters, ratees, criteria))), 1, 5).astype(np.int64)


def columns(levels: Grid) -> dict[str, Any]:
    """Give a grid as the columns of a table, one row a rating."""
    rater, ratee, criterion = (each.ravel() for each in np.indices(levels.shape))
    return {"raters": rater, "ratees": ratee, "criteria": criterion, "levels": levels.ravel()}


def told(levels: Grid, **more: Any) -> RaterEffects:
    """Give the effects of a grid on the scale of 1 to 5."""
    return effects(**columns(levels), lowest=1, highest=5, **more)


def one(levels: Grid, effect: Effect, rater: int = 0, **more: Any) -> Tendency:
    """Give one effect of one rater of a grid."""
    return told(levels, **more).of(rater)[effect]
