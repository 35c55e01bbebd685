"""Addresses that letters to customers bear: signed, of one case each, and of some weeks only."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from liuxin.kernel.errors import NotFoundError, RuleBrokenError

SALT = "liuxin.portal.case"
LASTS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Followed:
    """What a link leads to: a case, and the customer to whom it was sent."""

    case: str
    customer: str


def token(case: str, customer: str) -> str:
    """Give the token of a link to one case."""
    return signing.dumps([case, customer], salt=SALT)


def address(case: str, customer: str) -> str:
    """Give the whole address of a link to one case."""
    return f"{home()}{reverse('portal:case', args=[token(case, customer)])}"


def read(text: str) -> Followed:
    """Read a token. Raises `NotFoundError("cases.link_unknown")` and `RuleBrokenError("cases.link_expired")`."""
    try:
        case, customer = signing.loads(text, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired as error:
        raise RuleBrokenError("cases.link_expired") from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFoundError("cases.link_unknown") from error
    return Followed(str(case), str(customer))


def home() -> str:
    """Give the beginning of every address of this installation, as the world outside knows it."""
    return str(settings.PUBLIC_ADDRESS)
