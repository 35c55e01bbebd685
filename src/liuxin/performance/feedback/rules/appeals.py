"""Appeals: until when, by whom, and never to the worse."""

from collections.abc import Collection, Sequence
from datetime import datetime

from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.performance.feedback.words import (
    PANEL,
    UPHELD,
    AppealLevel,
    AppealOutcome,
    Decider,
    Involved,
    OwnCause,
    TalkState,
)

OVER = frozenset({TalkState.HELD, TalkState.REFUSED, TalkState.LAPSED})


def check_filing(*, state: TalkState, at: datetime, file_by: datetime, waived: bool, text: str) -> None:
    """Refuse an appeal before the talk, after its time, after it was waived, or without a word of why."""
    if state not in OVER:
        raise RuleBrokenError("feedback.appeal_before_talk")
    if waived:
        raise RuleBrokenError("feedback.appeal_waived")
    if at >= file_by:
        raise RuleBrokenError("feedback.appeal_too_late", until=file_by)
    if not text.strip():
        raise BadInputError("feedback.appeal_says_nothing", field="text")


def check_deciders(level: AppealLevel, named: Sequence[Decider], involved: Involved) -> None:
    """Refuse deciders who took part, too few or too many, and a panel all of whom are of the appellant's department."""
    people = [each.person for each in named]
    if len(set(people)) != PANEL[level]:
        raise RuleBrokenError("feedback.panel_size", field="deciders", count=PANEL[level])
    for person in people:
        check_uninvolved(person, involved)
    if level is AppealLevel.FINAL and not any(each.elsewhere for each in named):
        raise RuleBrokenError("feedback.panel_all_of_one_department", field="deciders")


def check_uninvolved(person: int, involved: Involved) -> None:
    """Refuse whoever appeals, leads the talk, rated, or decided the level before."""
    if person == involved.appellant:
        raise RuleBrokenError("feedback.decides_own_appeal", field="deciders")
    if person == involved.manager:
        raise RuleBrokenError("feedback.decider_is_manager", field="deciders")
    if person in involved.raters:
        raise RuleBrokenError("feedback.decider_rated", field="deciders")
    if person in involved.before:
        raise RuleBrokenError("feedback.decider_of_the_level_before", field="deciders")


def check_decision(
    *, person: int | None, deciders: Collection[int], outcome: AppealOutcome, open_: bool, reasons: str
) -> None:
    """Refuse a decision by anyone but a decider, a second one, and one without reasons."""
    if person is None or person not in deciders:
        raise NotAllowedError("feedback.not_the_decider")
    if not open_:
        raise RuleBrokenError("feedback.appeal_decided")
    if outcome in {AppealOutcome.OPEN, AppealOutcome.SILENCE}:
        raise BadInputError("feedback.no_such_outcome", field="outcome")
    if not reasons.strip():
        raise BadInputError("feedback.reasons_needed", field="reasons")


def check_not_worse(before: float | None, after: float | None) -> None:
    """Refuse a correction that leaves the person with less than before."""
    if before is not None and (after is None or after < before):
        raise RuleBrokenError("feedback.never_worse", before=before, after=after)


def is_upheld(outcome: AppealOutcome) -> bool:
    """Tell whether an outcome calls for a correction."""
    return outcome in UPHELD


def may_be_final(*, state: TalkState, at: datetime, file_by: datetime, waived: bool, open_appeals: int) -> bool:
    """Tell whether a result may become final: talk over, no appeal open, and nobody can appeal any more."""
    return state in OVER and not open_appeals and (waived or at >= file_by)


def check_own_cause(cause: str) -> OwnCause:
    """Read the person's own part as both agreed on it."""
    try:
        return OwnCause(cause)
    except ValueError as error:
        raise BadInputError("feedback.no_such_cause", field="own_cause") from error
