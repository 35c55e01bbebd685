"""What the index holds, for tests to look at."""

from liuxin.desk.search.models import PLACES, CaseText, CustomerText

__all__ = ["PLACES", "CaseText", "CustomerText"]
