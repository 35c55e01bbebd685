"""Letters are fetched by IMAP, each in a transaction of its own, and marked as read only after that."""

import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, InterfaceError, transaction
from imapclient import IMAPClient, exceptions

from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.words import HeldWhy, MailboxView, Route, Security
from liuxin.interfaces.jobs.mail import intake
from liuxin.interfaces.jobs.mail.intake import MAIL, Taken
from liuxin.kernel.errors import NotFoundError

SECONDS = 30
LARGEST = 100 * 1024 * 1024
WHOLE, HEAD, SIZE = "BODY.PEEK[]", "BODY.PEEK[HEADER]", "RFC822.SIZE"
SEEN = b"\\Seen"
CANNOT_REACH = (OSError, exceptions.IMAPClientError, exceptions.ProtocolError)
LOG = logging.getLogger("liuxin.mail")


@contextmanager
def opened(route: Route) -> Iterator[IMAPClient]:
    """Connect and sign in; whatever happens the line is closed. Raises what is in `CANNOT_REACH`."""
    context = ssl.create_default_context()
    is_ssl = route.security is Security.SSL
    client = IMAPClient(
        route.host, route.port, ssl=is_ssl, ssl_context=context if is_ssl else None, use_uid=True, timeout=SECONDS
    )
    try:
        if route.security is Security.STARTTLS:
            client.starttls(context)
        client.login(route.user, route.secret)
        yield client
    finally:
        with suppress(*CANNOT_REACH):
            client.logout()
        with suppress(*CANNOT_REACH):
            client.shutdown()


@dataclass
class Inbox:
    """One mailbox over one connection."""

    client: IMAPClient
    box: MailboxView
    now: Callable[[], datetime]

    def take_all(self) -> list[Taken]:
        """Take in what is new since the last letter that was taken in, oldest first."""
        told = self.client.select_folder(self.box.plan.folder)
        validity = int(told[b"UIDVALIDITY"])
        known, last = queries.last_taken(self.box.id)
        if known is None:
            return self._take_first(validity, int(told.get(b"UIDNEXT", 1)))
        # Numbered anew: everything is looked at again, and what came before is known by its name.
        after = last if known == validity else 0
        numbers = [uid for uid in sorted(self.client.search(["UID", f"{after + 1}:*"])) if uid > after]
        return [taken for uid in numbers if (taken := self._take(uid, validity, uid)) is not None]

    def _take_first(self, validity: int, next_uid: int) -> list[Taken]:
        """Take in what nobody has read yet when the mailbox is new here; older letters stay where they are."""
        # Until all are in, none is numbered: killed in between, it begins again, and none comes twice.
        numbers = sorted(self.client.search(["UNSEEN"]))
        found = [taken for uid in numbers if (taken := self._take(uid, None, 0)) is not None]
        last = max([next_uid - 1, *numbers])
        actions.mark_taken(mailbox=self.box.id, uid_validity=validity, uid=last, by=MAIL, at=self.now())
        return found

    def _take(self, uid: int, validity: int | None, number: int) -> Taken | None:
        raw, is_whole = self._fetch(uid)
        if raw is None:
            return None
        at = self.now()
        try:
            taken = self._taken(raw, validity, number, at) if is_whole else self._held_back(raw, validity, number, at)
        except (DatabaseError, InterfaceError):
            raise
        except Exception as error:
            if isinstance(error, NotFoundError) and error.code == "cases.no_such_entrance":
                raise
            LOG.exception("A letter could not be taken in; it is held (mailbox %s, uid %s)", self.box.plan.code, uid)
            taken = self._held_back(raw, validity, number, at, HeldWhy.UNREADABLE)
        self.client.add_flags([uid], [SEEN], silent=True)
        return taken

    def _taken(self, raw: bytes, validity: int | None, number: int, at: datetime) -> Taken | None:
        if validity is None:
            return intake.take(raw, mailbox=self.box, at=at)
        return intake.take_numbered(raw, mailbox=self.box, uid_validity=validity, uid=number, at=at)

    @transaction.atomic
    def _held_back(
        self, raw: bytes, validity: int | None, number: int, at: datetime, why: HeldWhy = HeldWhy.TOO_LARGE
    ) -> Taken:
        held = intake.hold_whole(raw, why, mailbox=self.box, at=at)
        if validity is not None:
            actions.mark_taken(mailbox=self.box.id, uid_validity=validity, uid=number, by=MAIL, at=at)
        return Taken(intake.Became.HELD, held=held)

    def _fetch(self, uid: int) -> tuple[bytes | None, bool]:
        """Give a letter, or the head of one that is too large for any desk; None where it is gone meanwhile."""
        size = self.client.fetch([uid], [SIZE]).get(uid, {}).get(b"RFC822.SIZE")
        if size is None:
            return None, False
        is_whole = int(size) <= LARGEST
        found = self.client.fetch([uid], [WHOLE if is_whole else HEAD]).get(uid, {})
        content = found.get(b"BODY[]" if is_whole else b"BODY[HEADER]")
        return content, is_whole

    def wait(self, seconds: float) -> bool:
        """Wait until something comes or the time is over; False where the server cannot tell by itself."""
        if b"IDLE" not in self.client.capabilities():
            return False
        self.client.idle()
        try:
            self.client.idle_check(timeout=seconds)
        finally:
            self.client.idle_done()
        return True
