"""Reads of indicators: sets, what history proposes for them, external measures and their readings."""

from liuxin.performance.indicators.queries.agreeing import (
    KIND,
    agreed_set,
    agreed_sets,
    holders,
    phase_progress,
    sets_of_cycle,
    vote,
    votes,
    waiting,
    without_set,
)
from liuxin.performance.indicators.queries.checked import checked, trial_of
from liuxin.performance.indicators.queries.external import (
    external_lines,
    external_measure,
    external_measure_coded,
    external_measures,
    externals,
)
from liuxin.performance.indicators.queries.history import digits_of
from liuxin.performance.indicators.queries.library import library, recorded, starter_for, starters
from liuxin.performance.indicators.queries.looking import completeness, look, whose
from liuxin.performance.indicators.queries.proposals import proposals, proposals_or_why
from liuxin.performance.indicators.queries.readings import (
    BATCH_PAGE,
    READINGS_PAGE,
    batch,
    batches,
    batches_waiting,
    imported_rows,
    periods,
    readings,
    replaceable,
    same_file,
)
from liuxin.performance.indicators.queries.sets import (
    indicator_set,
    set_in_force,
    set_lines,
    sets_by_key,
    sets_in_force,
)

__all__ = [
    "BATCH_PAGE",
    "KIND",
    "READINGS_PAGE",
    "agreed_set",
    "agreed_sets",
    "batch",
    "batches",
    "batches_waiting",
    "checked",
    "completeness",
    "digits_of",
    "external_lines",
    "external_measure",
    "external_measure_coded",
    "external_measures",
    "externals",
    "holders",
    "imported_rows",
    "indicator_set",
    "library",
    "look",
    "periods",
    "phase_progress",
    "proposals",
    "proposals_or_why",
    "readings",
    "recorded",
    "replaceable",
    "same_file",
    "set_in_force",
    "set_lines",
    "sets_by_key",
    "sets_in_force",
    "sets_of_cycle",
    "starter_for",
    "starters",
    "trial_of",
    "vote",
    "votes",
    "waiting",
    "whose",
    "without_set",
]
