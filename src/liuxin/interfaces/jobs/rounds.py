"""The rounds of the background worker: seal, bring the facts up to date, keep roots, examine when asked."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, connection

from liuxin.desk.history import actions as history
from liuxin.desk.history.queries import head
from liuxin.desk.history.words import ChainHead
from liuxin.desk.organisation import queries as organisation
from liuxin.facts import actions as facts
from liuxin.facts.queries import current
from liuxin.interfaces.jobs import examinations, roots
from liuxin.kernel.errors import CannotTellError

EACH = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)
LOG = logging.getLogger("liuxin.rounds")


def catch_up(at: datetime) -> ChainHead:
    """Seal what waits and take it into the facts; gives where the chain then ends."""
    history.seal(key=settings.SEAL_KEY, at=at)
    end = head()
    if _facts_reach() < end.seq:
        facts.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=at)
    return end


def _facts_reach() -> int:
    """Tell how far the facts are; those that cannot be read are nowhere, and are made anew."""
    try:
        return current().seq
    except CannotTellError:
        return -1


class Rounds:
    """One round a second; after an error a pause that doubles up to a minute, so that nothing runs hot."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Take the clock."""
        self._now = now
        self._pause = EACH
        self._examiner: threading.Thread | None = None

    def once(self) -> timedelta:
        """Do one round, and tell how long to wait for the next; one part that fails does not stop the others."""
        done = [self._try(part) for part in (self._catch_up, self._keep_root, self._examine)]
        close_old_connections()
        self._pause = EACH if all(done) else min(self._pause * 2, LONGEST_PAUSE)
        return self._pause

    def _try(self, part: Callable[[], None]) -> bool:
        try:
            part()
        except Exception:
            LOG.exception("A part of the round failed; it is tried again")
            return False
        return True

    def _catch_up(self) -> None:
        catch_up(self._now())

    def _keep_root(self) -> None:
        roots.keep_daily(examinations.home() / "roots", head(), self._now())

    def _examine(self) -> None:
        """Examine in a thread of its own: sealing does not wait for it."""
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
