"""What `liuxin simulate` does and prints; imported once Django is set up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from django.utils import timezone

from liuxin.interfaces.cli import schema, terminal
from liuxin.interfaces.imports import simulator
from liuxin.interfaces.imports.simulator import Scenario, World, files, writing
from liuxin.interfaces.imports.simulator.words import LOCAL
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.wording import formats
from liuxin.kernel.actor import Actor

BY: Final = Actor.system(simulator.SOURCE, via="cli")
WHOLE, RECORDING = 100, 90
"""The bar counts in hundredths; sealing and facts come last."""

SHARES: Final = ("forgets", "reopens", "repeats", "misroutes", "escalates", "replies", "on_time")
FACTORS: Final = ("speed", "delay")
POINTS: Final = ("liking",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    people: int
    months: int
    seed: int
    cases: float
    customers: int | None
    until: date | None
    language: str

    def world(self) -> World:
        """Give the company that was asked for."""
        return World.make(
            Scenario.up_to(
                self.until or timezone.now().astimezone(LOCAL).date(),
                months=self.months,
                people=self.people,
                seed=self.seed,
                cases_per_person_day=self.cases,
                customers=self.customers,
                language=self.language,
            )
        )


def write_here(wanted: Wanted) -> None:
    """Write a company into this installation and bring the facts up to it."""
    world = wanted.world()
    schema.bring_up_to_date()
    now = timezone.now()
    if world.scenario.end > now.timestamp():
        raise terminal.Refused(terminal.sentence("cli.simulate.in_future"))
    if writing.is_strange(world, now):
        raise terminal.Refused(terminal.sentence("cli.simulate.other_cases"))
    with terminal.progress("cli.simulate.progress", total=WHOLE, seed=wanted.seed) as done:
        told = writing.write(world, by=BY, at=now, tell=lambda share: done(int(share * RECORDING)))
        rounds.catch_up(timezone.now())
        done(WHOLE)
    cases = told.cases.created + told.cases.unchanged
    terminal.say("cli.simulate.done", style="green", cases=cases, events=told.events)
    _print_planted(world)
    terminal.say("cli.simulate.account", style="bold", number=writing.staff_number(world.people.count - 3))


def write_files(wanted: Wanted, folder: Path) -> None:
    """Write events and truth as files."""
    world = wanted.world()
    with terminal.progress("cli.simulate.progress", total=WHOLE, seed=wanted.seed) as done:
        events = files.write_files(world, folder, tell=lambda share: done(int(share * WHOLE)))
    terminal.say("cli.simulate.files", style="green", path=str(folder), events=events)
    _print_planted(world)


def _print_planted(world: World) -> None:
    """Print how far people differ: the least and the most of each trait, with whom it was planted in."""
    people, scenario = world.people, world.scenario
    gone = int((people.left_at < scenario.end).sum())
    late = int((people.joined_at > scenario.start).sum())
    moved = int((people.moves_at < scenario.end).sum())
    terminal.say(
        "cli.simulate.company", people=people.count, projects=world.projects, teams=world.teams.count,
        customers=world.customers.count, gone=gone, late=late, moved=moved,
    )  # fmt: skip
    rows = [
        *(_row(world, name, lambda value: f"{formats.number(100 * value)}%") for name in SHARES),
        *(_row(world, name, lambda value: f"×{formats.number(value, places=2)}") for name in FACTORS),
        *(_row(world, name, lambda value: f"{value:+.2f}".replace("-", formats.MINUS)) for name in POINTS),
    ]
    terminal.table("cli.simulate.trait", "cli.simulate.least", "cli.simulate.most", rows=rows)
    terminal.say("cli.simulate.made_up", style="dim")


def _row(world: World, name: str, shown: Callable[[float], str]) -> tuple[str, ...]:
    values = getattr(world.people.traits, name)[: world.people.handlers]
    least, most = int(np.argmin(values)), int(np.argmax(values))
    return (terminal.sentence(f"cli.simulate.trait.{name}"), _with(least, shown(values[least])),
            _with(most, shown(values[most])))  # fmt: skip


def _with(place: int, value: str) -> str:
    return terminal.sentence("cli.simulate.value", value=value, number=writing.staff_number(place))
