"""Tables of evaluators."""

from liuxin.performance.evaluators.models.assignments import Assignment, Declaration
from liuxin.performance.evaluators.models.training import Attempt, PracticeRating, Qualification

__all__ = ["Assignment", "Attempt", "Declaration", "PracticeRating", "Qualification"]
