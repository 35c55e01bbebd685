"""Rater effects that were planted: how many are found, how many are named wrongly, and how long it takes."""

import numpy as np

from liuxin.engines.ratings.rater_effects import Effect
from tools.bench.figure import Figure, middle
from tools.bench.ratings._worlds import auc, world

SEED = 20_260_404
SHAPES = ((4, 6), (6, 4), (24, 1))
"""Forms and criteria of a rater: 24 ratings each, the least that is promised."""

RATERS, WORLDS = 500, 10
FEW, FORMS, CRITERIA, REPLICATIONS = 60, 10, 4, 500
"""Of the worlds in which raters do not differ: 40 ratings each."""

PLANTED = {
    "a severity of 1 SD": (("severe", "lenient"), Effect.SEVERITY),
    "one level in 90 %": (("same",), Effect.STRAIGHT_LINING),
    "a quarter of the time": (("hasty",), Effect.HASTE),
}


def scene() -> list[Figure]:
    """Measure how many planted raters are found, how many normal ones are named, and how long it takes."""
    return [*_quick(), *_found(), *_halo(), *_none()]


def _quick() -> list[Figure]:
    many, large = world(10_000, 4, 5, seed=SEED), world(2000, 100, 5, seed=SEED)
    return [
        Figure(
            "all rater effects of 10,000 raters, 10,000 people, 200,000 ratings", middle(many.told, rounds=3), "s", 1
        ),
        Figure("all rater effects of 1,000,000 ratings by 2,000 raters", middle(large.told, rounds=1), "s", 10),
    ]


def _found() -> list[Figure]:
    figures = []
    for forms, criteria in SHAPES:
        worlds = [
            world(RATERS, forms, criteria, seed=SEED + each, kinds=("severe", "lenient", "same", "hasty"))
            for each in range(WORLDS)
        ]
        told = [(each, each.told()) for each in worlds]
        for name, (kinds, effect) in PLANTED.items():
            missed = np.concatenate([~one.columns[effect].found[each.among(*kinds)] for each, one in told])
            wrong = np.concatenate([one.columns[effect].found[each.kind < 0] for each, one in told])
            where = f"{forms} forms × {criteria} criteria"
            figures += [
                Figure(
                    f"raters with {name} who are not found ({where}; {len(missed)} planted)",
                    100 * float(missed.mean()),
                    "%",
                    10,
                ),
                Figure(
                    f"normal raters wrongly said to have {name} ({where}; of {len(wrong)})",
                    100 * float(wrong.mean()),
                    "%",
                    5,
                ),
            ]
    return figures


def _halo() -> list[Figure]:
    both = [world(RATERS, 12, 6, seed=SEED + each, planted=0.2, kinds=("halo",)) for each in range(WORLDS)]
    areas = [auc(each.told().columns[Effect.HALO].value, each.among("halo"), each.kind < 0) for each in both]
    return [
        Figure("halo: 1 less the area under the curve (12 people × 6 criteria)", 1 - float(np.mean(areas)), "", 0.1)
    ]


def _none() -> list[Figure]:
    """Look at raters who do not differ: how often an interval of severity misses, how often anybody is named."""
    named, missed = dict.fromkeys(Effect, 0), 0
    for each in range(REPLICATIONS):
        columns = world(FEW, FORMS, CRITERIA, seed=SEED + each, planted=0, differing=False).told().columns
        missed += int(((columns[Effect.SEVERITY].low > 0) | (columns[Effect.SEVERITY].high < 0)).sum())
        for effect, column in columns.items():
            named[effect] += bool(column.found.any())
    alike = f"{FEW} raters who do not differ, {FORMS * CRITERIA} ratings each, {REPLICATIONS} times"
    worst = max(named, key=lambda effect: named[effect])
    return [
        Figure(f"intervals of severity that miss the truth ({alike})", 100 * missed / FEW / REPLICATIONS, "%", 8),
        Figure(
            f"tables in which anybody is named for an effect ({alike}); the worst of nine",
            100 * named[worst] / REPLICATIONS,
            "%",
            7,
            f"{worst.value}; 5 % is controlled",
        ),
    ]
