"""Earlier ratings of a position, as the tester tries rated lines on them: values by person, never by rater."""

from liuxin.engines.measurement.words import Why
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators.words import Result, SetView
from liuxin.performance.plan import queries as plan

CYCLES = 4
"""So many of the latest cycles are looked at."""


def earlier(found: SetView) -> dict[str, tuple[Result, ...]]:
    """Give the rated values of those who held the position of a set in earlier cycles; nothing without rated lines."""
    if not found.rated:
        return {}
    results: list[Result] = []
    for cycle in [each for each in plan.cycles() if each.id != found.cycle][:CYCLES]:
        people = {each.person for each in plan.participants(cycle.id) if each.position == found.position}
        start = int(cycle.period.start.timestamp())
        for person, each in evaluation.values_of(cycle.id, people).items():
            if each.counted is not None and each.why is Why.MEASURED:
                results.append(Result(person, start, each.counted, each.raters))
    return {line.measure: tuple(results) for line in found.rated} if results else {}
