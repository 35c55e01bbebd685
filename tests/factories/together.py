"""Deeds that start together, each in a thread of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from liuxin.kernel.errors import LiuxinError


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all deeds in threads of their own that start together, and give how each ended."""
    ends: list[str] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
            ends.append("done")
        except LiuxinError as error:
            ends.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)
