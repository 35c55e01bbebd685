"""Decisions about indicators: what a set may hold, and how a value becomes a score and a verdict."""

from liuxin.performance.indicators.rules.checks import (
    check_complete,
    check_draft,
    check_fit,
    check_line,
    check_lines,
    check_no_duplicate,
    check_weight,
    check_yardstick,
    equal_weights,
    faults,
)
from liuxin.performance.indicators.rules.external import UNITS, check_change, check_external, check_in_use
from liuxin.performance.indicators.rules.numbers import read_number
from liuxin.performance.indicators.rules.periods import fits
from liuxin.performance.indicators.rules.proposing import LEAST_HISTORY, propose_scale, try_on
from liuxin.performance.indicators.rules.readings import (
    Ground,
    check_period,
    check_reason,
    check_size,
    check_state,
    has_left,
    is_in_service,
    notes,
    read_rows,
)
from liuxin.performance.indicators.rules.scoring import (
    AT_FLOOR,
    AT_STRETCH,
    AT_TARGET,
    score,
    score_interval,
    verdict,
)

__all__ = [
    "AT_FLOOR",
    "AT_STRETCH",
    "AT_TARGET",
    "LEAST_HISTORY",
    "UNITS",
    "Ground",
    "check_change",
    "check_complete",
    "check_draft",
    "check_external",
    "check_fit",
    "check_in_use",
    "check_line",
    "check_lines",
    "check_no_duplicate",
    "check_period",
    "check_reason",
    "check_size",
    "check_state",
    "check_weight",
    "check_yardstick",
    "equal_weights",
    "faults",
    "fits",
    "has_left",
    "is_in_service",
    "notes",
    "propose_scale",
    "read_number",
    "read_rows",
    "score",
    "score_interval",
    "try_on",
    "verdict",
]
