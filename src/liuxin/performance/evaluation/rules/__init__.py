"""Decisions of evaluation: a card from readings, and what may be frozen."""

from liuxin.performance.evaluation.rules.cards import card
from liuxin.performance.evaluation.rules.freezing import (
    check_evidence,
    check_facts_complete,
    check_in_force,
    check_people,
    check_period_over,
    check_positions,
    check_readings,
    check_reason,
)

__all__ = [
    "card",
    "check_evidence",
    "check_facts_complete",
    "check_in_force",
    "check_people",
    "check_period_over",
    "check_positions",
    "check_readings",
    "check_reason",
]
