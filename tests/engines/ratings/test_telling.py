import math

import numpy as np
import pytest

from liuxin.engines.ratings.telling import Reason, above_zero, numbers, part_of, same_length, whole_numbers, whys
from liuxin.kernel.errors import BadInputError


def test_numbers_come_as_floats():
    assert numbers([1, 2.5], "scores").tolist() == [1.0, 2.5]


def test_what_may_be_missing_stays_missing():
    assert np.isnan(numbers([1, math.nan], "scores", missing=True)).tolist() == [False, True]


@pytest.mark.parametrize(
    ("values", "missing", "place"),
    [([1, math.nan], False, "2"), ([math.inf, 1], True, "1"), ([[1, 2], [3, math.nan]], False, "2, 2")],
)
def test_what_is_no_number_is_named_with_its_place(*, values: list[float], missing: bool, place: str):
    with pytest.raises(BadInputError) as caught:
        numbers(values, "scores", missing=missing)
    assert (caught.value.code, caught.value.field, caught.value.params) == (
        "ratings.not_a_number",
        "scores",
        {"place": place},
    )


def test_text_is_no_number():
    with pytest.raises(BadInputError) as caught:
        numbers(["good"], "scores")
    assert (caught.value.code, caught.value.field) == ("ratings.not_a_number", "scores")


def test_whole_numbers_come_as_integers():
    assert whole_numbers([0, 3.0], "raters").tolist() == [0, 3]


@pytest.mark.parametrize(
    ("values", "code", "params"),
    [([1, 2.5], "ratings.not_whole", {"place": "2"}), ([-1], "ratings.too_small", {"place": "1", "least": 0})],
)
def test_what_is_not_whole_or_too_small_is_named(values: list[float], code: str, params: dict[str, object]):
    with pytest.raises(BadInputError) as caught:
        whole_numbers(values, "raters")
    assert (caught.value.code, caught.value.field, caught.value.params) == (code, "raters", params)


def test_what_must_be_above_zero_is_named_where_it_is_not():
    assert above_zero([0.5, 2], "errors").tolist() == [0.5, 2.0]
    with pytest.raises(BadInputError) as caught:
        above_zero([1, 0.0, -1], "errors")
    assert (caught.value.code, caught.value.field) == ("ratings.not_above_zero", "errors")
    assert caught.value.params == {"place": "2"}


def test_columns_of_different_length_are_refused():
    same_length(raters=np.zeros(2), scores=np.ones(2))
    with pytest.raises(BadInputError) as caught:
        same_length(raters=np.zeros(2), scores=np.ones(3))
    assert (caught.value.code, caught.value.field) == ("ratings.lengths_differ", "scores")
    assert caught.value.params == {"has": 3, "needs": 2}


def test_a_part_that_is_more_than_the_whole_is_named():
    assert [column.tolist() for column in part_of([1, 2], [2, 2], ("hits", "tries"))] == [[1, 2], [2, 2]]
    with pytest.raises(BadInputError) as caught:
        part_of([1, 3], [2, 2], ("hits", "tries"))
    assert (caught.value.code, caught.value.field) == ("ratings.more_than_all", "hits")
    assert caught.value.params == {"place": "2"}


def test_a_reason_stands_where_there_is_no_number():
    assert whys(np.array([True, False]), Reason.NOTHING) == (Reason.NOTHING, None)
