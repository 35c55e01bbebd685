"""Decisions of evaluators: pure, without Django and without a clock."""

from liuxin.performance.evaluators.rules.accuracy import accuracy
from liuxin.performance.evaluators.rules.checks import (
    anniversary,
    check_added,
    check_complete,
    check_conflicts,
    check_facts,
    check_may_confirm,
    check_reason,
    check_undecided,
    why_not,
)
from liuxin.performance.evaluators.rules.courses import REQUIRED, course_of, mark, need
from liuxin.performance.evaluators.rules.practice import (
    LEAST_CASES,
    check_finish,
    check_levels,
    practice_of,
    verdict,
)
from liuxin.performance.evaluators.rules.proposing import MOST, propose
from liuxin.performance.evaluators.rules.sureness import sureness
from liuxin.performance.evaluators.rules.telling import beside, headline, mending
from liuxin.performance.evaluators.rules.texts import blocks

__all__ = [
    "LEAST_CASES",
    "MOST",
    "REQUIRED",
    "accuracy",
    "anniversary",
    "beside",
    "blocks",
    "check_added",
    "check_complete",
    "check_conflicts",
    "check_facts",
    "check_finish",
    "check_levels",
    "check_may_confirm",
    "check_reason",
    "check_undecided",
    "course_of",
    "headline",
    "mark",
    "mending",
    "need",
    "practice_of",
    "propose",
    "sureness",
    "verdict",
    "why_not",
]
