"""Two customers that look alike are told apart, and that can be taken back; the record keeps both."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions
from liuxin.desk.customers.actions.keeping import allow, customer_of, event
from liuxin.desk.customers.models import Customer, NotTheSame
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError


@transaction.atomic
def tell_apart(*, one: str, other: str, by: Actor, at: datetime) -> None:
    """Say that two customers are not the same: they are not suggested again. Saying it again changes nothing."""
    allow(permissions.may_merge, by=by, at=at)
    first, second = _ordered(one, other)
    given = {"at": at, "person_id": by.person_id}
    _, is_new = NotTheSame.objects.get_or_create(first=first, second=second, defaults=given)
    if is_new:
        _tell("customers.told_apart", first, second, by=by, at=at)


@transaction.atomic
def undo_apart(*, one: str, other: str, by: Actor, at: datetime) -> None:
    """Let two customers be suggested again."""
    allow(permissions.may_merge, by=by, at=at)
    first, second = _ordered(one, other)
    if NotTheSame.objects.filter(first=first, second=second).delete()[0]:
        _tell("customers.apart_undone", first, second, by=by, at=at)


def _ordered(one: str, other: str) -> tuple[Customer, Customer]:
    first, second = sorted((customer_of(one), customer_of(other)), key=lambda row: row.pk)
    if first == second:
        raise RuleBrokenError("customers.merge_with_itself", field="other")
    return first, second


def _tell(code: str, first: Customer, second: Customer, *, by: Actor, at: datetime) -> None:
    rows = ((first, second), (second, first))
    history.record([event(code, "customer", row.code, at, {"other": other.pk}) for row, other in rows], by=by, at=at)
