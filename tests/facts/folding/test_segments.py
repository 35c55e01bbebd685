"""What a loop would do, done for many runs at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.facts.folding.segments import NONE, Marks, beginnings, carried, grouped, running, sums, taken

KEYS = st.one_of(st.integers(-3, 3), st.just(NONE), st.sampled_from([2**62, -(2**62), 2**31]))
RUNS = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def ints(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array(values, np.int64)


@given(st.lists(st.tuples(st.integers(0, 3), KEYS, KEYS), max_size=12))
def test_rows_are_grouped_by_keys_of_any_size_and_equal_ones_stay_in_order(rows: list[tuple[int, int, int]]):
    rows = sorted(rows, key=lambda row: row[0])
    case, one, other = (np.array([row[place] for row in rows], np.int64) for place in range(3))

    order = grouped(case, one, other).tolist()

    # What is not known comes before everything that is: it is the smallest number there is.
    assert order == sorted(range(len(rows)), key=lambda row: (rows[row], row))


@given(RUNS, st.data())
def test_marks_find_what_a_search_in_the_run_finds(sizes: list[int], data: st.DataObject):
    run = np.repeat(np.arange(len(sizes)), sizes)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=run.size, max_size=run.size)))
    first = np.searchsorted(run, run)
    end = np.searchsorted(run, run, side="right")
    marks = Marks(np.flatnonzero(mask), run.size)
    at = np.arange(run.size)

    found = [[mark for mark, place in enumerate(marks.places.tolist()) if run[place] == run[here]] for here in at]
    before = [[mark for mark in some if marks.places[mark] <= here] for here, some in zip(at, found, strict=True)]
    after = [[mark for mark in some if marks.places[mark] > here] for here, some in zip(at, found, strict=True)]

    assert marks.latest(at, first).tolist() == [some[-1] if some else -1 for some in before]
    assert marks.following(at, end).tolist() == [some[0] if some else -1 for some in after]


def test_a_run_begins_where_its_number_is_another():
    assert beginnings(ints(3, 3, 5, 5, 3)).tolist() == [True, False, True, False, True]
    assert beginnings(ints()).tolist() == []


def test_what_was_last_is_carried_on():
    assert carried(np.array([True, False, True, False, False])).tolist() == [0, 0, 2, 2, 2]


@pytest.mark.parametrize(("values", "found"), [(ints(5, 6), [6, NONE, 5]), (ints(), [NONE] * 3)])
def test_what_is_not_there_is_not_known(values, found: list[int]):
    assert taken(values, ints(1, -1, 0)).tolist() == found


def test_sums_are_told_apart_by_run():
    assert sums(ints(1, 2, 3), ints(0, 2)).tolist() == [3, 3]
    assert sums(ints(), ints()).tolist() == []


def test_only_steps_that_count_are_added_up():
    assert running(ints(10, 14, 15, 25), np.array([True, False, True, False])).tolist() == [0, 4, 4, 14]
