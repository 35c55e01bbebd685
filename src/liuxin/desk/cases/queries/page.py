"""The page of a case in one read: the case, what was written, who else is at it, and what one began to write."""

from datetime import datetime

from liuxin.desk.cases.queries.answering import WRITES, about_it, pulse_of, with_pulse
from liuxin.desk.cases.queries.conversation import authors_of, written
from liuxin.desk.cases.queries.one import read, view_of
from liuxin.desk.cases.words import Conversation, WholeCase
from liuxin.desk.cases.words.answering import NOTE_DRAFT
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import About
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing


def case_page(standing: Standing, code: str, at: datetime) -> WholeCase:
    """Give all that the page of a case shows first; names are asked once. Raises as `case` does."""
    told = read(standing, code, with_pulse())
    threads, messages = written(told.row.pk)
    drafts, writing = communication.drafts_about((About("case", code), About(NOTE_DRAFT, code)), standing.person_id)
    recent = {person: last for person, last in writing.items() if last >= at - WRITES}
    work = about_it(standing, code, recent, at)
    people = organisation.names(told.people | authors_of(messages) | work.people)
    return WholeCase(
        view=view_of(standing, told, people, at),
        said=Conversation(threads, messages, people),
        work=work.told(people),
        drafts=drafts,
        mark=pulse_of(told.row),
    )
