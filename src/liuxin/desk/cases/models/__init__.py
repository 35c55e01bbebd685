"""Tables of cases."""

from liuxin.desk.cases.models.case import Case, HandOver, Helper, Note, Numbering, PromiseRule
from liuxin.desk.cases.models.routing import RoutingRule
from liuxin.desk.cases.models.talking import CaseThread, Entrance

__all__ = [
    "Case",
    "CaseThread",
    "Entrance",
    "HandOver",
    "Helper",
    "Note",
    "Numbering",
    "PromiseRule",
    "RoutingRule",
]
