"""Pages asked for over the wire: at a steady rate whatever the answers take (open loop), and as fast as they come."""

import http.client
import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue

from tools.bench.figure import Figure
from tools.places import PYTHON, ROOT, fail
from tools.postgres import free_port

CLIENTS = 16
RATE = 20
OK = 200
WAIT = 60


@dataclass(slots=True)
class Taken:
    """How long answers took, by kind of page; from when they were due, not from when somebody had time to ask."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, taken: float) -> None:
        """Keep one."""
        with self.lock:
            self.seconds.setdefault(kind, []).append(taken)

    @property
    def all(self) -> list[float]:
        """All of them."""
        return [each for taken in self.seconds.values() for each in taken]


@contextmanager
def served() -> Iterator[int]:
    """Serve the pages as `liuxin serve` does, two processes of eight threads, and give the port."""
    port = free_port()
    command = [str(PYTHON), "-m", "gunicorn", "liuxin.config.wsgi:application", "-b", f"127.0.0.1:{port}"]
    command += ["-w", "2", "--threads", "8", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ})
    try:
        _await(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _await(port: int) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            _get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/sign-in", "")
        except OSError:
            time.sleep(0.2)
        else:
            return
    fail("The pages did not come up.")


def steady(port: int, cookie: str, pages: Callable[[random.Random], tuple[str, str]], seconds: int) -> Taken:
    """Ask at a steady rate, by so many clients at once as are needed and no more than there are."""
    taken, due, draw = Taken(), SimpleQueue[tuple[float, str, str] | None](), random.Random(7)  # noqa: S311 - drawn

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        while (job := due.get()) is not None:
            at, kind, path = job
            _get(connection, path, cookie)
            taken.add(kind, time.perf_counter() - at)

    threads = _start(client)
    start = time.perf_counter()
    for number in range(seconds * RATE):
        at = start + number / RATE
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((at, *pages(draw)))
    _end(threads, due)
    return taken


def saturated(port: int, cookie: str, pages: Callable[[random.Random], tuple[str, str]], seconds: int) -> float:
    """Ask as fast as answers come and give requests a second."""
    end, taken = time.perf_counter() + seconds, Taken()

    def client() -> None:
        draw = random.Random(threading.get_ident())  # noqa: S311 - drawn
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        while time.perf_counter() < end:
            kind, path = pages(draw)
            _get(connection, path, cookie)
            taken.add(kind, 0.0)

    for thread in _start(client):
        thread.join()
    return len(taken.all) / seconds


def _start(client: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=client, daemon=True) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    return threads


def _end(threads: list[threading.Thread], due: "SimpleQueue[tuple[float, str, str] | None]") -> None:
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()


def _get(connection: http.client.HTTPConnection, path: str, cookie: str) -> None:
    try:
        status = _asked(connection, path, cookie)
    except http.client.RemoteDisconnected:
        # The server ends a connection that was idle for two seconds; a browser opens another one.
        connection.close()
        status = _asked(connection, path, cookie)
    if status != OK:
        fail(f"{path} answers {status}")


def _asked(connection: http.client.HTTPConnection, path: str, cookie: str) -> int:
    connection.request("GET", path, headers={"Cookie": cookie, "Host": "127.0.0.1"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def quantile(seconds: list[float], share: float) -> float:
    """Give the time that so large a share of the answers kept."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def figures(taken: Taken, most: float) -> list[Figure]:
    """Tell the slow twentieth of all answers, held to a limit, and of each kind of page."""
    said = f"at {RATE} requests a second, {CLIENTS} clients, open loop"
    whole = Figure(f"answers {said}: 95 in 100 within", quantile(taken.all, 0.95) * 1000, "ms", most)
    return [
        whole,
        *(
            Figure(f"of these {kind}", quantile(each, 0.95) * 1000, "ms")
            for kind, each in sorted(taken.seconds.items())
        ),
    ]
