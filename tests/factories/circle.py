"""A department in which everybody rates everybody, so that the fairness engine can tell how strict each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluation import actions
from liuxin.performance.evaluation.words import Scored
from liuxin.performance.evaluators.words import Kind
from liuxin.performance.plan.queries import participants
from tests.factories.evaluators import assigned, declared, qualified
from tests.factories.forms import DEADLINE, OPENED, SCORED
from tests.factories.indicators import AFTER, agreed
from tests.factories.plan import MadeCycle, advance, make_cycle
from tests.factories.surveys import levels
from tests.factories.work import MARCH, Work, on_record

PEOPLE = 6
STRICT = 1
"""By so many levels the strict rater lies below what the others give."""


@dataclass(frozen=True, slots=True)
class Circle:
    """People who rate one another as peers, and their manager who rates them all; assignments by rater and ratee."""

    made: MadeCycle
    people: tuple[int, ...]
    assignment: Mapping[tuple[int, int], int]

    @property
    def department(self) -> int:
        """The key of the department."""
        return self.made.department

    @property
    def lead(self) -> int:
        """The manager of them all."""
        return self.made.place.lead

    def rate(self, strict: Mapping[int, int] | None = None, *, seed: int = 1) -> None:
        """Open the forms and hand all in: what is seen, less by so many levels for each strict rater."""
        actions.open_forms(
            cycle_id=self.made.id,
            department=self.department,
            expires_at=DEADLINE,
            by=Actor.person(self.made.hr),
            at=OPENED,
        )
        for (rater, ratee), given in self.planted(strict or {}, seed).items():
            actions.answer_form(
                assignment_id=self.assignment[rater, ratee],
                answers=levels(*given),
                submit=True,
                by=Actor.person(rater),
                at=OPENED + timedelta(hours=3),
            )

    def planted(self, strict: Mapping[int, int], seed: int) -> dict[tuple[int, int], list[int]]:
        """Say what each says of each by the six hearts."""
        chance = np.random.default_rng(seed)
        better = dict(zip(self.people, chance.normal(0, 0.5, len(self.people)), strict=True))
        return {
            (rater, ratee): [
                int(level)
                for level in np.clip(
                    np.rint(3.4 + better[ratee] - strict.get(rater, 0) + chance.normal(0, 0.5, 6)), 1, 5
                )
            ]
            for rater, ratee in self.assignment
        }

    def score(self, at: datetime = SCORED) -> Scored:
        """Bring the facts up to the record and score, as HR, after the last day."""
        rounds.catch_up(at)
        return actions.score(cycle_id=self.made.id, department=self.department, by=Actor.person(self.made.hr), at=at)


def make_circle(people: int = PEOPLE) -> Circle:
    """Make a department in its fourth phase in which so many people rate one another and their manager rates them."""
    made = make_cycle(people, phase=2, period=MARCH)
    everybody = made.place.people
    held = {each.person: each.position for each in participants(made.id)}
    for position in {held[made.place.lead], made.place.position}:
        assert position is not None
        agreed(made, position_id=position)
    advance(made.id, made.department, 3, at=AFTER)
    pairs = [(rater, ratee) for ratee in everybody for rater in (made.place.lead, *everybody) if rater != ratee]
    kinds = {made.place.lead: Kind.SUPERVISOR}
    assignment = {
        (rater, ratee): assigned(made, ratee, kinds.get(rater, Kind.PEER), rater=rater) for rater, ratee in pairs
    }
    qualified(made.place.lead, *everybody)
    declared(made.id, made.place.lead, *everybody)
    advance(made.id, made.department, 4, at=AFTER)
    on_record(Work(everybody[0], cases=20, kept=15))
    return Circle(made, everybody, assignment)
