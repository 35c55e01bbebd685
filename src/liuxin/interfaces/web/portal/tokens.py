"""The signed token of a form for guests, instead of a cookie: it says which form it is, when it was shown, and once.

It stops machines that post without reading the page, and makes one case of a form that is sent twice. It is no proof of
who sends: a guest acts in nobody's name, so that there is nothing to forge.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

SALT = "liuxin.portal.form"
LASTS = timedelta(hours=12)
SHORTEST = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Shown:
    """A form that was shown: `name` is that of its one sending."""

    name: str
    at: datetime


def new(way: str, at: datetime) -> str:
    """Give the token of a form that is shown now."""
    return signing.dumps([way, secrets.token_urlsafe(12), int(at.timestamp())], salt=SALT)


def read(text: str, way: str, at: datetime) -> Shown | None:
    """Read the token of a form; None where it is not of this form, was made up, or is too old."""
    try:
        of, name, second = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    shown = datetime.fromtimestamp(second, at.tzinfo)
    return Shown(f"form:{name}", shown) if of == way and at - shown < LASTS else None


def is_hasty(shown: Shown, at: datetime) -> bool:
    """Tell whether a form came back faster than anybody reads it."""
    return at - shown.at < SHORTEST
