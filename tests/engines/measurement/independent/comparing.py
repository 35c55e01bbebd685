"""The numbers of the engine beside those of the plain computation."""

from collections.abc import Iterable, Mapping, Sequence

import pytest

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Reading
from tests.engines.measurement.independent.adding import Number, Span, number
from tests.engines.measurement.independent.rules import Row


def compare(
    code: str,
    by: Sequence[str],
    expected: Mapping[tuple[object, ...], list[Row]],
    found: Iterable[Reading],
    spans: Sequence[Span],
) -> None:
    """Hold every number, and what it rests on, to the plain one; the same cells have one, and the whole in any case."""
    told = {}
    for reading in found:
        place = spans.index((reading.period_start, reading.period_end))
        told[place, *(reading.cell[name] for name in by), reading.statistic] = Number(
            reading.value, reading.n, reading.rows, reading.sum_value, reading.pending, reading.unanswered
        )
    cells = {(place,): list[Row]() for place in range(len(spans)) if not by} | dict(expected)
    assert told.keys() == {(*cell, statistic) for cell in cells for statistic in MEASURES[code].statistics}
    for key, one in told.items():
        plain = number(MEASURES[code].kind, str(key[-1]), cells[key[:-1]])
        assert one.value == (None if plain.value is None else pytest.approx(plain.value, rel=1e-12, abs=1e-9)), key
        assert one[1:4] == pytest.approx(plain[1:4], rel=1e-12, abs=1e-9), key
        assert (one.pending, one.unanswered) == (plain.pending, plain.unanswered), key
