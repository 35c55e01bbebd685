"""Which class a talk is of: told from results and their intervals, never from a rank."""

from collections.abc import Callable

from liuxin.performance.feedback.words import CardFact, Case, Classified, Level, LineFact, TalkClass

FLOOR, TARGET = 60.0, 100.0
NEWCOMER_DAYS = 90
LEAST_COVERED = 50.0
LEAST_WEIGHT = 15.0
SELF_GAP = 1.0
EIGHTY = 1.2815515655446004 / 1.959963984540054
"""Cards hold 95 % intervals; a class asks for the 80 % one. Each side is drawn in by the ratio of the normal points."""


def classify(case: Case) -> Classified:
    """Give the first class whose rule holds, in the order of the template; on track is what none of them holds for."""
    for rule in _RULES:
        found = rule(case)
        if found is not None:
            return found
    total = None if case.card.score is None else round(case.card.score, 1)
    return Classified(TalkClass.ON_TRACK, "feedback.class.on_track", {"total": total})


def level_of(person: int, *, leads: frozenset[int], directors: frozenset[int]) -> Level:
    """Give the level of a talk: with a director, with somebody who leads people of the cycle, or with an agent."""
    if person in directors:
        return Level.DIRECTOR
    return Level.MANAGER if person in leads else Level.AGENT


def _new(case: Case) -> Classified | None:
    days = case.days_in_post
    if days is not None and days < NEWCOMER_DAYS:
        return Classified(TalkClass.NEW, "feedback.class.new_in_post", {"days": days})
    if case.card.covered < LEAST_COVERED:
        return Classified(TalkClass.NEW, "feedback.class.too_little", {"covered": round(case.card.covered, 1)})
    return None


def _disputed(case: Case) -> Classified | None:
    if case.disagreements:
        return Classified(TalkClass.DISPUTED, "feedback.class.disagrees", {"count": case.disagreements})
    if case.self_gap is not None and abs(case.self_gap) > SELF_GAP:
        return Classified(TalkClass.DISPUTED, "feedback.class.self_apart", {})
    return None


def _unknown(case: Case) -> Classified | None:
    """Stop where there is no total: what follows asks for one."""
    if case.card.score is None:
        return Classified(TalkClass.UNKNOWN, "feedback.class.no_total", {})
    return None


def _at_risk(case: Case) -> Classified | None:
    _low, high = _eighty(case.card)
    if high >= FLOOR:
        return None
    return Classified(TalkClass.AT_RISK, "feedback.class.under_floor", {"high": round(high, 1)})


def _falling(case: Case) -> Classified | None:
    """Hold this card against the one before: a change within the period is told by no card."""
    now, before = case.card, case.before
    if before is None or before.low is None or now.high is None or now.high >= before.low:
        return None
    params = {"high": round(now.high, 1), "before": round(before.low, 1)}
    return Classified(TalkClass.FALLING, "feedback.class.fell", params)


def _uneven(case: Case) -> Classified | None:
    heavy = [line for line in case.card.lines if line.weight >= LEAST_WEIGHT]
    above = [line.measure for line in heavy if line.above]
    short = [line.measure for line in heavy if line.short]
    if not above or not short:
        return None
    return Classified(TalkClass.UNEVEN, "feedback.class.both_sides", {"measure": short[0], "other": above[0]})


def _strong(case: Case) -> Classified | None:
    low, _high = _eighty(case.card)
    if low <= TARGET or any(map(_under_floor, case.card.lines)):
        return None
    return Classified(TalkClass.STRONG, "feedback.class.above_target", {"low": round(low, 1)})


def _under_floor(line: LineFact) -> bool:
    return line.high is not None and line.high < FLOOR


def _eighty(card: CardFact) -> tuple[float, float]:
    """Give the 80 % interval of a total that is there."""
    score = card.score or 0.0
    low = score if card.low is None else card.low
    high = score if card.high is None else card.high
    return score - (score - low) * EIGHTY, score + (high - score) * EIGHTY


_RULES: tuple[Callable[[Case], Classified | None], ...] = (
    _new,
    _disputed,
    _unknown,
    _at_risk,
    _falling,
    _uneven,
    _strong,
)
