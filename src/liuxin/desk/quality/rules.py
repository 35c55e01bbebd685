"""Rules of quality: when a warning is due, what settling it says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from liuxin.desk.quality.words import BY_HAND, Reason, Settled
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import BadInputError, CannotTellError, RuleBrokenError

WORKING_SECONDS = 8 * 3600
"""A working day is given: the customer is called while it still matters."""
WITHOUT_CALENDAR = timedelta(days=1)
NOTE_LENGTH = 2000
WHY_LENGTH = 300


def due(at: datetime, clock: BusinessClock | None) -> datetime:
    """Give until when a warning is to be settled: a working day of the organisation, else a day."""
    if clock is None:
        return at + WITHOUT_CALENDAR
    try:
        return datetime.fromtimestamp(clock.add(int(at.timestamp()), WORKING_SECONDS), UTC)
    except CannotTellError:
        return at + WITHOUT_CALENDAR


def due_for_another(due_at: datetime, at: datetime, clock: BusinessClock | None) -> datetime:
    """Give until when a new owner is to settle it: as before, but whoever gets it late has a working day, too."""
    return due_at if due_at > at else due(at, clock)


def check_handing(why: str, *, owner: int, to: int, settled_at: datetime | None) -> str:
    """Refuse to hand over what is settled, to whom it belongs already, or without a reason; give the reason."""
    if settled_at is not None:
        raise RuleBrokenError("quality.settled_already")
    if to == owner:
        raise BadInputError("quality.owner_already", field="owner")
    said = " ".join(why.split())
    if not said:
        raise BadInputError("quality.why_missing", field="why")
    if len(said) > WHY_LENGTH:
        raise BadInputError("quality.note_too_long", field="why", longest=WHY_LENGTH, length=len(said))
    return said


def is_of_a_letter(reason: str, params: Mapping[str, int | str]) -> bool:
    """Tell whether a letter to a case that was over gave rise to a warning."""
    return reason == Reason.NOT_SETTLED and "written" in params


def check_thanks(reason: str, params: Mapping[str, int | str], settled_at: datetime | None) -> None:
    """Refuse to call a warning thanks twice, or one that no letter gave rise to."""
    if settled_at is not None:
        raise RuleBrokenError("quality.settled_already")
    if not is_of_a_letter(reason, params):
        raise RuleBrokenError("quality.no_letter")


def check_settling(how: str, note: str, settled_at: datetime | None) -> tuple[Settled, str]:
    """Refuse to settle twice, in no known way, or without a word where nothing was to be done."""
    if settled_at is not None:
        raise RuleBrokenError("quality.settled_already")
    if how not in BY_HAND:
        raise BadInputError("quality.how", field="how")
    said = note.strip()
    if len(said) > NOTE_LENGTH:
        raise BadInputError("quality.note_too_long", field="note", longest=NOTE_LENGTH, length=len(said))
    if not said:
        raise BadInputError("quality.note_missing", field="note")
    return Settled(how), said
