"""Ratings drawn from a many-facet Rasch model with known truth."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.telling import Floats, Ints

THRESHOLDS = (-2.0, -0.7, 0.7, 2.0)
"""Of a scale of five levels that is used as it should be, in logits."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table of ratings from 1 to 5 (ratings,), and measures behind it in logits; all but `ability` are centred."""

    ratees: Ints
    raters: Ints
    criteria: Ints
    levels: Ints
    ability: Floats
    severity: Floats
    difficulty: Floats

    @property
    def facets(self) -> dict[str, Ints]:
        """Give the columns by name."""
        return {"ratees": self.ratees, "raters": self.raters, "criteria": self.criteria}


def shares(eta: Floats, thresholds: tuple[float, ...] = THRESHOLDS) -> Floats:
    """Give the chances of the levels (..., levels) for sums of measures."""
    steps = np.arange(len(thresholds) + 1)
    odds = np.exp(steps * eta[..., None] - np.cumsum([0.0, *thresholds]))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def points(eta: Floats) -> Floats:
    """Give the expected rating for sums of measures."""
    return np.asarray(shares(eta) @ np.arange(1.0, len(THRESHOLDS) + 2))


def levels(eta: Floats, chance: np.random.Generator, thresholds: tuple[float, ...] = THRESHOLDS) -> Ints:
    """Draw a level from 1 on for each sum of measures."""
    bounds = shares(eta, thresholds).cumsum(axis=1)[:, :-1]
    return np.asarray((chance.random((len(eta), 1)) > bounds).sum(axis=1) + 1, np.int64)


def drawn(
    *, ratees: int, raters: int, each: int, criteria: int, seed: int, spread: float = 1.0, ability: float = 1.2
) -> Drawn:
    """Draw a design in which `each` different raters rate each ratee on all criteria, all raters equally often.

    Abilities and severities are normal with deviations `ability` and `spread`.
    """
    chance = np.random.default_rng(seed)
    abilities, severity = chance.normal(0.5, ability, ratees), chance.normal(0, spread, raters)
    difficulty = np.linspace(-0.5, 0.5, criteria) if criteria > 1 else np.zeros(1)
    severity -= severity.mean()
    chosen = chance.permutation(raters)[_rounds(ratees, raters, each, chance)]
    n, r, c = np.broadcast_arrays(np.arange(ratees)[:, None, None], chosen[:, :, None], np.arange(criteria))
    ratee, rater, criterion = (np.ascontiguousarray(part.reshape(-1), np.int64) for part in (n, r, c))
    eta = abilities[ratee] - severity[rater] - difficulty[criterion]
    return Drawn(ratee, rater, criterion, levels(eta, chance), abilities, severity, difficulty)


def _rounds(ratees: int, raters: int, each: int, chance: np.random.Generator) -> Ints:
    """Give each ratee raters that stand apart in a ring, the distances drawn once a round: all turns are equal."""
    rounds = -(-ratees // raters)
    apart = 1 + chance.random((rounds, raters - 1)).argsort(axis=1)[:, : each - 1]
    apart = np.repeat(np.concatenate([np.zeros((rounds, 1), np.int64), apart], axis=1), raters, axis=0)[:ratees]
    return np.asarray((np.arange(ratees)[:, None] + apart) % raters)
