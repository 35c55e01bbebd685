"""What the review may do in order, and how lines of a set are judged by what came of them."""

import math
from collections.abc import Iterable
from datetime import date
from statistics import NormalDist

import numpy as np

from liuxin.engines.ratings.agreement import icc_unbalanced
from liuxin.engines.ratings.telling import CannotTell, Ints
from liuxin.kernel.errors import RuleBrokenError
from liuxin.performance.outcomes.words import Figure, FigureCode, Judged

TIGHT, LOOSE = 0.1, 0.9
"""A target that surely fewer than one in ten reach is too tight; one that surely nine in ten reach is too loose."""
LEAST_PEOPLE = 5
LEAST_RATERS = 3
HUNDREDTHS = 100
TOO_TIGHT, TOO_LOOSE, FITS, CANNOT_TELL = "too_tight", "too_loose", "fits", "cannot_tell"
_Z = NormalDist().inv_cdf(0.975)


def judge(measure: str, position: int, reached: int, people: int) -> Judged:
    """Judge a target by how many of those whom it bound reached it, with the interval of that share (Wilson)."""
    if people < LEAST_PEOPLE:
        return Judged(measure, position, reached, people, CANNOT_TELL)
    low, high = _wilson(reached, people)
    verdict = FITS
    if high < TIGHT:
        verdict = TOO_TIGHT
    elif low > LOOSE:
        verdict = TOO_LOOSE
    elif low <= TIGHT and high >= LOOSE:
        verdict = CANNOT_TELL
    return Judged(measure, position, reached, people, verdict)


def _wilson(hits: int, people: int) -> tuple[float, float]:
    share, square = hits / people, _Z * _Z / people
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / people + square / (4 * people)) / (1 + square)
    return middle - half, middle + half


def count(code: FigureCode, hits: Iterable[bool], missing: str) -> Figure:
    """Count among those that there are; without any it cannot be told, and `missing` says what would be needed."""
    found = list(hits)
    return Figure(code, sum(found), len(found)) if found else Figure(code, None, None, missing)


def agreement(heart: str, ratees: Ints, raters: Ints, levels: Ints) -> Figure:
    """Tell how far those who rated the same people agree on one rated indicator, in hundredths with its interval.

    It is the share of the differences between single ratings that is of the people rated, whoever rated: ICC(2,1) for
    forms that not everybody filled in about everybody. Of fewer than five people or three raters nothing is told.
    """
    code = f"{FigureCode.RATERS_AGREE}.{heart}"
    if len(np.unique(ratees)) < LEAST_PEOPLE or len(np.unique(raters)) < LEAST_RATERS:
        return Figure(code, None, None, "outcomes.missing.too_few_ratings")
    found = icc_unbalanced(ratees, raters, levels)
    if isinstance(found, CannotTell):
        return Figure(code, None, None, "outcomes.missing.no_agreement")
    value = round(HUNDREDTHS * found.agreement)
    low, high = (round(HUNDREDTHS * each, 1) for each in (found.agreement_low, found.agreement_high))
    return Figure(code, value, HUNDREDTHS, low=low, high=high)


def was_late(due_on: date, done_on: date | None, today: date) -> bool | None:
    """Tell whether something was or is late; None while it is neither due nor done."""
    if done_on is not None:
        return done_on > due_on
    return True if due_on < today else None


def check_open(*, is_closed: bool) -> None:
    """Refuse to write into a review that was closed."""
    if is_closed:
        raise RuleBrokenError("outcomes.review_closed")


def check_closable(decisions: int) -> None:
    """Ask for a decision before a review is closed: what was seen is to lead to something."""
    if not decisions:
        raise RuleBrokenError("outcomes.review_without_decision")
