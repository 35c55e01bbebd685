"""What is done in outcomes: rules tried, approved and applied once, plans, the review, the next cycle."""

from liuxin.performance.outcomes.actions.applying import apply_rule_set
from liuxin.performance.outcomes.actions.approval import ask_approval, withdraw_request
from liuxin.performance.outcomes.actions.plans import open_improvement_plan, write_plan
from liuxin.performance.outcomes.actions.review import (
    close_review,
    decide_in_review,
    finish_outcomes,
    open_next_cycle,
)
from liuxin.performance.outcomes.actions.rule_sets import (
    draft_rule_set,
    publish_rule_set,
    withdraw_rule_set,
    write_rule_set,
)
from liuxin.performance.outcomes.actions.running import check_plan, end_plan, give_support
from liuxin.performance.outcomes.actions.trials import decide_case, try_rule_set

__all__ = [
    "apply_rule_set",
    "ask_approval",
    "check_plan",
    "close_review",
    "decide_case",
    "decide_in_review",
    "draft_rule_set",
    "end_plan",
    "finish_outcomes",
    "give_support",
    "open_improvement_plan",
    "open_next_cycle",
    "publish_rule_set",
    "try_rule_set",
    "withdraw_request",
    "withdraw_rule_set",
    "write_plan",
    "write_rule_set",
]
