"""The life cycle: customers move in it, and it is data that is shaped here."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.actions.keeping import BATCH, allow, customer_of, event, moved, named, new_move, stage_of
from liuxin.desk.customers.models import Customer, LifeCycleMove, LifeCycleStage
from liuxin.desk.customers.words import CustomerKind, MoveCause, MoveReason
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError

_CODE = re.compile(r"^[a-z][a-z0-9_]{0,63}$")
_AWAY = 10_000
"""Where stages wait while they change places: no two may have the same."""


@transaction.atomic
def move_stage(
    *,
    customer: str,
    to: str,
    expect: str,
    correction: bool = False,
    cause: MoveCause | None = None,
    remark: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Move a customer to another stage; `expect` is the stage that the mover saw, "" for none."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = customer_of(customer, lock=True)
    if (row.stage.code if row.stage else "") != expect:
        raise ConflictError("customers.moved_meanwhile", customer=customer)
    stage, origin = stage_of(to), row.stage
    rules.check_stage_fits(CustomerKind(row.kind), named(stage))
    reason = rules.reason_of_move(named(origin) if origin else None, named(stage), correction=correction)
    words = rules.checked_text(remark, field="remark", longest=300, required=cause is MoveCause.OTHER)
    row.stage = stage
    row.save(update_fields=["stage"])
    move = new_move(row, stage, reason, origin=origin, cause=cause, remark=words, by=by, at=at)
    move.save(force_insert=True)
    history.record([moved(move)], by=by, at=at)


@transaction.atomic
def add_stage(*, kind: CustomerKind, code: str, name_zh: str, name_en: str, by: Actor, at: datetime) -> None:
    """Add a stage at the end of the life cycle of a kind of customer."""
    allow(permissions.may_shape_life_cycle, by=by, at=at)
    code = code.strip()
    if not _CODE.match(code):
        raise BadInputError("customers.bad_code", field="code")
    if LifeCycleStage.objects.filter(code=code).exists():
        raise RuleBrokenError("customers.code_taken", field="code", taken=code)
    row = LifeCycleStage(code=code, kind=kind.value, order=_last(kind) + 1)
    _name(row, name_zh, name_en)
    row.save(force_insert=True)
    told = event("customers.stage_added", "life_cycle_stage", code, at, {"kind": kind.value, "order": row.order})
    history.record([told], by=by, at=at)


@transaction.atomic
def rename_stage(*, stage: str, name_zh: str, name_en: str, by: Actor, at: datetime) -> None:
    """Give a stage of the life cycle other names; its code and all moves stay."""
    allow(permissions.may_shape_life_cycle, by=by, at=at)
    row = stage_of(stage)
    _name(row, name_zh, name_en)
    row.save(update_fields=["name_zh", "name_en"])
    history.record([event("customers.stage_renamed", "life_cycle_stage", row.code, at)], by=by, at=at)


@transaction.atomic
def order_stages(*, kind: CustomerKind, codes: Sequence[str], by: Actor, at: datetime) -> None:
    """Put all stages of a kind that are in use into this order; who moved before keeps what the move was then."""
    allow(permissions.may_shape_life_cycle, by=by, at=at)
    rows = {row.code: row for row in _in_use(kind).select_for_update()}
    if sorted(codes) != sorted(rows):
        raise ConflictError("customers.stages_changed_meanwhile", field="stage")
    changed = [code for place, code in enumerate(codes, 1) if rows[code].order != place]
    for away in (_AWAY, 0):
        for place, code in enumerate(codes, 1):
            LifeCycleStage.objects.filter(code=code).update(order=place + away)
    told = [event("customers.stage_ordered", "life_cycle_stage", code, at, {"order": codes.index(code) + 1})
            for code in changed]  # fmt: skip
    history.record(told, by=by, at=at)


@transaction.atomic
def retire_stage(*, stage: str, into: str, by: Actor, at: datetime) -> int:
    """Take a stage out of use; whoever is in it moves to `into` by the same deed, each on record. Gives their number.

    A stage that nobody is in may go without another in its place. Its moves stay as they were.
    """
    allow(permissions.may_shape_life_cycle, by=by, at=at)
    row = LifeCycleStage.objects.select_for_update().get(pk=stage_of(stage).pk)
    if row.retired_at is not None:
        raise RuleBrokenError("customers.stage_retired", field="stage", stage=stage)
    if _in_use(CustomerKind(row.kind)).count() == 1:
        raise RuleBrokenError("customers.last_stage", field="stage")
    customers = list(Customer.objects.select_for_update().filter(stage=row))
    moves = _replaced(customers, row, into, by=by, at=at) if customers or into else []
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    told = event("customers.stage_retired", "life_cycle_stage", stage, at, {"into": into, "customers": len(moves)})
    history.record([told, *map(moved, moves)], by=by, at=at)
    return len(moves)


def _replaced(
    customers: list[Customer], row: LifeCycleStage, into: str, *, by: Actor, at: datetime
) -> list[LifeCycleMove]:
    if not into:
        raise RuleBrokenError("customers.stage_in_use", field="into", customers=len(customers))
    target = stage_of(into, field="into")
    if target.pk == row.pk:
        raise RuleBrokenError("customers.same_stage", field="into", stage=into)
    rules.check_stage_fits(CustomerKind(row.kind), named(target))
    moves = [new_move(one, target, MoveReason.REPLACED, origin=row, by=by, at=at) for one in customers]
    for start in range(0, len(customers), BATCH):
        keys = [one.pk for one in customers[start : start + BATCH]]
        Customer.objects.filter(pk__in=keys).update(stage=target)
    return LifeCycleMove.objects.bulk_create(moves, batch_size=BATCH)


def _name(row: LifeCycleStage, name_zh: str, name_en: str) -> None:
    row.name_zh = rules.checked_text(name_zh, field="name_zh", longest=200, required=not name_en.strip())
    row.name_en = rules.checked_text(name_en, field="name_en", longest=200, required=False)


def _in_use(kind: CustomerKind) -> QuerySet[LifeCycleStage]:
    return LifeCycleStage.objects.filter(kind=kind.value, retired_at__isnull=True)


def _last(kind: CustomerKind) -> int:
    return _in_use(kind).aggregate(last=Max("order"))["last"] or 0
