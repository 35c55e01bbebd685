from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from liuxin.engines.measurement.remembering import Memory


class Asked:
    """Counts how often answers were made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, name: str, rows: int = 1) -> Callable[[], tuple[str, ...]]:
        def made() -> tuple[str, ...]:
            self.made.append(name)
            return (name,) * rows

        return made


@pytest.fixture
def asked() -> Asked:
    return Asked()


def test_an_answer_is_made_once(asked: Asked):
    memory: Memory[str] = Memory(answers=2, rows=10)

    assert [memory.recall("a", asked.make("a")) for _ in range(3)] == [("a",)] * 3
    assert asked.made == ["a"]
    memory.clear()
    memory.recall("a", asked.make("a"))
    assert asked.made == ["a", "a"]


def test_the_answer_that_was_wanted_least_lately_goes_first(asked: Asked):
    memory: Memory[str] = Memory(answers=2, rows=10)
    for name in "abacb":
        memory.recall(name, asked.make(name))

    assert (asked.made, len(memory)) == (["a", "b", "c", "b"], 2)


def test_many_rows_leave_less_room(asked: Asked):
    memory: Memory[str] = Memory(answers=9, rows=10)
    for name in "abcd":
        memory.recall(name, asked.make(name, rows=4))

    assert len(memory) == 2
    assert memory.recall("huge", asked.make("huge", rows=99)) == ("huge",) * 99
    assert len(memory) == 0
    assert memory.recall("small", asked.make("small")) == ("small",)
    assert len(memory) == 1


def test_an_answer_that_could_not_be_made_is_not_remembered(asked: Asked):
    memory: Memory[str] = Memory(answers=2, rows=10)

    def fail() -> tuple[str, ...]:
        raise ValueError

    with pytest.raises(ValueError):
        memory.recall("a", fail)
    assert memory.recall("a", asked.make("a")) == ("a",)


def test_threads_share_a_memory_without_losing_count(asked: Asked):
    memory: Memory[str] = Memory(answers=3, rows=5)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: memory.recall(number % 5, asked.make(str(number % 5))), range(500)))

    assert found == [(str(number % 5),) for number in range(500)]
    assert len(memory) <= 3
