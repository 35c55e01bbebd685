"""What was written on a case: whoever sees the case reads it."""

from collections.abc import Iterable

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, CaseThread
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.queries.ties import merged_too, messages_of_split, with_merged
from liuxin.desk.cases.words import Conversation
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import Attachment, Message, Thread
from liuxin.desk.files.words import KeptFile
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError


def conversation(standing: Standing, code: str) -> Conversation:
    """Give the conversation of a case. Raises `NotFoundError("cases.no_such_case")` as the case's page does."""
    threads, messages = written(_seen(standing, code).pk)
    return Conversation(threads, messages, organisation.names(authors_of(messages)))


def written(case: int) -> tuple[tuple[Thread, ...], tuple[Message, ...]]:
    """Give the threads of a case and what was written in them: three statements."""
    rows = CaseThread.objects.filter(case__in=merged_too(case)).select_related("thread")
    threads = {row.thread_id: communication.thread_of(row.thread) for row in rows}
    return tuple(threads.values()), communication.messages(threads, also=messages_of_split(case))


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
