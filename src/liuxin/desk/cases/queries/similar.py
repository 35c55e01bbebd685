"""Cases that may be the same matter as one that is being written down."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from liuxin.desk.cases.models import Case, Merge
from liuxin.desk.cases.queries.lines import lines_by_key
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules import ties as rules
from liuxin.desk.cases.words import ALIKE_DAYS, Alike, CaseLine
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.models import Customer
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError

MOST = 5
HELD_AGAINST = 200
SOME = 0.15
"""While somebody types, few words stand there yet: a smaller share than between two whole cases is worth a look."""


def similar(standing: Standing, *, customer: str, text: str, at: datetime) -> tuple[Alike, ...]:
    """Give the cases of the last days, most alike first, that share customer, site or contact, and words: 5 statements.

    Nothing for a customer who is not known, or while nothing that tells is written.
    """
    if not text.strip():
        return ()
    try:
        row = Customer.objects.get(pk=customers.key_of(customer))
    except NotFoundError:
        return ()
    shares = _near(standing, row, at)
    lines = lines_by_key(set(shares))
    found = [one for key, line in lines.items() if (one := _alike(text, line, shares[key], at)) is not None]
    found.sort(key=lambda one: (-one.share, one.apart))
    return tuple(found[:MOST])


def _near(standing: Standing, customer: Customer, at: datetime) -> dict[int, tuple[bool, bool, bool]]:
    reached = customers.reached_alike(customer.pk).values("customer")
    near = Q(customer=customer.pk) | Q(customer__in=reached)
    if customer.site_id is not None:
        near |= Q(site=customer.site_id)
    rows = (
        Case.objects.filter(near, visible(standing), opened_at__gte=at - timedelta(days=ALIKE_DAYS))
        .exclude(pk__in=Merge.objects.filter(undone_at__isnull=True).values("case"))
        .annotate(contact=Count("pk", filter=Q(customer__in=reached)))
        .order_by("-opened_at", "-pk")
    )
    site = customer.site_id
    return {
        key: (whose == customer.pk, site is not None and where == site, bool(contact))
        for key, whose, where, contact in rows.values_list("pk", "customer", "site", "contact")[:HELD_AGAINST]
    }


def _alike(text: str, line: CaseLine, shares: tuple[bool, bool, bool], at: datetime) -> Alike | None:
    found = rules.words_alike(text, line.title)
    if found.share < SOME:
        return None
    customer, site, contact = shares
    return Alike(line, customer, site, contact, at - line.opened_at, found.shared, found.all)
