"""Files are attached to messages: what is refused leaves a line in the message that says so."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.communication.models import Attachment, Message
from liuxin.desk.communication.rules import attachments as rules
from liuxin.desk.communication.words import MessageState, NewAttachment
from liuxin.desk.files import actions as files
from liuxin.desk.files import queries as kept
from liuxin.desk.files import rules as file_rules
from liuxin.desk.files.words import Refusal
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError


def attach_received(message: Message, given: Sequence[NewAttachment], *, by: Actor, at: datetime) -> None:
    """Keep what came with a message; what may not be kept leaves a line with its name, size and why."""
    if not given:
        return
    limits, total, rows = kept.limits(), 0, []
    for each in given:
        name, size = file_rules.safe_name(each.name), len(each.content)
        row = Attachment(message=message, name=name, size=size, limit=limits.per_file)
        if why := file_rules.refusal(each.name, each.content, limits):
            row.refused = why.value
        elif total + size > limits.per_message:
            row.refused, row.limit = Refusal.MESSAGE_TOO_LARGE.value, limits.per_message
        else:
            row.file_id = files.keep(name=each.name, content=each.content, limits=limits, by=by, at=at).id
            total += size
        rows.append(row)
    Attachment.objects.bulk_create(rows)


@transaction.atomic
def attach(*, message: int, attachments: Sequence[NewAttachment], by: Actor, at: datetime) -> None:
    """Attach files to a message of one's own while it can still be taken back."""
    if not attachments:
        return
    row = Message.objects.select_for_update().filter(pk=message, author=by.person_id).first()
    if row is None or by.person_id is None or row.state != MessageState.PENDING:
        raise NotFoundError("communication.no_such_message")
    attach_own(row, attachments, by=by, at=at)


def attach_own(message: Message, given: Sequence[NewAttachment], *, by: Actor, at: datetime) -> None:
    """Keep what one of us attaches. Raises `BadInputError("files.<why>")`: whoever writes is there to choose again."""
    limits, rows = kept.limits(), []
    rules.check(given, limits)
    for each in given:
        file = files.keep(name=each.name, content=each.content, limits=limits, by=by, at=at)
        name = file_rules.safe_name(each.name)
        rows.append(Attachment(message=message, name=name, size=file.size, file_id=file.id, limit=limits.per_file))
    Attachment.objects.bulk_create(rows)
