"""What changed between two texts, word by word: a Chinese character is a word, and so is a Latin one or a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import NewLine

_WORD = re.compile("[\u3400-\u9fff]|[^\\W\u3400-\u9fff]+|\\s+|.", re.DOTALL)
SAME, ADDED, GONE = "same", "added", "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line: `same`, `added` or `gone`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a text beside what it was before; `kind` tells whether the whole line is new or gone."""

    key: str
    label: Bilingual
    pieces: tuple[Piece, ...]
    kind: str = SAME

    @property
    def is_changed(self) -> bool:
        """Tell whether anything in it differs."""
        return any(piece.kind != SAME for piece in self.pieces)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Give the pieces of a line: what stayed, what was taken out, what was put in."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for _, old_start, old_end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, added = "".join(before[old_start:old_end]), "".join(after[new_start:new_end])
        if gone == added:
            pieces.append(Piece(SAME, added))
            continue
        pieces += [Piece(kind, text) for kind, text in ((GONE, gone), (ADDED, added)) if text]
    return tuple(pieces)


def lines(old: Sequence[NewLine] | None, new: Sequence[NewLine]) -> tuple[LineShown, ...]:
    """Give a text line by line against an earlier one; without one nothing is marked. Lines that went come last."""
    if old is None:
        return tuple(LineShown(line.key, line.label, (Piece(SAME, line.text),)) for line in new)
    before = {line.key: line.text for line in old}
    kept = {line.key for line in new}
    shown = [_line(line, before.get(line.key)) for line in new]
    gone = [LineShown(line.key, line.label, (Piece(GONE, line.text),), GONE) for line in old if line.key not in kept]
    return (*shown, *gone)


def _line(line: NewLine, before: str | None) -> LineShown:
    if before is None:
        return LineShown(line.key, line.label, (Piece(ADDED, line.text),), ADDED)
    return LineShown(line.key, line.label, words(before, line.text))
