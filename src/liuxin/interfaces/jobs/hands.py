"""The part of the round that keeps cases in hands: for those who left or are away, and by the rules for what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from liuxin.desk.cases import actions
from liuxin.desk.communication import actions as communication
from liuxin.kernel.actor import Actor

EACH = timedelta(seconds=15)
DESK = Actor.system("desk")


@dataclass
class Hands:
    """Looks after hands four times a minute."""

    looked_at: datetime | None = None

    def __call__(self, at: datetime) -> None:
        """Hand over what the absent hold, then send what waits through the rules, when the time has come."""
        if self.looked_at is not None and at - self.looked_at < EACH:
            return
        actions.hand_over_absent(by=DESK, at=at)
        for person, case, seq in actions.route_waiting(by=DESK, at=at).given:
            params: dict[str, int | str] = {"case": case, "seq": seq}
            communication.notify(
                people=[person], code="case.routed", params=params, subject=f"case:{case}", by=DESK, at=at
            )
        self.looked_at = at
