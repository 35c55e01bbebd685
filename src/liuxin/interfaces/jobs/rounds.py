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

EACH = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)
LOG = logging.getLogger("liuxin.rounds")


def catch_up(at: datetime) -> ChainHead:
    """Seal what waits and take it into the facts; gives where the chain then ends."""
    history.seal(key=settings.SEAL_KEY, at=at)
    end = head()
    if current().seq < end.seq:
        facts.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=at)
    return end


class Rounds:
    """One round a second; after an error a pause that doubles up to a minute, so that nothing runs hot."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Take the clock."""
        self._now = now
        self._pause = EACH
        self._examiner: threading.Thread | None = None

    def once(self) -> timedelta:
        """Do one round, and tell how long to wait for the next."""
        try:
            end = catch_up(self._now())
            roots.keep_daily(examinations.home() / "roots", end, self._now())
            self._examine()
            self._pause = EACH
        except Exception:
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            LOG.exception("A round failed; the next is in %d s", self._pause.total_seconds())
        finally:
            close_old_connections()
        return self._pause

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
