"""What is done with agreements: texts are proposed, answered, settled."""

from liuxin.performance.agreement.actions.answers import abstain, object_to, refuse, sign
from liuxin.performance.agreement.actions.endings import close_vote, decide, withdraw
from liuxin.performance.agreement.actions.parties import move_deadline, name_deputy, release_party
from liuxin.performance.agreement.actions.texts import comment, open_agreement, propose

__all__ = [
    "abstain",
    "close_vote",
    "comment",
    "decide",
    "move_deadline",
    "name_deputy",
    "object_to",
    "open_agreement",
    "propose",
    "refuse",
    "release_party",
    "sign",
    "withdraw",
]
