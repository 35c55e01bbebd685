"""A cycle with raters and results in both departments, for the matrix."""

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.performance.evaluators import actions
from liuxin.performance.evaluators.words import Kind
from tests.factories import evaluation, indicators, plan
from tests.interfaces.web.roles.rooms import Ground

PAGES = ("open", "score", "finish", "links", "raters")
FULL = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give the cycle with the department of the relation, a form of the person, and a result of the person."""
    cycle = _cycle(ground)
    department = ground.department_of(relation)
    results = ground.shared["evaluation results"]
    if person not in results:
        period = Period.of_month(2016, 3, organisation.zone())
        evaluation.make_results(
            cycle, {person: department}, {person: FULL}, set_id=_set_of(ground, person), period=period
        )
        results.add(person)
    return {
        **{f"evaluation:{page} cycle": cycle for page in (*PAGES, "person")},
        **{f"evaluation:{page} department": department for page in PAGES},
        "evaluation:form assignment": _assignment(ground, cycle, person),
        "evaluation:acknowledge feedback": _feedback(ground, cycle, department, person),
    }


def _cycle(ground: Ground) -> int:
    if "evaluation" not in ground.shared:
        cycle = plan.open_cycle([ground.near, ground.far])
        for department in (ground.near, ground.far):
            plan.advance(cycle, department, 3)
        ground.shared.update(
            {
                "evaluation": cycle,
                "evaluation sets": {},
                "evaluation forms": {},
                "evaluation feedback": {},
                "evaluation results": set(),
            }
        )
    return int(ground.shared["evaluation"])


def _set_of(ground: Ground, person: int) -> int:
    """Give a set in force for the position that a person holds now."""
    known: dict[int, int] = ground.shared["evaluation sets"]
    position = organisation.positions_of([person])[person]
    if position not in known:
        known[position] = indicators.example(position_id=position)
    return known[position]


def _feedback(ground: Ground, cycle: int, department: int, person: int) -> int:
    """Let a person have been told of the own way of rating; give the key."""
    known: dict[int, int] = ground.shared["evaluation feedback"]
    if person not in known:
        known[person] = evaluation.RaterFeedback.objects.create(
            cycle_id=cycle,
            department_id=department,
            rater_id=person,
            known=False,
            kinds="peer",
            ratings=30,
            ratees=5,
            sealed_at=plan.AT,
        ).pk
    return known[person]


def _assignment(ground: Ground, cycle: int, person: int) -> int:
    """Let a person rate the stranger, or the mate; give the key."""
    known: dict[int, int] = ground.shared["evaluation forms"]
    if person not in known:
        by = Actor.person(ground.people["director" if person == ground.people["hr"] else "hr"])
        known[person] = actions.add_assignment(
            cycle_id=cycle,
            ratee=ground.stranger if person != ground.stranger else ground.mate,
            kind=Kind.PEER,
            rater=person,
            reason="knows the work",
            by=by,
            at=plan.AT,
        )
    return known[person]


FORMS = {"evaluation:open": {"expires_at": "2026-01-01"}}
