"""Notices, told by the room's own actions."""

from collections.abc import Iterable, Mapping

from liuxin.desk.communication import actions
from liuxin.desk.communication.models import Notice, NoticePlan, NoticeWay
from liuxin.desk.communication.words import NoticePlanView
from liuxin.kernel.actor import Actor
from tests.factories.organisation import NOW, SYSTEM

__all__ = ["Notice", "NoticePlan", "NoticeWay", "chosen", "told"]


def told(
    *people: int, code: str = "case.mentioned", subject: str = "case:C-000001", by: Actor = SYSTEM, **params: int | str
) -> int:
    """Tell people something about a case, and give how many were told."""
    given = params or {"case": subject.partition(":")[2]}
    return notify(people, code, given, subject, by)


def notify(people: Iterable[int], code: str, params: Mapping[str, int | str], subject: str, by: Actor = SYSTEM) -> int:
    """Tell, as rooms do."""
    return actions.notify(people=people, code=code, params=params, subject=subject, by=by, at=NOW)


def chosen(person: int, **plan: object) -> NoticePlanView:
    """Let a person choose, with an address unless told otherwise."""
    view = NoticePlanView(**{"email": "li@example.org", **plan})  # type: ignore[arg-type]
    actions.choose_notices(plan=view, by=Actor.person(person), at=NOW)
    return view
