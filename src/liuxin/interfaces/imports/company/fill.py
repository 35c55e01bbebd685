"""The demonstration step by step, through the actions of each room; after breaking off, running again goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liuxin.desk.organisation import queries
from liuxin.interfaces.imports.company import cycles, desk, prospects, talks, window
from liuxin.interfaces.imports.company.accounts import DemoAccount, open_accounts
from liuxin.interfaces.imports.company.crew import crew
from liuxin.interfaces.imports.company.sorting import sorted_late
from liuxin.interfaces.imports.company.staff import Staff, staff
from liuxin.interfaces.imports.company.titles import title
from liuxin.interfaces.imports.simulator import Scenario, World, writing
from liuxin.interfaces.imports.simulator.words import LOCAL
from liuxin.kernel.actor import Actor

DEMO = Actor.system("demo")
PEOPLE, MONTHS, CASES = 40, 13, 1.5
CALLERS = 60
"""So many customers are there to choose from for the window, and as many for who joins or needs something."""
Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the demo made."""

    cases: int
    accounts: tuple[DemoAccount, ...]
    staff: Staff


def is_filled() -> bool:
    """Tell whether the demo was filled to the end: its accounts come last."""
    return queries.has_demo_accounts()


def is_strange(at: datetime) -> bool:
    """Tell whether there are cases that aren't the demo's: then this is no place for a demo."""
    return writing.is_strange(world_of(today_of(at)), at)


def world_of(today: date) -> World:
    """Give the company of the demo up to a day, which is not included."""
    return World.make(Scenario.up_to(today, months=MONTHS, people=PEOPLE, cases_per_person_day=CASES))


def today_of(at: datetime) -> date:
    """Give the day of an instant where the company works."""
    return at.astimezone(LOCAL).date()


def fill(*, at: datetime, catch_up: Callable[[], object], tell: Tell) -> Filled:
    """Fill an installation. `catch_up` seals the record and brings the facts up to it."""
    world = world_of(today_of(at))
    written = writing.write(
        world, by=DEMO, at=at, tell=lambda share: tell(share * 0.45), title=title, retold=sorted_late
    )
    desk.set_up(written.keys, by=DEMO, at=at)
    talks.write(by=DEMO, at=at)
    people = staff(world, written.keys, by=DEMO, at=at - timedelta(days=400))
    desk.tidy(people.director, at=at)
    playing, customers = crew(people, written.keys, at), list(written.keys.customers.values())
    window.write(playing, customers[:CALLERS], at=at)
    prospects.write(playing, customers[CALLERS : 2 * CALLERS], at=at)
    catch_up()
    tell(0.5)
    cycles.play(people, today_of(at), catch_up=catch_up, tell=lambda share: tell(0.5 + share * 0.45))
    accounts = open_accounts(people, by=DEMO, at=at)
    catch_up()
    tell(1.0)
    return Filled(written.cases.created + written.cases.unchanged, accounts, people)
