"""Reads of customers. Who sees which customer depends on cases: `desk.cases.queries` asks here once that is known."""

from liuxin.desk.customers.queries.addresses import by_address, by_addresses, for_contact, for_person
from liuxin.desk.customers.queries.customers import (
    all_customers,
    customer,
    customer_names,
    customers_matching,
    key_of,
    line_of,
    look_up,
    place_of,
    site_names,
    stages,
)
from liuxin.desk.customers.queries.texts import customer_texts

__all__ = [
    "all_customers",
    "by_address",
    "by_addresses",
    "customer",
    "customer_names",
    "customer_texts",
    "customers_matching",
    "for_contact",
    "for_person",
    "key_of",
    "line_of",
    "look_up",
    "place_of",
    "site_names",
    "stages",
]
