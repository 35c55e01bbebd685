"""What is done in indicators: sets, external measures and their readings."""

from liuxin.performance.indicators.actions.external import change_external, define_external, retire_external
from liuxin.performance.indicators.actions.readings import (
    confirm_readings,
    propose_readings,
    reject_readings,
    withdraw_readings,
)
from liuxin.performance.indicators.actions.sets import (
    add_indicator,
    change_indicator,
    discard_draft,
    draft_from_history,
    draft_next_version,
    draft_set,
    mark_as_agreed,
    mark_as_example,
    remove_indicator,
    write_draft,
)

__all__ = [
    "add_indicator",
    "change_external",
    "change_indicator",
    "confirm_readings",
    "define_external",
    "discard_draft",
    "draft_from_history",
    "draft_next_version",
    "draft_set",
    "mark_as_agreed",
    "mark_as_example",
    "propose_readings",
    "reject_readings",
    "remove_indicator",
    "retire_external",
    "withdraw_readings",
    "write_draft",
]
