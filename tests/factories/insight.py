"""A team at work on record: cases that can be opened, numbers that can be followed down to them, one month frozen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from liuxin.desk.cases.words import CaseHistory, StepKind
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation.words import FreezeResult
from tests.factories import cases
from tests.factories.cases import Desk, make_desk
from tests.factories.indicators import example
from tests.factories.organisation import (
    SYSTEM,
    Person,
    join,
    make_calendar,
    make_manager,
    make_person,
    make_position,
    make_team,
)

JUNE = Period.of_month(2016, 6, "Asia/Shanghai")
NOW = datetime(2016, 8, 1, 8, tzinfo=UTC)
HOUR, DAY = 60, 24 * 60

__all__ = ["JUNE", "NOW", "Work", "World", "add_people", "make_world", "on_record", "resolve_late"]


@dataclass(frozen=True, slots=True)
class World:
    """The desk with a second group of work: the agent kept 36 of 40 promises, the colleague 30 of 60.

    `newcomer` has four cases: too few to judge. Six cases of the team have no person, two stay with a placeholder.
    """

    desk: Desk
    position: int
    set_id: int
    newcomer: int
    placeholder: int

    @property
    def people(self) -> list[int]:
        """Everybody who holds the position."""
        return [self.desk.agent, self.desk.colleague, self.newcomer]

    def freeze(self, reason: str = "", also: Sequence[int] = ()) -> FreezeResult:
        """Freeze June for everybody, and for those who came to them."""
        rounds.catch_up(NOW)
        people = [*self.people, *also]
        return evaluation.freeze_measured(
            set_id=self.set_id, period=JUNE, people=people, by=SYSTEM, at=NOW, reason=reason
        )


@dataclass(frozen=True, slots=True)
class Work:
    """Cases that somebody (None: nobody) resolved for a team in June: kept promises, and reopened ones, come first."""

    holder: int | None
    team: int
    cases: int
    kept: int = 0
    reopened: int = 0


def make_world() -> World:
    """Make the desk, its set and its work, all in the facts."""
    desk = make_desk()
    make_calendar("default")
    position = make_position()
    newcomer, placeholder = make_person("新人"), make_person("未定", is_placeholder=True)
    join(newcomer, desk.team)
    for person in (desk.agent, desk.colleague, newcomer):
        make_manager(person, desk.lead)
        Person.objects.filter(pk=person).update(position=position)
    set_id = example(position_id=position)
    on_record(
        desk,
        Work(desk.agent, desk.team, cases=40, kept=36, reopened=2),
        Work(desk.colleague, desk.team, cases=60, kept=30),
        Work(newcomer, desk.team, cases=4, kept=4),
        Work(None, desk.team, cases=6, kept=3),
        Work(placeholder, desk.team, cases=2),
        Work(desk.other_agent, desk.other_team, cases=35, kept=35),
    )
    return World(desk, position, set_id, newcomer, placeholder)


def on_record(desk: Desk, *works: Work) -> None:
    """Put the work on record, and into the facts."""
    histories = [_history(desk, work, number) for work in works for number in range(work.cases)]
    assert cases.record(*histories).refused == ()
    rounds.catch_up(NOW)


def add_people(world: World, count: int) -> list[int]:
    """Let so many more people of the team work on 40 cases each, and make as many more teams that the lead leads."""
    added = []
    for _ in range(count):
        person = make_person(position=world.position)
        join(person, world.desk.team)
        make_manager(person, world.desk.lead)
        on_record(world.desk, Work(person, world.desk.team, cases=40, kept=20))
        make_team(department=world.desk.department, lead=world.desk.lead)
        added.append(person)
    return added


def _history(desk: Desk, work: Work, number: int) -> CaseHistory:
    start = number * HOUR
    hands = {"holder": work.holder, "team": work.team, "accountable": desk.lead}
    steps = [
        cases.step(StepKind.OPENED, start, **hands),
        cases.step(StepKind.RESOLVED, start + 3 * HOUR),
        cases.step(StepKind.CLOSED, start + 20 * DAY),
    ]
    if number < work.reopened:
        back = [cases.step(StepKind.REOPENED, start + DAY), cases.step(StepKind.RESOLVED, start + DAY + HOUR)]
        steps[2:2] = back
    return replace(cases.history(desk, *steps), calendar="default", promise_kept=number < work.kept, promise_due=None)


def resolve_late(world: World) -> None:
    """Let the agent resolve one more case, so late that its fourteen days are not over."""
    desk = world.desk
    hands = {"holder": desk.agent, "team": desk.team, "accountable": desk.lead}
    steps = (cases.step(StepKind.OPENED, 18 * DAY, **hands), cases.step(StepKind.RESOLVED, 18 * DAY + HOUR))
    late = replace(cases.history(desk, *steps), calendar="default", outcome=None, outcome_text="")
    assert cases.record(late).refused == ()
    rounds.catch_up(NOW)
