"""What is done in the talk that goes on all year."""

from liuxin.performance.dialogue.actions.noting import check_in, note_incident, praise, reply_to_incident
from liuxin.performance.dialogue.actions.obstacles import (
    clear_obstacle,
    confirm_cleared,
    escalate_overdue,
    give_support,
    raise_obstacle,
    say_still_there,
)

__all__ = [
    "check_in",
    "clear_obstacle",
    "confirm_cleared",
    "escalate_overdue",
    "give_support",
    "note_incident",
    "praise",
    "raise_obstacle",
    "reply_to_incident",
    "say_still_there",
]
