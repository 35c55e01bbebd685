"""The cycles of the demonstration: one closed, one that runs with its departments in different phases."""

from collections.abc import Callable, Collection, Mapping
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
from liuxin.performance.plan.words import NewObjective

Tell = Callable[[float], None]
CatchUp = Callable[[], object]
AIMS = {
    "promise": (76.0, 86.0),
    "first-time": (22.0, 32.0),
    "content": (62.0, 74.0),
    "complaints": (3.0, 2.2),
    "obstacles": (45.0, 75.0),
}
"""Where the simulated company began, and what it aims at."""


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
    keys = actions.load_examples(start=start, end=end, department=home, by=by, at=at)
    _aim_at_history(keys, by, at)
    return keys


def _aim_at_history(keys: Mapping[str, int], by: Actor, at: datetime) -> None:
    """Set the objectives from where the simulated company stands: the shipped figures are those of no company."""
    for each in plan.objectives():
        if each.code in AIMS and each.id == keys.get(each.code):
            baseline, target = AIMS[each.code]
            new = NewObjective(
                code=each.code,
                title=each.title,
                perspective=each.perspective,
                owner=each.owner,
                measure=each.measure,
                unit=each.unit,
                direction=each.direction,
                baseline=baseline,
                target=target,
                start=each.start,
                end=each.end,
            )
            actions.change_objective(objective_id=each.id, new=new, expect=each.changed_at, by=by, at=at)


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
    published = {stage.department: rewarding.publish(stage, at) for stage in stages}
    for stage in stages:
        planning.tasks(stage, dues_after(quarter.first + timedelta(days=2)), at)
        planning.play(stage, root, objectives, at + timedelta(days=1))
    agreeing.play(stages, at + timedelta(days=9))
    tell(0.2)
    for number, stage in enumerate(stages, start=1):
        training.play(stage, at + timedelta(days=20))
        talking.play(stage, at + timedelta(days=40))
        rating.play(stage, after + timedelta(days=1))
        rating.read_own(stage, after + timedelta(days=13))
        feeding_back.play(stage, after + timedelta(days=15), until=after + timedelta(days=25))
        rewarding.play(stage, published[stage.department], after + timedelta(days=43))
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
        planning.play(stage, root, objectives, at + timedelta(hours=2))
    agreeing.play(projects, at + timedelta(days=7))
    talking.play(projects[0], now - timedelta(days=6, hours=12), is_over=False)
    agreeing.play([home], now - timedelta(days=4), finish=False)
    phases = (_talks, _rates, _trains)
    for stage, phase in zip(projects, phases, strict=False):
        phase(stage, now)


def _talks(stage: Stage, now: datetime) -> None:
    training.play(stage, now - timedelta(days=30))
    rating.play(stage, now - timedelta(days=23))
    feeding_back.play(stage, now - timedelta(days=9), until=now, finish=False)


def _rates(stage: Stage, now: datetime) -> None:
    training.play(stage, now - timedelta(days=14))
    rating.play(stage, now - timedelta(days=5), finish=False, leave=2)


def _trains(stage: Stage, now: datetime) -> None:
    training.play(stage, now - timedelta(days=6), finish=False)
