"""Read-only views across the rooms."""

from liuxin.insight.queries.behind import Cell, Part, behind, behind_frozen
from liuxin.insight.queries.board import board
from liuxin.insight.queries.came_about import came_about
from liuxin.insight.queries.cycle import cycle_overview
from liuxin.insight.queries.day import day
from liuxin.insight.queries.definition import definition
from liuxin.insight.queries.overview import overview
from liuxin.insight.queries.own import own_numbers
from liuxin.insight.queries.scorecard import card_of_cycle, scorecard

__all__ = [
    "Cell",
    "Part",
    "behind",
    "behind_frozen",
    "board",
    "came_about",
    "card_of_cycle",
    "cycle_overview",
    "day",
    "definition",
    "overview",
    "own_numbers",
    "scorecard",
]
