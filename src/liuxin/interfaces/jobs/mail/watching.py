"""What the worker does about mail: a thread for each mailbox and one that sends, so that nothing else waits."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection

from liuxin.desk.cases import actions as cases
from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.words import MailboxView
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs.mail.inbox import CANNOT_REACH, Inbox, opened
from liuxin.interfaces.jobs.mail.intake import MAIL
from liuxin.interfaces.jobs.mail.sending import say, send_due
from liuxin.kernel.errors import LiuxinError

IDLES = 60.0
POLLS = 15.0
PAUSES = (5.0, 10.0, 20.0, 40.0, 60.0)
LOOKED_AT_EACH = timedelta(seconds=10)
LOG = logging.getLogger("liuxin.mail")


def release(at: datetime) -> None:
    """Let go what can no longer be taken back."""
    cases.release(by=MAIL, at=at)


def poll(box: MailboxView, now: Callable[[], datetime]) -> int:
    """Read a mailbox once, and give how many letters were taken in. Raises what it cannot do."""
    with opened(box.plan.comes_in) as client:
        taken = Inbox(client, box, now).take_all()
    actions.mailbox_seen(mailbox=box.id, by=MAIL, at=now())
    return len(taken)


def readable(at: datetime) -> list[MailboxView]:
    """Give the mailboxes that letters are fetched from."""
    boxes = queries.mailboxes(organisation.standing(MAIL, at))
    return [box for box in boxes if box.plan.is_open and box.plan.comes_in.host]


@dataclass
class Mail:
    """Keeps one thread for each mailbox that is open, and one that sends while there is something to send."""

    now: Callable[[], datetime]
    watchers: dict[int, "Watcher"] = field(default_factory=dict)
    sender: threading.Thread | None = None
    looked_at: datetime | None = None

    def __call__(self, at: datetime) -> None:
        """Look after the threads."""
        idle = self.sender is None or not self.sender.is_alive()
        if idle and queries.post_is_due(at):
            self.sender = _start("sender", self._send)
        if self.looked_at is None or at - self.looked_at >= LOOKED_AT_EACH:
            self.looked_at = at
            self._look(at)

    def _look(self, at: datetime) -> None:
        boxes = {box.id: box for box in readable(at)}
        for key, watcher in list(self.watchers.items()):
            if key not in boxes or boxes[key].plan != watcher.box.plan:
                watcher.ended.set()
                del self.watchers[key]
        for key, box in boxes.items():
            if key not in self.watchers:
                self.watchers[key] = Watcher(box, self.now)
                self.watchers[key].start()

    def _send(self) -> None:
        try:
            while send_due(self.now):
                pass
        except Exception:
            LOG.exception("Sending failed; it is tried again")
        finally:
            connection.close()


@dataclass
class Watcher:
    """Reads one mailbox until it is told to end; the server gone, it comes back by itself."""

    box: MailboxView
    now: Callable[[], datetime]
    ended: threading.Event = field(default_factory=threading.Event)
    failures: int = 0

    def start(self) -> None:
        """Begin, in a thread of its own."""
        _start(f"mailbox {self.box.plan.code}", self._run)

    def _run(self) -> None:
        while not self.ended.is_set():
            try:
                self._read()
            except (*CANNOT_REACH, LiuxinError, DatabaseError) as error:
                self._failed(error)
            except Exception as error:
                LOG.exception("A mailbox could not be read; it is tried again")
                self._failed(error)
            finally:
                connection.close()

    def _read(self) -> None:
        with opened(self.box.plan.comes_in) as client:
            inbox = Inbox(client, self.box, self.now)
            while not self.ended.is_set():
                close_old_connections()
                inbox.take_all()
                actions.mailbox_seen(mailbox=self.box.id, by=MAIL, at=self.now())
                self.failures = 0
                # Nothing is held open in the database while nothing comes.
                connection.close()
                if not inbox.wait(IDLES):
                    self.ended.wait(POLLS)

    def _failed(self, error: Exception) -> None:
        LOG.warning("Mailbox %s: %s", self.box.plan.code, say(error))
        try:
            actions.mailbox_seen(mailbox=self.box.id, error=say(error), by=MAIL, at=self.now())
        except DatabaseError:
            LOG.warning("Mailbox %s: the database does not answer either", self.box.plan.code)
        self.ended.wait(PAUSES[min(self.failures, len(PAUSES) - 1)])
        self.failures += 1


def _start(name: str, do: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=do, name=name, daemon=True)
    thread.start()
    return thread
