"""Speed and memory at the size of a year's log."""

import time
import tracemalloc
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from liuxin.desk.history import actions, queries
from liuxin.desk.history.words import NewEvent
from tests.factories.history import AT, KEY, SOMEBODY, event

EVENTS = 250_000
SECONDS = {"sqlite": 25.0, "postgresql": 60.0}
MEGABYTES = 30

pytestmark = [pytest.mark.scale, pytest.mark.django_db(transaction=True)]


def news() -> Iterator[NewEvent]:
    return (event(number) for number in range(1, EVENTS + 1))


def test_a_quarter_of_a_million_events_are_recorded_and_sealed_in_25_seconds():
    start = time.perf_counter()
    with transaction.atomic():
        actions.record(news(), by=SOMEBODY, at=AT)
    actions.seal(key=KEY, at=AT)
    seconds = time.perf_counter() - start
    assert (queries.head().seq, queries.head().unsealed) == (EVENTS, 0)
    assert seconds < SECONDS[connection.vendor]


def test_neither_recording_nor_sealing_nor_an_examination_holds_the_record_in_memory():
    few = 30_000
    tracemalloc.start()
    with transaction.atomic():
        actions.record((event(number) for number in range(few)), by=SOMEBODY, at=AT)
    actions.seal(key=KEY, at=AT)
    assert queries.verify(key=KEY).ok
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000
