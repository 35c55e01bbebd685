"""Tables of feedback."""

from liuxin.performance.feedback.models.appeals import Appeal, AppealDecider
from liuxin.performance.feedback.models.records import AgreedAction, Note, Point, TalkGoal
from liuxin.performance.feedback.models.rounds import Round, Shift, SlotOffer, Talk

__all__ = [
    "AgreedAction",
    "Appeal",
    "AppealDecider",
    "Note",
    "Point",
    "Round",
    "Shift",
    "SlotOffer",
    "Talk",
    "TalkGoal",
]
