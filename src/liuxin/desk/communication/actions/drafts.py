"""What somebody began to write is kept, so that a closed window loses nothing. The record is not told of it."""

from datetime import datetime

from liuxin.desk.communication.models import Draft
from liuxin.desk.communication.rules import messages as message_rules
from liuxin.desk.communication.words import About
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError


def save_draft(*, about: About, text: str, by: Actor, at: datetime) -> None:
    """Keep what is written so far; an empty text drops the draft. It is one's own: nobody else ever reads it."""
    if by.person_id is None:
        raise NotAllowedError("communication.not_allowed")
    if not text.strip():
        drop_draft(about=about, by=by, at=at)
        return
    Draft.objects.update_or_create(
        about_kind=about.kind,
        about_code=about.code,
        person_id=by.person_id,
        defaults={"text": text[: message_rules.LONGEST_TEXT], "saved_at": at},
    )


def drop_draft(*, about: About, by: Actor, at: datetime) -> None:
    """Forget what was begun."""
    del at  # nothing is told to the record
    Draft.objects.filter(about_kind=about.kind, about_code=about.code, person=by.person_id).delete()
