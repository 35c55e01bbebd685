"""Talks of the matrix in three states, each in a cycle of its own; the mate's are led by the manager."""

from datetime import UTC, datetime
from typing import Any

from liuxin.kernel.period import Period
from liuxin.performance.feedback.words import TalkState
from tests.factories import feedback, plan
from tests.factories.indicators import example
from tests.factories.organisation import make_person
from tests.interfaces.web.roles.rooms import Fields, Form, Ground

STATES = {
    state: Period(datetime(2016, 3, day, tzinfo=UTC), datetime(2016, 3, day + 9, tzinfo=UTC))
    for day, state in enumerate((TalkState.PLANNED, TalkState.SLOT_AGREED, TalkState.HELD), start=1)
}
"""Periods of no round length: no page takes them for the latest that was frozen."""
OF_STATE = {
    TalkState.SLOT_AGREED: ("ics", "hold"),
    TalkState.HELD: ("checks", "action-done", "appeal-new", "waive"),
}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Make a person's talk in each state, and an appeal that the director decides, but for the director's own."""
    _prepare(ground)
    department = ground.department_of(relation)
    manager = ground.people["manager"] if relation == "team" else ground.shared["feedback lead"]
    talks = {state: _talk(ground, state, person, department, manager) for state in STATES}
    found: dict[str, object] = {"talk": talks[TalkState.PLANNED]}
    found |= {f"feedback:{page} talk": talks[state] for state, pages in OF_STATE.items() for page in pages}
    rounds = ground.shared["feedback rounds"]
    found["round"] = rounds[TalkState.PLANNED, department]
    found["appeal"] = feedback.bare_appeal(talks[TalkState.HELD], decider=ground.people["director"])
    return found


def _prepare(ground: Ground) -> None:
    if "feedback rounds" in ground.shared:
        return
    rounds, cycles = {}, {}
    for state, period in STATES.items():
        cycles[state] = plan.open_cycle([ground.near, ground.far], period=period)
        for department in (ground.near, ground.far):
            rounds[state, department] = feedback.bare_round(cycles[state], department)
    lead, measures = make_person(), example(position_id=ground.position)
    ground.shared.update(
        {"feedback rounds": rounds, "feedback cycles": cycles, "feedback lead": lead, "feedback set": measures}
    )


def _talk(ground: Ground, state: TalkState, person: int, department: int, manager: int) -> int:
    cycle, round_id = ground.shared["feedback cycles"][state], ground.shared["feedback rounds"][state, department]
    result = feedback.bare_result(cycle, department, person, ground.shared["feedback set"], STATES[state])
    return feedback.bare_talk(round_id, result, person=person, manager=manager, state=state, order=person % 30_000)


def _offer(subject: Any) -> Fields:
    found = feedback.SlotOffer.objects.filter(talk=subject.things.get("talk", 0)).first()
    return {"offer": found.pk if found else 0, "do": "decline"}


def _action(subject: Any) -> Fields:
    talk = subject.things.get("feedback:action-done talk", 0)
    found = feedback.AgreedAction.objects.filter(talk=talk).first()
    return {"action": found.pk if found else 0}


FORMS: dict[str, Form] = {
    "feedback:note": {"question": "1", "text": "listen first"},
    "feedback:slot-answer": _offer,
    "feedback:action-done": _action,
    "feedback:refuse": {"reason": "in writing, please"},
    "feedback:lapse": {"reason": "on leave"},
    "feedback:hints": {"text": "you always"},
}
