"""What a message may be; each refusal names the field."""

import secrets
from datetime import datetime

from liuxin.desk.communication.words import Medium, MessageState
from liuxin.desk.communication.words.messages import TAKE_BACK
from liuxin.kernel.errors import BadInputError, RuleBrokenError

LONGEST_TEXT = 100_000
LONGEST_SUBJECT = 300
KEY_BYTES = 9


def text(value: str) -> str:
    """Give the text of a message of ours: it says something, and is not a book."""
    cleaned = value.strip()
    if not cleaned:
        raise BadInputError("communication.text_missing", field="text")
    if len(cleaned) > LONGEST_TEXT:
        raise BadInputError("communication.text_too_long", field="text", longest=LONGEST_TEXT, length=len(cleaned))
    return cleaned


def subject(value: str) -> str:
    """Give a subject in one line, cut where it is too long: what comes from outside is never refused for it."""
    return " ".join(value.split())[:LONGEST_SUBJECT]


def release_at(at: datetime) -> datetime:
    """Give when a message that is written now can no longer be taken back."""
    return at + TAKE_BACK


def check_takes_back(state: str) -> None:
    """Refuse to take back what has gone out, or was taken back before."""
    if state == MessageState.TAKEN_BACK:
        raise RuleBrokenError("communication.taken_back_already")
    if state != MessageState.PENDING:
        raise RuleBrokenError("communication.gone_out_already")


def goes_by_mail(medium: str, address: str) -> bool:
    """Tell whether a message of ours goes out by e-mail too: by form or portal it does where an address is known."""
    return medium == Medium.EMAIL or ("@" in address and medium in {Medium.WEB_FORM, Medium.PORTAL})


def new_key() -> str:
    """Give a key for a thread: letters and digits that an address may bear, in small letters only."""
    return secrets.token_hex(KEY_BYTES)


def found_by(subject: str, text: str) -> str:
    """Give what a message is found by."""
    return f"{subject}\n{text}".strip()
