"""Reads of feedback; who may see which talk is decided in `visible`."""

from liuxin.performance.feedback.queries.calendar_file import calendar_file
from liuxin.performance.feedback.queries.content import class_text, content
from liuxin.performance.feedback.queries.opened import opened_by_appeals
from liuxin.performance.feedback.queries.progress import carry, phase_progress, waiting
from liuxin.performance.feedback.queries.talks import (
    appeal,
    appeals,
    open_actions,
    round_of,
    rounds,
    talk,
    talks,
)

__all__ = [
    "appeal",
    "appeals",
    "calendar_file",
    "carry",
    "class_text",
    "content",
    "open_actions",
    "opened_by_appeals",
    "phase_progress",
    "round_of",
    "rounds",
    "talk",
    "talks",
    "waiting",
]
