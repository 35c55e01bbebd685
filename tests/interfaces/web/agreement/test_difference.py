"""What changed between two texts."""

import pytest

from liuxin.interfaces.web.agreement.difference import lines, words
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import NewLine


def told(old: str, new: str) -> str:
    marks = {"same": "{}", "gone": "[-{}]", "added": "[+{}]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("投诉当天回复", "投诉当天回复", "投诉当天回复"),
        ("投诉当天回复", "投诉两小时内回复", "投诉[-当天][+两小时内]回复"),
        ("95%", "90%", "[-95][+90]%"),
        ("Answer within one day", "Answer within two days", "Answer within [-one][+two] [-day][+days]"),
        ("", "新的", "[+新的]"),
        ("旧的", "", "[-旧的]"),
        ("六月 30 日", "六月 15 日", "六月 [-30][+15] 日"),
    ],
)
def test_a_difference_is_told_by_words_and_characters(old: str, new: str, shown: str):
    assert told(old, new) == shown


def line(key: str, text: str) -> NewLine:
    return NewLine(key, Bilingual(key, key), text)


def test_lines_are_followed_by_their_key_and_those_that_went_come_last():
    old = (line("a", "1"), line("b", "2"), line("c", "3"))
    new = (line("b", "2"), line("a", "9"), line("d", "4"))
    assert [(each.key, each.kind, each.is_changed) for each in lines(old, new)] == [
        ("b", "same", False),
        ("a", "same", True),
        ("d", "added", True),
        ("c", "gone", True),
    ]


def test_a_first_version_marks_nothing():
    assert not any(each.is_changed for each in lines(None, (line("a", "1"),)))
