"""Whether a mailbox can be reached, told so that whoever sets it up knows what to change."""

import imaplib
import smtplib
import socket
import ssl
from dataclasses import dataclass

from imapclient import exceptions

from liuxin.desk.communication.words import MailboxPlan, Route
from liuxin.interfaces.jobs.mail.inbox import CANNOT_REACH, opened
from liuxin.interfaces.jobs.mail.sending import connect, say


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one half of a test: the code of a sentence, and what fills it."""

    good: bool
    code: str
    params: dict[str, str]
    why: str = ""


def check(plan: MailboxPlan) -> tuple[Checked, ...]:
    """Sign in to both servers of a mailbox; changes nothing there."""
    found = []
    if plan.comes_in.host:
        found.append(_check_in(plan))
    if plan.goes_out.host:
        found.append(_check_out(plan))
    return tuple(found)


def _check_in(plan: MailboxPlan) -> Checked:
    route = plan.comes_in
    try:
        with opened(route) as client:
            letters = int(client.select_folder(plan.folder, readonly=True)[b"EXISTS"])
    except (*CANNOT_REACH, imaplib.IMAP4.error) as error:
        return _bad("mail.test.in_bad", route, error)
    told = {"host": route.host, "folder": plan.folder, "letters": str(letters)}
    return Checked(good=True, code="mail.test.in_good", params=told)


def _check_out(plan: MailboxPlan) -> Checked:
    route = plan.goes_out
    try:
        connect(route).quit()
    except (OSError, smtplib.SMTPException) as error:
        return _bad("mail.test.out_bad", route, error)
    return Checked(good=True, code="mail.test.out_good", params={"host": route.host})


def _bad(code: str, route: Route, error: Exception) -> Checked:
    told = {"host": route.host, "port": str(route.port), "detail": say(error)}
    return Checked(good=False, code=code, params=told, why=f"mail.why.{_why(error)}")


def _why(error: Exception) -> str:
    known: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (ssl.SSLCertVerificationError, "certificate"),
        ((exceptions.LoginError, smtplib.SMTPAuthenticationError), "login"),
        ((ssl.SSLError, smtplib.SMTPNotSupportedError, smtplib.SMTPServerDisconnected), "encryption"),
        (socket.gaierror, "unknown_host"),
        (TimeoutError, "timeout"),
        (ConnectionRefusedError, "refused"),
    )
    return next((name for kinds, name in known if isinstance(error, kinds)), "other")
