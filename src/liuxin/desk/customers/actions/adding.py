"""Customers come in: by imports, by hand, and as unknown senders."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction

from liuxin.desk.customers import permissions, queries, rules
from liuxin.desk.customers.actions.contacts import contact_row
from liuxin.desk.customers.actions.indexing import index_customers
from liuxin.desk.customers.actions.keeping import (
    BATCH,
    allow,
    event,
    locked_numbers,
    moved,
    named,
    new_move,
    numbers,
)
from liuxin.desk.customers.models import Customer, LifeCycleMove, LifeCycleStage, Residence, Site
from liuxin.desk.customers.words import (
    AddressKind,
    CustomerKind,
    MoveReason,
    NewContact,
    NewCustomer,
    NewSite,
    Party,
    SiteKind,
)
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotFoundError
from liuxin.kernel.rows import add_row

Thing = TypeVar("Thing", NewCustomer, NewSite)


@transaction.atomic
def add_customers(*, customers: Sequence[NewCustomer], source: str, by: Actor, at: datetime) -> dict[str, int]:
    """Add customers and give the key of each by its label; those that the source brought before stay as they are.

    A customer without a `source_label` is always new and is given under its name.
    """
    allow(permissions.may_change_customer, by=by, at=at)
    keys = _known(Customer, source, [new.source_label for new in customers])
    fresh = [new for new in _once(customers) if new.source_label not in keys]
    stages = {stage.code: stage for stage in LifeCycleStage.objects.all()}
    first = numbers("customer", len(fresh))
    rows = [_row(new, stages, source, first + place, at) for place, new in enumerate(fresh)]
    Customer.objects.bulk_create(rows, batch_size=BATCH)
    Residence.objects.bulk_create([_lives(row, row.site_id) for row in rows if row.site_id], batch_size=BATCH)
    moves = [new_move(row, row.stage, MoveReason.FIRST, by=by, at=row.added_at) for row in rows if row.stage]
    LifeCycleMove.objects.bulk_create(moves, batch_size=BATCH)
    history.record([_added(row) for row in rows] + [moved(move) for move in moves], by=by, at=at)
    index_customers(keys=[row.pk for row in rows], by=by, at=at)
    keys.update({row.source_label or row.name: row.pk for row in rows})
    return keys


@transaction.atomic
def add_customer(
    *,
    customer: NewCustomer,
    phone: str = "",
    email: str = "",
    another: bool = False,
    by: Actor,
    at: datetime,
) -> str:
    """Add one customer by hand, with a way to reach them, and give the code.

    Where phone or e-mail address lead to a customer already, it is refused unless `another` says that this is one more.
    """
    allow(permissions.may_change_customer, by=by, at=at)
    if not another:
        _check_unknown(phone=phone, email=email)
    contact = NewContact(customer.name, phone=phone, email=email) if phone or email else None
    return _add(customer, contact, by=by, at=at).code


@transaction.atomic
def create_from_address(*, kind: AddressKind, value: str, name: str = "", by: Actor, at: datetime) -> Party:
    """Give the customer of an address, made anew where nobody has it; two at once make one.

    The customer is external and bears the name that the sender gives, else the address itself.
    """
    allow(permissions.may_change_customer, by=by, at=at)
    if not rules.key_of(kind, value):
        raise BadInputError("customers.no_address", field=kind.value)
    locked_numbers("customer")
    known = queries.party_by_address(kind, value)
    if known is not None:
        return known
    called = " ".join(name.split())[:200] or value.strip()[:200]
    phone, email = (value, "") if kind is AddressKind.PHONE else ("", value)
    contact = NewContact(called, phone, email)
    row = _add(NewCustomer(called, CustomerKind.EXTERNAL), contact, by=by, at=at)
    return Party(row.pk, row.code, CustomerKind.EXTERNAL, site=None)


@transaction.atomic
def add_sites(*, sites: Sequence[NewSite], source: str, by: Actor, at: datetime) -> dict[str, int]:
    """Add sites and give the key of each by its label, or by its name where it has none."""
    allow(permissions.may_change_customer, by=by, at=at)
    keys = _known(Site, source, [new.source_label for new in sites])
    fresh = [new for new in _once(sites) if new.source_label not in keys]
    parents = Site.objects.in_bulk({new.parent for new in fresh if new.parent is not None})
    rows = [_site_row(new, parents, source) for new in fresh]
    Site.objects.bulk_create(rows, batch_size=BATCH)
    history.record(
        [event("customers.site_added", "site", str(row.pk), at, {"kind": row.kind, "parent": row.parent_id})
         for row in rows],
        by=by, at=at,
    )  # fmt: skip
    keys.update({row.source_label or row.name: row.pk for row in rows})
    return keys


def _add(new: NewCustomer, contact: NewContact | None, *, by: Actor, at: datetime) -> Customer:
    stages = {stage.code: stage for stage in LifeCycleStage.objects.all()} if new.stage else {}
    row = _row(new, stages, "", numbers("customer", 1), at)
    add_row(connection, row)
    if row.site_id:
        _lives(row, row.site_id).save(force_insert=True)
    events = [_added(row)]
    if row.stage:
        move = new_move(row, row.stage, MoveReason.FIRST, by=by, at=at)
        move.save(force_insert=True)
        events.append(moved(move))
    if contact:
        reached = contact_row(row, contact)
        add_row(connection, reached)
        events.append(event("customers.contact_added", "customer", row.code, at, {"contact": reached.pk}))
    history.record(events, by=by, at=at)
    index_customers(keys=[row.pk], by=by, at=at)
    return row


def _check_unknown(*, phone: str, email: str) -> None:
    for kind, value in ((AddressKind.PHONE, phone), (AddressKind.EMAIL, email)):
        known = queries.by_address(kind, value) if rules.key_of(kind, value) else None
        if known is not None:
            name = queries.customer_names([known])[known]
            raise ConflictError("customers.same_address", field=kind.value, customer=name.code, name=name.name)


def _lives(row: Customer, site: int) -> Residence:
    return Residence(customer=row, site_id=site, start=row.added_at.date())


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


def _row(new: NewCustomer, stages: dict[str, LifeCycleStage], source: str, number: int, at: datetime) -> Customer:
    if new.stage:
        if new.stage not in stages:
            raise BadInputError("customers.unknown_stage", field="stage", stage=new.stage)
        rules.check_stage_fits(new.kind, named(stages[new.stage]))
    rules.check_house(new.kind, department=new.department, person=new.person)
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
        department_id=new.department,
        person_id=new.person,
    )


def _since(new: NewCustomer, at: datetime) -> datetime:
    if new.known_since is not None and new.known_since > at:
        raise BadInputError("customers.known_in_future", field="known_since", since=new.known_since)
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


def _added(row: Customer) -> NewEvent:
    """Tell since when a customer is known; cases name customers by key, so that the key is told too."""
    stage = row.stage.code if row.stage else ""
    return event(
        "customers.added", "customer", row.code, row.added_at,
        {"customer": row.pk, "kind": row.kind, "stage": stage, "site": row.site_id},
    )  # fmt: skip
