"""The only writes to customers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.models import Contact, Customer, LifeCycleMove, LifeCycleStage, Numbering, Site
from liuxin.desk.customers.words import CustomerKind, MoveReason, NewCustomer, NewSite, SiteKind, StageName
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError

BATCH = 500
Thing = TypeVar("Thing", NewCustomer, NewSite)


@transaction.atomic
def add_customers(*, customers: Sequence[NewCustomer], source: str, by: Actor, at: datetime) -> dict[str, int]:
    """Add customers and give the key of each by its label; those that the source brought before stay as they are.

    A customer without a `source_label` is always new and is given under its name.
    """
    _allow(permissions.may_change_customer, by=by, at=at)
    keys = _known(Customer, source, [new.source_label for new in customers])
    fresh = [new for new in _once(customers) if new.source_label not in keys]
    stages = {stage.code: stage for stage in LifeCycleStage.objects.all()}
    first = _numbers("customer", len(fresh))
    rows = [_customer_row(new, stages, source, first + place, at) for place, new in enumerate(fresh)]
    Customer.objects.bulk_create(rows, batch_size=BATCH)
    moves = [_move(row, row.stage, MoveReason.FIRST, by=by, at=row.added_at) for row in rows if row.stage]
    LifeCycleMove.objects.bulk_create(moves, batch_size=BATCH)
    history.record([_added(row) for row in rows] + [_moved(move) for move in moves], by=by, at=at)
    keys.update({row.source_label or row.name: row.pk for row in rows})
    return keys


@transaction.atomic
def add_customer(*, customer: NewCustomer, phone: str = "", email: str = "", by: Actor, at: datetime) -> str:
    """Add one customer by hand, with a way to reach them, and give the code."""
    _allow(permissions.may_change_customer, by=by, at=at)
    stages = {stage.code: stage for stage in LifeCycleStage.objects.all()}
    row = _customer_row(customer, stages, "", _numbers("customer", 1), at)
    row.save(force_insert=True)
    events = [_added(row)]
    if row.stage:
        move = _move(row, row.stage, MoveReason.FIRST, by=by, at=at)
        move.save(force_insert=True)
        events.append(_moved(move))
    history.record(events, by=by, at=at)
    if phone or email:
        add_contact(customer=row.code, name=row.name, phone=phone, email=email, by=by, at=at)
    return row.code


@transaction.atomic
def add_sites(*, sites: Sequence[NewSite], source: str, by: Actor, at: datetime) -> dict[str, int]:
    """Add sites and give the key of each by its label, or by its name where it has none."""
    _allow(permissions.may_change_customer, by=by, at=at)
    keys = _known(Site, source, [new.source_label for new in sites])
    fresh = [new for new in _once(sites) if new.source_label not in keys]
    parents = Site.objects.in_bulk({new.parent for new in fresh if new.parent is not None})
    rows = [_site_row(new, parents, source) for new in fresh]
    Site.objects.bulk_create(rows, batch_size=BATCH)
    history.record([_event("customers.site_added", "site", str(row.pk), at, kind=row.kind, parent=row.parent_id)
                    for row in rows], by=by, at=at)  # fmt: skip
    keys.update({row.source_label or row.name: row.pk for row in rows})
    return keys


@transaction.atomic
def add_contact(
    *, customer: str, name: str, duty: str = "", phone: str = "", email: str = "", by: Actor, at: datetime
) -> int:
    """Add somebody to reach at a customer."""
    _allow(permissions.may_change_customer, by=by, at=at)
    row = _customer(customer)
    contact = Contact(
        customer=row,
        name=rules.checked_text(name, field="name", longest=200),
        duty=rules.checked_text(duty, field="duty", longest=200, required=False),
        phone=rules.checked_text(phone, field="phone", longest=64, required=False),
        email=rules.checked_text(email, field="email", longest=254, required=False),
    )
    if not contact.phone and not contact.email:
        raise BadInputError("customers.contact_unreachable", field="phone")
    contact.save(force_insert=True)
    history.record([_event("customers.contact_added", "customer", row.code, at, contact=contact.pk)], by=by, at=at)
    return contact.pk


@transaction.atomic
def move_stage(*, customer: str, to: str, expect: str, correction: bool = False, by: Actor, at: datetime) -> None:
    """Move an external customer to another stage; `expect` is the stage that the mover saw, "" for none."""
    _allow(permissions.may_change_customer, by=by, at=at)
    row = _customer(customer, lock=True)
    rules.check_stage_fits(CustomerKind(row.kind))
    if (row.stage.code if row.stage else "") != expect:
        raise ConflictError("customers.moved_meanwhile", customer=customer)
    stage = _stage(to)
    origin = row.stage
    reason = rules.reason_of_move(_named(origin) if origin else None, _named(stage), correction=correction)
    row.stage = stage
    row.save(update_fields=["stage"])
    move = _move(row, stage, reason, origin=origin, by=by, at=at)
    move.save(force_insert=True)
    history.record([_moved(move)], by=by, at=at)


@transaction.atomic
def rename_stage(*, stage: str, name_zh: str, name_en: str, by: Actor, at: datetime) -> None:
    """Give a stage of the life cycle other names; its code and all moves stay."""
    _allow(permissions.may_shape_life_cycle, by=by, at=at)
    row = _stage(stage)
    row.name_zh = rules.checked_text(name_zh, field="name_zh", longest=200, required=not name_en.strip())
    row.name_en = rules.checked_text(name_en, field="name_en", longest=200, required=False)
    row.save(update_fields=["name_zh", "name_en"])
    history.record([_event("customers.stage_renamed", "life_cycle_stage", row.code, at)], by=by, at=at)


@transaction.atomic
def erase_customer(*, customer: str, by: Actor, at: datetime) -> None:
    """Take out whatever names a customer: name, label, contacts, and the payload of the record. The cases stay."""
    _allow(permissions.may_erase_customer, by=by, at=at)
    row = _customer(customer, lock=True)
    row.contacts.all().delete()
    row.name = row.source_label = ""
    row.erased_at = at
    row.save(update_fields=["name", "source_label", "erased_at"])
    history.erase(subject_kind="customer", subject=row.code, by=by, at=at)


def _allow(predicate: Callable[[Standing], bool], *, by: Actor, at: datetime) -> None:
    if not predicate(organisation.standing(by, at)):
        raise NotAllowedError("customers.not_allowed", act=predicate.__name__)


def _known(table: type[Customer] | type[Site], source: str, labels: Sequence[str]) -> dict[str, int]:
    wanted = [label for label in dict.fromkeys(labels) if label]
    known: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        rows = table.objects.filter(source=source, source_label__in=wanted[start : start + BATCH])
        known.update(rows.values_list("source_label", "pk"))
    return known


def _once(news: Sequence[Thing]) -> Iterator[Thing]:
    seen: set[str] = set()
    for new in news:
        if new.source_label and new.source_label in seen:
            continue
        seen.add(new.source_label)
        yield new


def _numbers(series: str, count: int) -> int:
    """Take `count` numbers of a series and give the first: the row's lock keeps two writers apart."""
    Numbering.objects.bulk_create([Numbering(series=series)], ignore_conflicts=True)
    Numbering.objects.filter(series=series).update(last=F("last") + count)
    return Numbering.objects.get(series=series).last - count + 1


def _customer_row(
    new: NewCustomer, stages: dict[str, LifeCycleStage], source: str, number: int, at: datetime
) -> Customer:
    if new.stage:
        rules.check_stage_fits(new.kind)
        if new.stage not in stages:
            raise BadInputError("customers.unknown_stage", field="stage", stage=new.stage)
    return Customer(
        code=f"K-{number:06d}",
        name=rules.checked_text(new.name, field="name", longest=200),
        kind=new.kind.value,
        stage=stages[new.stage] if new.stage else None,
        site_id=new.site,
        source=source if new.source_label else "",
        source_label=new.source_label,
        name_is_made_up=new.name_is_made_up,
        added_at=_since(new, at),
    )


def _since(new: NewCustomer, at: datetime) -> datetime:
    if new.known_since is not None and new.known_since > at:
        raise BadInputError("customers.known_in_future", field="known_since", since=new.known_since.isoformat())
    return new.known_since or at


def _site_row(new: NewSite, parents: dict[int, Site], source: str) -> Site:
    if new.parent is not None and new.parent not in parents:
        raise NotFoundError("customers.no_such_site", field="parent")
    parent = parents[new.parent] if new.parent is not None else None
    rules.check_site_inside(new.kind, SiteKind(parent.kind) if parent else None)
    return Site(
        kind=new.kind.value,
        name=rules.checked_text(new.name, field="name", longest=200),
        parent=parent,
        source=source if new.source_label else "",
        source_label=new.source_label,
    )


def _customer(code: str, *, lock: bool = False) -> Customer:
    rows = Customer.objects.select_for_update() if lock else Customer.objects.all()
    row = rows.filter(code=code, erased_at__isnull=True).first()
    if row is None:
        raise NotFoundError("customers.no_such_customer", customer=code)
    return row


def _stage(code: str) -> LifeCycleStage:
    stage = LifeCycleStage.objects.filter(code=code).first()
    if stage is None:
        raise BadInputError("customers.unknown_stage", field="stage", stage=code)
    return stage


def _named(stage: LifeCycleStage) -> StageName:
    return StageName(stage.code, stage.name_zh, stage.name_en, stage.order)


def _move(
    row: Customer,
    to: LifeCycleStage,
    reason: MoveReason,
    *,
    origin: LifeCycleStage | None = None,
    by: Actor,
    at: datetime,
) -> LifeCycleMove:
    return LifeCycleMove(customer=row, origin=origin, to=to, at=at, person_id=by.person_id, reason=reason.value)


def _event(code: str, subject_kind: str, subject: str, at: datetime, **payload: Plain) -> NewEvent:
    return NewEvent(code=code, subject_kind=subject_kind, subject=subject, payload=payload, at=at)


def _added(row: Customer) -> NewEvent:
    """Tell since when a customer is known; cases name customers by key, so that the key is told too."""
    stage = row.stage.code if row.stage else ""
    return _event(
        "customers.added", "customer", row.code, row.added_at,
        customer=row.pk, kind=row.kind, stage=stage, site=row.site_id,
    )  # fmt: skip


def _moved(move: LifeCycleMove) -> NewEvent:
    origin = move.origin.code if move.origin else ""
    return _event(
        "customers.moved", "customer", move.customer.code, move.at,
        origin=origin, to=move.to.code, reason=move.reason,
    )  # fmt: skip
