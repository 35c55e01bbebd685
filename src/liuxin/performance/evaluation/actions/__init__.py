"""What is done in evaluation."""

from liuxin.performance.evaluation.actions.correcting import correct
from liuxin.performance.evaluation.actions.forms import answer_form, customer_links, open_forms
from liuxin.performance.evaluation.actions.freeze import freeze
from liuxin.performance.evaluation.actions.measured import freeze_measured
from liuxin.performance.evaluation.actions.results import finalise, mark_talked
from liuxin.performance.evaluation.actions.scoring import finish_evaluation, score
from liuxin.performance.evaluation.actions.tendencies import acknowledge_tendency

__all__ = [
    "acknowledge_tendency",
    "answer_form",
    "correct",
    "customer_links",
    "finalise",
    "finish_evaluation",
    "freeze",
    "freeze_measured",
    "mark_talked",
    "open_forms",
    "score",
]
