"""Tables of plan."""

from liuxin.performance.plan.models.cycles import Cycle, CyclePhase, Lesson, Participant
from liuxin.performance.plan.models.goals import Goal, GoalDuty, GoalStep, GoalVersion
from liuxin.performance.plan.models.jobs import Duty, JobAnalysis, JobTask
from liuxin.performance.plan.models.strategy import Environment, Objective, StrategyText
from liuxin.performance.plan.models.tasks import Task

__all__ = [
    "Cycle",
    "CyclePhase",
    "Duty",
    "Environment",
    "Goal",
    "GoalDuty",
    "GoalStep",
    "GoalVersion",
    "JobAnalysis",
    "JobTask",
    "Lesson",
    "Objective",
    "Participant",
    "StrategyText",
    "Task",
]
