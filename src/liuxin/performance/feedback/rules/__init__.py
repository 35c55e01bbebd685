"""Rules of feedback, pure."""

from liuxin.performance.feedback.rules.answering import TARGET, answers, boxed, selected
from liuxin.performance.feedback.rules.appeals import (
    OVER,
    check_deciders,
    check_decision,
    check_filing,
    check_not_worse,
    check_own_cause,
    check_uninvolved,
    is_upheld,
    may_be_final,
)
from liuxin.performance.feedback.rules.calendar_files import Appointment, calendar_file, escaped, folded
from liuxin.performance.feedback.rules.classifying import classify, level_of
from liuxin.performance.feedback.rules.leading import Lines, leader_of, may_lead
from liuxin.performance.feedback.rules.slots import (
    SHIFT,
    TALK,
    after_working_days,
    check_free,
    check_slot,
    place_talks,
    working_days,
)
from liuxin.performance.feedback.rules.wording import hints

__all__ = [
    "OVER",
    "SHIFT",
    "TALK",
    "TARGET",
    "Appointment",
    "Lines",
    "after_working_days",
    "answers",
    "boxed",
    "calendar_file",
    "check_deciders",
    "check_decision",
    "check_filing",
    "check_free",
    "check_not_worse",
    "check_own_cause",
    "check_slot",
    "check_uninvolved",
    "classify",
    "escaped",
    "folded",
    "hints",
    "is_upheld",
    "leader_of",
    "level_of",
    "may_be_final",
    "may_lead",
    "place_talks",
    "selected",
    "working_days",
]
