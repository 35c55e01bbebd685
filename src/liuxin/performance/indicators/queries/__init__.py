"""Reads of indicators: sets, and what history proposes for them."""

from liuxin.performance.indicators.queries.proposals import proposals, tried
from liuxin.performance.indicators.queries.sets import (
    indicator_set,
    set_in_force,
    set_lines,
    sets_by_key,
    sets_in_force,
)

__all__ = [
    "indicator_set",
    "proposals",
    "set_in_force",
    "set_lines",
    "sets_by_key",
    "sets_in_force",
    "tried",
]
