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

__all__ = [
    "card",
    "card_of_set",
    "check_evidence",
    "check_facts_complete",
    "check_grain",
    "check_in_force",
    "check_people",
    "check_period_over",
    "check_positions",
    "check_readings",
    "check_reason",
]
