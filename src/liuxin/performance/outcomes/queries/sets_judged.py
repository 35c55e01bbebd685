"""The agreed sets of a cycle looked back on: who has one, objections left, targets that hardly any or all reach."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from liuxin.performance.agreement import queries as agreements
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.rules import AT_TARGET
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.queries.ground import LIUXIN
from liuxin.performance.outcomes.words import Figure, FigureCode, Judged
from liuxin.performance.plan import queries as plan


def objections(cycle_id: int) -> Iterator[Figure]:
    """Give how many positions of a cycle have an agreed set, and how many voters are against theirs."""
    wanted = {each.position for each in plan.participants(cycle_id) if each.position is not None}
    sets = indicators.agreed_sets(cycle_id)
    agreed = (position in sets for position in wanted)
    yield rules.count(FigureCode.AGREED_SETS, agreed, "outcomes.missing.no_positions")
    asked = agreements.states([each.agreement for each in sets.values() if each.agreement is not None])
    if not asked:
        yield Figure(FigureCode.OPEN_OBJECTIONS, None, None, "outcomes.missing.no_vote")
        return
    against, voters = (sum(getattr(each, name) for each in asked.values()) for name in ("objections", "required"))
    yield Figure(FigureCode.OPEN_OBJECTIONS, against, voters)


def judged(cycle_id: int, at: datetime) -> tuple[Judged, ...]:
    """Judge each line of each set by the final cards: how many of those whom it bound reached its target."""
    cycle = plan.cycle(cycle_id)
    people = [each.person for each in plan.participants(cycle_id)]
    reached: Counter[tuple[int, str]] = Counter()
    bound: Counter[tuple[int, str]] = Counter()
    for card in evaluation.scorecards(LIUXIN, people, cycle.period, at).values():
        for line in card.card.lines:
            key = (card.set.position, line.indicator.measure)
            if line.points is not None:
                bound[key] += 1
                reached[key] += line.points.score >= AT_TARGET
    return tuple(rules.judge(key[1], key[0], reached[key], size) for key, size in sorted(bound.items()))
