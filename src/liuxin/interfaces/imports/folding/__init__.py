"""Rows of a source folded into the steps of a case."""

from liuxin.interfaces.imports.folding.cases import fold_case
from liuxin.interfaces.imports.folding.rows import RowReader
from liuxin.interfaces.imports.folding.words import Around, FoldedCase, HeldCase, Move, Note

__all__ = ["Around", "FoldedCase", "HeldCase", "Move", "Note", "RowReader", "fold_case"]
