"""Warnings, raised by the room's own actions."""

from datetime import datetime

from liuxin.desk.quality import actions
from liuxin.desk.quality.models import HandedOver
from liuxin.desk.quality.models import Warning as Row
from liuxin.desk.quality.words import Reason
from tests.factories.organisation import NOW, SYSTEM

__all__ = ["HandedOver", "Row", "warned"]


def warned(owner: int, case: str, ref: str = "1", *, reason: Reason = Reason.LOW_ANSWER, at: datetime = NOW) -> int:
    """Warn somebody about a case, and give the warning."""
    params = {"overall": 1}
    return actions.raise_warning(reason=reason, case=case, owner=owner, ref=ref, params=params, by=SYSTEM, at=at)
