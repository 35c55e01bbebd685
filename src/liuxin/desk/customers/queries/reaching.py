"""How customers are reached."""

from collections.abc import Iterable, Mapping

from liuxin.desk.customers.models import Contact, Customer
from liuxin.desk.customers.words import Reach, Way


def customers_to_reach(ids: Iterable[int]) -> Mapping[int, Reach]:
    """Tell how to reach customers who are not erased, by key: two statements.

    The first contact with an address is written to, in the contact's language; one who prefers another way is not.
    """
    names = Customer.objects.filter(pk__in=set(ids), erased_at__isnull=True).values_list("pk", "name")
    found = {key: Reach(name) for key, name in names}
    contacts = Contact.objects.filter(customer__in=found).exclude(email="").order_by("-pk")
    for key, email, language, prefers in contacts.values_list("customer", "email", "language", "prefers"):
        if prefers in {"", Way.EMAIL.value}:
            found[key] = Reach(found[key].name, email, language)
    return found
