"""Decisions about the customer's side: what a guest may write, how long an answer takes a case up again."""

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import PortalTerms
from liuxin.kernel.errors import BadInputError, RuleBrokenError

LONGEST_TEXT = 20_000
LONGEST_NAME = 100
LONGEST_ADDRESS = 254
MOST_DAYS = 365
PASS_LASTS = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)
_SITE = re.compile(r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")


def one_line(value: str, *, field: str, longest: int, required: bool = True) -> str:
    """Give a text in one line, without signs that nobody sees: a name that ends a header is only a name."""
    seen = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in value)
    return checks.text(" ".join(seen.split()), field=field, longest=longest, required=required)


def guest_text(value: str) -> str:
    """Give what a guest wrote: something, and no book."""
    return checks.text(value.replace("\x00", ""), field="text", longest=LONGEST_TEXT)


def address(value: str) -> str:
    """Give an e-mail address, or ""; one that is none is named."""
    cleaned = value.strip()
    if cleaned and (len(cleaned) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(cleaned)):
        raise BadInputError("cases.address_unreadable", field="email")
    return cleaned


def site(value: str) -> str:
    """Give a site that may show a form in a frame, as a browser names it: https://www.example.org."""
    cleaned = value.strip().rstrip("/").lower()
    if not _SITE.fullmatch(cleaned):
        raise BadInputError("cases.site_unreadable", field="frame_sites", site=value.strip()[:80])
    return cleaned


def is_long_closed(closed_at: datetime | None, terms: PortalTerms, at: datetime) -> bool:
    """Tell whether an answer opens a case that follows, rather than taking the closed one up again."""
    return closed_at is not None and at > closed_at + timedelta(days=terms.reopen_within)


def decide_from(times: tuple[datetime, ...], terms: PortalTerms) -> datetime | None:
    """Give from when a person may decide without an answer: some days after the customer was asked a second time."""
    return times[1] + timedelta(days=terms.decide_after) if len(times) > 1 else None


def check_may_decide(times: tuple[datetime, ...], terms: PortalTerms, at: datetime) -> None:
    """Refuse to close without an answer before the customer was asked twice and had time."""
    start = decide_from(times, terms)
    if start is None:
        raise RuleBrokenError("cases.asked_only_once")
    if at < start:
        raise RuleBrokenError("cases.customer_has_time", until=start)


def check_days(value: int, *, field: str, least: int) -> int:
    """Give a number of days that makes sense."""
    if not least <= value <= MOST_DAYS:
        raise BadInputError("cases.days_outside", field=field, least=least, most=MOST_DAYS)
    return value


def check_pass(used_at: datetime | None, expires_at: datetime, at: datetime) -> None:
    """Refuse a one-time way in that was used or is too old."""
    if used_at is not None:
        raise RuleBrokenError("cases.link_used")
    if at >= expires_at:
        raise RuleBrokenError("cases.link_expired")


def new_token() -> str:
    """Give a token that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Give what is kept of a token: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()
