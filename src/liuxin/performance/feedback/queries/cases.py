"""From the record to the class of a talk: for all results of a department at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import Points, ResultState, ResultView, Scorecard, ScoredLine, Total
from liuxin.performance.feedback import rules
from liuxin.performance.feedback.models import Note
from liuxin.performance.feedback.queries.hearts import self_gaps
from liuxin.performance.feedback.words import CardFact, Case, Classified, LineFact, NoteKind
from liuxin.performance.indicators.words import Verdict
from liuxin.performance.plan import queries as plan

SYSTEM = Standing(is_system=True)


@dataclass(frozen=True, slots=True)
class Told:
    """A result, and the class that it was told to be of."""

    result: ResultView
    found: Classified


def told_of(cycle_id: int, department: int, at: datetime) -> dict[int, Told]:
    """Give, by person, each result of a department that is not final, with its class.

    A constant number of statements.
    """
    results = {
        each.person: each
        for each in evaluation.results(SYSTEM, cycle_id)
        if each.department == department and each.state is not ResultState.FINAL
    }
    if not results:
        return {}
    before = _before(cycle_id, results)
    cards = evaluation.scorecards(SYSTEM, list(results), next(iter(results.values())).period, at)
    days = _days_in_post(results, at)
    disagreements, gaps = _disagreements(cycle_id), self_gaps(results.values())
    return {
        person: Told(
            result,
            rules.classify(
                Case(
                    card=_card(result.total, cards.get(person)),
                    before=before.get(person),
                    days_in_post=days.get(person),
                    disagreements=disagreements.get(person, 0),
                    self_gap=gaps.get(person),
                )
            ),
        )
        for person, result in results.items()
    }


def _card(total: Total, card: Scorecard | None) -> CardFact:
    lines = () if card is None else tuple(_line(each.line) for each in card.frozen)
    score, low, high = _ends(total.points)
    return CardFact(score, low, high, total.covered, lines)


def _line(line: ScoredLine) -> LineFact:
    score, low, high = _ends(line.points)
    short = line.verdict in {Verdict.WARN, Verdict.BAD} and high is not None and high < rules.TARGET
    return LineFact(
        measure=line.indicator.measure,
        weight=float(line.indicator.weight.value),
        score=score,
        low=low,
        high=high,
        above=line.verdict is Verdict.GOOD,
        short=short,
    )


def _ends(points: Points | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if points is None else (points.score, points.low, points.high)


def _before(cycle_id: int, people: Collection[int]) -> Mapping[int, CardFact]:
    """Give the totals of the cycle that this one carries on from, where there was one."""
    earlier = plan.cycle(cycle_id).carry_from
    if earlier is None:
        return {}
    return {
        each.person: _card(each.total, None) for each in evaluation.results(SYSTEM, earlier) if each.person in people
    }


def _days_in_post(people: Iterable[int], at: datetime) -> dict[int, int]:
    """Give for how many days each has belonged to any team."""
    wanted = set(people)
    staff = organisation.staff().values()
    return {each.name.id: (at - each.since).days for each in staff if each.name.id in wanted and each.since is not None}


def _disagreements(cycle_id: int) -> dict[int, int]:
    found: dict[int, int] = {}
    notes = Note.objects.filter(talk__round__cycle=cycle_id, kind=NoteKind.DISAGREEMENT.value)
    for person in notes.values_list("talk__person", flat=True):
        found[person] = found.get(person, 0) + 1
    return found
