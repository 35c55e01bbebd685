"""Which customer an address leads to, and which ones somebody of the organisation is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from liuxin.desk.customers import rules
from liuxin.desk.customers.models import Contact, Customer
from liuxin.desk.customers.words import AddressKind, CustomerKind, Party
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor


def by_address(kind: AddressKind, value: str) -> int | None:
    """Give the key of the customer who has an e-mail address or a phone number; of several the one known longest."""
    return by_addresses(kind, [value]).get(value)


def party_by_address(kind: AddressKind, value: str) -> Party | None:
    """Give what rules ask of the customer whom `by_address` gives: one query."""
    key = rules.key_of(kind, value)
    found = (_BY_EMAIL if kind is AddressKind.EMAIL else _BY_PHONE).rows(key) if key else []
    return next((Party(key, code, CustomerKind(its_kind), site) for key, code, its_kind, site in found), None)


def by_addresses(kind: AddressKind, values: Iterable[str]) -> Mapping[str, int]:
    """Give the key of the customer of each address that is known: one query."""
    keys = {value: rules.key_of(kind, value) for value in values}
    column = "email_key" if kind is AddressKind.EMAIL else "phone_key"
    wanted = {key for key in keys.values() if key}
    rows = _in_use().filter(**{f"{column}__in": wanted}).order_by("-customer__added_at", "-customer_id")
    found = dict(rows.values_list(column, "customer_id")) if wanted else {}
    return {value: found[key] for value, key in keys.items() if key in found}


def for_contact(email: str) -> tuple[int, ...]:
    """Give the keys of all customers whom an e-mail address belongs to, known longest first."""
    key = rules.email_key(email)
    if not key:
        return ()
    rows = _in_use().filter(email_key=key).order_by("customer__added_at", "customer_id")
    return tuple(dict.fromkeys(rows.values_list("customer_id", flat=True)))


def for_person(person: int, at: datetime) -> tuple[int, ...]:
    """Give the keys of the internal customers that somebody who works here is: themselves and their departments."""
    standing = organisation.standing(Actor.person(person), at)
    seats = organisation.departments_of(standing.teams | standing.teams_led).values()
    own = Q(person=person) | Q(department__in={*seats, *standing.departments_led})
    rows = Customer.objects.filter(own, kind=CustomerKind.INTERNAL.value, erased_at__isnull=True)
    return tuple(rows.filter(merged_into__isnull=True).order_by("pk").values_list("pk", flat=True))


def _parties(**asked: Any) -> QuerySet[Contact, tuple[int, str, str, int | None]]:
    rows = _in_use().filter(**asked).order_by("customer__added_at", "customer_id")
    return rows.values_list("customer_id", "customer__code", "customer__kind", "customer__site")[:1]


def _in_use() -> QuerySet[Contact]:
    return Contact.objects.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)


_BY_EMAIL = organisation.Statement(lambda key: _parties(email_key=key))
_BY_PHONE = organisation.Statement(lambda key: _parties(phone_key=key))
