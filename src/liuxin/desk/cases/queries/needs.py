"""Needs as far as their customers, or their owner, lead the reader to them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.segments import seen_customers
from liuxin.desk.cases.words import NeedList, NeedPage
from liuxin.desk.customers import permissions as may
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.models import Need
from liuxin.desk.customers.words import NeedFilter, NeedView
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError

AT_ONCE = 100
EXPORTED = 50_000


def need_list(standing: Standing, wanted: NeedFilter, *, today: date, most: int = AT_ONCE) -> NeedList:
    """Give the needs that the reader may see, with how many there are and how many are late."""
    found = _visible(standing, customers.needs_wanted(wanted))
    sums = found.order_by().aggregate(all=Count("pk"), late=Count("pk", filter=Q(next_due__lt=today)))
    rows = customers.need_views(found[:most])
    return NeedList(rows, organisation.names({row.owner for row in rows}), sums["all"], sums["late"])


def need_rows(standing: Standing, wanted: NeedFilter) -> Iterator[NeedView]:
    """Give the needs of a filter for an export."""
    yield from customers.need_views(_visible(standing, customers.needs_wanted(wanted))[:EXPORTED])


def customer_needs(key: int) -> NeedList:
    """Give all needs of a customer whom the reader may see, with their offers."""
    rows = customers.need_views(customers.needs_wanted(NeedFilter(customer=key)), offers=True)
    people = {row.owner for row in rows} | {offer.person for row in rows for offer in row.offers if offer.person}
    return NeedList(rows, organisation.names(people), len(rows), 0)


def need_page(standing: Standing, code: str) -> NeedPage:
    """Give a need with its whole way."""
    found = _visible(standing, customers.needs_wanted(NeedFilter())).filter(code=code)
    views = customers.need_views(found, offers=True)
    if not views:
        raise NotFoundError("customers.no_such_need", need=code)
    need = views[0]
    people = {need.owner} | {offer.person for offer in need.offers if offer.person}
    title = Case.objects.filter(code=need.case).values_list("title", flat=True).first() if need.case else ""
    return NeedPage(need, organisation.names(people), title or "", may.may_change_customer(standing))


def _visible(standing: Standing, found: QuerySet[Need]) -> QuerySet[Need]:
    if may.may_see_all_customers(standing):
        return found
    mine = Q() if standing.person_id is None else Q(owner=standing.person_id)
    return found.filter(mine | Q(customer__in=seen_customers(standing).values("pk")))
