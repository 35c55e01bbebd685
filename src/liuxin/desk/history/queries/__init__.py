"""What can be read from the record: the sealed chain, events of a subject, searches, an examination of the whole."""

from liuxin.desk.history.queries.examine import verify
from liuxin.desk.history.queries.read import head, recorded_of, sealed_after, sealed_of, timeline, waiting
from liuxin.desk.history.queries.search import export, search

__all__ = ["export", "head", "recorded_of", "sealed_after", "sealed_of", "search", "timeline", "verify", "waiting"]
