"""What is done in feedback."""

from liuxin.performance.feedback.actions.acknowledging import acknowledge
from liuxin.performance.feedback.actions.appeals import (
    decide_appeal,
    escalate_late_appeals,
    file_appeal,
    name_deciders,
    waive_appeal,
)
from liuxin.performance.feedback.actions.correcting import correct_result
from liuxin.performance.feedback.actions.finishing import finalise_result, finalise_talked, finish_feedback
from liuxin.performance.feedback.actions.rounds import hand_over_talk, plan_round, prepare_talk, publish_round
from liuxin.performance.feedback.actions.slots import accept_slot, decline_slot, note_shifts, offer_slot
from liuxin.performance.feedback.actions.talks import (
    check_goals,
    finish_action,
    hold_talk,
    lapse_talk,
    refuse_talk,
    set_goals,
    write_note,
)

__all__ = [
    "accept_slot",
    "acknowledge",
    "check_goals",
    "correct_result",
    "decide_appeal",
    "decline_slot",
    "escalate_late_appeals",
    "file_appeal",
    "finalise_result",
    "finalise_talked",
    "finish_action",
    "finish_feedback",
    "hand_over_talk",
    "hold_talk",
    "lapse_talk",
    "name_deciders",
    "note_shifts",
    "offer_slot",
    "plan_round",
    "prepare_talk",
    "publish_round",
    "refuse_talk",
    "set_goals",
    "waive_appeal",
    "write_note",
]
