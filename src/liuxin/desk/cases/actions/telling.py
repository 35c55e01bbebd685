"""Whoever is given a case is told."""

from datetime import datetime

from liuxin.desk.communication import actions as communication
from liuxin.kernel.actor import Actor


def tell_holder(case: str, holder: int, *, seq: int, code: str, by: Actor, at: datetime) -> None:
    """Tell somebody of a case that came into the own hands, once for each hand-over point."""
    params: dict[str, int | str] = {"case": case, "seq": seq}
    communication.notify(people=[holder], code=code, params=params, subject=f"case:{case}", by=by, at=at)
