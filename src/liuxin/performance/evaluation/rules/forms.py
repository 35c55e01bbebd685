"""What may be done with forms: opened, answered, closed by scoring."""

from collections.abc import Collection, Mapping
from datetime import datetime

from liuxin.desk.surveys.words import SheetState, SheetView
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.evaluation.words import FormState, ResultState, ResultView
from liuxin.performance.indicators.words import SetView
from liuxin.performance.plan.words import ParticipantView, Phase


def form_state(sheet: SheetView | None, due_at: datetime | None, why: str | None, at: datetime) -> FormState:
    """Tell what a form is to its rater: handed in, whatever came after; else taken back, too late or refused."""
    if sheet is None or due_at is None:
        return FormState.REFUSED if why else FormState.NOT_OPEN
    if sheet.state is SheetState.SUBMITTED:
        return FormState.HANDED_IN
    if sheet.state is SheetState.WITHDRAWN:
        return FormState.CLOSED
    if at >= due_at:
        return FormState.LATE
    if why:
        return FormState.REFUSED
    return FormState.BEGUN if sheet.answers else FormState.FRESH


def check_deadline(expires_at: datetime, at: datetime) -> None:
    """Refuse forms that could not be answered any more."""
    if expires_at <= at:
        raise BadInputError("evaluation.deadline_past", field="expires_at")


def check_not_sealed(sealed: Collection[int]) -> None:
    """Refuse new forms about people whose ratings were brought together already."""
    if sealed:
        raise RuleBrokenError("evaluation.scored_already", people=len(sealed))


def check_answerable(state: FormState, why: str) -> None:
    """Refuse answers where the form does not wait for any."""
    if state is FormState.REFUSED:
        raise RuleBrokenError(why)
    if state is FormState.NOT_OPEN:
        raise RuleBrokenError("evaluation.form_not_open")
    if state is FormState.HANDED_IN:
        raise RuleBrokenError("evaluation.form_handed_in")
    if state is FormState.LATE:
        raise RuleBrokenError("evaluation.form_late")
    if state is FormState.CLOSED:
        raise RuleBrokenError("evaluation.form_closed")


def check_somebody(wanted: Mapping[int, int], sets: Collection[int]) -> None:
    """Refuse to score where nobody holds a position with an agreed set; `wanted` are positions by person."""
    if not wanted:
        raise RuleBrokenError("evaluation.nobody_to_score")
    if not any(position in sets for position in wanted.values()):
        raise RuleBrokenError("evaluation.no_agreed_set")


def check_forms(sets: Collection[SetView], *, assigned: int, forms: int, still_open: int) -> None:
    """Refuse to score before every form was handed in or its time is over."""
    if assigned and not forms and any(found.rated for found in sets):
        raise RuleBrokenError("evaluation.forms_not_opened")
    if still_open:
        raise RuleBrokenError("evaluation.forms_still_open", waiting=still_open)


def check_scoring_again(before: Collection[ResultView], reason: str) -> None:
    """Refuse to score a second time without saying why, or where every result was talked through already."""
    if not before:
        return
    if not reason.strip():
        raise RuleBrokenError("evaluation.already_scored", field="reason", people=len(before))
    if all(each.state is not ResultState.PROVISIONAL for each in before):
        raise RuleBrokenError("evaluation.all_talked")


def is_owed(person: ParticipantView, sets: Collection[int]) -> bool:
    """Tell whether somebody is to have a result: `sets` are the positions for which a set was agreed.

    Not who joined when that phase was over, in a position for which there is none: nothing can be read then.
    """
    return person.from_phase <= Phase.INDICATORS or person.position in sets


def check_complete(*, people: int, results: int) -> None:
    """Refuse to end the phase while somebody has no result."""
    if results < people or not people:
        raise RuleBrokenError("evaluation.results_missing", missing=people - results)
