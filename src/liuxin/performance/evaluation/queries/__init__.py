"""Reads of evaluation; who may see whose scores, and what may be told of ratings, is decided here."""

from liuxin.performance.evaluation.queries.cards import (
    cards_of,
    cards_of_freeze,
    carried_scores,
    current_cards,
    evidence,
    frozen_with,
    latest_period,
    live_cards,
    people_open,
    people_with_cases,
    scorecard,
    scorecards,
    totals,
)
from liuxin.performance.evaluation.queries.rated import values_of
from liuxin.performance.evaluation.queries.results import (
    result,
    result_by_key,
    results,
    results_of_cards,
    results_to_move,
    versions,
)

__all__ = [
    "cards_of",
    "cards_of_freeze",
    "carried_scores",
    "current_cards",
    "evidence",
    "frozen_with",
    "latest_period",
    "live_cards",
    "people_open",
    "people_with_cases",
    "result",
    "result_by_key",
    "results",
    "results_of_cards",
    "results_to_move",
    "scorecard",
    "scorecards",
    "totals",
    "values_of",
    "versions",
]
