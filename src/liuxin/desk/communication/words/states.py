"""Where a letter stands."""

from enum import StrEnum
from typing import Final


class PostState(StrEnum):
    """Where a letter stands.

    waiting → claimed (by a worker) → begun (the server has it all but the last dot) → sent. One that was claimed by a
    worker that died waits again; one that was begun is uncertain, and a person decides. A sent one may bounce.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    BEGUN = "begun"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


UNDER_WAY: Final = frozenset({PostState.WAITING, PostState.CLAIMED, PostState.BEGUN})
STUCK: Final = frozenset({PostState.FAILED, PostState.UNCERTAIN, PostState.BOUNCED})
