"""Reads of customers. Who sees which customer depends on cases: `desk.cases.queries` asks here once that is known."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from liuxin.desk.customers import permissions
from liuxin.desk.customers.models import Contact, Customer, CustomerNote, LifeCycleMove, LifeCycleStage, Site
from liuxin.desk.customers.words import (
    ContactKind,
    ContactView,
    CustomerKind,
    CustomerName,
    CustomerView,
    Language,
    MoveCause,
    MoveReason,
    MoveView,
    NoteView,
    Party,
    SiteKind,
    SiteName,
    StageName,
    Way,
)
from liuxin.desk.organisation.words import Standing
from liuxin.desk.search import queries as search
from liuxin.engines.language.tokens import words
from liuxin.kernel.errors import NotAllowedError, NotFoundError


def stages(kind: CustomerKind | None = CustomerKind.EXTERNAL) -> tuple[StageName, ...]:
    """Give the life cycle of a kind in its order, or of all kinds, as far as it is in use."""
    rows = LifeCycleStage.objects.filter(retired_at__isnull=True).order_by("kind", "order")
    return tuple(stage_name(stage) for stage in (rows if kind is None else rows.filter(kind=kind.value)))


def customer_names(ids: Iterable[int]) -> Mapping[int, CustomerName]:
    """Give the lines of customers by key."""
    return {row.pk: line_of(row) for row in Customer.objects.select_related("stage").filter(pk__in=set(ids))}


def customers_matching(text: str) -> QuerySet[Customer]:
    """Give the customers whom all words of a text lead to: name, code, label, contacts, four digits of a number, site.

    A query of a higher room narrows them down.
    """
    return Customer.objects.filter(pk__in=search.customers_with(words(text)).keys)


def all_customers() -> QuerySet[Customer]:
    """Give all customers with their stage, for a query of a higher room to narrow down."""
    return Customer.objects.select_related("stage").filter(merged_into__isnull=True)


def look_up(standing: Standing, text: str, *, most: int = 12) -> tuple[CustomerName, ...]:
    """Find the customer who calls, by name, code or phone."""
    if not permissions.may_look_up(standing):
        raise NotAllowedError("customers.not_allowed", act="may_look_up")
    found = customers_matching(text).select_related("stage")
    found = found.filter(erased_at__isnull=True, merged_into__isnull=True)
    return tuple(line_of(row) for row in found.order_by("name", "pk")[:most])


def key_of(code: str) -> int:
    """Give the key of a customer who is not erased; the code of one that was merged leads to the one that is left."""
    return party(code).id


def party(code: str) -> Party:
    """Give what rules ask of a customer who is not erased; a code that was merged leads to the one that is left."""
    rows = Customer.objects.filter(erased_at__isnull=True).order_by()
    row = rows.filter(code=code).values_list("pk", "code", "kind", "site", "merged_into").first()
    while row is not None and row[4] is not None:
        row = rows.filter(pk=row[4]).values_list("pk", "code", "kind", "site", "merged_into").first()
    if row is None:
        raise NotFoundError("customers.no_such_customer", field="customer", customer=code)
    return Party(row[0], row[1], CustomerKind(row[2]), row[3])


def place_of(code: str) -> tuple[str, int] | None:
    """Give name and key of a customer: the place of the list at which a page ends."""
    return Customer.objects.filter(code=code).values_list("name", "pk").first()


def customer(standing: Standing, key: int, *, through_a_case: bool, with_moves: bool = True) -> CustomerView:
    """Give all of a customer; whether a case lets the reader see it, the caller has found out."""
    if not permissions.may_see_customer(standing, through_a_case=through_a_case):
        raise NotFoundError("customers.no_such_customer")
    row = Customer.objects.select_related("stage", "site__parent__parent").filter(pk=key).first()
    if row is None:
        raise NotFoundError("customers.no_such_customer")
    return CustomerView(
        line=line_of(row),
        site=site_name(row.site) if row.site else None,
        source=row.source,
        added_at=row.added_at,
        contacts=contacts(key),
        moves=moves(key) if with_moves else (),
        department=row.department_id,
        person=row.person_id,
    )


def contacts(key: int) -> tuple[ContactView, ...]:
    """Give whom to reach at a customer."""
    return tuple(
        ContactView(
            row.pk,
            row.name,
            row.duty,
            row.phone,
            row.email,
            ContactKind(row.kind),
            Way(row.prefers) if row.prefers else None,
            Language(row.language) if row.language else None,
        )
        for row in Contact.objects.filter(customer=key).order_by("name", "pk")
    )


def moves(key: int) -> tuple[MoveView, ...]:
    """Give the moves of a customer in the life cycle."""
    rows = LifeCycleMove.objects.filter(customer=key).select_related("origin", "to").order_by("at", "pk")
    return tuple(
        MoveView(
            origin=stage_name(move.origin) if move.origin else None,
            to=stage_name(move.to),
            at=move.at,
            person=move.person_id,
            reason=MoveReason(move.reason),
            cause=MoveCause(move.cause) if move.cause else None,
            remark=move.remark,
        )
        for move in rows
    )


def notes(key: int, *, most: int = 50) -> tuple[NoteView, ...]:
    """Give the newest notes about a customer."""
    rows = CustomerNote.objects.filter(customer=key).order_by("-at", "-pk")[:most]
    return tuple(NoteView(row.pk, row.at, row.person_id, row.text) for row in rows)


def line_of(row: Customer) -> CustomerName:
    """Give one line of a customer whose stage was read with it."""
    return CustomerName(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=CustomerKind(row.kind),
        stage=stage_name(row.stage) if row.stage else None,
        source_label=row.source_label,
        made_up=row.name_is_made_up,
        erased=row.erased_at is not None,
    )


def site_name(row: Site) -> SiteName:
    """Give a site with what it lies in, read with it: outermost first."""
    return SiteName(row.pk, SiteKind(row.kind), tuple(_path(row)))


def _path(site: Site) -> list[str]:
    return [*_path(site.parent), site.name] if site.parent else [site.name]


def stage_name(row: LifeCycleStage) -> StageName:
    """Give a stage by name."""
    kind, retired = CustomerKind(row.kind), row.retired_at is not None
    return StageName(row.code, row.name_zh, row.name_en, row.order, kind, retired=retired)
