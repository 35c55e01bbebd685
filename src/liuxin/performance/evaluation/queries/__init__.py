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
from liuxin.performance.evaluation.queries.forms import (
    answered_by_kind,
    customer_forms,
    draft_sheets,
    form,
    my_forms,
    own_form,
    purpose,
    sheets_of,
    still_open,
)
from liuxin.performance.evaluation.queries.judged import judged
from liuxin.performance.evaluation.queries.keys import keys
from liuxin.performance.evaluation.queries.progress import phase_progress, progress, waiting
from liuxin.performance.evaluation.queries.rated import rated_part, values_of
from liuxin.performance.evaluation.queries.results import (
    result,
    result_by_key,
    results,
    results_of_cards,
    results_to_move,
    versions,
)
from liuxin.performance.evaluation.queries.rounds import joined, round_figures
from liuxin.performance.evaluation.queries.tendencies import own_feedback, own_feedbacks, tendencies

__all__ = [
    "answered_by_kind",
    "cards_of",
    "cards_of_freeze",
    "carried_scores",
    "current_cards",
    "customer_forms",
    "draft_sheets",
    "evidence",
    "form",
    "frozen_with",
    "joined",
    "judged",
    "keys",
    "latest_period",
    "live_cards",
    "my_forms",
    "own_feedback",
    "own_feedbacks",
    "own_form",
    "people_open",
    "people_with_cases",
    "phase_progress",
    "progress",
    "purpose",
    "rated_part",
    "result",
    "result_by_key",
    "results",
    "results_of_cards",
    "results_to_move",
    "round_figures",
    "scorecard",
    "scorecards",
    "sheets_of",
    "still_open",
    "tendencies",
    "totals",
    "values_of",
    "versions",
    "waiting",
]
