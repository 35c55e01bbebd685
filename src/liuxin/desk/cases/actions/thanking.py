"""A letter about a case that was done and that only thanks: the case is closed, or closed again, as it was told."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.actions.ending import check_no_part_is_open, close
from liuxin.desk.cases.actions.index import index_cases, index_text
from liuxin.desk.cases.actions.stepping import event, find, locked, save
from liuxin.desk.cases.models import Case, Helper, Note
from liuxin.desk.cases.queries.thanking import resolved_by, taken_up_by
from liuxin.desk.cases.rules import thanking as rules
from liuxin.desk.cases.words import Act, NextAction, Outcome, Seen, Status
from liuxin.desk.history import actions as history
from liuxin.desk.search.words import Source
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError


@transaction.atomic
def only_thanks(*, case: str, by: Actor, at: datetime) -> None:
    """Say that the letter which took a closed case up again only thanks, and close the case again as it was.

    Outcome, its words, the times of resolution and closing, and the promise are what they were; the customer is not
    written to, not asked again, and the same resolution counts on. In the measures that opening again never was: the
    case counts neither as reopened nor as closed twice, nor is the reply owed that the letter seemed to ask for. What
    people did meanwhile stays theirs. Refused once more was done than planning and handing over, and to whoever
    resolved the case: his own numbers would be the better for it.
    """
    row = find(case, Act.CLOSE, by=by, at=at)
    again = taken_up_by(row)
    if again is None:
        raise RuleBrokenError("cases.not_only_thanks", case=case)
    if by.person_id is not None and by.person_id == resolved_by(again):
        raise NotAllowedError("cases.own_thanks", case=case)
    check_no_part_is_open(row)
    at = max(at, row.last_at)
    before = rules.read(again.before)
    over = {"next_action": "", "next_due": None, "last_at": at, "version": row.version + 1}
    save(row, {**before, **over, "reopenings": again.resolution})
    again.delete()
    Helper.objects.filter(case=row, end__isnull=True).update(end=Greatest("start", Value(at)))
    row = Case.objects.get(pk=row.pk)
    _take_note_away(row, by=by, at=at)
    index_cases(rows=[row], by=by, at=at)
    promising.nothing_owed(row, at=at)
    told = {"resolution": row.reopenings + 1}
    history.record([event("case.only_thanked", row.code, at, told)], by=by, at=at)


@transaction.atomic
def close_thanked(*, case: Seen, by: Actor, at: datetime) -> int:
    """Say that the letter about a resolved case, which somebody was to read first, only thanks, and close the case.

    It closes with the outcome that the customer was told; the customer is not written to, nor reminded. No reply was
    owed to the letter. Raises `RuleBrokenError("cases.not_only_thanks")` where no letter waits to be read.
    """
    row = locked(case, Act.CLOSE, by=by, at=at)
    if row.status != Status.RESOLVED or row.next_action != NextAction.READ_AGAIN:
        raise RuleBrokenError("cases.not_only_thanks", case=case.code)
    promising.nothing_owed(row, at=at)
    told = {"resolution": row.reopenings + 1}
    history.record([event("case.only_thanked", row.code, max(at, row.last_at), told)], by=by, at=at)
    outcome, text = Outcome(row.proposed_outcome), row.proposed_text
    return close(case=case, outcome=outcome, outcome_text=text, heard=True, by=by, at=max(at, row.last_at))


def _take_note_away(row: Case, *, by: Actor, at: datetime) -> None:
    """Take away the note of the outcome that did not hold: it holds."""
    for note in Note.objects.filter(case=row, was_outcome=True, at=row.closed_at or at):
        index_text(case=row.pk, source=Source.NOTE, key=note.pk, text="", by=by, at=at)
        note.delete()
