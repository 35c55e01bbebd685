"""An appeal about a card that was frozen from real cases: the agent's of June, whose letter speaks of some numbers."""

from dataclasses import dataclass

from liuxin.performance.feedback.words import AppealLevel, AppealOutcome, TalkState
from tests.factories import feedback, plan
from tests.factories.evaluation import FrozenTotal, Result, ResultStep
from tests.factories.insight import JUNE, NOW, World
from tests.factories.organisation import make_person


@dataclass(frozen=True, slots=True)
class Contested:
    """The world with its cycle, the agent's talk and appeal, and somebody without a role who decides it."""

    world: World
    cycle: int
    talk: int
    appeal: int
    decider: int

    @property
    def person(self) -> int:
        """Whose result it is."""
        return self.world.desk.agent

    def reading(self, measure: str = "promises_kept") -> int:
        """Give the frozen reading of a measure on the card."""
        card = FrozenTotal.objects.get(person=self.person, superseded_by__isnull=True)
        return card.readings.get(indicator__measure=measure).pk

    def cite(self, measure: str = "promises_kept") -> None:
        """Let the letter speak of a number."""
        rank = feedback.Point.objects.filter(talk=self.talk).count() + 1
        feedback.Point.objects.create(
            talk_id=self.talk,
            question=2,
            rank=rank,
            code="feedback.point.not_apart",
            params={"measure": measure, "value": 90.0, "low": 77.0, "high": 96.0, "n": 40.0, "target": 80.0},
            cites="line",
            key=str(self.reading(measure)),
        )

    def moved_up(self) -> None:
        """Let the first level pass in silence."""
        rows = feedback.Appeal.objects.filter(pk=self.appeal)
        rows.update(outcome=AppealOutcome.SILENCE, decided_at=NOW)

    def decided(self) -> None:
        """Let the decider dismiss it."""
        rows = feedback.Appeal.objects.filter(pk=self.appeal)
        rows.update(outcome=AppealOutcome.DISMISSED, decided_at=NOW, decided_by=self.decider, reasons="记录与事实相符")

    def second_level(self) -> int:
        """Let the person appeal to the final level, and give somebody else who is named to decide it."""
        other = make_person()
        feedback.bare_appeal(self.talk, decider=other, level=AppealLevel.FINAL)
        return other


def contested(world: World) -> Contested:
    """Freeze June, give everybody a result in a cycle of June, and let the agent appeal; the letter cites nothing."""
    world.freeze()
    cycle = plan.open_cycle([world.desk.department], period=JUNE)
    talks = {}
    round_id = feedback.bare_round(cycle, world.desk.department)
    for order, person in enumerate(world.people, start=1):
        result = _result(world, cycle, person)
        talks[person] = feedback.bare_talk(
            round_id, result, person=person, manager=world.desk.lead, state=TalkState.HELD, order=order
        )
    decider = make_person()
    talk = talks[world.desk.agent]
    return Contested(world, cycle, talk, feedback.bare_appeal(talk, decider=decider), decider)


def _result(world: World, cycle: int, person: int) -> int:
    actor = {"actor_kind": "system", "actor_id": "tests", "at": NOW}
    made = Result.objects.create(
        cycle_id=cycle,
        person_id=person,
        department_id=world.desk.department,
        card=FrozenTotal.objects.get(person=person, superseded_by__isnull=True),
        version=1,
        **actor,
    )
    ResultStep.objects.create(result=made, state="provisional", **actor)
    return made.pk
