"""The pool shared by score: exact in whole fen, the same for the same people in any order, and never by a hair.

share = max(0, score - floor) x base x presence; payout = pool x share / sum of shares, by the largest remainder.
Scores nearer to one another than their error count as one: each takes the mean of those tied with it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.outcomes.words import Candidate, Score, Side, Split, Terms

MOST_FLOOR = 120.0
MOST_POOL = 10**14
MOST_BASE = Decimal(100)
GRAIN = 10_000
NO_SCORES: Mapping[int, Fraction] = {}


def check_terms(terms: Terms) -> None:
    """Refuse a pool of nothing or less, a floor outside the scale, and base factors that are none."""
    if not 0 < terms.pool_fen <= MOST_POOL:
        raise BadInputError("outcomes.pool_not_positive", field="pool")
    if not math.isfinite(terms.floor) or not 0 <= terms.floor <= MOST_FLOOR:
        raise BadInputError("outcomes.floor_outside", field="floor", most=MOST_FLOOR)
    if not terms.bases:
        raise BadInputError("outcomes.no_base", field="bases")
    wrong = [factor for factor in terms.bases.values() if not (factor.is_finite() and 0 < factor <= MOST_BASE)]
    if wrong:
        raise BadInputError("outcomes.base_not_positive", field="bases", factor=wrong[0], most=MOST_BASE)


def side(candidate: Candidate, floor: float) -> Side:
    """Tell where somebody stands against the floor."""
    if not candidate.has_result:
        return Side.NO_RESULT
    if candidate.score is None:
        return Side.NO_TOTAL
    if candidate.base is None:
        return Side.NO_BASE
    if candidate.score.low >= floor:
        return Side.ABOVE
    if candidate.score.high >= floor:
        return Side.BORDER
    return Side.HELD if candidate.holds else Side.UNDER


def least_difference(scores: Iterable[Score]) -> float:
    """Give the difference below which two scores are not told apart: from the mean squared half width of all."""
    halves = [(each.high - each.low) / 2 for each in scores]
    return math.sqrt(2 * math.fsum(half * half for half in halves) / len(halves)) if halves else 0.0


def split(candidates: Sequence[Candidate], terms: Terms) -> Split:
    """Share the pool out among those who take part.

    Raises `RuleBrokenError("outcomes.floor_above_everyone")` where nobody has a share.
    """
    check_terms(terms)
    sides = {each.person: side(each, terms.floor) for each in candidates}
    taking = _counted(candidates, sides, terms.floor)
    width = least_difference(each.score for each in candidates if each.score and each.person in taking)
    tied = _tied(taking, width)
    shares = {
        each.person: max(Fraction(0), tied[each.person] - _exact(terms.floor)) * weight(each)
        for each in candidates
        if each.person in tied
    }
    if not any(shares.values()):
        best = max((each.score.points for each in candidates if each.score), default=None)
        raise RuleBrokenError("outcomes.floor_above_everyone", field="floor", floor=terms.floor, best=best)
    return Split(
        payouts(terms.pool_fen, shares, taking), sides, width, {key: float(score) for key, score in tied.items()}
    )


def without_rule(candidates: Iterable[Candidate], pool_fen: int) -> dict[int, int]:
    """Share the pool out by base and presence alone, as if nobody had been scored."""
    return payouts(pool_fen, {each.person: weight(each) for each in candidates if each.base is not None})


def weight(candidate: Candidate) -> Fraction:
    """Give base times presence."""
    return Fraction(candidate.base or 0) * Fraction(candidate.presence)


def payouts(
    pool_fen: int, shares: Mapping[int, Fraction], scores: Mapping[int, Fraction] = NO_SCORES
) -> dict[int, int]:
    """Give whole fen that add up to the pool: whoever was cut most gets the fen that are left over.

    Between equal shares the higher score gets it, between equal scores the lower key: a fen, and the only place where a
    key counts.
    """
    whole = sum(shares.values(), Fraction(0))
    if not whole:
        return dict.fromkeys(shares, 0)
    due = {key: pool_fen * share / whole for key, share in shares.items()}
    paid = {key: math.floor(amount) for key, amount in due.items()}
    left = pool_fen - sum(paid.values())
    for key in sorted(due, key=lambda one: (paid[one] - due[one], -scores.get(one, 0), one))[:left]:
        paid[key] += 1
    return paid


def _counted(candidates: Sequence[Candidate], sides: Mapping[int, Side], floor: float) -> dict[int, Fraction]:
    """Give the score that counts for each who takes part.

    Whoever a person let in counts at least as the lowest who is surely above the floor.
    """
    above = [each.score.points for each in candidates if each.score and sides[each.person] is Side.ABOVE]
    taking: dict[int, Fraction] = {}
    for each in candidates:
        if each.score is None or sides[each.person].is_mute:
            continue
        if sides[each.person] is Side.ABOVE:
            taking[each.person] = _exact(each.score.points)
        elif each.takes_part:
            least = min(above) if above else each.score.high
            taking[each.person] = _exact(max(each.score.points, least))
        elif each.takes_part is None and sides[each.person] is Side.BORDER and each.score.points > floor:
            taking[each.person] = _exact(each.score.points)
    return taking


def _tied(taking: Mapping[int, Fraction], width: float) -> dict[int, Fraction]:
    """Give each the mean of its group: from the best down, all less than the least difference below the first."""
    groups: list[list[int]] = []
    for key in sorted(taking, key=lambda one: (-taking[one], one)):
        if groups and taking[groups[-1][0]] - taking[key] < Fraction(width):
            groups[-1].append(key)
        else:
            groups.append([key])
    return {key: _mean([taking[one] for one in group]) for group in groups for key in group}


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _exact(points: float) -> Fraction:
    return Fraction(round(points * GRAIN), GRAIN)
