"""Decisions about indicators: what a set may hold, and how a value becomes a score and a verdict."""

from liuxin.performance.indicators.rules.checks import (
    check_complete,
    check_draft,
    check_fit,
    check_no_duplicate,
    check_weight,
    check_yardstick,
)
from liuxin.performance.indicators.rules.periods import fits
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
    "check_complete",
    "check_draft",
    "check_fit",
    "check_no_duplicate",
    "check_weight",
    "check_yardstick",
    "fits",
    "score",
    "score_interval",
    "verdict",
]
