"""What customers are found by."""

from collections.abc import Iterable, Mapping

from liuxin.desk.customers.models import Contact, Customer
from liuxin.desk.customers.queries.customers import line_of
from liuxin.desk.customers.queries.sites import site_names
from liuxin.desk.customers.words import CustomerWords, SiteName


def customer_texts(ids: Iterable[int]) -> tuple[CustomerWords, ...]:
    """Give what customers are found by, by key: three queries, whatever their number."""
    wanted = list(ids)
    rows = list(
        Customer.objects.select_related("stage").filter(pk__in=wanted, erased_at__isnull=True, merged_into=None)
    )
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(customer__in=wanted).order_by("name", "pk"):
        contacts.setdefault(contact.customer_id, []).append(contact)
    places = site_names({row.site_id for row in rows if row.site_id is not None})
    return tuple(_words(row, contacts.get(row.pk, ()), places) for row in rows)


def _words(row: Customer, contacts: Iterable[Contact], places: Mapping[int, SiteName]) -> CustomerWords:
    site = places.get(row.site_id) if row.site_id is not None else None
    reached = [part for one in contacts for part in (one.name, one.phone, one.email) if part]
    return CustomerWords(
        name=line_of(row),
        contacts=tuple(dict.fromkeys(part for part in reached if part != row.name)),
        places=site.names if site else (),
        numbers=tuple(one.phone for one in contacts if one.phone),
    )
