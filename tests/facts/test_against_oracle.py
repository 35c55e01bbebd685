"""Facts and engine together against a plain retelling of the same events, on records drawn at random."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.measurement.running import Question, readings
from liuxin.engines.measurement.words import Reading, Statistic
from liuxin.facts import queries
from liuxin.facts.folding.events import CASE_CODES
from tests.facts import oracle
from tests.facts.folding.stories import table_of
from tests.facts.kept import pieces, take_in
from tests.facts.stories import NINE_TO_FIVE, NOBODY, SYSTEM, CaseEvent, event, handed, numbered, opened, when

MEASURES = (
    "cases_resolved",
    "promises_kept",
    "resolution_time_business",
    "resolution_time_calendar",
    "transfers_per_case",
    "reopened_within_14_days",
)
"""Those that the plain retelling knows; the others are held by tests/engines/measurement."""

DAY = 86_400
SPANS = tuple((when(7) + 20 * DAY * part, when(7) + 20 * DAY * (part + 1)) for part in range(-2, 8))

STEPS = st.lists(
    st.builds(
        lambda name, at, holder: (
            handed(when(7) + at, holder) if name == "handed_over" else event(name, when(7) + at, kept=bool(holder))
        ),
        st.sampled_from(
            ["handed_over", "waiting", "resumed", "resolved", "reopened", "closed", "promise_judged", "touched"]
        ),
        st.integers(0, 3).map(lambda hours: hours * 3600),
        st.sampled_from([None, 1, 2, SYSTEM]),
    ),
    max_size=12,
)


def _case(number: int, steps: list[CaseEvent]) -> list[CaseEvent]:
    name, later = f"C{number}", number * 20 * DAY
    return [
        each._replace(case=name, at=each.at + later) for each in [opened(when(7), holder=number % 3 or None), *steps]
    ]


@st.composite
def records(draw: st.DrawFn) -> list[CaseEvent]:
    """Draw a record of a few cases, opened in different months, whose events come in mixed up and late."""
    cases = [_case(number, steps) for number, steps in enumerate(draw(st.lists(STEPS, min_size=1, max_size=4)))]
    events = [each for case in cases for each in case]
    draw(st.randoms(use_true_random=False)).shuffle(events)
    return numbered(events)


def _number(reading: Reading, rows: list[oracle.Row]) -> float:
    weight = sum(row[3] for row in rows)
    total = sum(row[3] * row[4] for row in rows)
    match reading.statistic:
        case Statistic.COUNT:
            return float(total)
        case Statistic.SHARE:
            return float(100 * total / weight)
        case Statistic.MEAN:
            return float(total / weight)
        case _:
            quantile = 0.9 if reading.statistic is Statistic.P90 else 0.5
            return float(np.quantile([float(row[4]) for row in rows], quantile))


@pytest.mark.long
@pytest.mark.parametrize("code", MEASURES)
@settings(max_examples=15)
@given(record=records())
def test_every_number_is_that_of_the_plain_retelling(code: str, record: list[CaseEvent]):
    expected: defaultdict[tuple[int, int | None], list[oracle.Row]] = defaultdict(list)
    for row in oracle.rows(record, code, NINE_TO_FIVE):
        (span,) = (span for span in SPANS if span[0] <= row[2] < span[1])
        expected[span[0], row[1]].append(row)

    with TemporaryDirectory() as folder:
        facts = take_in(Path(folder), *pieces(table_of(record), [len(record) // 2]))
        source = replace(queries._source(facts), codes=CASE_CODES, has_people=True)
        found = readings(source, [code], Question(SPANS, NOBODY, ("person",)))

    assert {(each.period_start, each.person) for each in found if each.rows} == set(expected)
    for each in found:
        rows = expected.get((each.period_start, each.person), [])
        assert each.rows == len(rows)
        if rows:
            assert each.n == pytest.approx(float(sum(row[3] for row in rows)), abs=1e-12)
            assert each.value == pytest.approx(_number(each, rows), abs=1e-9)
