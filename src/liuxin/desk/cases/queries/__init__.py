"""Reads of cases; who may see which is decided here."""

from liuxin.desk.cases.queries.conversation import conversation
from liuxin.desk.cases.queries.customers import customer_list, customer_page
from liuxin.desk.cases.queries.finding import find
from liuxin.desk.cases.queries.lists import case_list, case_rows, case_titles
from liuxin.desk.cases.queries.one import acts, case
from liuxin.desk.cases.queries.state import entrance, entrances, promise_terms

__all__ = [
    "acts",
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
]
