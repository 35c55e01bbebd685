"""Rules of cases: pure decisions."""

from liuxin.desk.cases.rules.fold import advance, may_follow, replay

__all__ = ["advance", "may_follow", "replay"]
