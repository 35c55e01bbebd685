"""Places of service: renamed, moved, closed, opened again; who has which."""

from datetime import date, datetime

from django.db import transaction

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.actions.indexing import index_customers
from liuxin.desk.customers.actions.keeping import allow, customer_of, event, site_of
from liuxin.desk.customers.models import Customer, Residence, Site
from liuxin.desk.customers.queries import sites_below
from liuxin.desk.customers.words import NewSite, SiteKind
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError


@transaction.atomic
def add_site(*, site: NewSite, by: Actor, at: datetime) -> int:
    """Add one site by hand; two of one name beside one another are refused."""
    allow(permissions.may_change_customer, by=by, at=at)
    parent = site_of(site.parent, field="parent") if site.parent is not None else None
    row = Site(kind=site.kind.value, name=rules.checked_text(site.name, field="name", longest=200))
    _put(row, parent)
    row.save(force_insert=True)
    history.record([_told("customers.site_added", row, at)], by=by, at=at)
    return row.pk


@transaction.atomic
def rename_site(*, site: int, name: str, by: Actor, at: datetime) -> None:
    """Give a site another name; what a source called it stays."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = site_of(site)
    row.name = rules.checked_text(name, field="name", longest=200)
    _check_alone(row)
    row.save(update_fields=["name"])
    _index_at(row, by=by, at=at)
    history.record([event("customers.site_renamed", "site", str(row.pk), at)], by=by, at=at)


@transaction.atomic
def move_site(*, site: int, parent: int | None, by: Actor, at: datetime) -> None:
    """Put a site into another; kinds go strictly down, so that no circle can be made."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = site_of(site)
    _put(row, site_of(parent, field="parent") if parent is not None else None)
    row.save(update_fields=["parent"])
    _index_at(row, by=by, at=at)
    history.record([_told("customers.site_moved", row, at)], by=by, at=at)


@transaction.atomic
def close_site(*, site: int, by: Actor, at: datetime) -> None:
    """Close a site: its history stays, nobody moves in. What lies in it has to be closed first."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = site_of(site)
    if row.closed_at is not None:
        raise RuleBrokenError("customers.site_closed", field="site")
    inner = row.children.filter(closed_at__isnull=True).count()
    if inner:
        raise RuleBrokenError("customers.site_has_open_parts", field="site", parts=inner)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    history.record([event("customers.site_closed", "site", str(row.pk), at)], by=by, at=at)


@transaction.atomic
def open_site(*, site: int, by: Actor, at: datetime) -> None:
    """Open a closed site again."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = site_of(site)
    if row.closed_at is None:
        return
    if row.parent is not None and row.parent.closed_at is not None:
        raise RuleBrokenError("customers.site_closed", field="parent")
    row.closed_at = None
    row.save(update_fields=["closed_at"])
    history.record([event("customers.site_opened", "site", str(row.pk), at)], by=by, at=at)


@transaction.atomic
def settle(*, customer: str, site: int, start: date, by: Actor, at: datetime) -> int:
    """Put on record that a customer has a site from a day on; it becomes the one that pages name first."""
    allow(permissions.may_change_customer, by=by, at=at)
    row, place = customer_of(customer, lock=True), site_of(site)
    if place.closed_at is not None:
        raise RuleBrokenError("customers.site_closed", field="site")
    if row.residences.filter(site=place, end__isnull=True).exists():
        raise RuleBrokenError("customers.lives_there", field="site")
    lives = Residence.objects.create(customer=row, site=place, start=start)
    row.site = place
    row.save(update_fields=["site"])
    index_customers(keys=[row.pk], by=by, at=at)
    told = event("customers.settled", "customer", row.code, at, {"site": place.pk, "residence": lives.pk})
    history.record([told], by=by, at=at)
    return lives.pk


@transaction.atomic
def leave(*, customer: str, residence: int, end: date, by: Actor, at: datetime) -> None:
    """Put on record that a customer has a site no more."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = customer_of(customer, lock=True)
    lives = row.residences.select_for_update().filter(pk=residence, end__isnull=True).first()
    if lives is None:
        raise NotFoundError("customers.no_such_residence", field="end")
    if end < lives.start:
        raise BadInputError("customers.ends_before_start", field="end", start=lives.start.isoformat())
    lives.end = end
    lives.save(update_fields=["end"])
    left = row.residences.filter(end__isnull=True).order_by("-start", "-pk").first()
    row.site_id = left.site_id if left else None
    row.save(update_fields=["site"])
    index_customers(keys=[row.pk], by=by, at=at)
    told = event("customers.left", "customer", row.code, at, {"site": lives.site_id, "residence": lives.pk})
    history.record([told], by=by, at=at)


def _index_at(row: Site, *, by: Actor, at: datetime) -> None:
    """Let those who have the site, or one in it, be found by its name."""
    inner = Site.objects.filter(sites_below([row.pk])).values("pk")
    keys = Customer.objects.filter(site__in=inner).order_by("pk").values_list("pk", flat=True)
    index_customers(keys=list(keys), by=by, at=at)


def _put(row: Site, parent: Site | None) -> None:
    rules.check_site_inside(SiteKind(row.kind), SiteKind(parent.kind) if parent else None)
    if parent is not None and parent.closed_at is not None:
        raise RuleBrokenError("customers.site_closed", field="parent")
    row.parent = parent
    _check_alone(row)


def _check_alone(row: Site) -> None:
    beside = Site.objects.filter(parent=row.parent, name=row.name).exclude(pk=row.pk)
    if beside.exists():
        raise RuleBrokenError("customers.site_name_taken", field="name", name=row.name)


def _told(code: str, row: Site, at: datetime) -> NewEvent:
    return event(code, "site", str(row.pk), at, {"kind": row.kind, "parent": row.parent_id})
