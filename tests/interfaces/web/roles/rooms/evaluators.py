"""Who rates whom in both departments, and conflicts of interest, for the matrix."""

from typing import Any

from liuxin.kernel.actor import Actor
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import Kind
from tests.factories import evaluators as made
from tests.factories import organisation, plan
from tests.interfaces.web.roles.rooms import Fields, Ground

CASE = "leak_night"
DEPARTMENT = ("department", "propose", "confirm", "finish")


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give the cycle with the department of the relation, what is proposed there, and conflicts declared."""
    cycle = _cycle(ground)
    ratee = {"team": ground.mate, "other": ground.stranger}.get(relation, person)
    known = {each.ratee: each.id for each in made.every(cycle) if each.kind is Kind.SELF}
    department = ground.department_of(relation)
    found: dict[str, object] = {
        **{
            f"evaluators:{name} cycle": cycle
            for name in ("department", "propose", "confirm", "finish", "add", "declare")
        },
        **{f"evaluators:{name} department": department for name in ("department", "propose", "confirm", "finish")},
        "evaluators:course course": "ethics",
        "evaluators:practice-case example": CASE,
        "confirm": known[ground.stranger if relation == "other" else ground.mate],
        "rater": ground.shared["evaluators spare"],
        "evaluators:decide declaration": _conflict(ground, cycle, person),
    }
    if ratee in known:
        found["evaluators:drop assignment"] = known[ratee]
    return found


def _cycle(ground: Ground) -> int:
    if "evaluators" not in ground.shared:
        cycle = plan.open_cycle([ground.near, ground.far])
        made.catch_up()
        for department in (ground.near, ground.far):
            plan.advance(cycle, department, made.PHASE)
            _propose(cycle, department)
        organisation.make_person(staff_number="SPARE")
        ground.shared.update({"evaluators": cycle, "evaluators spare": "SPARE"})
    return int(ground.shared["evaluators"])


def _propose(cycle: int, department: int) -> None:
    made.catch_up()
    actions.propose_assignments(cycle_id=cycle, department=department, by=organisation.SYSTEM, at=made.AT)


def _conflict(ground: Ground, cycle: int, person: int) -> int:
    """Let a person rate the stranger, or the mate, and declare a conflict about that one; give its key."""
    ratee = ground.stranger if person != ground.stranger else ground.mate
    if not any(each.ratee == ratee for each in queries.ratees_of(person, cycle)):
        by = Actor.person(ground.people["director" if person == ground.people["hr"] else "hr"])
        actions.add_assignment(
            cycle_id=cycle, ratee=ratee, kind=Kind.PEER, rater=person, reason="knows the work", by=by, at=made.AT
        )
    return made.conflicted(cycle, person, ratee)


def _answers(subject: Any) -> Fields:
    return {f"item-{each.item}": each.option for each in made.right("ethics")}


def _levels(subject: Any) -> Fields:
    return {f"level-{code}": level for code, level in made.levels(CASE).items()}


FORMS = {
    "evaluators:confirm": lambda subject: {"id": subject.things.get("confirm", 0)},
    "evaluators:add": lambda subject: {
        "kind": "peer",
        "rater": subject.things.get("rater", ""),
        "reason": "knows the work",
    },
    "evaluators:drop": {"reason": "on leave"},
    "evaluators:declare": {"word": "none"},
    "evaluators:decide": {"decision": "cleared"},
    "evaluators:course": _answers,
    "evaluators:practice-case": _levels,
}
