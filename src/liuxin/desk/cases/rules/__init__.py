"""Rules of cases: pure decisions."""

from liuxin.desk.cases.rules.asked import asked
from liuxin.desk.cases.rules.fold import advance, may_follow, replay

__all__ = ["advance", "asked", "may_follow", "replay"]
