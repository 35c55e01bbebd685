"""Rows of a source folded into the steps of a case."""

from liuxin.interfaces.imports.folding.cases import fold_case
from liuxin.interfaces.imports.folding.rows import RowReader
from liuxin.interfaces.imports.folding.words import FoldedCase, HeldCase, Move, Note

__all__ = ["FoldedCase", "HeldCase", "Move", "Note", "RowReader", "fold_case"]
