"""Reads of customers. Who sees which customer depends on cases: `desk.cases.queries` asks here once that is known."""

from liuxin.desk.customers.queries.addresses import by_address, by_addresses, for_contact, for_person, party_by_address
from liuxin.desk.customers.queries.customers import (
    all_customers,
    contacts,
    customer,
    customer_names,
    customers_matching,
    key_of,
    line_of,
    look_up,
    moves,
    notes,
    party,
    place_of,
    site_name,
    stages,
)
from liuxin.desk.customers.queries.joining import likenesses, merged_name, merges, told_apart
from liuxin.desk.customers.queries.needs import need_views, needs_wanted, solutions
from liuxin.desk.customers.queries.reaching import customers_to_reach
from liuxin.desk.customers.queries.shaping import segment, segments, stage_lines
from liuxin.desk.customers.queries.sites import (
    residences,
    residences_of,
    site,
    site_choices,
    site_names,
    site_tree,
    sites_below,
)
from liuxin.desk.customers.queries.texts import customer_texts, reached_alike, words_of_customers

__all__ = [
    "all_customers",
    "by_address",
    "by_addresses",
    "contacts",
    "customer",
    "customer_names",
    "customer_texts",
    "customers_matching",
    "customers_to_reach",
    "for_contact",
    "for_person",
    "key_of",
    "likenesses",
    "line_of",
    "look_up",
    "merged_name",
    "merges",
    "moves",
    "need_views",
    "needs_wanted",
    "notes",
    "party",
    "party_by_address",
    "place_of",
    "reached_alike",
    "residences",
    "residences_of",
    "segment",
    "segments",
    "site",
    "site_choices",
    "site_name",
    "site_names",
    "site_tree",
    "sites_below",
    "solutions",
    "stage_lines",
    "stages",
    "told_apart",
    "words_of_customers",
]
