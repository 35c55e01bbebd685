"""What the pages of outcomes take in. Forms parse; actions decide."""

from liuxin.interfaces.web.outcomes.forms.plans import CheckForm, EndForm, OpenPlanForm, PlanForm
from liuxin.interfaces.web.outcomes.forms.review import DecisionForm, FinishForm, NextForm
from liuxin.interfaces.web.outcomes.forms.rewards import ApproversForm, ReasonForm, RuleForm

__all__ = [
    "ApproversForm",
    "CheckForm",
    "DecisionForm",
    "EndForm",
    "FinishForm",
    "NextForm",
    "OpenPlanForm",
    "PlanForm",
    "ReasonForm",
    "RuleForm",
]
