"""Outcomes of the matrix: a published rule, a letter to each person, and a plan of each that somebody else supports."""

from typing import Any

from liuxin.kernel.actor import Actor
from liuxin.performance.outcomes import actions
from liuxin.performance.outcomes.words import NewRuleSet, Terms
from tests.factories import evaluation, indicators, outcomes
from tests.factories.organisation import make_person, make_position
from tests.interfaces.web.roles.rooms import Form, Ground
from tests.interfaces.web.roles.rooms import plan as plans

OFFICE = "outcomes.office"


def _office(ground: Ground) -> dict[str, int]:
    """Make, once, what all of it stands on: a rule that was applied, one that is a draft, a card of somebody."""
    if OFFICE not in ground.shared:
        cycle, hr = ground.shared[plans.CYCLE], ground.people["hr"]
        approvers = (ground.people["director"], make_person())
        position = make_position()
        nobody = make_person(position=position)
        frozen = evaluation.frozen(
            indicators.example(indicators.line(), position_id=position),
            {nobody: [evaluation.reading(value=40.0, period=outcomes.MARCH)]},
            period=outcomes.MARCH,
        )
        new = NewRuleSet(outcomes.NAME, Terms(outcomes.POOL, 60.0, {ground.position: outcomes.ONE}))
        draft = actions.draft_rule_set(cycle_id=cycle, new=new, by=Actor.person(hr), at=outcomes.AT)
        actions.publish_rule_set(rule_set_id=draft, by=Actor.person(hr), at=outcomes.AT)
        ground.shared[OFFICE] = {
            "application": outcomes.applied_rule(cycle, approvers, hr),
            "rule_set": draft,
            "supporter": nobody,
            "card": evaluation.FrozenTotal.objects.get(freeze=frozen.freeze).pk,
        }
    made: dict[str, int] = ground.shared[OFFICE]
    return made


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give the rule, a letter to the person and a plan of the person."""
    if plans.CYCLE not in ground.shared:
        plans.things(ground, person, relation)
    office, department = _office(ground), ground.department_of(relation)
    cycle = ground.shared[plans.CYCLE]
    return {
        "rule_set": office["rule_set"],
        "consequence": outcomes.letter_to(office["application"], person, department),
        "plan": outcomes.plan_for(cycle, person, department, supporter=office["supporter"], card=office["card"]),
        "outcomes.position": ground.position,
        "outcomes.mate": ground.mate,
        "outcomes.supporter": office["supporter"],
    }


def _rule(subject: Any) -> dict[str, object]:
    return {
        "name_zh": "四月奖金",
        "pool": "10000",
        "floor": "60",
        f"base_{subject.things.get('outcomes.position')}": "1",
        "expect": outcomes.AT.isoformat(),
    }


def _plan(subject: Any) -> dict[str, object]:
    return {
        "pattern": "skill",
        "starts_on": "2016-06-27",
        "ends_on": "2016-07-27",
        "expect": outcomes.AT.isoformat(),
        "goal1": "call back the same day",
        "standard1": "promise of the front desk",
        "support1": "a mentor each week",
        "owner1": subject.things.get("outcomes.supporter", ""),
        "due1": "2016-07-01",
        "check1": "2016-07-11",
    }


FORMS: dict[str, Form] = {
    "outcomes:rule-new": _rule,
    "outcomes:rule-edit": _rule,
    "outcomes:rule": {"do": "withdraw", "reason": "another is better"},
    "outcomes:apply": {"reason": "as approved"},
    "outcomes:plan-new": lambda subject: {
        "person": subject.things.get("outcomes.mate", 0),
        "pattern": "skill",
        "reason": "calls late",
    },
    "outcomes:plan": {"do": "check", "check": 1, "progress": "partly", "note": "three of four"},
    "outcomes:plan-edit": _plan,
    "outcomes:review": {"do": "decide", "figure": "", "text": "look at the weights"},
}
