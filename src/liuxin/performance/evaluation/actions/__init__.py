"""What is done in evaluation."""

from liuxin.performance.evaluation.actions.freeze import freeze
from liuxin.performance.evaluation.actions.measured import freeze_measured

__all__ = ["freeze", "freeze_measured"]
