"""The page of a case in one read: the case, what was written, who else is at it, and what one began to write."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db.models import OuterRef, QuerySet

from liuxin.desk.cases.models import Case, Reading
from liuxin.desk.cases.queries.along import Along, moment, told
from liuxin.desk.cases.queries.answering import WRITES, about_whom, pulse_of, with_pulse
from liuxin.desk.cases.queries.conversation import authors_of, written
from liuxin.desk.cases.queries.kept import macro_rows
from liuxin.desk.cases.queries.one import read, view_of, whole_rows
from liuxin.desk.cases.words import WholeCase
from liuxin.desk.cases.words.answering import NOTE_DRAFT
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import About, Draft
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing


def case_page(standing: Standing, code: str, at: datetime) -> WholeCase:
    """Give all that the page of a case shows first; names are asked once. Raises as `case` does."""
    read_along = read(standing, code, WHOLE_CASE)
    row = read_along.row
    said = written(row.pk)
    begun = told(row, "told_drafts", partial(_draft, code))
    recent = {
        draft.person: draft.saved_at
        for draft in begun
        if draft.about.kind == "case" and draft.person != standing.person_id and draft.saved_at >= at - WRITES
    }
    work = about_whom(standing, told(row, "told_readings", _reading), recent, at)
    people = organisation.names(read_along.people | authors_of(said.messages) | work.people)
    return WholeCase(
        view=view_of(standing, read_along, people, at),
        said=replace(said, people=people),
        work=work.told(people),
        drafts={draft.about.kind: draft for draft in begun if draft.person == standing.person_id},
        mark=pulse_of(row),
        macros=tuple(told(row, "told_macros", lambda key, name: (key, name))),
    )


def _rows(standing: Standing, code: str) -> QuerySet[Case]:
    """Give a case with its pulse, who reads and writes, and the macros that one may use."""
    drafts = communication.draft_rows(("case", NOTE_DRAFT), OuterRef("code"))
    also = with_pulse().annotate(
        told_readings=Along(Reading.objects.filter(case=OuterRef("pk")), "person", "seen_at", "read_to"),
        told_drafts=Along(drafts, "about_kind", "person", "text", "saved_at"),
        told_macros=Along(macro_rows(standing), "pk", "name"),
    )
    return whole_rows(standing, code, also)


WHOLE_CASE = organisation.Statement(_rows)


def _draft(code: str, kind: str, person: int, text: str, saved_at: str) -> Draft:
    return Draft(About(kind, code), person, text, moment(saved_at))


def _reading(person: int, seen_at: str, read_to: int) -> tuple[int, datetime, int]:
    return person, moment(seen_at), read_to
