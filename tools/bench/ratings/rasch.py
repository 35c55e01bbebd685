"""The many-facet Rasch model: do its intervals hold, are fair averages fairer, how long does a million ratings take."""

import time
from dataclasses import dataclass

import numpy as np

from liuxin.engines.intervals import Z
from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.telling import Floats, Ints
from tools.bench.figure import Figure, seconds
from tools.bench.ratings._drawing import Drawn, drawn, levels, points

REPLICATIONS = 500
OFF = 3.0
"""Points by which the share of intervals that hold may be off 95 %."""

LARGE, SMALL = 1_000_000, 10_000
ROUNDS = 3
PER_RATEE = 20
"""Ratings per ratee at scale: four raters, five criteria."""


@dataclass(frozen=True, slots=True)
class Design:
    """A design that is drawn again and again."""

    ratees: int
    raters: int
    criteria: int
    each: int = 4
    spread: float = 1.0

    def drawn(self, seed: int) -> Drawn:
        """Draw it once."""
        return drawn(
            ratees=self.ratees,
            raters=self.raters,
            each=self.each,
            criteria=self.criteria,
            seed=seed,
            spread=self.spread,
        )


LEAN = Design(ratees=100, raters=10, criteria=1, each=3)
"""30 ratings per rater, the least of which a severity is told, and 3 per ratee: the hardest that is promised."""

WIDE = Design(ratees=60, raters=10, criteria=5)
"""120 ratings per rater, 20 per ratee."""

USUAL = Design(ratees=120, raters=20, criteria=5, spread=1.2)
"""Raters differ by one standard deviation of the ratees; four rate each."""


def scene() -> list[Figure]:
    """Play all simulations, then fit a million ratings."""
    figures = []
    for name, design in (("30 ratings each, 3 per ratee", LEAN), ("120 ratings each, 20 per ratee", WIDE)):
        for method in rasch.Method:
            share = coverage(design, method, REPLICATIONS)
            figures.append(
                Figure(
                    f"95 % intervals of severities, {method}, {name}: off 95 %",
                    abs(share - 95),
                    "points",
                    OFF,
                    f"{share:.1f} % of the intervals hold the true severity, {REPLICATIONS} replications",
                )
            )
    several = REPLICATIONS // 5
    for name, share in zip(("fair averages", "severities"), shown(USUAL, several), strict=True):
        note = f"{share:.1f} % hold the truth, {several} replications, 20 ratings per ratee and 120 per rater"
        figures.append(
            Figure(f"95 % intervals of {name} in rating points: off 95 %", abs(share - 95), "points", OFF, note)
        )
    fair, raw = misses(USUAL, several)
    note = f"root mean square error {fair:.3f} rating points where that of raw means is {raw:.3f}; 4 raters, 5 criteria"
    what = "error of fair averages over that of raw means, raters differ by 1 SD"
    figures.append(Figure(what, fair / raw, "×", 0.7, note))
    return [*figures, *speed()]


def coverage(design: Design, method: rasch.Method, replications: int) -> float:
    """Give the percentage of 95 % intervals that hold the true severity, with seeds from 0 on."""
    hits: list[float] = []
    for seed in range(replications):
        table = design.drawn(seed)
        found = rasch.fit(table.facets, table.levels, lowest=1, highest=5, method=method)
        if not isinstance(found, rasch.Fit):
            raise TypeError(found)
        raters = found.facets["raters"]
        hits += (np.abs(raters.measure - table.severity) <= Z * raters.full_error).tolist()
    return 100 * float(np.mean(hits))


def misses(design: Design, replications: int) -> tuple[float, float]:
    """Give the root mean square errors, in rating points, of fair averages and of raw means, with seeds from 0 on."""
    fair, raw = [], []
    for seed in range(replications):
        table = design.drawn(seed)
        told = rasch.fair(table.ratees, table.raters, table.criteria, table.levels, 1, 5)
        true = points(table.ability[:, None] - table.difficulty).mean(axis=1)
        fair.append(np.mean((told.ratees.value - true) ** 2))
        raw.append(np.mean((told.ratees.raw - true) ** 2))
    return float(np.sqrt(np.mean(fair))), float(np.sqrt(np.mean(raw)))


def shown(design: Design, replications: int) -> tuple[float, float]:
    """Give the percentages of 95 % intervals, in the rating points of a page, that hold the truth; seeds from 0 on.

    The first is of fair averages, the second of severities.
    """
    averages: list[float] = []
    severities: list[float] = []
    for seed in range(replications):
        table = design.drawn(seed)
        told = rasch.fair(table.ratees, table.raters, table.criteria, table.levels, 1, 5)
        fair = points(table.ability[:, None] - table.difficulty).mean(axis=1)
        middle = table.ability.mean() - table.difficulty
        strict = points(middle).mean() - points(middle - table.severity[:, None]).mean(axis=1)
        averages += ((told.ratees.low <= fair) & (fair <= told.ratees.high)).tolist()
        severities += ((told.raters.low <= strict) & (strict <= told.raters.high)).tolist()
    return 100 * float(np.mean(averages)), 100 * float(np.mean(severities))


def speed() -> list[Figure]:
    """Fit a million ratings, and ten thousand; jointly and marginally."""
    small, large = (at_scale(size) for size in (SMALL, LARGE))
    quick = min(seconds(lambda: fitted(small, rasch.Method.JOINT), rounds=5))
    before = time.process_time()
    joint = min(seconds(lambda: fitted(large, rasch.Method.JOINT), rounds=ROUNDS))
    note = f"the best of {ROUNDS}; {(time.process_time() - before) / ROUNDS:.1f} s of processor time each"
    (marginal,) = seconds(lambda: fitted(large, rasch.Method.MARGINAL))
    ratio = joint / quick / (LARGE / SMALL)
    return [
        Figure("joint likelihood, 1,000,000 ratings (50,000 × 2,000 × 5)", joint, "s", 10, note),
        Figure("joint likelihood: time of a rating among 1,000,000 over that among 10,000", ratio, "×", 1.5),
        Figure("marginal likelihood, 1,000,000 ratings, over joint", marginal / joint, "×", 10),
    ]


def fitted(table: tuple[dict[str, Ints], Ints], method: rasch.Method) -> rasch.Fit:
    """Fit the model; stop where it can't be told."""
    found = rasch.fit(table[0], table[1], lowest=1, highest=5, method=method)
    if not isinstance(found, rasch.Fit):
        raise TypeError(found)
    return found


def at_scale(size: int) -> tuple[dict[str, Ints], Ints]:
    """Draw a sparse design: each ratee is rated by four of the raters, a 25th as many as there are ratees."""
    chance = np.random.default_rng(20261128)
    ratees = size // PER_RATEE
    raters = ratees // 25
    ability, severity = chance.normal(0.5, 1.2, ratees), chance.normal(0, 1, raters)
    near = np.cumsum(chance.integers(1, raters // 4, (ratees, 4)), axis=1)
    rater = (chance.integers(0, raters, (ratees, 1)) + near) % raters
    columns = np.broadcast_arrays(np.arange(ratees)[:, None, None], rater[:, :, None], np.arange(5))
    n, r, c = (np.ascontiguousarray(column.reshape(-1), np.int64) for column in columns)
    eta: Floats = ability[n] - severity[r] - np.linspace(-0.5, 0.5, 5)[c]
    return {"ratees": n, "raters": r, "criteria": c}, levels(eta, chance)
