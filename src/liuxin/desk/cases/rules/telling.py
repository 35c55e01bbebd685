"""What the record is told of a step: codes, keys and numbers, never free text."""

from collections.abc import Mapping

from liuxin.desk.cases.words import CaseState, Outcome, Step, StepKind

Plain = int | str | bool | float | None
Opening = Mapping[str, Plain]


def tell(step: Step, after: CaseState, *, opening: Opening) -> dict[str, Plain]:
    """Give the payload of the event `case.<kind of the step>`; `opening` holds what only the first one tells."""
    payload: dict[str, Plain] = {}
    if step.kind is StepKind.OPENED:
        payload |= {**opening, "priority": after.priority, "category": after.category}
    if step.kind in {StepKind.OPENED, StepKind.HANDED_OVER}:
        payload |= {
            "seq": after.last_seq,
            "holder": after.holder,
            "team": after.team,
            "accountable": after.accountable,
        }
    if step.kind is StepKind.RESOLVED:
        payload["seq"] = after.last_seq
    if step.kind is StepKind.CLASSIFIED:
        payload |= {"priority": after.priority, "category": after.category}
    if step.kind is StepKind.CLOSED and after.outcome is not None:
        payload |= {"outcome": after.outcome.value, "recorded": after.outcome is not Outcome.NOT_RECORDED}
    if step.state:
        payload["state"] = step.state
    return payload
