"""What is done with evaluators: proposed, confirmed, trained, qualified, and the phase finished."""

from liuxin.performance.evaluators.actions.assignments import (
    add_assignment,
    confirm_assignments,
    drop_assignment,
    propose_assignments,
)
from liuxin.performance.evaluators.actions.conflicts import decide_conflict, declare
from liuxin.performance.evaluators.actions.phase import finish_training
from liuxin.performance.evaluators.actions.training import finish_practice, rate_practice, take_quiz

__all__ = [
    "add_assignment",
    "confirm_assignments",
    "decide_conflict",
    "declare",
    "drop_assignment",
    "finish_practice",
    "finish_training",
    "propose_assignments",
    "rate_practice",
    "take_quiz",
]
