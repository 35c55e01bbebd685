"""A customer is taken out of the record."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions
from liuxin.desk.customers.actions.keeping import allow, customer_of
from liuxin.desk.customers.models import Customer, Need, Offer
from liuxin.desk.history import actions as history
from liuxin.desk.search import actions as search
from liuxin.kernel.actor import Actor


@transaction.atomic
def erase_customer(*, customer: str, by: Actor, at: datetime) -> tuple[int, ...]:
    """Take out whatever names a customer, and the payload of the record; gives the keys of all rows that were this one.

    Names, labels, contacts, notes, the words of needs and moves go, of the customer and of all who were merged into
    it. Numbers, states and times stay. It cannot be undone. The cases stay; what is written in them is theirs to erase.
    """
    allow(permissions.may_erase_customer, by=by, at=at)
    rows = _with_merged(customer_of(customer, lock=True))
    for row in rows:
        _empty(row, at)
        history.erase(subject_kind="customer", subject=row.code, by=by, at=at)
    keys = tuple(row.pk for row in rows)
    search.take_out_customers(keys=keys, by=by, at=at)
    return keys


def _empty(row: Customer, at: datetime) -> None:
    row.contacts.all().delete()
    row.notes.all().delete()
    row.moves.update(remark="")
    Offer.objects.filter(need__customer=row).update(text="", words="")
    Need.objects.filter(customer=row).update(title="", text="", result="", erased_at=at)
    row.name = row.source_label = ""
    row.department = row.person = None
    row.erased_at = at
    row.save(update_fields=["name", "source_label", "department", "person", "erased_at"])


def _with_merged(row: Customer) -> list[Customer]:
    found = [row]
    for one in Customer.objects.select_for_update().filter(merged_into=row, erased_at__isnull=True):
        found += _with_merged(one)
    return found
