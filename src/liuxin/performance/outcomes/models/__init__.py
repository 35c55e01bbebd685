"""Tables of outcomes."""

from liuxin.performance.outcomes.models.applied import Application, Consequence
from liuxin.performance.outcomes.models.plans import ImprovementPlan, PlanCheck, PlanGoal, PlanSupport
from liuxin.performance.outcomes.models.review import Review, ReviewDecision, ReviewFigure
from liuxin.performance.outcomes.models.rewards import Decision, RuleBase, RuleSet, Trial, TrialLine

__all__ = [
    "Application",
    "Consequence",
    "Decision",
    "ImprovementPlan",
    "PlanCheck",
    "PlanGoal",
    "PlanSupport",
    "Review",
    "ReviewDecision",
    "ReviewFigure",
    "RuleBase",
    "RuleSet",
    "Trial",
    "TrialLine",
]
