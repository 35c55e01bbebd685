"""Reads of evaluators: who rates whom, who may rate, one's own training, what waits."""

from liuxin.performance.evaluators.queries.assignments import (
    assignment,
    assignments,
    confirmed,
    may_rate,
    of_rater,
    ratees_of,
    raters_left,
    together,
    with_raters,
)
from liuxin.performance.evaluators.queries.conflicts import declaration, declarations, own_declarations
from liuxin.performance.evaluators.queries.content import course, courses, practice
from liuxin.performance.evaluators.queries.progress import gaps, phase_progress, waiting
from liuxin.performance.evaluators.queries.training import my_training, own_verdict, qualified_until

__all__ = [
    "assignment",
    "assignments",
    "confirmed",
    "course",
    "courses",
    "declaration",
    "declarations",
    "gaps",
    "may_rate",
    "my_training",
    "of_rater",
    "own_declarations",
    "own_verdict",
    "phase_progress",
    "practice",
    "qualified_until",
    "ratees_of",
    "raters_left",
    "together",
    "waiting",
    "with_raters",
]
