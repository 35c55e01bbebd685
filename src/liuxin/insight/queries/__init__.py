"""Read-only views across the rooms."""

from liuxin.insight.queries.behind import Cell, Part, behind, behind_frozen
from liuxin.insight.queries.board import board
from liuxin.insight.queries.definition import definition
from liuxin.insight.queries.own import own_numbers
from liuxin.insight.queries.scorecard import scorecard

__all__ = ["Cell", "Part", "behind", "behind_frozen", "board", "definition", "own_numbers", "scorecard"]
