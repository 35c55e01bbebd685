"""Letters leave by SMTP. Never twice: that the server is about to have a letter is committed before it has."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage

from liuxin.desk.cases import actions as cases
from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.rules import post as rules
from liuxin.desk.communication.words import Letter, MailboxView, Route, Security
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs.mail.composing import compose
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError

MAIL = Actor.system("mail")
SECONDS = 30
GOES_ON, DONE = 354, 250
ACCEPTED = frozenset({250, 251})
LOG = logging.getLogger("liuxin.mail")


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """The server has said no to this one letter."""

    def __init__(self, code: int, said: bytes | str) -> None:
        """Keep what it said."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        super().__init__(f"{code} {' '.join(text.split())}")
        self.code = code


class TakenOver(Exception):  # noqa: N818 - as above
    """Another worker has taken the letter over meanwhile."""


def send_due(now: Callable[[], datetime]) -> int:
    """Send what is due, each by its mailbox; gives how many the servers took over."""
    at = now()
    actions.recover_posts(by=MAIL, at=at)
    boxes = [box for box in queries.mailboxes(organisation.standing(MAIL, at)) if _can_send(box)]
    if not boxes:
        return 0
    sent = 0
    letters = actions.claim_posts(by=MAIL, at=at)
    for box, bundle in _by_box(letters, boxes):
        sent += _send_bundle(bundle, box, now)
    return sent


def connect(route: Route) -> smtplib.SMTP:
    """Greet a server and sign in. Raises what smtplib, ssl and the network raise."""
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if route.security is Security.SSL:
        server = smtplib.SMTP_SSL(route.host, route.port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(route.host, route.port, timeout=SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        if route.security is Security.STARTTLS:
            server.starttls(context=context)
            server.ehlo()
        if route.user:
            server.login(route.user, route.secret)
    except BaseException:
        server.close()
        raise
    return server


def _can_send(box: MailboxView) -> bool:
    return box.plan.is_open and bool(box.plan.goes_out.host)


def _by_box(letters: tuple[Letter, ...], boxes: list[MailboxView]) -> list[tuple[MailboxView, list[Letter]]]:
    """Give the letters of each mailbox: that of its thread, else the first that can send."""
    known = {box.id: box for box in boxes}
    threads = queries.mailboxes_of_threads({letter.thread for letter in letters if letter.thread})
    bundles: dict[int, list[Letter]] = {}
    for letter in letters:
        wanted = threads.get(letter.thread or 0)
        box = known.get(wanted or 0, boxes[0])
        bundles.setdefault(box.id, []).append(letter)
    return [(known[key], bundle) for key, bundle in bundles.items()]


def _send_bundle(letters: list[Letter], box: MailboxView, now: Callable[[], datetime]) -> int:
    sent = 0
    server: smtplib.SMTP | None = None
    for number, letter in enumerate(letters):
        try:
            server = server or connect(box.plan.goes_out)
        except (OSError, smtplib.SMTPException, LiuxinError) as error:
            _gone(letters[number:], box, error, now())
            return sent
        if not _send(server, letter, box, now):
            # Whatever was left half said is not built upon.
            _close(server)
            server = None
        else:
            sent += 1
    if server is not None:
        _close(server)
    return sent


def _gone(letters: list[Letter], box: MailboxView, error: Exception, at: datetime) -> None:
    """Let all of them wait, as nothing is wrong with them: the server cannot be reached."""
    said = say(error)
    actions.mailbox_seen(mailbox=box.id, error=said, by=MAIL, at=at)
    for letter in letters:
        cases.letter_refused(letter=letter, error=said, final=False, by=MAIL, at=at)


def _send(server: smtplib.SMTP, letter: Letter, box: MailboxView, now: Callable[[], datetime]) -> bool:
    begun = False

    def begin() -> None:
        nonlocal begun
        if not actions.begin_post(letter=letter, by=MAIL, at=now()):
            raise TakenOver
        begun = True

    try:
        _say(server, box.plan.address, letter.to, compose(letter, box, now()), begin)
    except TakenOver:
        return False
    except Refused as refusal:
        final = rules.is_final(refusal.code)
        cases.letter_refused(letter=letter, error=str(refusal), final=final, by=MAIL, at=now())
        return False
    except Exception as error:  # noqa: BLE001 - one letter, whatever is wrong with it, holds no other up
        LOG.warning("A letter could not be sent (post %s): %s", letter.id, say(error))
        if begun:
            actions.post_uncertain(letter=letter, error=say(error), by=MAIL, at=now())
        else:
            cases.letter_refused(letter=letter, error=say(error), final=False, by=MAIL, at=now())
        return False
    actions.post_sent(letter=letter, by=MAIL, at=now())
    return True


def _say(server: smtplib.SMTP, sender: str, to: str, message: EmailMessage, begin: Callable[[], None]) -> None:
    """Hand a letter over; `begin` is called before the last dot, after which it is the server's."""
    content = message.as_bytes()
    _expect(server.mail(sender), {DONE})
    _expect(server.rcpt(to), ACCEPTED)
    _expect(server.docmd("DATA"), {GOES_ON})
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    quoted = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    server.send(quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n")
    begin()
    server.send(b".\r\n")
    _expect(server.getreply(), {DONE})


def _expect(reply: tuple[int, bytes], codes: frozenset[int] | set[int]) -> None:
    if reply[0] not in codes:
        raise Refused(*reply)


def say(error: Exception) -> str:
    """Give an error in one line, as a log or an administrator reads it."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(Refused(error.smtp_code, error.smtp_error))
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:300] if text else type(error).__name__


def _close(server: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()
