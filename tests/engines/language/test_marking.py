import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.language.marking import DOTS, Piece, pieces
from liuxin.engines.language.tokens import words

pytestmark = pytest.mark.spec("X")


def marked(text: str, wanted: str, longest: int = 0) -> str:
    return "".join(
        f"[{piece.text}]" if piece.hit else piece.text for piece in pieces(text, words(wanted), longest=longest)
    )


@pytest.mark.parametrize(
    ("text", "wanted", "seen"),
    [
        ("业主投诉漏水", "投诉", "业主[投诉]漏水"),
        ("业主投诉漏水", "漏水 业主", "[业主]投诉[漏水]"),
        ("Leak, leaking", "leak", "[Leak], [leak]ing"),
        ("ＬＥＡＫ here", "leak", "[ＬＥＡＫ] here"),
        ("漏水水", "漏水水", "[漏水水]"),
        ("地库有漏水", "地库漏水", "[地库]有[漏水]"),
        ("<b>投诉</b>", "投诉", "<b>[投诉]</b>"),
        ("nothing", "投诉", "nothing"),
    ],
)
def test_what_was_looked_for_is_marked(text: str, wanted: str, seen: str):
    assert marked(text, wanted) == seen


def test_a_long_text_is_cut_around_the_first_hit():
    text = "甲" * 100 + "投诉" + "乙" * 100
    cut = marked(text, "投诉", longest=60)
    assert cut.startswith(DOTS)
    assert cut.endswith(DOTS)
    assert "[投诉]" in cut
    assert len(cut) == 60 + 2 * len(DOTS) + 2


def test_a_short_text_is_whole_whatever_its_limit():
    assert pieces("投诉", words("投诉"), longest=60) == (Piece("投诉", hit=True),)


@given(st.text(max_size=60), st.text(max_size=10))
def test_pieces_joined_are_the_text(text: str, wanted: str):
    assert "".join(piece.text for piece in pieces(text, words(wanted))) == text
