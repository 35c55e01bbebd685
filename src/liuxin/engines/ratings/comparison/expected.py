"""What is to be expected of cases by their kind alone: one penalised regression over the strata that occur."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from scipy import sparse, special

from liuxin.engines.ratings.telling import Floats, Ints

PENALTIES: Final = (64.0, 16.0, 4.0, 1.0, 0.25)
"""The ridges that are tried; 1 says that two kinds of cases differ by a factor e in odds, count or time two times in
three."""

ROUNDS: Final = 50
STEPS: Final = np.array([1.0, 0.5, 0.25, 0.0625])
"""The parts of a Newton step that are tried; the best is taken, so that no step makes it worse."""

NEAR: Final = 1e-9


class Outcome(StrEnum):
    """What is seen of a case, and so how it is expected: log-odds, log count, mean of the logarithm."""

    SHARE = "share"
    COUNT = "count"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Cells:
    """The strata that occur: `levels` (cells, factors) of whole numbers from 0, `amount` and `told` (cells,).

    `amount` is the sum of trials, exposures or weights, `told` that of successes, counts or weighted log times;
    `squares` the sum of weighted squares of log times (0 where they don't matter).
    """

    levels: Ints
    amount: Floats
    told: Floats
    squares: float


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected model: `line` (cells,) on the scale of the link, its parts by factor (cells, factors).

    `penalty` is the ridge that was chosen, `freedom` how many parameters the model is worth.
    """

    line: Floats
    parts: Floats
    penalty: float
    freedom: float


@dataclass(frozen=True, slots=True)
class Family:
    """An outcome with its canonical link: b of the line, its first derivative (the mean), its second, the link."""

    b: Callable[[Any], Any]
    mean: Callable[[Any], Any]
    slope: Callable[[Any], Any]
    link: Callable[[float], float]


FAMILIES: Final[Mapping[Outcome, Family]] = {
    Outcome.SHARE: Family(
        lambda line: np.logaddexp(0.0, line),
        special.expit,
        lambda line: special.expit(line) * special.expit(-line),
        lambda mean: float(special.logit(mean)),
    ),
    Outcome.COUNT: Family(np.exp, np.exp, np.exp, lambda mean: float(np.log(mean))),
    Outcome.TIME: Family(lambda line: line * line / 2, lambda line: line, np.ones_like, lambda mean: mean),
}


def fit_expected(cells: Cells, outcome: Outcome) -> Expected | None:
    """Fit outcome ~ intercept + one effect a level of each factor; None where no fit settles.

    Loss: Σ amount × b(line) - told × line + penalty / 2 × Σ effects² (McCullagh & Nelder 1989, section 2.2, with the
    ridge of le Cessie & van Houwelingen 1992, Appl. Stat. 41:191). The intercept is not penalised, so what
    is expected adds up to what was seen. Of the penalties tried the one with the least AIC is taken (Akaike 1974;
    parameters counted as Gray 1992, JASA 87:942: the trace of what is left of each).
    """
    family, design = FAMILIES[outcome], _design(cells.levels)
    effects = np.zeros(design.shape[1])
    effects[0] = family.link(float(cells.told.sum() / cells.amount.sum()))
    best, least = None, np.inf
    for penalty in PENALTIES:
        ridge = np.full(len(effects), penalty)
        ridge[0] = 0.0
        settled = _settle(cells, family, design, ridge, effects)
        if settled is None:
            return None
        effects, freedom = settled
        told = _criterion(cells, family, outcome, design @ effects) + 2 * freedom
        if told < least:
            best, least = Expected(design @ effects, _parts(cells.levels, effects), penalty, freedom), told
    return best


def _design(levels: Ints) -> Any:
    """Give the columns: 1 for all, and one a level of each factor."""
    cells = np.arange(len(levels))
    columns = np.column_stack([np.zeros(len(levels), np.int64), levels + _starts(levels)])
    rows = np.repeat(cells, columns.shape[1])
    return sparse.csr_array((np.ones(columns.size), (rows, columns.ravel())))


def _starts(levels: Ints) -> Ints:
    """Give the column of the first level of each factor."""
    return np.concatenate([[1], 1 + np.cumsum(levels.max(axis=0) + 1)[:-1]]).astype(np.int64)


def _parts(levels: Ints, effects: Floats) -> Floats:
    return np.asarray(effects[levels + _starts(levels)])


def _settle(cells: Cells, family: Family, design: Any, ridge: Floats, effects: Floats) -> tuple[Floats, float] | None:
    """Take Newton's steps to the least loss; give the effects and how many parameters they are worth."""
    for _ in range(ROUNDS):
        line = design @ effects
        pull = design.T @ (cells.told - cells.amount * family.mean(line)) - ridge * effects
        bend = (design.T @ (design * (cells.amount * family.slope(line))[:, None])).toarray()
        step = np.linalg.solve(bend + np.diag(ridge), pull)
        tried = effects + STEPS[:, None] * step
        with np.errstate(over="ignore"):
            lines = design @ tried.T
            loss = cells.amount @ family.b(lines) - cells.told @ lines + (tried**2 @ ridge) / 2
        effects = tried[int(np.argmin(loss))]
        if np.abs(step).max() < NEAR:
            return effects, float(np.trace(np.linalg.solve(bend + np.diag(ridge), bend)))
    return None


def _criterion(cells: Cells, family: Family, outcome: Outcome, line: Floats) -> float:
    """Give -2 log likelihood, but for what is the same for every penalty."""
    loss = 2 * float(cells.amount @ family.b(line) - cells.told @ line)
    amount = float(cells.amount.sum())
    return amount * float(np.log(max(cells.squares + loss, NEAR))) if outcome is Outcome.TIME else loss
