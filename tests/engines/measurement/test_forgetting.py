"""Threads that build and drop expressions at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import ibis
import pytest
from ibis.common.bases import Comparable

import liuxin.engines.measurement.compiling  # noqa: F401 -- has Ibis keep nothing

THREADS = 8


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    failed: list[str] = []
    interval = sys.getswitchinterval()
    monkeypatch.setattr(sys, "unraisablehook", lambda raised: failed.append(repr(raised.exc_value)))
    sys.setswitchinterval(1e-6)
    yield failed
    sys.setswitchinterval(interval)


def _compare_with_no_value(times: int) -> bool:
    return any(ibis.literal(number, "int64").op() == ibis.null().op() for number in range(times))


def test_expressions_that_threads_compare_at_once_die_in_peace(failures: list[str]):
    with ThreadPoolExecutor(THREADS) as threads:
        equal = list(threads.map(_compare_with_no_value, [3_000] * THREADS))

    assert equal == [False] * THREADS
    assert failures == []


def test_what_is_equal_is_still_found_equal_and_nothing_is_kept():
    one, same, other = (ibis.literal(number, "int64").op() for number in (1, 1, 2))

    assert (one == same, one == other) == (True, False)
    assert len(Comparable.__cache__) == 0
