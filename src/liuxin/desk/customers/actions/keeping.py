"""What the actions of this room share: may they, which row, which number, what the record is told."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection

from liuxin.desk.customers.models import Customer, LifeCycleMove, LifeCycleStage, Site
from liuxin.desk.customers.words import CustomerKind, MoveCause, MoveReason, StageName
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError

BATCH = 500
_NEXT = """
INSERT INTO customers_numbering (series, last) VALUES (%s, %s)
ON CONFLICT (series) DO UPDATE SET last = customers_numbering.last + EXCLUDED.last RETURNING last
"""


def allow(predicate: Callable[[Standing], bool], *, by: Actor, at: datetime) -> None:
    """Refuse whoever may not."""
    if not predicate(organisation.standing(by, at)):
        raise NotAllowedError("customers.not_allowed", act=predicate.__name__)


def numbers(series: str, count: int) -> int:
    """Take `count` numbers of a series and give the first: the row's lock keeps two writers apart."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, (series, count))
        last: int = cursor.fetchone()[0]
    return last - count + 1


def locked_numbers(series: str) -> None:
    """Keep other writers of a series out until the end of the transaction, without taking a number."""
    numbers(series, 0)


def customer_of(code: str, *, lock: bool = False) -> Customer:
    """Give the row of a customer who is neither erased nor merged into another."""
    rows = Customer.objects.select_for_update() if lock else Customer.objects.all()
    row = rows.filter(code=code, erased_at__isnull=True, merged_into__isnull=True).first()
    if row is None:
        raise NotFoundError("customers.no_such_customer", customer=code)
    return row


def stage_of(code: str, *, field: str = "stage") -> LifeCycleStage:
    """Give the row of a stage."""
    stage = LifeCycleStage.objects.filter(code=code).first()
    if stage is None:
        raise BadInputError("customers.unknown_stage", field=field, stage=code)
    return stage


def site_of(key: int, *, field: str = "site") -> Site:
    """Give the row of a site."""
    site = Site.objects.filter(pk=key).first()
    if site is None:
        raise NotFoundError("customers.no_such_site", field=field)
    return site


def named(stage: LifeCycleStage) -> StageName:
    """Give a stage as rules know it."""
    return StageName(
        stage.code,
        stage.name_zh,
        stage.name_en,
        stage.order,
        CustomerKind(stage.kind),
        retired=stage.retired_at is not None,
    )


def new_move(
    row: Customer,
    to: LifeCycleStage,
    reason: MoveReason,
    *,
    origin: LifeCycleStage | None = None,
    cause: MoveCause | None = None,
    remark: str = "",
    by: Actor,
    at: datetime,
) -> LifeCycleMove:
    """Make the row of a move, not yet saved."""
    return LifeCycleMove(
        customer=row,
        origin=origin,
        to=to,
        at=at,
        person_id=by.person_id,
        reason=reason.value,
        cause=cause.value if cause else "",
        remark=remark,
    )


def event(
    code: str, subject_kind: str, subject: str, at: datetime, payload: Mapping[str, Plain] | None = None
) -> NewEvent:
    """Give an event of this room."""
    return NewEvent(code=code, subject_kind=subject_kind, subject=subject, payload=payload or {}, at=at)


def moved(move: LifeCycleMove) -> NewEvent:
    """Tell a move."""
    told: dict[str, Plain] = {
        "origin": move.origin.code if move.origin else "",
        "to": move.to.code,
        "reason": move.reason,
    }
    if move.cause:
        told["cause"] = move.cause
    return event("customers.moved", "customer", move.customer.code, move.at, told)
