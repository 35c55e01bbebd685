"""What customers are found by: written in the transaction that changes a name, a contact or a site."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions, queries
from liuxin.desk.customers.actions.keeping import BATCH, allow
from liuxin.desk.customers.models import Customer
from liuxin.desk.customers.words import CustomerWords
from liuxin.desk.search import actions as search
from liuxin.desk.search.words import CustomerText
from liuxin.kernel.actor import Actor


@transaction.atomic(savepoint=False)
def index_customers(*, keys: Sequence[int], by: Actor, at: datetime) -> int:
    """Let customers be found by what is known of them now, and count them; erased and merged ones are taken out.

    Whatever changes a name, a label, a contact, a number or a site calls it in its own transaction.
    """
    count = 0
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        told = queries.customer_texts(part)
        gone = set(part) - {text.name.id for text in told}
        if gone:
            search.take_out_customers(keys=sorted(gone), by=by, at=at)
        count += search.put_customers(texts=map(_text_of, told), by=by, at=at)
    return count


def rebuild_customer_index(*, by: Actor, at: datetime) -> int:
    """Put all customers in anew, some hundred a transaction, and count them."""
    allow(permissions.may_rebuild_index, by=by, at=at)
    count, last = 0, 0
    while keys := list(Customer.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        count += index_customers(keys=keys, by=by, at=at)
        last = keys[-1]
    return count


def _text_of(told: CustomerWords) -> CustomerText:
    name = told.name
    said = (name.code, name.name, name.source_label, *told.contacts, *told.places)
    return CustomerText(name.id, "\n".join(said), told.numbers)
