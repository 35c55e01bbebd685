"""Rules of outgoing post: where it may go, when it is tried again, when it is given up."""

import re
import secrets
from datetime import datetime, timedelta

from liuxin.desk.communication.words.post import GIVEN_UP_AFTER
from liuxin.desk.communication.words.states import PostState
from liuxin.kernel.errors import BadInputError, RuleBrokenError

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\]+")
LONGEST_ADDRESS = 254
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60, 120, 240))
FINAL = range(500, 600)


def address(value: str) -> str:
    """Give an address that a letter can go to. A line break or a second address is refused: headers end with lines."""
    cleaned = value.strip()
    if not ADDRESS.fullmatch(cleaned) or len(cleaned) > LONGEST_ADDRESS or not cleaned.isprintable():
        raise BadInputError("communication.bad_address", field="to", address=cleaned[:80])
    return cleaned


def answer_to(subject: str) -> str:
    """Give the subject of an answer."""
    return subject if subject[:3].casefold() == "re:" else f"Re: {subject}".strip()


def next_try(attempts: int, made_at: datetime, at: datetime) -> datetime | None:
    """Tell when a letter is tried again after so many attempts; None when its day is over."""
    due = at + PAUSES[min(attempts, len(PAUSES)) - 1]
    return due if due <= made_at + GIVEN_UP_AFTER else None


def is_final(code: int) -> bool:
    """Tell whether what the server answered to this letter will be its answer tomorrow too."""
    return code in FINAL


def check_retries(state: str) -> None:
    """Refuse to send again what is under way or has arrived."""
    if state not in {PostState.FAILED, PostState.UNCERTAIN, PostState.CANCELLED, PostState.BOUNCED, PostState.WAITING}:
        raise RuleBrokenError("communication.post_not_stuck", state=str(state))


def check_cancels(state: str) -> None:
    """Refuse to stop what is no longer waiting."""
    if state not in {PostState.WAITING, PostState.FAILED, PostState.UNCERTAIN, PostState.BOUNCED}:
        raise RuleBrokenError("communication.post_not_waiting", state=str(state))


def check_arrived(state: str) -> None:
    """Refuse to say of a letter that it has arrived, unless that is open."""
    if state != PostState.UNCERTAIN:
        raise RuleBrokenError("communication.post_not_uncertain", state=str(state))


def new_world_id() -> str:
    """Give the name that a letter has for the world, before the @ of its mailbox: nobody can guess it."""
    return secrets.token_hex(16)


def new_claim() -> str:
    """Give a name for the worker that takes letters."""
    return secrets.token_hex(8)
