"""Reads of agreements; who may see one is decided here."""

from liuxin.performance.agreement.queries.many import owed_by, states, unanswered, waiting, waiting_for
from liuxin.performance.agreement.queries.one import agreement, may, settlement_of

__all__ = ["agreement", "may", "owed_by", "settlement_of", "states", "unanswered", "waiting", "waiting_for"]
