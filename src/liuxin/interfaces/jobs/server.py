"""The web server and the background worker under one parent: they start, are restarted and end together."""

import os
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from liuxin.interfaces.jobs.address import Address

BEAT_SECONDS = 1.0
GRACE_SECONDS = 10


class Background(Worker):  # type: ignore[misc]  # gunicorn has no types
    """The worker that does the rounds; to its parent it is a worker like those of the web."""

    def load_wsgi(self) -> None:
        """Load nothing: it serves no page."""

    def run(self) -> None:
        """Do rounds until told to stop or left alone."""
        # Imported by the worker, not by its parent: what computes starts threads, which a fork does not survive.
        from liuxin.interfaces.jobs.rounds import Rounds  # noqa: PLC0415

        ended = threading.Event()
        threading.Thread(target=self._beat, args=[ended], name="beat", daemon=True).start()
        rounds = Rounds(timezone.now)
        while self.alive:
            self._rest(rounds.once())
        ended.set()

    def _rest(self, pause: timedelta) -> None:
        over = threading.Event()
        left = pause.total_seconds()
        while self.alive and left > 0:
            over.wait(min(left, BEAT_SECONDS / 4))
            left -= BEAT_SECONDS / 4

    def _beat(self, ended: threading.Event) -> None:
        """Tell the parent that all is well; end at once, whatever is being done, when there is no parent any more.

        Every write is a transaction or a file put in place at once: nothing is half done.
        """
        while not ended.wait(BEAT_SECONDS):
            self.notify()
            if os.getppid() != self.ppid:
                os._exit(1)


class House(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's parent, which keeps one background worker beside those of the web."""

    worker_class: type[Worker]

    def spawn_worker(self) -> int | None:
        """Start what is missing: the background worker first."""
        web = self.worker_class
        if not any(isinstance(worker, Background) for worker in self.WORKERS.values()):
            self.worker_class = Background
        try:
            return super().spawn_worker()  # type: ignore[no-any-return]  # as above
        finally:
            self.worker_class = web

    def handle_hup(self) -> None:
        """End when the terminal is closed; gunicorn would read its settings again and stay behind."""
        self.handle_term()

    def _keep_number(self) -> None:
        """Do nothing: the number of workers is chosen at the start."""

    handle_ttin = handle_ttou = handle_usr2 = _keep_number


class Server(BaseApplication):  # type: ignore[misc]  # as above
    """The settings of one run."""

    def __init__(self, address: Address, *, workers: int, threads: int, ready: Callable[[], None]) -> None:
        """Take where to listen, with how many processes and threads, and what to do when it does."""
        self._settings: dict[str, Any] = {
            "bind": str(address),
            "workers": workers + 1,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 120,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn the settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the pages, in each worker for itself."""
        return get_wsgi_application()

    def run(self) -> None:
        """Serve until told to stop."""
        House(self).run()


def cores() -> int:
    """Give the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
