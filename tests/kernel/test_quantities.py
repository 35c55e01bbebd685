from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.kernel.errors import BadInputError
from liuxin.kernel.quantities import Percent, Score, total_percent


@pytest.mark.parametrize(("text", "value"), [("12.5", "12.5"), (" 40 %", "40"), ("100\uff05", "100"), ("0", "0")])
def test_a_percent_is_read_as_typed(text: str, value: str) -> None:
    assert Percent.read(text) == Percent(Decimal(value))


@pytest.mark.parametrize("text", ["", "ten", "1,5"])
def test_what_is_no_number_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        Percent.read(text)
    assert (caught.value.code, caught.value.params) == ("quantity.not_a_number", {"value": text})


@pytest.mark.parametrize("value", ["-0.01", "100.01", "NaN", "Infinity"])
def test_a_percent_outside_the_whole_is_refused(value: str) -> None:
    with pytest.raises(BadInputError, match=r"quantity\.percent_outside"):
        Percent(Decimal(value))


def test_thirds_that_look_like_a_hundred_do_not_add_to_it() -> None:
    assert total_percent([Percent(Decimal("33.33"))] * 3) == Decimal("99.99")


@given(st.lists(st.integers(0, 1000), max_size=8))
def test_percents_add_exactly_in_any_order(tenths: list[int]) -> None:
    parts = [Percent(Decimal(number) / 10) for number in tenths]
    assert total_percent(parts) == total_percent(reversed(parts)) == Decimal(sum(tenths)) / 10


@pytest.mark.parametrize("points", [-0.1, float("nan"), float("inf")])
def test_a_score_is_a_number_from_nought(points: float) -> None:
    with pytest.raises(BadInputError, match=r"quantity\.score_outside"):
        Score(points)


def test_a_score_brings_its_weighted_points() -> None:
    assert Score(105.5).weighted(Percent(Decimal(20))) == pytest.approx(21.1)
