"""A real browser before a real server; every page must come without an error in its console."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e.reading import AXE

# Playwright keeps an event loop in this thread; Django would take every query of a test for one from a coroutine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
VENDOR = HERE.parents[1] / "src/liuxin/interfaces/web/kit/static/vendor/tabler.min.css"


def chromium() -> str | None:
    """Find this machine's Chromium; `LIUXIN_CHROMIUM` names another."""
    return os.environ.get("LIUXIN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and let one worker keep the browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    if not VENDOR.exists() or not AXE.exists():
        pytest.skip("front-end files are missing: make assets")
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


class Asked:
    """What the live server still answers: whoever closes a page does not stop it, and it reads tables to be emptied."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self._lock, self._open = Lock(), 0

    def begin(self, **_signal: object) -> None:
        """Note that something is asked."""
        with self._lock:
            self._open += 1

    def end(self, **_signal: object) -> None:
        """Note that something is answered."""
        with self._lock:
            self._open -= 1

    def wait(self, patience: float = 30.0) -> None:
        """Wait until all is answered; what the server has just taken in begins a moment later."""
        end = time.monotonic() + patience
        time.sleep(0.05)
        while self._open > 0 and time.monotonic() < end:
            time.sleep(0.02)
        assert self._open <= 0, f"the server still answers {self._open} requests of a page that was closed"


@pytest.fixture
def asked(live_server: LiveServer) -> Iterator[Asked]:
    """Count what the live server is asked and answers."""
    del live_server
    found = Asked()
    request_started.connect(found.begin)
    request_finished.connect(found.end)
    yield found
    request_started.disconnect(found.begin)
    request_finished.disconnect(found.end)


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, asked: Asked, django_db_serialized_rollback: None
) -> Iterator[Page]:
    """Open a page before the live server; fail when anything went wrong in the browser meanwhile.

    What migrations brought is put back after each test, for a live server cannot share a transaction; nothing is asked
    of it any more by then.
    """
    del django_db_serialized_rollback
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"console: {message.text}")

    def answer(response: Response) -> None:
        if response.status >= 500:
            wrong.append(f"{response.status}: {response.url}")

    opened.on("console", note)
    opened.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    opened.on("response", answer)
    yield opened
    # What a page was still asking for when it was closed is no error of the page.
    until_closed = list(wrong)
    context.close()
    asked.wait()
    assert until_closed == []
