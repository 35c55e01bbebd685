"""Reads of agreements; who may see one is decided here."""

from liuxin.performance.agreement.queries.many import states, unanswered, waiting, waiting_for
from liuxin.performance.agreement.queries.one import agreement, may, settlement_of

__all__ = ["agreement", "may", "settlement_of", "states", "unanswered", "waiting", "waiting_for"]
