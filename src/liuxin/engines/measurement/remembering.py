"""Answers kept in memory. Facts never change under their key, so an answer is never out of date, only unwanted."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Memory(Generic[Row]):
    """The answers asked for last, bounded by their number and by the rows in all of them."""

    def __init__(self, *, answers: int, rows: int) -> None:
        """Set the bounds."""
        self._answers = answers
        self._rows = rows
        self._held: OrderedDict[Hashable, tuple[Row, ...]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self._size = 0

    def known(self, key: Hashable) -> tuple[Row, ...] | None:
        """Give the answer to a question, or None where it is not remembered."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        return None

    def keep(self, key: Hashable, made: tuple[Row, ...]) -> None:
        """Remember an answer."""
        with self._lock:
            self._keep(key, made)

    def recall(self, key: Hashable, make: Callable[[], tuple[Row, ...]]) -> tuple[Row, ...]:
        """Give the answer to a question, made where it is not remembered."""
        known = self.known(key)
        if known is not None:
            return known
        # Not under the lock: two who ask the same at once both work, which harms nobody.
        made = make()
        self.keep(key, made)
        return made

    def _keep(self, key: Hashable, made: tuple[Row, ...]) -> None:
        self._size += len(made) - len(self._held.pop(key, ()))
        self._held[key] = made
        while self._held and (len(self._held) > self._answers or self._size > self._rows):
            self._size -= len(self._held.popitem(last=False)[1])
