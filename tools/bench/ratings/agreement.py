"""Agreement and accuracy with known truth: how often intervals miss, how well practice is judged, how fast."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from liuxin.engines.ratings import agreement, rounding
from liuxin.engines.ratings.accuracy import accuracy
from liuxin.engines.ratings.agreement import IccForm, Level, Weights
from liuxin.engines.ratings.qualification import Inaccuracy, passing
from liuxin.engines.ratings.telling import CannotTell, Floats
from tools.bench.figure import Figure, middle
from tools.places import fail, say

SEED = 20261128
RECORDS = 500
FEWER = 200
PEOPLE = 10_000
RATERS = 200
FAST = 1.0
MISSED = 8.0
"""Intervals of 95 % hold the truth at least 92 times in 100."""


def scene() -> list[Figure]:
    """Play records that are drawn with a known truth, and time each figure on ten thousand subjects."""
    return [*_complete(), *_gaps(), *_alphas(), *_speed()]


def told(found: Any) -> Any:
    """Give a result that there must be."""
    if isinstance(found, CannotTell):
        fail(f"Nothing came of a record that was drawn: {found}")
    return found


def crossed(random: np.random.Generator, subjects: int, raters: int) -> Floats:
    """Draw a table in which subjects, raters and chance have variances of 1, 0.5 and 1."""
    severity = np.sqrt(0.5) * random.standard_normal((1, raters))
    found: Floats = random.standard_normal((subjects, 1)) + severity + random.standard_normal((subjects, raters))
    return found


def _complete() -> list[Figure]:
    """Give how often the intervals of complete tables miss: 50 subjects and 10 raters."""
    say("  complete tables")
    random = np.random.default_rng(SEED)
    true = {IccForm.ICC_2_1: 1 / 2.5, IccForm.ICC_3_1: 1 / 2}
    found = [agreement.icc_all(crossed(random, 50, 10)) for _ in range(RECORDS)]
    return [
        _missed(f"intervals of {form.value.upper()} that miss", [told(each[form]) for each in found], value)
        for form, value in true.items()
    ]


def _missed(what: str, found: list[Any], true: float) -> Figure:
    missed = [not each.low <= true <= each.high for each in found]
    return Figure(what, 100 * float(np.mean(missed)), "%", MISSED)


def _gaps() -> list[Figure]:
    """Give how often the intervals miss where 7 in 10 cells of 50 subjects and 15 raters are empty."""
    say("  tables with gaps")
    random = np.random.default_rng(SEED)
    agreed, consistent = [], []
    for _ in range(FEWER):
        table = crossed(random, 50, 15)
        who, by = np.nonzero(random.random(table.shape) < 0.3)  # noqa: PLR2004 -- 3 in 10 cells are filled
        found = told(agreement.icc_unbalanced(who, by, table[who, by]))
        agreed.append(not found.agreement_low <= 1 / 2.5 <= found.agreement_high)
        consistent.append(not found.consistency_low <= 1 / 2 <= found.consistency_high)
    where = "where 7 in 10 ratings are missing"
    return [
        Figure(f"intervals of agreement that miss, {where}", 100 * float(np.mean(agreed)), "%", MISSED),
        Figure(f"intervals of consistency that miss, {where}", 100 * float(np.mean(consistent)), "%", MISSED),
    ]


def _alphas() -> list[Figure]:
    """Give how often the interval of interval alpha misses: 100 units, three observers, true value 1/2."""
    say("  alpha")
    random = np.random.default_rng(SEED)
    found = []
    for _ in range(RECORDS):
        table = random.standard_normal((1, 100)) + random.standard_normal((3, 100))
        found.append(told(agreement.alpha(table, Level.INTERVAL, resamples=500)))
    return [_missed("intervals of alpha that miss, 100 units", found, 0.5)]


def _speed() -> list[Figure]:
    """Give how long each takes for ten thousand subjects."""
    say("  speed")
    random = np.random.default_rng(SEED)
    table = crossed(random, PEOPLE, 8)
    levels = np.clip(np.round(table + 3), 1, 5).astype(np.int64)
    gaps = np.where(random.random(table.shape) < 0.5, levels, np.nan)  # noqa: PLR2004 -- every other is missing
    who, by = np.repeat(np.arange(PEOPLE), 4), random.permuted(np.tile(np.arange(RATERS), (PEOPLE, 1)), axis=1)[:, :4]
    scores = random.standard_normal(PEOPLE)[who] + random.standard_normal(len(who))
    cross, counts = agreement.crosstable(levels[:, 0] - 1, levels[:, 1] - 1, 5), agreement.tally(levels - 1, 5)
    practice, limits = random.integers(1, 6, (PEOPLE, 12, 8)), Inaccuracy(0.4, 0.5, 0.45, 0.7)
    jobs: dict[str, Callable[[], object]] = {
        "six intraclass correlations, 8 raters": lambda: agreement.icc_all(table),
        f"intraclass correlation with gaps, {RATERS} raters": lambda: agreement.icc_unbalanced(who, by.ravel(), scores),
        "weighted kappa": lambda: agreement.weighted_kappa(cross, Weights.QUADRATIC),
        "Fleiss' kappa, 8 raters": lambda: agreement.fleiss_kappa(counts),
        "Kendall's W, 8 raters": lambda: agreement.kendall_w(table),
        "r_wg": lambda: agreement.r_wg(gaps, 1, 5),
        "components of accuracy, 12 cases by 8 criteria": lambda: accuracy(practice, practice[0]),
        "raters drawn to judge a qualification": lambda: passing(
            practice[0], limits, 0.7, limits, (1, 5), draws=PEOPLE
        ),
        "groups whose places are rounded": lambda: rounding.largest_remainder(counts + 1, np.arange(PEOPLE)),
    }
    for level in Level:
        jobs[f"{level.value} alpha with 1,000 draws, five levels"] = partial(agreement.alpha, gaps.T, level)
    return [Figure(f"{PEOPLE:,} subjects: {what}", middle(job, rounds=3), "s", FAST) for what, job in jobs.items()]
