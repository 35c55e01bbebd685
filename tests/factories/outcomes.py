"""Rule sets, consequences and improvement plans in every state, made by the room's own actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.words import Reading, Why
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation import actions as evaluating
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.outcomes import actions, queries
from liuxin.performance.outcomes.models import (
    Application,
    Consequence,
    Decision,
    ImprovementPlan,
    PlanCheck,
    Review,
    RuleSet,
    Trial,
    TrialLine,
)
from liuxin.performance.outcomes.words import (
    ConsequenceKind,
    NewGoal,
    NewPlan,
    NewRuleSet,
    NewSupport,
    RuleSetView,
    RuleState,
    Side,
    Terms,
    TrialView,
)
from tests.factories import agreement, feedback, indicators, plan
from tests.factories.evaluation import AT, SYSTEM, frozen, reading, write_results
from tests.factories.organisation import Calendar, make_calendar, make_person, standing_of
from tests.factories.work import MARCH

POOL = 1_000_000
ONE = Decimal(1)
NAME = Bilingual("三月奖金", "March bonus")
LATER = AT + timedelta(days=20)
START = date(2016, 6, 27)

__all__ = [
    "AT",
    "LATER",
    "MARCH",
    "NAME",
    "ONE",
    "POOL",
    "START",
    "Application",
    "Consequence",
    "Decision",
    "ImprovementPlan",
    "Made",
    "PlanCheck",
    "Review",
    "RuleSet",
    "Trial",
    "TrialLine",
    "applied",
    "applied_rule",
    "approved",
    "decide",
    "drafted",
    "letter_to",
    "new_plan",
    "new_rule",
    "opened_plan",
    "plan_for",
    "proposed",
    "ready",
    "running_plan",
    "terms",
    "trial_of",
    "tried",
    "view",
    "write",
]


@dataclass(frozen=True, slots=True)
class Made:
    """A department with final results in phase 6, as somebody of HR sees it; `people` are in the order of their values.

    `hr` writes rules, `director` and `second` approve them.
    """

    cycle: int
    department: int
    position: int
    people: tuple[int, ...]
    lead: int
    head: int
    hr: int
    director: int
    second: int
    results: Mapping[int, int]

    @property
    def by(self) -> Actor:
        """Who writes the rules."""
        return Actor.person(self.hr)


def ready(
    *values: tuple[float, float] | None,
    phase: int = 6,
    talked: bool = True,
    final: bool = True,
    is_pilot: bool = False,
) -> Made:
    """Make a department whose people have these values of promises kept, give or take so much; None has no case.

    60 is the floor of 60 points, 80 the target of 100.
    """
    if not Calendar.objects.filter(code="default").exists():
        make_calendar("default")
    made = plan.make_cycle(len(values), phase=5, period=MARCH, is_pilot=is_pilot)
    place = made.place
    results = _results(made, dict(zip(place.people, values, strict=True)))
    keys = list(results.values())
    if talked:
        _talk(made, results)
    elif final:
        evaluating.mark_talked(result_ids=keys, by=SYSTEM, at=LATER)
    if final:
        evaluating.finalise(result_ids=keys, by=SYSTEM, at=LATER)
    plan.advance(made.id, place.department, phase)
    return Made(
        cycle=made.id,
        department=place.department,
        position=place.position,
        people=place.people,
        lead=place.lead,
        head=place.head,
        hr=made.hr,
        director=made.director,
        second=make_person(roles=(Role.DIRECTOR,)),
        results=results,
    )


def _reading(value: tuple[float, float] | None) -> Reading:
    if value is None:
        return reading(value=None, period=MARCH, why=Why.NO_CASES)
    middle, error = value
    return reading(value=middle, low=middle - error, high=middle + error, period=MARCH)


def _results(made: plan.MadeCycle, values: Mapping[int, tuple[float, float] | None]) -> dict[int, int]:
    place = made.place
    key = indicators.example(indicators.line(), position_id=place.position)
    some = {person: [_reading(each)] for person, each in values.items()}
    done = frozen(key, some, period=MARCH)
    system = organisation.standing(SYSTEM, AT)
    cards = {card.person: card.id for card in evaluation.cards_of_freeze(system, done.freeze, AT)}
    with transaction.atomic():
        return write_results(
            cycle_id=made.id,
            cards=cards,
            departments=dict.fromkeys(values, place.department),
            corrects={},
            reason="",
            by=SYSTEM,
            at=AT,
        )


DAYS = (3, 6, 7, 8)


def _talk(made: plan.MadeCycle, results: Mapping[int, int]) -> None:
    """Let every talk of the department be held, one after the other."""
    talks = feedback.with_round(made, results)
    for place, person in enumerate(results):
        start = feedback.local(DAYS[place // 8], 9 + place % 8)
        feedback.agreed(talks, start, person=person)
        feedback.held(talks, at=start + timedelta(minutes=50), person=person)


def terms(made: Made, *, pool_fen: int = POOL, floor: float = 60.0) -> Terms:
    """Give the usual terms: everybody of the position with the factor one."""
    return Terms(pool_fen, floor, {made.position: Decimal(1)})


def new_rule(made: Made, *, pool_fen: int = POOL, floor: float = 60.0, whole: bool = False) -> NewRuleSet:
    """Give a rule set as HR writes it: for the department, unless it is for the whole cycle."""
    return NewRuleSet(NAME, terms(made, pool_fen=pool_fen, floor=floor), None if whole else made.department)


def drafted(made: Made, *, pool_fen: int = POOL, floor: float = 60.0, whole: bool = False) -> int:
    """Draft a rule set."""
    new = new_rule(made, pool_fen=pool_fen, floor=floor, whole=whole)
    return actions.draft_rule_set(cycle_id=made.cycle, new=new, by=made.by, at=LATER)


def tried(made: Made, *, pool_fen: int = POOL, floor: float = 60.0) -> int:
    """Draft a rule set and try it."""
    key = drafted(made, pool_fen=pool_fen, floor=floor)
    actions.try_rule_set(rule_set_id=key, by=made.by, at=LATER)
    return key


def decide(made: Made, rule: int, choices: Mapping[int, bool], *, by: int | None = None) -> None:
    """Decide about people, one by one, as HR unless named."""
    for person, takes_part in choices.items():
        actions.decide_case(
            rule_set_id=rule,
            person_id=person,
            takes_part=takes_part,
            reason="新到岗，第一个月",
            by=Actor.person(by or made.hr),
            at=LATER,
        )


def proposed(made: Made, rule: int, approvers: Sequence[int] = ()) -> int:
    """Ask for approval, and give the agreement."""
    people = list(approvers) or [made.director, made.second]
    return actions.ask_approval(rule_set_id=rule, approvers=people, by=made.by, at=LATER)


def approved(made: Made, rule: int) -> None:
    """Let both approve."""
    asked = proposed(made, rule)
    for person in (made.director, made.second):
        agreement.answer(asked, person, at=LATER)


def applied(made: Made, rule: int) -> int:
    """Let both approve, apply the rule, and give the application."""
    approved(made, rule)
    return actions.apply_rule_set(rule_set_id=rule, reason="按批准的规则发放", by=made.by, at=LATER)


def view(made: Made, rule: int) -> RuleSetView:
    """Read a rule set as HR."""
    return queries.rule_set(standing_of(made.hr, LATER), rule)


def trial_of(made: Made, rule: int, at: datetime = LATER) -> TrialView:
    """Read the trial of a rule set as HR."""
    return queries.trial(standing_of(made.hr, at), rule, at)


def new_plan(made: Made, *, measure: str = "promises_kept", goals: int = 1) -> NewPlan:
    """Give a whole plan."""
    return NewPlan(
        pattern="skill",
        measure=measure,
        goals=[NewGoal(f"当天回访 {number}", "前台服务承诺第三条") for number in range(1, goals + 1)],
        support=[NewSupport("每周带教一次", made.lead, START + timedelta(days=3))],
        starts_on=START,
        ends_on=START + timedelta(days=28),
        check_dates=[START + timedelta(days=14), START + timedelta(days=28)],
    )


def opened_plan(made: Made, person: int | None = None) -> int:
    """Open a plan for somebody, the last of the people unless named, by HR."""
    return actions.open_improvement_plan(
        cycle_id=made.cycle,
        person_id=person or made.people[-1],
        pattern="skill",
        reason="三月承诺履行低于底线",
        by=made.by,
        at=LATER,
    )


def running_plan(made: Made, person: int | None = None) -> int:
    """Open a plan, write it, and let both sign it."""
    about = person or made.people[-1]
    key = opened_plan(made, about)
    write(made, key)
    asked = ImprovementPlan.objects.get(pk=key).agreement_id or 0
    for each in (about, made.lead):
        agreement.answer(asked, each, at=LATER)
    return key


def write(made: Made, key: int, *, by: int | None = None, goals: int = 1) -> None:
    """Write what a plan holds, as the one who supports it unless named."""
    expect = ImprovementPlan.objects.get(pk=key).changed_at
    actions.write_plan(
        plan_id=key, new=new_plan(made, goals=goals), expect=expect, by=Actor.person(by or made.lead), at=LATER
    )


def applied_rule(cycle: int, approvers: tuple[int, int], author: int) -> int:
    """Make a rule set that was applied, and its trial, without anybody in it: for pages about single people."""
    asked = agreement.settled_between(*approvers, kind="rule_set")
    row = RuleSet.objects.create(
        cycle_id=cycle,
        version=99,
        name_zh=NAME.zh,
        name_en=NAME.en,
        pool_fen=POOL,
        floor=60,
        state=RuleState.APPLIED.value,
        author_id=author,
        published_at=AT,
        changed_at=AT,
        approver_one_id=approvers[0],
        approver_two_id=approvers[1],
        agreement_id=asked,
        settlement=agreement.Settlement.objects.get(agreement=asked),
    )
    trial = Trial.objects.create(
        rule_set=row, number=1, at=AT, by_id=author, inputs_sha256="ab" * 32, people=0, not_final=0
    )
    done = Application.objects.create(rule_set=row, trial=trial, by_id=author, reason="as approved", at=AT, paid_fen=1)
    return done.pk


def letter_to(application: int, person: int, department: int) -> int:
    """Write a letter to somebody about whom the rule said nothing, and give its key."""
    done = Application.objects.get(pk=application)
    line = TrialLine.objects.create(
        trial_id=done.trial_id,
        person_id=person,
        department_id=department,
        has_result=False,
        is_final=False,
        presence=1,
        presence_assumed=True,
        side=Side.NO_RESULT.value,
        by_rule_fen=0,
        without_fen=0,
    )
    return Consequence.objects.create(
        application=done,
        cycle=done.rule_set.cycle,
        person_id=person,
        line=line,
        kind=ConsequenceKind.NO_RULE.value,
        amount_fen=0,
        decided_by_id=done.by_id,
        reason="as approved",
    ).pk


def plan_for(cycle: int, person: int, department: int, *, supporter: int, card: int) -> int:
    """Make a plan that is to be written, and give its key."""
    return ImprovementPlan.objects.create(
        cycle_id=cycle,
        department_id=department,
        person_id=person,
        supporter_id=supporter,
        pattern="skill",
        card_id=card,
        points=40,
        low=35,
        high=45,
        floor=60,
        reason="calls late",
        opened_by_id=supporter,
        opened_at=AT,
        changed_at=AT,
    ).pk
