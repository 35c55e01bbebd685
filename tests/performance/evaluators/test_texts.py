"""The texts of courses: known forms become blocks, and everything else stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.performance.evaluators.rules import blocks
from liuxin.performance.evaluators.words import Block, Span
from liuxin.performance.evaluators.words.courses import Shape


def plain(block: Block) -> list[str]:
    return ["".join(span.text for span in line) for line in block.lines]


def test_headings_paragraphs_and_lists_are_told_apart():
    found = blocks("# One\n\nfirst\nline\n\nsecond\n\n- a\n- b\n  goes on\n\n1. x\n2. y\n\n### Deep")

    assert [(block.shape, block.level) for block in found] == [
        (Shape.HEADING, 1),
        (Shape.PARAGRAPH, 0),
        (Shape.PARAGRAPH, 0),
        (Shape.LIST, 0),
        (Shape.NUMBERED, 0),
        (Shape.HEADING, 3),
    ]
    assert [plain(block) for block in found] == [
        ["One"],
        ["first line"],
        ["second"],
        ["a", "b goes on"],
        ["x", "y"],
        ["Deep"],
    ]


def test_a_table_has_its_head_first_and_no_rule_between():
    [table] = blocks("| a | b |\n|---|:--|\n| 1 | **2** |")

    assert table.shape is Shape.TABLE
    assert table.rows == (((Span("a"),), (Span("b"),)), ((Span("1"),), (Span("2", strong=True),)))


def test_stress_is_the_only_mark_inside_a_line():
    [block] = blocks("say **this** and <b>not that</b> [here](javascript:x)")

    assert block.lines == (
        (Span("say "), Span("this", strong=True), Span(" and <b>not that</b> [here](javascript:x)")),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_nothing_gives_no_blocks(text: str):
    assert blocks(text) == ()


@given(st.text(alphabet="ab<>&\"'#-|*1. \n", max_size=60))
def test_whatever_is_written_is_only_text(text: str):
    for block in blocks(text):
        lines = [*block.lines, *(cell for row in block.rows for cell in row)]
        assert all(isinstance(span.text, str) for line in lines for span in line)
        assert all(span.text in text.replace("\n", " ") or " " in span.text for line in lines for span in line)
