"""Tables of cases."""

from liuxin.desk.cases.models.case import Case, HandOver, Helper, Note, Numbering, PromiseRule

__all__ = ["Case", "HandOver", "Helper", "Note", "Numbering", "PromiseRule"]
