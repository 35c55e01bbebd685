"""Reads of communication. Who may see a thread is decided by the room that knows what it is about."""

from liuxin.desk.communication.queries.messages import (
    arrived_before,
    draft_of,
    drafts_of,
    drafts_since,
    messages,
    others_writing,
    thread_by_key,
    threads,
)
from liuxin.desk.communication.queries.notices import (
    NOTICES_A_PAGE,
    notice,
    notice_mails,
    notice_plan,
    notices,
    unread_notices,
)
from liuxin.desk.communication.queries.post import outbox, undelivered
from liuxin.desk.communication.queries.texts import message_rows, message_texts, message_texts_after

__all__ = [
    "NOTICES_A_PAGE",
    "arrived_before",
    "draft_of",
    "drafts_of",
    "drafts_since",
    "message_rows",
    "message_texts",
    "message_texts_after",
    "messages",
    "notice",
    "notice_mails",
    "notice_plan",
    "notices",
    "others_writing",
    "outbox",
    "thread_by_key",
    "threads",
    "undelivered",
    "unread_notices",
]
