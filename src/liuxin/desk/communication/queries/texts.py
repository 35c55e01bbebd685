"""What was written, as search reads it: subject and text, whichever thread it is of."""

from collections.abc import Iterable

from django.db.models import QuerySet

from liuxin.desk.communication.models import Message
from liuxin.desk.communication.rules.messages import found_by
from liuxin.desk.communication.words import MessageState, MessageText

_SHOWN = (MessageState.RECEIVED.value, MessageState.RELEASED.value)


def message_rows(keys: Iterable[int]) -> QuerySet[Message]:
    """Give the rows of messages that came in or went out, for a query of a higher room to read with others."""
    return Message.objects.filter(state__in=_SHOWN, pk__in=list(keys))


def message_texts(keys: Iterable[int]) -> dict[int, MessageText]:
    """Give messages that came in or went out, by key: one query."""
    return {text.id: text for text in _texts(pk__in=list(keys))}


def message_texts_after(key: int, most: int) -> tuple[MessageText, ...]:
    """Walk all messages by their key, `most` at a time."""
    return _texts(most, pk__gt=key)


def _texts(most: int | None = None, **which: object) -> tuple[MessageText, ...]:
    rows = Message.objects.filter(state__in=_SHOWN, **which).order_by("pk")
    found = rows.values_list("pk", "thread", "subject", "text", "at")[:most]
    return tuple(MessageText(key, thread, found_by(subject, text), at) for key, thread, subject, text, at in found)
