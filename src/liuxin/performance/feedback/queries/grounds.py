"""What the record holds for the four questions, for many people at once; only ratings are read person by person."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.period import Period
from liuxin.performance.dialogue import queries as dialogue
from liuxin.performance.dialogue.words import ObstacleView
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultView, Scorecard, ScoredLine
from liuxin.performance.feedback.queries import work
from liuxin.performance.feedback.queries.hearts import hearts
from liuxin.performance.feedback.words import Blocked, BoundGoal, Duty, Ground, Measure
from liuxin.performance.indicators.words import Band
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import GoalLine

SYSTEM = Standing(is_system=True)
DAY = 86_400


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose ground is asked for, of which cycle, as of when; `results` by person."""

    cycle: int
    period: Period
    results: Mapping[int, ResultView]
    at: datetime

    @property
    def people(self) -> list[int]:
        """The people."""
        return sorted(self.results)


def grounds(cycle_id: int, managers: Mapping[int, int], at: datetime) -> dict[int, Ground]:
    """Give the ground of each person whose talk somebody leads; of ratings only what that one may be told."""
    if not managers:
        return {}
    results = {each.person: each for each in evaluation.results(SYSTEM, cycle_id) if each.person in managers}
    asked = _Asked(cycle_id, next(iter(results.values())).period, results, at)
    cards = evaluation.scorecards(SYSTEM, asked.people, asked.period, at)
    goals, duties = _goals(asked), _duties(asked)
    seen = hearts(results.values(), managers, at)
    obstacles, praise = _obstacles(asked), _praise(asked)
    mixes, presence = work.mixes(asked.people, asked.period), work.presence(asked.people, asked.period)
    changes = work.changes(cards, asked.period)
    return {
        person: Ground(
            total=_total(cards.get(person)),
            goals=goals.get(person, ()),
            duties=duties.get(person),
            lines=_lines(cards.get(person)),
            hearts=seen.get(person),
            mix=None if mixes is None else mixes.get(person, ()),
            obstacles=obstacles.get(person, ()),
            absence=presence.get(person),
            changed_since=changes.get(person),
            praise=praise.get(person, 0),
        )
        for person in asked.people
    }


def _total(card: Scorecard | None) -> float | None:
    return None if card is None or card.total.points is None else card.total.points.score


def _lines(card: Scorecard | None) -> tuple[Measure, ...]:
    return () if card is None else tuple(_measure(each.id, each.line) for each in card.frozen)


def _measure(reading: int, line: ScoredLine) -> Measure:
    yardstick, points, beside = line.indicator.yardstick, line.points, line.measured.beside
    score, low, high = (None, None, None) if points is None else (points.score, points.low, points.high)
    return Measure(
        reading=reading,
        measure=line.indicator.measure,
        weight=float(line.indicator.weight.value),
        target=yardstick.target_low if isinstance(yardstick, Band) else yardstick.target,
        value=line.measured.value,
        low=line.measured.low,
        high=line.measured.high,
        n=line.measured.n,
        why=line.measured.why.value,
        score=score,
        score_low=low,
        score_high=high,
        raw=None if beside is None else beside.raw,
        is_fair=beside is not None and beside.is_fair,
    )


def _goals(asked: _Asked) -> dict[int, tuple[BoundGoal, ...]]:
    """Give the goals that both signed, as they were signed."""
    found = plan.goals_of_people(asked.cycle, asked.people)
    return {person: tuple(map(_goal, lines)) for person, lines in found.items()}


def _goal(line: GoalLine) -> BoundGoal:
    return BoundGoal(line.id, line.result, line.target, line.version, f"{line.deadline:%Y-%m-%d}")


def _duties(asked: _Asked) -> dict[int, tuple[Duty, ...]]:
    """Give the tasks of the job analysis of each one's position; a position is read once."""
    seats = {each.person: each.position for each in plan.participants(asked.cycle) if each.person in asked.results}
    jobs = {key: plan.job_analysis(key) for key in sorted({key for key in seats.values() if key is not None})}
    found: dict[int, tuple[Duty, ...]] = {}
    for person, position in seats.items():
        job = jobs.get(position) if position is not None else None
        if job is not None:
            found[person] = tuple(Duty(job.position, task.code, task.text, float(task.share)) for task in job.tasks)
    return found


def _obstacles(asked: _Asked) -> dict[int, tuple[Blocked, ...]]:
    found: defaultdict[int, tuple[Blocked, ...]] = defaultdict(tuple)
    for each in dialogue.obstacles_of(asked.people, asked.period):
        if each.is_late(asked.at):
            found[each.person] += (_blocked(each, asked.at),)
    return found


def _blocked(each: ObstacleView, at: datetime) -> Blocked:
    late = (each.cleared_at or at) - each.due_at
    return Blocked(each.id, max(1, round(late.total_seconds() / DAY)), is_cleared=each.cleared_at is not None)


def _praise(asked: _Asked) -> dict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    for each in dialogue.praise_of(asked.people, asked.period):
        found[each.person] += 1
    return found
