"""Logs taken into the record through the actions of the desk."""

from liuxin.interfaces.imports.loading.counts import counts, note_counts
from liuxin.interfaces.imports.loading.run import Wishes, check_log, import_log
from liuxin.interfaces.imports.loading.words import ImportResult, Stage, Tally

__all__ = ["ImportResult", "Stage", "Tally", "Wishes", "check_log", "counts", "import_log", "note_counts"]
