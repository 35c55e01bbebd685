"""Who is who in the simulated company: the parts that a visitor may play."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.words import NewPerson, Role
from liuxin.interfaces.imports.simulator.words import SOURCE
from liuxin.interfaces.imports.simulator.world import World
from liuxin.interfaces.imports.simulator.writing.histories import instant
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.kernel.actor import Actor

AUDITOR = ("SIM-AUDIT", "陆审言", "Lu Shenyan")


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the company by part; `handlers` are by department, in the order of the simulation.

    `hearts` is what the simulation planted in each: how far above or below the middle the six are. `left` says when
    those left who did.
    """

    director: int
    hr: int
    reviewer: int
    auditor: int
    managers: Mapping[int, int]
    heads: tuple[int, ...]
    handlers: Mapping[int, tuple[int, ...]]
    departments: tuple[int, ...]
    hearts: Mapping[int, tuple[float, ...]]
    left: Mapping[int, datetime]

    @property
    def projects(self) -> tuple[int, ...]:
        """The departments of the projects."""
        return self.departments[1:]


def staff(world: World, keys: Keys, *, by: Actor, at: datetime) -> Staff:
    """Find everybody's part; the auditor, whom the simulation has not, is added and marked as made up."""
    last, count = world.people.count, world.projects
    managers = {keys.departments[place + 3]: keys.people[last - 3 - count + place + 1] for place in range(count)}
    first_head = world.people.handlers
    return Staff(
        director=keys.people[last - 2],
        hr=keys.people[last - 1],
        reviewer=keys.people[last],
        auditor=_auditor(by=by, at=at),
        managers=managers,
        heads=tuple(keys.people[place + 1] for place in range(first_head, last - 3 - count)),
        handlers=_handlers(world, keys),
        departments=tuple(key for place, key in sorted(keys.departments.items()) if place > 1),
        left={
            keys.people[place + 1]: instant(at)
            for place, at in enumerate(world.people.left_at.tolist())
            if at < world.scenario.end
        },
        hearts={keys.people[place + 1]: tuple(row) for place, row in enumerate(world.people.traits.hearts.tolist())},
    )


def _handlers(world: World, keys: Keys) -> dict[int, tuple[int, ...]]:
    """Give those who handle cases at the end of the record, by department."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    teams = world.people.team_at(world.scenario.end - 1)
    for place in range(world.people.handlers):
        if teams[place] >= 0:
            project = int(world.teams.project[teams[place]])
            found[keys.departments[project + 3]].append(keys.people[place + 1])
    return {department: tuple(people) for department, people in found.items()}


def _auditor(*, by: Actor, at: datetime) -> int:
    number, zh, en = AUDITOR
    known = queries.people_by_label(SOURCE, [number])
    if number in known:
        return known[number]
    new = NewPerson(
        staff_number=number, name_zh=zh, name_en=en, source=SOURCE, source_label=number, name_is_made_up=True
    )
    person = actions.add_person(new=new, by=by, at=at)
    actions.grant_role(person_id=person, role=Role.AUDITOR, start=at, by=by, at=at)
    return person
