"""What cases are found by: written in the transaction that writes the text itself.

Whoever writes a text of a case calls `index_text`; the case itself (code, title, category, outcome) is `index_cases`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, CaseThread, Note
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import MessageText
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.search import actions as search
from liuxin.desk.search.words import CaseText, Source
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError

AT_ONCE = 2_000
Row = TypeVar("Row", Case, Note)


def index_text(*, case: int, source: Source, key: int, text: str, by: Actor, at: datetime) -> None:
    """Let a message or a note be found: `case` is the key of its case, `key` its own.

    Call it in the transaction that writes the text, which holds the lock of the case; again when the text changes,
    with an empty text when it is taken away.
    """
    search.put_cases(texts=[CaseText(case, source, key, text)], by=by, at=at)


def index_new(*, row: Case, message: tuple[int, str] | None = None, by: Actor, at: datetime) -> None:
    """Let a case be found that came in within this transaction, and the message that it came in with: key and text."""
    texts = [_of_case(row)]
    if message is not None:
        texts.append(CaseText(row.pk, Source.MESSAGE, *message))
    search.put_new(texts=texts, by=by, at=at)


def index_cases(*, rows: Iterable[Case], by: Actor, at: datetime) -> None:
    """Let cases be found by what their rows say now."""
    search.put_cases(texts=map(_of_case, rows), by=by, at=at)


def index_notes(*, rows: Iterable[Note], by: Actor, at: datetime) -> None:
    """Let notes be found."""
    search.put_cases(texts=map(_of_note, rows), by=by, at=at)


def index_messages(*, keys: Collection[int], by: Actor, at: datetime) -> None:
    """Let messages that came in or went out be found, by their keys; their cases are locked meanwhile."""
    told = communication.message_texts(keys)
    texts = list(_of_messages(told.values()))
    list(Case.objects.select_for_update().filter(pk__in={text.case for text in texts}).order_by("pk").values("pk"))
    search.put_cases(texts=texts, by=by, at=at)


def rebuild_index(*, by: Actor, at: datetime) -> int:
    """Put all texts of cases in anew, some thousand a transaction, and count them; what is there stays findable."""
    if not permissions.may_import(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="rebuild_index")
    texts = (_of_case(row) for row in _through(Case.objects.only("pk", "code", "title", "category", "outcome_text")))
    notes = (_of_note(row) for row in _through(Note.objects.only("pk", "case_id", "text")))
    return sum(_in_parts(stream, by=by, at=at) for stream in (texts, notes, _all_messages()))


def _in_parts(texts: Iterator[CaseText], *, by: Actor, at: datetime) -> int:
    count, part = 0, []
    for text in texts:
        part.append(text)
        if len(part) == AT_ONCE:
            count += search.put_cases(texts=part, by=by, at=at)
            part = []
    return count + search.put_cases(texts=part, by=by, at=at)


def _through(rows: QuerySet[Row]) -> Iterator[Row]:
    """Walk a table by its key, some thousand rows a query: no cursor stays open while others write."""
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from part
        last = part[-1].pk


def _all_messages() -> Iterator[CaseText]:
    last = 0
    while part := communication.message_texts_after(last, AT_ONCE):
        yield from _of_messages(part)
        last = part[-1].id


def _of_messages(told: Collection[MessageText]) -> Iterator[CaseText]:
    threads = {text.thread for text in told}
    cases = dict(CaseThread.objects.filter(thread__in=threads).values_list("thread", "case"))
    for text in told:
        if text.thread in cases:
            yield CaseText(cases[text.thread], Source.MESSAGE, text.id, text.text)


def words_of(row: Case) -> Sequence[str]:
    """Give what a case is found by."""
    return row.code, row.title, row.category, row.outcome_text


def _of_case(row: Case) -> CaseText:
    return CaseText(row.pk, Source.CASE, row.pk, "\n".join(words_of(row)))


def _of_note(row: Note) -> CaseText:
    return CaseText(row.case_id, Source.NOTE, row.pk, row.text)
