import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.language.likeness import Likeness, likeness

pytestmark = pytest.mark.spec("X")


def test_alike_is_what_both_have_out_of_what_either_has():
    assert likeness("地库漏水", "地库漏水严重") == Likeness(3, 5)
    assert likeness("leak in B2", "leak in B3") == Likeness(2, 4)


def test_nothing_is_alike_to_nothing():
    assert likeness("", "").share == 0.0
    assert likeness("🙂", "🙂").share == 0.0


@given(st.text(), st.text())
def test_it_is_the_same_both_ways_and_never_more_than_all(one: str, other: str):
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert 0 <= found.shared <= found.all


@given(st.text(min_size=1))
def test_a_text_is_wholly_alike_to_itself(text: str):
    found = likeness(text, text)
    assert found.shared == found.all
