import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.language.tokens import (
    MOST_TOKENS,
    MOST_WORDS,
    Term,
    Word,
    normal,
    number_tokens,
    tokens,
    words,
)

pytestmark = pytest.mark.spec("X")


def finds(wanted: str, text: str) -> bool:
    """Find as an index does, by hand: every term of every word, whole or as a beginning."""
    there = tokens(text)
    return all(
        any(token.startswith(term.text) if term.begins else token == term.text for token in there)
        for word in words(wanted)
        for term in word.terms
    )


def test_chinese_becomes_pairs_and_its_last_character():
    assert tokens("业主投诉") == ("业主", "主投", "投诉", "诉")


def test_words_and_numbers_stay_whole_and_capitals_are_made_alike():
    assert tokens("Lift B2 broken, lift") == ("lift", "b2", "broken")


def test_a_code_is_found_whole_by_its_number_and_without_its_noughts():
    assert tokens("C-000123") == ("c000123", "c", "000123", "123")
    for wanted in ("C-000123", "c-000123", "000123", "123", "C-0001"):
        assert finds(wanted, "C-000123 漏水"), wanted


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("投诉", "我要投诉物业"),
        ("诉", "我要投诉"),
        ("我", "我要投诉"),
        ("业主投诉", "收到业主投诉一件"),
        ("leak", "a leaking pipe"),
        ("LEAK", "leak"),
        ("ＬＥＡＫ", "leak"),
        ("leak", "ＬＥＡＫ"),
        ("B2漏水", "地库B2漏水"),
        ("水 地库", "地库漏水"),
        ("投訴", "他要投訴"),
        ("ﬁre", "fire alarm"),
        ("é", "e\u0301cole"),
    ],
)
def test_what_is_looked_for_is_found(wanted: str, text: str):
    assert finds(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [("投诉", "投他诉"), ("投訴", "投诉"), ("leaking", "leak"), ("漏水 投诉", "漏水"), ("业主投诉", "业主，投诉")],
)
def test_what_does_not_stand_there_is_not_found(wanted: str, text: str):
    assert not finds(wanted, text)


@pytest.mark.parametrize("odd", ["", "  ", "\"'*()^-:", "🙂🚰", "_", "\x00\u200b", "--", "%_\\"])
def test_signs_ask_for_nothing(odd: str):
    assert words(odd) == ()
    assert tokens(odd) == ()


def test_operators_of_an_index_are_words_like_others():
    assert [word.text for word in words('NEAR("投诉" OR x*) AND tokens:y')] == [
        "near",
        "投诉",
        "or",
        "x",
        "and",
        "tokens",
        "y",
    ]


def test_long_input_is_cut_and_not_refused():
    assert len(words("词" * 10_000)[0].terms) == 1
    assert len(words(" ".join(f"w{n}" for n in range(1_000)))) == MOST_WORDS
    assert max(len(token) for token in tokens("x" * 10_000)) == 64
    assert len(tokens(" ".join(f"w{n}" for n in range(30_000)))) == MOST_TOKENS


def test_a_word_asks_for_each_pair_once():
    assert words("哈哈哈哈") == (Word("哈哈哈哈", (Term("哈哈"),)),)


def test_a_number_is_found_by_any_four_digits_or_more():
    parts = number_tokens("138-0013 8000")
    assert parts[0] == "13800138000"
    assert parts[-1] == "8000"
    for wanted in ("8000", "0138", "1380013"):
        assert any(part.startswith(wanted) for part in parts), wanted
    assert number_tokens("123") == ()


@given(st.text(alphabet="投诉业主漏水电梯", min_size=2, max_size=12), st.text(max_size=20), st.text(max_size=20))
def test_a_chinese_word_is_found_wherever_it_stands(word: str, before: str, after: str):
    assert finds(word, f"{before}{word}{after}")


@given(st.text())
def test_no_token_is_empty_or_holds_what_parts_tokens(text: str):
    for token in tokens(text):
        assert token
        assert not set(token) & set(" \t\n\"'*-_\x00")
        assert token == normal(token) or len(token) == 64
