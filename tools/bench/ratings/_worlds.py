"""Ratings with known truth: who was made strict, tired or quick.

People have true scores on several criteria that go together as hearts do; raters see them with an error of their own,
a common impression of the person among it. Some raters are made strict, tired or quick; the rest are as people are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liuxin.engines.ratings.rater_effects import RaterEffects, effects

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LOWEST, HIGHEST = 1, 5
CENTRE, ABILITY, LIKENESS = 3.2, 0.85, 0.5
"""Of true scores: the mean, their standard deviation in a criterion, and the correlation of two criteria."""

IMPRESSION, SLIP = 0.3, 0.45
"""What a rater adds to all criteria of a person, and to each by itself (standard deviations, in levels)."""

TEMPER = 0.15
"""How far normal raters differ in severity, in standard deviations of ratings."""

SPREAD = float(np.sqrt(ABILITY**2 + IMPRESSION**2 + SLIP**2))
FORM_SECONDS, PACE, FORM_TIME = 240.0, 0.3, 0.5
"""Seconds of a usual form; how raters, and forms of one rater, differ (of the logarithm)."""

KINDS = ("severe", "lenient", "same", "hasty", "halo", "central", "drifting")


@dataclass(frozen=True, slots=True)
class World:
    """Ratings with known truth: `kind` (R,) is -1 for normal raters, otherwise a place in KINDS."""

    raters: Ints
    ratees: Ints
    criteria: Ints
    levels: Ints
    seconds: Floats
    order: Ints
    kind: Ints

    def told(self) -> RaterEffects:
        """Give what the engine says of it."""
        return effects(self.raters, self.ratees, self.criteria, self.levels, LOWEST, HIGHEST, self.seconds, self.order)

    def among(self, *kinds: str) -> Flags:
        """Tell which raters are of one of some kinds, (R,)."""
        return np.isin(self.kind, [KINDS.index(each) for each in kinds])


def world(
    raters: int,
    forms: int,
    criteria: int,
    *,
    seed: int,
    planted: float = 0.1,
    kinds: tuple[str, ...] = KINDS,
    differing: bool = True,
) -> World:
    """Make ratings: every rater rates `forms` people by `criteria`, every person is rated by about four.

    Without `differing`, normal raters are all as strict and as quick as each other.
    """
    draw = np.random.default_rng(seed)
    kind = np.where(draw.random(raters) < planted, draw.choice([KINDS.index(each) for each in kinds], raters), -1)
    rater, ratee = _who(draw, raters, forms)
    place = draw.random(len(rater))
    seen = _seen(draw, ratee, criteria) - SPREAD * TEMPER * differing * draw.normal(size=raters)[rater, None]
    levels = np.clip(np.rint(_coloured(draw, seen, kind[rater], place)), LOWEST, HIGHEST).astype(np.int64)
    levels = _same(draw, levels, rater, kind == KINDS.index("same"))
    return World(
        raters=np.repeat(rater, criteria),
        ratees=np.repeat(ratee, criteria),
        criteria=np.tile(np.arange(criteria), len(rater)),
        levels=levels.ravel(),
        seconds=np.repeat(_seconds(draw, rater, kind, PACE * differing), criteria),
        order=np.repeat(np.rint(place * 1e6).astype(np.int64), criteria),
        kind=kind,
    )


def _seen(draw: np.random.Generator, ratee: Ints, criteria: int) -> Floats:
    """Give what raters see of true scores."""
    people, apart = int(ratee.max()) + 1, np.sqrt(1 - LIKENESS)
    truth = np.sqrt(LIKENESS) * draw.normal(size=(people, 1)) + apart * draw.normal(size=(people, criteria))
    seen: Floats = CENTRE + ABILITY * truth[ratee] + IMPRESSION * draw.normal(size=(len(ratee), 1))
    seen += SLIP * draw.normal(size=seen.shape)
    return seen


def _seconds(draw: np.random.Generator, rater: Ints, kind: Ints, differing: float) -> Floats:
    """Give the seconds of each form; the hasty take a quarter of the usual time at most."""
    usual = np.exp(differing * draw.normal(size=len(kind)))
    pace = np.where(kind == KINDS.index("hasty"), draw.uniform(0.1, 0.25, len(kind)), usual)
    taken: Floats = FORM_SECONDS * pace[rater] * np.exp(FORM_TIME * draw.normal(size=len(rater)))
    return taken


def _who(draw: np.random.Generator, raters: int, forms: int) -> tuple[Ints, Ints]:
    """Draw who rates whom: about four raters a person, no rater twice."""
    people = max(raters * forms // 4, forms)
    turns = [draw.permutation(people) for _ in range(-(-raters * forms // people))]
    rater, ratee = np.repeat(np.arange(raters), forms), np.concatenate(turns)[: raters * forms]
    _, once = np.unique(rater * people + ratee, return_index=True)
    return rater[once], ratee[once]


def _coloured(draw: np.random.Generator, seen: Floats, kind: Ints, place: Floats) -> Floats:
    """Give what raters of a kind make of what they saw."""
    is_ = {name: (kind == number)[:, None] for number, name in enumerate(KINDS)}
    shift = SPREAD * (is_["lenient"] * 1.0 - is_["severe"] * 1.0 - is_["drifting"] * 1.5 * (place[:, None] - 0.5))
    overall = seen.mean(axis=1, keepdims=True)
    seen = np.where(is_["halo"], overall + 0.5 * SLIP * draw.normal(size=seen.shape), seen)
    seen = np.where(is_["central"], 3 + 0.35 * (seen - 3), seen)
    found: Floats = seen + shift
    return found


def _same(draw: np.random.Generator, levels: Ints, rater: Ints, same: Flags) -> Ints:
    """Let some raters give one level of their own nine times in ten, exactly, wherever it falls."""
    own = draw.integers(LOWEST + 1, HIGHEST + 1, len(same))
    row = np.repeat(rater, levels.shape[1])
    by = np.lexsort((draw.random(len(row)), row))
    count = np.bincount(row, minlength=len(same))
    rank = np.empty(len(row), np.int64)
    rank[by] = np.arange(len(row)) - (np.cumsum(count) - count)[row[by]]
    held = same[row] & (rank < np.ceil(0.9 * count[row]))
    return np.where(held, own[row], levels.ravel()).reshape(levels.shape)


def auc(values: Floats, yes: Flags, no: Flags) -> float:
    """Give the probability that one of `yes` lies above one of `no` (Mann & Whitney 1947)."""
    known = np.isfinite(values)
    above, below = values[yes & known], np.sort(values[no & known])
    less, not_more = np.searchsorted(below, above), np.searchsorted(below, above, side="right")
    return float((less + not_more).mean() / 2 / len(below))
