"""Which of the two languages a text is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.kernel.text import Bilingual, language_of


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("地库 B2 漏水", "zh"),
        ("Water in basement B2", "en"),
        ("Emily Chen 小姐的门禁卡失效", "zh"),
        ("The sign says 消防通道 and the door is locked", "en"),
        ("電梯壞了", "zh"),
        ("404 / 12:30", ""),
        ("", ""),
        ("Wi-Fi", "en"),
        ("Wi-Fi 坏了", "zh"),
    ],
)
def test_a_text_is_told_by_what_most_of_it_is(text, language):
    assert language_of(text) == language


@given(st.text(max_size=200))
def test_whatever_the_text_the_answer_is_one_of_three(text):
    assert language_of(text) in {"zh", "en", ""}


@given(st.text("漏水电梯门禁", min_size=3, max_size=40), st.integers(0, 2))
def test_a_few_foreign_words_do_not_turn_a_text(text, words):
    assert language_of(text + " lift" * words) == "zh"


def test_what_two_sides_sign_stands_in_chinese_first_and_in_english_below():
    assert Bilingual("月", "month").one_below_the_other == "月\nmonth"
    assert Bilingual("", "month").one_below_the_other == "month"
    assert Bilingual("CSAT", "CSAT").one_below_the_other == "CSAT"
