"""What customers are found by."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from liuxin.desk.customers.models import Contact, Customer
from liuxin.desk.customers.queries.customers import line_of, site_name
from liuxin.desk.customers.words import CustomerWords
from liuxin.desk.organisation import queries as organisation

_WITH = ("stage", "site__parent__parent")
_LIVING = organisation.Statement(
    lambda keys: Customer.objects.filter(pk__in=keys, erased_at__isnull=True, merged_into__isnull=True).select_related(
        *_WITH
    )
)
_CONTACTS = organisation.Statement(lambda keys: Contact.objects.filter(customer__id__in=keys).order_by("name", "pk"))


def customer_texts(ids: Iterable[int]) -> tuple[CustomerWords, ...]:
    """Give what customers are found by, by key; of those that are erased or merged nothing."""
    return _told(_LIVING.rows(list(ids)))


def words_of_customers(found: QuerySet[Customer]) -> tuple[CustomerWords, ...]:
    """Give what the customers of a query are found by, in its order: two queries, whatever their number."""
    return _told(found.select_related(*_WITH))


def _told(found: Iterable[Customer]) -> tuple[CustomerWords, ...]:
    rows = list(found)
    contacts: dict[int, list[Contact]] = {}
    for contact in _CONTACTS.rows([row.pk for row in rows]):
        contacts.setdefault(contact.customer_id, []).append(contact)
    return tuple(_words(row, contacts.get(row.pk, ())) for row in rows)


def _words(row: Customer, contacts: Iterable[Contact]) -> CustomerWords:
    reached = [part for one in contacts for part in (one.name, one.phone, one.email) if part]
    return CustomerWords(
        name=line_of(row),
        contacts=tuple(dict.fromkeys(part for part in reached if part != row.name)),
        places=site_name(row.site).names if row.site else (),
        numbers=tuple(one.phone for one in contacts if one.phone),
    )


def reached_alike(key: int | None) -> QuerySet[Contact]:
    """Give the contacts of other customers that have a number or an e-mail address in common with one customer."""
    own = Contact.objects.filter(customer=key) if key is not None else Contact.objects.none()
    phones, emails = own.exclude(phone_key="").values("phone_key"), own.exclude(email_key="").values("email_key")
    return Contact.objects.filter(Q(phone_key__in=phones) | Q(email_key__in=emails)).exclude(customer=key)
