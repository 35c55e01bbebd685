"""Expressions are compared afresh, so that any number of threads may build and drop them at once.

Ibis keeps the outcome of each comparison under the `id` of both sides until one of them dies, in one table for the
whole process and without a lock. The constant that stands for "no value" is shared by all threads: while one of them
drops what it was compared with, another compares anew, and entries are lost. The death of an expression then fails half
way (`KeyError` in `Comparable.__del__`), and what it leaves behind answers for whatever is next given its `id`.
"""

from ibis.common.bases import Comparable


class _Forgetful(dict[int, dict[int, bool]]):
    """A table of outcomes that stays empty."""

    def setdefault(self, _key: int, default: dict[int, bool] | None = None, /) -> dict[int, bool]:
        """Give what was offered, and keep nothing of it."""
        return {} if default is None else default


def forget_comparisons() -> None:
    """Have Ibis keep no outcome of a comparison."""
    Comparable.__cache__ = _Forgetful()
