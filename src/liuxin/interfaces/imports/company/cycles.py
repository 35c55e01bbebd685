"""The cycles of the demonstration: one closed, one that runs with its departments in different phases."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liuxin.interfaces.imports.company.calendar import Quarter, at_ten, dues_after, dues_around, shown_quarter
from liuxin.interfaces.imports.company.plays import (
    agreeing,
    feeding_back,
    planning,
    rating,
    rewarding,
    talking,
    training,
)
from liuxin.interfaces.imports.company.plays.stage import Stage, stage_of
from liuxin.interfaces.imports.company.staff import Staff
from liuxin.kernel.actor import Actor
from liuxin.performance.outcomes import actions as outcomes
from liuxin.performance.plan import actions
from liuxin.performance.plan import queries as plan

Tell = Callable[[float], None]
CatchUp = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Played:
    """The keys of the cycles: the closed one and the one that runs."""

    closed: int
    running: int


def play(staff: Staff, today: date, *, catch_up: CatchUp, tell: Tell) -> Played:
    """Play both cycles: the first one whole, the second up to today."""
    shown = shown_quarter(today)
    objectives = load_strategy(staff, shown.before)
    closed = open_first(staff, shown.before)
    mark_leavers(closed, staff)
    stages = [stage_of(closed, department, staff, catch_up) for department in staff.departments]
    play_whole(stages, shown.before, objectives, tell=lambda share: tell(share * 0.6))
    running = open_next(closed, staff, shown, today)
    mark_leavers(running, staff)
    after = [stage_of(running, department, staff, catch_up) for department in staff.departments]
    play_up_to(after, shown, today, objectives)
    tell(1.0)
    return Played(closed, running)


def load_strategy(staff: Staff, first: Quarter) -> dict[str, int]:
    """Let the director write the strategy of the year; gives the objectives by code."""
    at = at_ten(first.first) - timedelta(days=10)
    start, end = date(first.year, 1, 1), date(first.year + 1, 12, 31)
    by, home = Actor.person(staff.director), staff.departments[0]
    return actions.load_examples(start=start, end=end, department=home, by=by, at=at)


def open_first(staff: Staff, quarter: Quarter) -> int:
    """Let HR open the first cycle, over a quarter that is long over."""
    first = quarter.first + timedelta(days=2)
    return actions.open_cycle(
        code=quarter.code,
        name=quarter.name,
        period=quarter.period,
        departments=staff.departments,
        phase_dues=dues_after(first),
        by=Actor.person(staff.hr),
        at=at_ten(first),
    )


def mark_leavers(cycle: int, staff: Staff) -> None:
    """Keep of everybody who takes part and left since that they did, at the time when they did."""
    opened = plan.cycle(cycle).opened_at
    there = {each.person for each in plan.participants(cycle)}
    for person, left_at in staff.left.items():
        if person in there and left_at > opened:
            by = Actor.person(staff.hr)
            actions.mark_left(cycle_id=cycle, person_id=person, left_at=left_at, by=by, at=left_at)


def play_whole(stages: Collection[Stage], quarter: Quarter, objectives: dict[str, int], *, tell: Tell) -> None:
    """Play all six phases of a cycle in all its departments, and its review."""
    at, after = at_ten(quarter.first + timedelta(days=2)), at_ten(quarter.after.first)
    first = next(iter(stages))
    root = planning.aims_of_all(first, objectives, at)
    for stage in stages:
        planning.tasks(stage, dues_after(quarter.first + timedelta(days=2)), at)
        planning.play(stage, root, at + timedelta(days=1))
    agreeing.play(stages, at + timedelta(days=9))
    tell(0.2)
    for number, stage in enumerate(stages, start=1):
        training.play(stage, at + timedelta(days=20))
        talking.play(stage, at + timedelta(days=40))
        rating.play(stage, after + timedelta(days=1))
        feeding_back.play(stage, after + timedelta(days=15), until=after + timedelta(days=25))
        rewarding.play(stage, after + timedelta(days=43))
        tell(0.2 + 0.8 * number / len(stages))
    rewarding.review(stages, after + timedelta(days=52))


def open_next(closed: int, staff: Staff, quarter: Quarter, today: date) -> int:
    """Let HR open the next cycle with all that the closed one leaves for it."""
    return outcomes.open_next_cycle(
        cycle_id=closed,
        code=quarter.code,
        name=quarter.name,
        period=quarter.period,
        departments=staff.departments,
        phase_dues=dues_around(today),
        by=Actor.person(staff.hr),
        at=at_ten(quarter.first + timedelta(days=54)),
    )


def play_up_to(running: Collection[Stage], quarter: Quarter, today: date, objectives: dict[str, int]) -> None:
    """Play the running cycle: head office votes on its indicators, the projects train, rate, and talk."""
    at = at_ten(quarter.first + timedelta(days=55))
    now = at_ten(today)
    home, *projects = running
    root = planning.aims_of_all(home, objectives, at)
    for stage in (home, *projects):
        planning.tasks(stage, dues_around(today), at)
        planning.play(stage, root, at + timedelta(hours=2))
    agreeing.play(projects, at + timedelta(days=7))
    talking.play(projects[0], now - timedelta(days=20))
    _votes(home, now - timedelta(days=4))
    phases = (_talks, _rates, _trains)
    for stage, phase in zip(projects, phases, strict=False):
        phase(stage, now)


def _votes(home: Stage, at: datetime) -> None:
    """Let head office vote: the first of its sets is contested, the others are agreed when the vote is closed."""
    contested = agreeing.positions(home.cycle, {home.department})
    agreeing.play([home], at, contested=contested, finish=False)


def _talks(stage: Stage, now: datetime) -> None:
    training.play(stage, now - timedelta(days=30))
    rating.play(stage, now - timedelta(days=23))
    feeding_back.play(stage, now - timedelta(days=9), until=now, finish=False)


def _rates(stage: Stage, now: datetime) -> None:
    training.play(stage, now - timedelta(days=14))
    rating.play(stage, now - timedelta(days=5), finish=False, leave=2)


def _trains(stage: Stage, now: datetime) -> None:
    training.play(stage, now - timedelta(days=6), finish=False)
