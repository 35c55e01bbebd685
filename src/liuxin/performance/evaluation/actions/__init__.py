"""What is done in evaluation."""

from liuxin.performance.evaluation.actions.correcting import correct
from liuxin.performance.evaluation.actions.freeze import freeze
from liuxin.performance.evaluation.actions.measured import freeze_measured
from liuxin.performance.evaluation.actions.results import finalise, mark_talked

__all__ = ["correct", "finalise", "freeze", "freeze_measured", "mark_talked"]
