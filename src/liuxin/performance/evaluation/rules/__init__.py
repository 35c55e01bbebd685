"""Decisions of evaluation: a card from readings, and what may be frozen."""

from liuxin.performance.evaluation.rules.agreeing import joined, round_figures, with_agreement
from liuxin.performance.evaluation.rules.cards import card, card_of_set
from liuxin.performance.evaluation.rules.fairness import made_fair, rated_fairly
from liuxin.performance.evaluation.rules.forms import (
    check_answerable,
    check_complete,
    check_deadline,
    check_forms,
    check_not_sealed,
    check_scoring_again,
    check_somebody,
    form_state,
    is_owed,
)
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
from liuxin.performance.evaluation.rules.rated import grouping, is_as_kept, rated, rated_reading, told_to_rater
from liuxin.performance.evaluation.rules.results import (
    check_correctable,
    check_known,
    check_lines,
    check_may_follow,
    check_not_worse,
    check_reason_given,
)
from liuxin.performance.evaluation.rules.severity import severities, told_table
from liuxin.performance.evaluation.rules.tendencies import (
    SPOKEN_OF,
    is_open,
    kinds_of,
    new_feedback,
    told_to_others,
)

__all__ = [
    "SPOKEN_OF",
    "card",
    "card_of_set",
    "check_answerable",
    "check_complete",
    "check_correctable",
    "check_deadline",
    "check_evidence",
    "check_facts_complete",
    "check_forms",
    "check_grain",
    "check_in_force",
    "check_known",
    "check_lines",
    "check_may_follow",
    "check_not_sealed",
    "check_not_worse",
    "check_people",
    "check_period_over",
    "check_positions",
    "check_readings",
    "check_reason",
    "check_reason_given",
    "check_scoring_again",
    "check_somebody",
    "form_state",
    "grouping",
    "is_as_kept",
    "is_open",
    "is_owed",
    "joined",
    "kinds_of",
    "made_fair",
    "new_feedback",
    "rated",
    "rated_fairly",
    "rated_reading",
    "round_figures",
    "severities",
    "told_table",
    "told_to_others",
    "told_to_rater",
    "with_agreement",
]
