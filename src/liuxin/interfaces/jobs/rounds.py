"""The rounds of the background worker: seal, bring the facts up to date, keep roots, hand up, examine when asked."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, connection

from liuxin.desk.cases import actions as cases
from liuxin.desk.history import actions as history
from liuxin.desk.history.queries import head
from liuxin.desk.history.words import ChainHead
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.surveys import actions as surveys
from liuxin.facts import actions as facts
from liuxin.facts.queries import current
from liuxin.interfaces.jobs import asking, examinations, failures, notices, roots, surveying, warning
from liuxin.interfaces.jobs.hands import Hands
from liuxin.interfaces.jobs.mail import watching
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import CannotTellError
from liuxin.performance.dialogue import actions as dialogue
from liuxin.performance.feedback import actions as feedback

EACH = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)
LOOKED_AFTER_EACH = timedelta(minutes=1)
"""So often the facts are refreshed though nothing new was sealed: a file that was lost is made anew, and what they hold
no more, after an erasure above all, lies on the disk until then."""
ESCALATED_EACH = timedelta(minutes=1)
LOG = logging.getLogger("liuxin.rounds")


def catch_up(at: datetime) -> ChainHead:
    """Seal what waits, take it into the facts, mend what was lost of them; gives where the chain then ends."""
    seal(at)
    _refresh(at)
    return head()


def seal(at: datetime) -> None:
    """Seal what waits; before that, what the days that are over still owe the record."""
    surveys.tell_days(by=Actor.system("surveys"), at=at)
    history.seal(key=settings.SEAL_KEY, at=at)


def _refresh(at: datetime) -> None:
    with failures.told("facts", at):
        facts.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=at)


@dataclass
class Facts:
    """Keeps the facts up to date, and looks after them at least once a minute."""

    refreshed_at: datetime | None = None

    def __call__(self, at: datetime) -> None:
        """Take what was sealed into the facts; with nothing new only once a minute."""
        if self.refreshed_at and at - self.refreshed_at < LOOKED_AFTER_EACH and facts_reach() >= head().seq:
            return
        _refresh(at)
        self.refreshed_at = at


@dataclass
class Escalation:
    """Hands up what nobody answered in time, at most once a minute."""

    do: Callable[..., object] = dialogue.escalate_overdue
    looked_at: datetime | None = None

    def __call__(self, at: datetime) -> None:
        """Look for what is overdue when the minute is over."""
        if self.looked_at is None or at - self.looked_at >= ESCALATED_EACH:
            self.do(by=Actor.system("clock"), at=at)
            self.looked_at = at


def keep_root(at: datetime) -> None:
    """Keep the root of the day."""
    roots.keep_daily(examinations.home() / "roots", head(), at)


def facts_reach() -> int:
    """Tell how far the facts are; those that cannot be read are nowhere, and are made anew."""
    try:
        return current().seq
    except CannotTellError:
        return -1


@dataclass
class Part:
    """A part of the round: after an error its own pause doubles up to a minute, and the others keep their second."""

    do: Callable[[datetime], None]
    pause: timedelta = EACH
    next_at: datetime | None = None

    def run(self, now: datetime) -> None:
        """Do it when its time has come; an error is told to the log and tried again."""
        if self.next_at and now < self.next_at:
            return
        try:
            self.do(now)
        except Exception:
            LOG.exception("A part of the round failed; it is tried again")
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        else:
            self.pause = EACH
        self.next_at = now + self.pause if self.pause > EACH else None


class Rounds:
    """One round a second; a part that fails pauses by itself, so that nothing runs hot and nothing waits for it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Take the clock."""
        self._now = now
        self._examiner: threading.Thread | None = None
        late = (
            Escalation(dialogue.escalate_overdue),
            Escalation(feedback.escalate_late_appeals),
            Escalation(cases.raise_due),
            Escalation(notices.mail),
            Escalation(surveying.ask),
            Escalation(warning.look_at_answers),
            Escalation(warning.look_at_verdicts),
            Escalation(warning.look_at_returns),
            Escalation(warning.look_at_follow_ups),
            Escalation(warning.tell_late),
            Escalation(asking.ask_again),
        )
        self._parts = [Part(seal), Part(Facts()), Part(keep_root), *map(Part, late), Part(Hands()), Part(self._examine)]
        self._parts += [Part(watching.release), Part(watching.Mail(now))]

    def once(self) -> timedelta:
        """Do one round, and tell how long to wait for the next."""
        for part in self._parts:
            part.run(self._now())
        close_old_connections()
        return EACH

    def _examine(self, now: datetime) -> None:
        """Examine in a thread of its own: sealing does not wait for it."""
        del now  # the thread reads the clock when it begins
        if self._examiner and self._examiner.is_alive():
            return
        self._examiner = None
        if examinations.asked():
            self._examiner = threading.Thread(target=self._examine_now, name="examiner", daemon=True)
            self._examiner.start()

    def _examine_now(self) -> None:
        try:
            examinations.run_if_asked(self._now())
        except Exception:
            LOG.exception("An examination failed")
        finally:
            connection.close()
