"""Reads of cases; who may see which is decided here."""

from liuxin.desk.cases.queries.conversation import conversation
from liuxin.desk.cases.queries.customers import customer_list, customer_page
from liuxin.desk.cases.queries.finding import find
from liuxin.desk.cases.queries.lists import case_list, case_rows, case_titles
from liuxin.desk.cases.queries.one import acts, case
from liuxin.desk.cases.queries.routing import routing_changes, routing_rule, routing_rules, sites_above, try_routing
from liuxin.desk.cases.queries.state import entrance, entrances, promise_terms
from liuxin.desk.cases.queries.watch import board

__all__ = [
    "acts",
    "board",
    "case",
    "case_list",
    "case_rows",
    "case_titles",
    "conversation",
    "customer_list",
    "customer_page",
    "entrance",
    "entrances",
    "find",
    "promise_terms",
    "routing_changes",
    "routing_rule",
    "routing_rules",
    "sites_above",
    "try_routing",
]
