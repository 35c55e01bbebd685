"""What may be written into the fields of a case; each refusal names the field."""

from datetime import datetime

from liuxin.desk.cases.words import SOURCE_ONLY_OUTCOMES, TRANSFER_REASONS, HandOverReason, Outcome
from liuxin.kernel.errors import BadInputError, RuleBrokenError

PRIORITIES = range(1, 5)


def text(value: str, *, field: str, longest: int, required: bool = True) -> str:
    """Give a text without outer white space, or name the field that is empty or too long."""
    cleaned = value.strip()
    if required and not cleaned:
        raise BadInputError("cases.text_missing", field=field)
    if len(cleaned) > longest:
        raise BadInputError("cases.text_too_long", field=field, longest=longest, length=len(cleaned))
    return cleaned


def priority(value: int) -> int:
    """Give a priority from 1 (highest) to 4."""
    if value not in PRIORITIES:
        raise BadInputError("cases.priority_unknown", field="priority", priority=value)
    return value


def next_due(value: datetime | None, *, at: datetime, field: str = "next_due") -> datetime:
    """Give when the next action is due: later than now."""
    if value is None:
        raise BadInputError("cases.next_due_missing", field=field)
    if value <= at:
        raise RuleBrokenError("cases.next_due_past", field=field, due=value)
    return value


def outcome(value: Outcome, told: str) -> tuple[Outcome, str]:
    """Give an outcome that the customer can read: one of those that people may choose, with a sentence."""
    if value in SOURCE_ONLY_OUTCOMES:
        raise RuleBrokenError("cases.outcome_only_from_source", field="outcome", outcome=value.value)
    return value, text(told, field="outcome_text", longest=4000)


def transfer_reason(value: HandOverReason, remark: str) -> tuple[HandOverReason, str]:
    """Give a reason for a transfer; "other" has to be said in words."""
    if value not in TRANSFER_REASONS:
        raise BadInputError("cases.reason_unknown", field="reason", reason=value.value)
    return value, text(remark, field="remark", longest=300, required=value is HandOverReason.OTHER)
