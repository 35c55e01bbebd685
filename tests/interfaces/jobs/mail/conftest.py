"""Servers that the tests of mail share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.jobs.mail.servers import Dovecot, Post, dovecot


@pytest.fixture(scope="session")
def imap() -> Iterator[Dovecot]:
    if dovecot() is None:
        pytest.skip("no Dovecot: the tests of incoming mail need the package dovecot-imapd")
    # Not among the folders of pytest, which nobody but ourselves may enter: its processes run as other users.
    place = Path(tempfile.mkdtemp(prefix="dovecot-"))
    server = Dovecot(place)
    yield server
    server.stop()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def smtp() -> Iterator[Post]:
    server = Post()
    server.start()
    yield server
    server.stop()
