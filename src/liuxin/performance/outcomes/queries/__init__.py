"""Reads of outcomes: rule sets and trials, consequences and letters, improvement plans, the review of a cycle."""

from liuxin.performance.outcomes.queries.applied import (
    application_of,
    consequence,
    consequences,
    last_amounts,
    letter,
)
from liuxin.performance.outcomes.queries.carry import lessons
from liuxin.performance.outcomes.queries.effects import check_measure, measure_name
from liuxin.performance.outcomes.queries.plans import plan, plans, view_of
from liuxin.performance.outcomes.queries.presence import attendance_keys, check_attendance
from liuxin.performance.outcomes.queries.review import figures, review
from liuxin.performance.outcomes.queries.rules_of import last_version, rule_set, rule_sets
from liuxin.performance.outcomes.queries.trials import trial
from liuxin.performance.outcomes.queries.waiting import phase_progress, waiting

__all__ = [
    "application_of",
    "attendance_keys",
    "check_attendance",
    "check_measure",
    "consequence",
    "consequences",
    "figures",
    "last_amounts",
    "last_version",
    "lessons",
    "letter",
    "measure_name",
    "phase_progress",
    "plan",
    "plans",
    "review",
    "rule_set",
    "rule_sets",
    "trial",
    "view_of",
    "waiting",
]
