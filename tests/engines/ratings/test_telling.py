import math

import numpy as np
import pytest

from liuxin.engines.ratings.telling import numbers, same_length, whole_numbers
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


def test_columns_of_different_length_are_refused():
    same_length(raters=np.zeros(2), scores=np.ones(2))
    with pytest.raises(BadInputError) as caught:
        same_length(raters=np.zeros(2), scores=np.ones(3))
    assert (caught.value.code, caught.value.field) == ("ratings.lengths_differ", "scores")
    assert caught.value.params == {"has": 3, "needs": 2}
