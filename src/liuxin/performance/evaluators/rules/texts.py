"""The texts of courses: the little of Markdown that they are written in, read into plain blocks.

Headings, paragraphs, lists, numbered lists, tables and stress are known. Everything else stays the text that it is, so
that nothing in a course can become markup of a page.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from liuxin.performance.evaluators.words.courses import Block, CourseText, Line, Shape, Span

_HEADING: Final = re.compile(r"(#{1,6}) +(.+)")
_ITEM: Final = re.compile(r"[-*] +(.+)")
_NUMBERED: Final = re.compile(r"\d+[.)] +(.+)")
_RULE: Final = re.compile(r"\|?[\s:|-]+\|?")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")


def blocks(text: str) -> CourseText:
    """Read a text into blocks; an empty line or another kind of line ends one."""
    found: list[Block] = []
    for (shape, _), lines in groupby(_shaped(text), key=lambda each: each[:2]):
        found.extend(_MAKE[shape]([line for _, _, line in lines]))
    return tuple(found)


def _shaped(text: str) -> Iterator[tuple[Shape, int, str]]:
    """Say of each line what it is; the number goes up at every empty line, so that two paragraphs stay two."""
    number, before = 0, Shape.PARAGRAPH
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            number, before = number + 1, Shape.PARAGRAPH
            continue
        goes_on = raw.startswith("  ") and before in {Shape.LIST, Shape.NUMBERED}
        shape = before if goes_on else _shape(line)
        yield shape, number, f"\n{line}" if goes_on else line
        before = shape


def _shape(line: str) -> Shape:
    for shape, begins in ((Shape.HEADING, _HEADING), (Shape.LIST, _ITEM), (Shape.NUMBERED, _NUMBERED)):
        if begins.match(line):
            return shape
    return Shape.TABLE if line.startswith("|") else Shape.PARAGRAPH


def _headings(lines: Iterable[str]) -> list[Block]:
    found = [_HEADING.match(line) for line in lines]
    return [Block(Shape.HEADING, len(each[1]), (_spans(each[2]),)) for each in found if each]


def _paragraph(lines: Iterable[str]) -> list[Block]:
    return [Block(Shape.PARAGRAPH, lines=(_spans(" ".join(lines)),))]


def _items(shape: Shape, begins: re.Pattern[str]) -> Callable[[Sequence[str]], list[Block]]:
    def made(lines: Sequence[str]) -> list[Block]:
        whole = "\n".join(lines).replace("\n\n", " ").split("\n")
        return [Block(shape, lines=tuple(_spans(begins.sub(r"\1", line, count=1)) for line in whole))]

    return made


def _table(lines: Iterable[str]) -> list[Block]:
    rows = [line.strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]
    return [Block(Shape.TABLE, rows=tuple(tuple(_spans(cell.strip()) for cell in row) for row in rows))]


_MAKE: Final = {
    Shape.HEADING: _headings,
    Shape.PARAGRAPH: _paragraph,
    Shape.LIST: _items(Shape.LIST, _ITEM),
    Shape.NUMBERED: _items(Shape.NUMBERED, _NUMBERED),
    Shape.TABLE: _table,
}


def _spans(text: str) -> Line:
    """Take a line apart at stressed words."""
    parts = _STRONG.split(text)
    return tuple(Span(part, strong=bool(place % 2)) for place, part in enumerate(parts) if part)
