"""Tables of evaluation. Rows are written once: nothing in the house changes them."""

from liuxin.performance.evaluation.models.forms import Form, RaterKey
from liuxin.performance.evaluation.models.frozen import Freeze, FrozenReading, FrozenTotal
from liuxin.performance.evaluation.models.rated import RatedCell, RatedGroup, RatedPart, RatedRound
from liuxin.performance.evaluation.models.results import Result, ResultStep
from liuxin.performance.evaluation.models.tendencies import FeedbackRead, RaterFeedback, RaterTendency

__all__ = [
    "FeedbackRead",
    "Form",
    "Freeze",
    "FrozenReading",
    "FrozenTotal",
    "RatedCell",
    "RatedGroup",
    "RatedPart",
    "RatedRound",
    "RaterFeedback",
    "RaterKey",
    "RaterTendency",
    "Result",
    "ResultStep",
]
