"""What was written on a case: whoever sees the case reads it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, QuerySet

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, CaseThread, HeldStep
from liuxin.desk.cases.queries.along import Along, told
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.queries.ties import merged_too, messages_of_split, with_merged
from liuxin.desk.cases.words import Conversation, Status
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import Attachment, Message
from liuxin.desk.files.words import KeptFile
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError


def conversation(standing: Standing, code: str) -> Conversation:
    """Give the conversation of a case. Raises `NotFoundError("cases.no_such_case")` as the case's page does."""
    said = written(_seen(standing, code).pk)
    return replace(said, people=organisation.names(authors_of(said.messages)))


def written(case: int) -> Conversation:
    """Give the threads of a case, what was written in them, and the steps held with it, nobody's name: 3 statements."""
    rows = _THREADS.rows(case)
    threads = {row.thread_id: communication.thread_of(row.thread) for row in rows}
    steps = dict(pair for row in rows for pair in told(row, "held", lambda message, kind: (message, Status(kind))))
    messages = communication.messages_of(_MESSAGES.rows(list(threads), case))
    return Conversation(tuple(threads.values()), messages, {}, steps)


def _threads(case: int) -> QuerySet[CaseThread]:
    held = HeldStep.objects.filter(case=OuterRef("case"), message__thread=OuterRef("thread"))
    rows = CaseThread.objects.filter(case__in=merged_too(case)).select_related("thread")
    return rows.annotate(held=Along(held, "message", "kind"))


def _messages(threads: list[int], case: int) -> QuerySet[Any]:
    return communication.rows_of_threads(threads, also=messages_of_split(case))


_THREADS, _MESSAGES = organisation.Statement(_threads), organisation.Statement(_messages)


def authors_of(messages: Iterable[Message]) -> set[int]:
    """Give the keys of those here who wrote messages."""
    return {each.author for each in messages if each.author is not None}


def attachment(standing: Standing, code: str, key: int) -> tuple[Attachment, KeptFile]:
    """Give a file of a case to whoever sees the case. Everybody else gets `NotFoundError`."""
    row = _seen(standing, code)
    thread, found, file = communication.attached(key)
    _check_belongs(row, thread, found.message)
    return found, file


def whole_letter(standing: Standing, code: str, message: int) -> KeptFile:
    """Give a letter as it came to whoever sees the case."""
    row = _seen(standing, code)
    thread, file = communication.whole_letter(message)
    _check_belongs(row, thread, message)
    return file


def _seen(standing: Standing, code: str) -> Case:
    row = Case.objects.filter(code=code).first()
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", case=code)
    return row


def _check_belongs(row: Case, thread: int, message: int) -> None:
    of_case = CaseThread.objects.filter(case__in=with_merged(row.pk), thread=thread).exists()
    if not of_case and not messages_of_split(row.pk).filter(message=message).exists():
        raise NotFoundError("communication.no_such_attachment")
