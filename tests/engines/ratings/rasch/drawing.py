"""Ratings drawn from a many-facet Rasch model with known truth."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.telling import Floats, Ints

THRESHOLDS = (-2.0, -0.7, 0.7, 2.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table of ratings and the measures behind it; `severity` and `difficulty` are centred."""

    ratees: Ints
    raters: Ints
    criteria: Ints
    levels: Ints
    ability: Floats
    severity: Floats
    difficulty: Floats

    @property
    def facets(self) -> dict[str, Ints]:
        return {"ratees": self.ratees, "raters": self.raters, "criteria": self.criteria}


def levels(eta: Floats, chance: np.random.Generator, thresholds: tuple[float, ...] = THRESHOLDS) -> Ints:
    """Draw a level from 1 on for each sum of measures."""
    steps = np.arange(len(thresholds) + 1)
    odds = np.exp(steps * eta[:, None] - np.cumsum([0.0, *thresholds]))
    shares = (odds / odds.sum(axis=1, keepdims=True)).cumsum(axis=1)
    return np.asarray((chance.random((len(eta), 1)) > shares[:, :-1]).sum(axis=1) + 1, np.int64)


def drawn(*, ratees: int, raters: int, each: int, criteria: int, seed: int, spread: float = 1.0) -> Drawn:
    """Draw a design in which `each` different raters rate each ratee on all criteria."""
    chance = np.random.default_rng(seed)
    ability = chance.normal(0.5, 1.2, ratees)
    severity = chance.normal(0, spread, raters)
    difficulty = np.linspace(-0.5, 0.5, criteria) if criteria > 1 else np.zeros(1)
    severity -= severity.mean()
    chosen = chance.random((ratees, raters)).argsort(axis=1)[:, :each]
    n, r, c = np.broadcast_arrays(np.arange(ratees)[:, None, None], chosen[:, :, None], np.arange(criteria))
    ratee, rater, criterion = (np.asarray(a.reshape(-1), np.int64) for a in (n, r, c))
    eta = ability[ratee] - severity[rater] - difficulty[criterion]
    return Drawn(ratee, rater, criterion, levels(eta, chance), ability, severity, difficulty)
