"""What is told of an effect, and when it counts as found: beyond its threshold, and surely not by chance.

Many raters are looked at together. Chance alone would make one in twenty look odd, so each effect's tests over all
raters are held together by the step-up rule of Benjamini & Hochberg (1995, J. R. Stat. Soc. B 57:289): of all raters
in whom an effect is found, at most 5 % are expected to be wrongly named; with nobody to find, the chance to name
anybody is at most 5 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liuxin.engines.ratings.telling import Flags, Floats, Ints, Reason

ALPHA = 0.05
"""Of the raters in whom one effect is found, at most this share is expected to be wrongly named."""


class Effect(StrEnum):
    """What can colour a rater's ratings beside what he saw."""

    SEVERITY = "severity"
    CENTRAL_TENDENCY = "central_tendency"
    RANGE_RESTRICTION = "range_restriction"
    HALO = "halo"
    STRAIGHT_LINING = "straight_lining"
    LONGEST_RUN = "longest_run"
    SAME_FORMS = "same_forms"
    DRIFT = "drift"
    HASTE = "haste"


class Verdict(StrEnum):
    """What the data say of an effect; `NOT_FOUND` is no proof that there is none."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Tendency:
    """One effect in one rater: value with its 95 % interval, threshold, verdict; numbers are None if not told.

    `n` counts what the effect is read from (ratings, or forms), `needs` how many it takes at least.
    """

    value: float | None
    low: float | None
    high: float | None
    threshold: float | None
    verdict: Verdict
    reason: Reason | None
    n: int
    needs: int


@dataclass(frozen=True, slots=True)
class Column:
    """One effect over all raters, every array (R,); NaN and a reason where it cannot be told."""

    value: Floats
    low: Floats
    high: Floats
    threshold: Floats
    found: Flags
    why: tuple[Reason | None, ...]
    n: Ints
    needs: int

    def at(self, place: int) -> Tendency:
        """Give what is told of the rater at a place."""
        why = self.why[place]
        verdict = Verdict.FOUND if self.found[place] else Verdict.NOT_FOUND
        return Tendency(
            value=_told(self.value[place]),
            low=_told(self.low[place]),
            high=_told(self.high[place]),
            threshold=_told(self.threshold[place]),
            verdict=Verdict.CANNOT_TELL if why else verdict,
            reason=why,
            n=int(self.n[place]),
            needs=self.needs,
        )


@dataclass(frozen=True, slots=True)
class RaterEffects:
    """Every effect of every rater: `raters` are the codes, rising; `columns` has one column an effect."""

    raters: Ints
    columns: Mapping[Effect, Column]

    def of(self, rater: int) -> dict[Effect, Tendency]:
        """Give what is told of one rater by his code. Raises `KeyError` for a code that rated nothing."""
        place = int(np.searchsorted(self.raters, rater))
        if place == len(self.raters) or self.raters[place] != rater:
            raise KeyError(rater)
        return {effect: column.at(place) for effect, column in self.columns.items()}

    def by_rater(self) -> dict[int, dict[Effect, Tendency]]:
        """Give what is told of every rater, by his code."""
        return {int(code): self.of(int(code)) for code in self.raters}


@dataclass(frozen=True, slots=True)
class Told:
    """What an effect says before it is judged, every array (R,); `p` is the chance under no effect."""

    value: Floats
    low: Floats
    high: Floats
    threshold: Floats
    p: Floats
    beyond: Flags
    n: Ints
    needs: int


def judge(told: Told, hindered: list[tuple[Flags, Reason]], nothing: Reason = Reason.NO_VARIANCE) -> Column:
    """Judge an effect in all raters at once; `hindered` says who cannot be told and why, the first reason first.

    `nothing` is the reason where ratings are enough and still no number comes of them.
    """
    cases = [*hindered, (told.n < told.needs, Reason.TOO_FEW)]
    cases.append((np.isnan(told.value) | np.isnan(told.p), nothing))
    cases = [(np.broadcast_to(flags, told.value.shape), reason) for flags, reason in cases]
    which = np.select([flags for flags, _ in cases], np.arange(len(cases)).tolist(), default=-1)
    names = np.array([*(reason for _, reason in cases), None], object)
    hidden = which >= 0
    chance = step_up(np.where(hidden, np.nan, told.p))
    return Column(
        value=np.where(hidden, np.nan, told.value),
        low=np.where(hidden, np.nan, told.low),
        high=np.where(hidden, np.nan, told.high),
        threshold=np.where(hidden, np.nan, told.threshold),
        found=~hidden & told.beyond & (chance <= ALPHA),
        why=tuple(names[which].tolist()),
        n=told.n,
        needs=told.needs,
    )


def _told(number: np.float64) -> float | None:
    return None if np.isnan(number) else float(number)


def nobody(raters: int, needs: int, reason: Reason) -> Column:
    """Give the column of an effect of which nothing can be told in anybody."""
    none = np.full(raters, np.nan)
    return Column(none, none, none, none, np.zeros(raters, bool), (reason,) * raters, np.zeros(raters, np.int64), needs)


def step_up(chances: Floats) -> Floats:
    """Give chances adjusted for how many were looked at (Benjamini & Hochberg 1995); NaN counts as not looked at."""
    looked = np.flatnonzero(~np.isnan(chances))
    by = looked[np.argsort(-chances[looked], kind="stable")]
    ranks = np.arange(len(by), 0, -1)
    adjusted = np.full(chances.shape, np.nan)
    adjusted[by] = np.minimum.accumulate(np.minimum(chances[by] * len(by) / ranks, 1.0))
    return adjusted


def ratio(above: NDArray[Any] | float, below: NDArray[Any]) -> Floats:
    """Divide; 0 over 0 is NaN, anything else over 0 infinite."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.asarray(above) / below
    return found
