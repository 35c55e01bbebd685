"""Phase 6 played: a rule for the bonus tried, approved by two, applied once; improvement plans; the review."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.company.plays.planning import sign
from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes import actions, queries
from liuxin.performance.outcomes.words import NewGoal, NewPlan, NewRuleSet, NewSupport, PlanState, Side, Terms
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase

POOL_A_HEAD_FEN = 180_000
FLOOR = 60.0
NAME = Bilingual("季度奖金", "Quarterly bonus")
APPLY = "按批准的规则发放。"
BORDER = "到岗与态度均无问题，差距在误差之内，按规则参加分配。"
PLAN_REASON = "承诺兑现整体低于底线，面谈已谈过原因。"
LEARNED = "夜班备件要在季度初备齐；承诺时限按班次分开定。"


def publish(stage: Stage, at: datetime) -> int:
    """Write the rule of a department and publish it before anybody works by it; gives its key."""
    people = [each for each in plan.participants(stage.cycle) if each.department == stage.department]
    bases = {each.position: Decimal(1) for each in people if each.position is not None}
    terms = Terms(POOL_A_HEAD_FEN * len(people), FLOOR, bases)
    new = NewRuleSet(NAME, terms, stage.department)
    rule = actions.draft_rule_set(cycle_id=stage.cycle, new=new, by=stage.hr, at=at)
    actions.publish_rule_set(rule_set_id=rule, by=stage.hr, at=at)
    return rule


def play(stage: Stage, rule: int, at: datetime) -> None:
    """Play the phase for a department: its rule is tried, approved, applied once, and the phase completed."""
    actions.try_rule_set(rule_set_id=rule, by=stage.hr, at=days(at, 0.5))
    _decide_borders(stage, rule, days(at, 1))
    approvers = (stage.staff.director, stage.staff.reviewer)
    asked = actions.ask_approval(rule_set_id=rule, approvers=approvers, by=stage.hr, at=days(at, 2))
    sign(asked, approvers, days(at, 3))
    actions.apply_rule_set(rule_set_id=rule, reason=APPLY, by=stage.hr, at=days(at, 4))
    _improve(stage, days(at, 5))
    actions.finish_outcomes(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=days(at, 7))
    stage.done(Phase.OUTCOMES, days(at, 7))


def _decide_borders(stage: Stage, rule: int, at: datetime) -> None:
    """Let HR decide about everybody whom the rule leaves to people: only who is surely under the floor goes without."""
    found = queries.trial(organisation.standing(stage.hr, at), rule, at)
    for line in found.lines:
        if line.side in {Side.BORDER, Side.UNDER, Side.HELD}:
            takes_part = line.side is not Side.UNDER
            reason = BORDER if takes_part else PLAN_REASON
            actions.decide_case(
                rule_set_id=rule, person_id=line.person, takes_part=takes_part, reason=reason, by=stage.hr, at=at
            )


def _improve(stage: Stage, at: datetime) -> None:
    """Write and sign the improvement plans that the rule opened."""
    for line in queries.plans(organisation.standing(stage.hr, at), at, cycle_id=stage.cycle):
        if line.state is PlanState.DRAFT and line.person in stage.people:
            _write(stage, line.id, line.person, at)


def _write(stage: Stage, key: int, person: int, at: datetime) -> None:
    found = queries.plan(organisation.standing(stage.hr, at), key, at)
    first = at.date() + timedelta(days=3)
    new = NewPlan(
        pattern=found.line.pattern,
        measure="promises_kept",
        goals=[NewGoal("承诺兑现率回到底线以上", "服务承诺办法第三条")],
        support=[NewSupport("每周一次带教，挑三单一起看", stage.lead, first + timedelta(days=4))],
        starts_on=first,
        ends_on=first + timedelta(days=56),
        check_dates=[first + timedelta(days=28), first + timedelta(days=56)],
    )
    supporter = Actor.person(found.supporter)
    actions.write_plan(plan_id=key, new=new, expect=found.changed_at, by=supporter, at=at)
    asked = queries.plan(organisation.standing(stage.hr, at), key, at).agreement
    if asked is not None:
        sign(asked, (person, found.supporter), days(at, 0.5))


def review(stages: Collection[Stage], at: datetime) -> None:
    """Let HR write what was decided about the system, and close the review."""
    first = next(iter(stages))
    actions.decide_in_review(cycle_id=first.cycle, figure="", text=LEARNED, by=first.hr, at=at)
    actions.close_review(cycle_id=first.cycle, by=first.hr, at=days(at, 0.5))
