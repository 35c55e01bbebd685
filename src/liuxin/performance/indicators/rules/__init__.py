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
from liuxin.performance.indicators.rules.periods import fits
from liuxin.performance.indicators.rules.proposing import LEAST_HISTORY, propose_scale, try_on
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
    "check_complete",
    "check_draft",
    "check_fit",
    "check_line",
    "check_lines",
    "check_no_duplicate",
    "check_weight",
    "check_yardstick",
    "equal_weights",
    "faults",
    "fits",
    "propose_scale",
    "score",
    "score_interval",
    "try_on",
    "verdict",
]
