"""Writers and sealers at once, with real threads on a real file, and what only PostgreSQL can do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from liuxin.desk.history import actions, queries
from tests.factories.history import AT, KEY, SOMEBODY, event, seals, told, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("D6")]

WRITERS, ROUNDS, SEALERS = 3, 12, 2


@contextmanager
def threads(*deeds: Callable[[], None]) -> Iterator[None]:
    """Run deeds at once, each with a connection of its own; whatever one of them raises fails the test."""
    raised: list[BaseException] = []

    def run(deed: Callable[[], None]) -> None:
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - it is raised again below
            raised.append(error)
        finally:
            connection.close()

    running = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in running:
        thread.start()
    yield
    for thread in running:
        thread.join(timeout=60)
    assert not raised, raised


def write(number: int) -> None:
    with transaction.atomic():
        actions.record([event(number), event(number + 1)], by=SOMEBODY, at=AT)


def test_writers_and_sealers_at_once_lose_nothing_and_seal_nothing_twice():
    done = threading.Event()

    def seal_all_the_time() -> None:
        while not done.is_set():
            actions.seal(key=KEY, at=AT, limit=5)

    def write_all() -> None:
        for number in range(ROUNDS):
            write(number)

    with threads(*[seal_all_the_time] * SEALERS):
        with threads(*[write_all] * WRITERS):
            pass
        done.set()
    actions.seal(key=KEY, at=AT)
    total = WRITERS * ROUNDS * 2
    assert [seq for seq, _ in seals()] == list(range(1, total + 1))
    assert sorted(event_id for _, event_id in seals()) == sorted({event_id for _, event_id in seals()})
    assert waiting() == []
    report = queries.verify(key=KEY)
    assert (report.ok, report.checked) == (True, total)


def test_two_sealers_that_begin_the_chain_at_once_begin_one():
    told(4, seal=False)
    start = threading.Barrier(2)

    def seal() -> None:
        start.wait()
        actions.seal(key=KEY, at=AT)

    with threads(seal, seal):
        pass
    assert [seq for seq, _ in seals()] == [1, 2, 3, 4]
    assert queries.verify(key=KEY).ok


def test_an_examination_while_others_write_and_seal_finds_nothing():
    told(50)
    done = threading.Event()

    def work() -> None:
        number = 0
        while not done.is_set():
            write(number := number + 2)
            actions.seal(key=KEY, at=AT)

    with threads(work):
        reports = [queries.verify(key=KEY) for _ in range(5)]
        done.set()
    assert [report.problems for report in reports] == [()] * 5


def test_what_is_rolled_back_is_never_sealed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the two belong together
        actions.record([event(1)], by=SOMEBODY, at=AT)
        raise ZeroDivisionError
    told([event(2)])
    assert [seq for seq, _ in seals()] == [1]
    assert queries.timeline("case", "INC0000001") == []


@pytest.mark.postgres
def test_a_lower_id_that_commits_later_gets_a_later_place():
    written, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            actions.record([event(1)], by=SOMEBODY, at=AT)
            written.set()
            sealed.wait(timeout=30)

    with threads(slow):
        assert written.wait(timeout=30)
        told([event(2)])
        (first,) = seals()
        sealed.set()
    actions.seal(key=KEY, at=AT)
    second = seals()[1]
    assert (first[0], second[0]) == (1, 2)
    assert first[1] > second[1]
    report = queries.verify(key=KEY)
    assert (report.ok, report.checked, report.head.unsealed) == (True, 2, 0)
