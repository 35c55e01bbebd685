"""Decisions of evaluation: a card from readings, and what may be frozen."""

from liuxin.performance.evaluation.rules.cards import card, card_of_set
from liuxin.performance.evaluation.rules.freezing import (
    check_evidence,
    check_facts_complete,
    check_grain,
    check_in_force,
    check_people,
    check_period_over,
    check_positions,
    check_readings,
    check_reason,
)
from liuxin.performance.evaluation.rules.rated import grouping, rated, rated_reading
from liuxin.performance.evaluation.rules.results import (
    check_correctable,
    check_known,
    check_lines,
    check_may_follow,
    check_not_worse,
    check_reason_given,
)

__all__ = [
    "card",
    "card_of_set",
    "check_correctable",
    "check_evidence",
    "check_facts_complete",
    "check_grain",
    "check_in_force",
    "check_known",
    "check_lines",
    "check_may_follow",
    "check_not_worse",
    "check_people",
    "check_period_over",
    "check_positions",
    "check_readings",
    "check_reason",
    "check_reason_given",
    "grouping",
    "rated",
    "rated_reading",
]
