"""People as the rules see them."""

from decimal import Decimal

from liuxin.performance.outcomes.words import Candidate, Hold, Score, Terms

AGENT = 7
ONE = Decimal(1)


def terms(pool_fen: int = 100_000, floor: float = 60.0) -> Terms:
    return Terms(pool_fen, floor, {AGENT: ONE})


def who(
    person: int,
    points: float | None,
    error: float = 0.0,
    *,
    base: Decimal | None = ONE,
    presence: str = "1",
    takes_part: bool | None = None,
    holds: tuple[Hold, ...] = (),
    is_final: bool = True,
) -> Candidate:
    """Give somebody with so many points, give or take the error."""
    score = None if points is None else Score(points, points - error, points + error)
    return Candidate(person, score, base, Decimal(presence), takes_part=takes_part, holds=holds, is_final=is_final)
