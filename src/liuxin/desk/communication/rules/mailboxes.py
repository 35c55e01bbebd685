"""Reply addresses that cannot be forged, passwords that are sealed, and what a mailbox must say."""

import base64
import hashlib
import hmac
import re

from cryptography.fernet import Fernet, InvalidToken

from liuxin.desk.communication.rules import post
from liuxin.desk.communication.words.post import MailboxPlan, Route
from liuxin.kernel.errors import BadInputError, CannotTellError

SIGNS = 16
LONGEST_LOCAL = 64
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
HOST = re.compile(r"[A-Za-z0-9._:-]{1,200}")
SIGNED = re.compile(r"\+([0-9a-f]{8,32})\.([0-9a-f]{16})$")
LAST_PORT = 65_535


def reply_address(address: str, key: str, secret: str) -> str:
    """Give the address that answers to a thread go to; where it would be too long the plain one does."""
    local, _, domain = address.rpartition("@")
    signed = f"{local}+{key}.{_sign(key, secret)}"
    return f"{signed}@{domain}" if len(signed) <= LONGEST_LOCAL else address


def key_of(address: str, secret: str) -> tuple[str, bool]:
    """Read a reply address: the key of the thread and whether the signature is ours; "" where it is no such address."""
    found = SIGNED.search(address.rpartition("@")[0].lower())
    if not found:
        return "", False
    return found[1], hmac.compare_digest(found[2], _sign(found[1], secret))


def plain(address: str) -> str:
    """Give an address as it is compared: small letters, without what follows a plus."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def seal(password: str, secret: str) -> str:
    """Seal a password with the key of the server; "" stays ""."""
    return _box(secret).encrypt(password.encode()).decode() if password else ""


def unseal(sealed: str, secret: str) -> str:
    """Open a sealed password. Raises `CannotTellError` where the key of the server is another one than then."""
    if not sealed:
        return ""
    try:
        return _box(secret).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotTellError("communication.secret_unreadable") from error


def check(plan: MailboxPlan) -> MailboxPlan:
    """Refuse a mailbox that cannot work; each refusal names the field."""
    if not CODE.fullmatch(plan.code):
        raise BadInputError("communication.mailbox_code", field="code")
    if not plan.name.strip():
        raise BadInputError("communication.mailbox_name", field="name")
    try:
        post.address(plan.address)
    except BadInputError as error:
        raise BadInputError("communication.bad_address", field="address", address=plan.address[:80]) from error
    if not 1 <= plan.per_hour <= 100_000:  # noqa: PLR2004 - said in the sentence
        raise BadInputError("communication.mailbox_rate", field="per_hour")
    for name, route in (("in", plan.comes_in), ("out", plan.goes_out)):
        _check_route(name, route)
    if not (plan.comes_in.host or plan.goes_out.host):
        raise BadInputError("communication.mailbox_without_server", field="in_host")
    return plan


def _check_route(name: str, route: Route) -> None:
    if not route.host:
        return
    if not HOST.fullmatch(route.host):
        raise BadInputError("communication.mailbox_host", field=f"{name}_host", host=route.host[:80])
    if not 1 <= route.port <= LAST_PORT:
        raise BadInputError("communication.mailbox_port", field=f"{name}_port")


def _sign(key: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"reply:{key}".encode(), hashlib.sha256).hexdigest()[:SIGNS]


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mailbox:{secret}".encode()).digest()))
