"""Rater effects that were planted: how many are found, how many are named wrongly, and how long it takes."""

import numpy as np

from liuxin.engines.ratings.rater_effects import Effect
from tools.bench.figure import Figure, middle
from tools.bench.ratings._worlds import auc, world

SEED = 20_260_404
SHAPES = ((4, 6), (6, 4), (24, 1))
"""Forms and criteria of a rater: 24 ratings each, the least that is promised."""

RATERS, WORLDS = 500, 10
PLANTED = {
    "a severity of 1 SD": (("severe", "lenient"), Effect.SEVERITY),
    "one level in 90 %": (("same",), Effect.STRAIGHT_LINING),
    "a quarter of the time": (("hasty",), Effect.HASTE),
}


def scene() -> list[Figure]:
    """Measure how many planted raters are found, how many normal ones are named, and how long it takes."""
    return [*_quick(), *_found()]


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
    return [*figures, *_halo()]


def _halo() -> list[Figure]:
    both = [world(RATERS, 12, 6, seed=SEED + each, planted=0.2, kinds=("halo",)) for each in range(WORLDS)]
    areas = [auc(each.told().columns[Effect.HALO].value, each.among("halo"), each.kind < 0) for each in both]
    return [
        Figure("halo: 1 less the area under the curve (12 people × 6 criteria)", 1 - float(np.mean(areas)), "", 0.1)
    ]
