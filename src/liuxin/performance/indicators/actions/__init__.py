"""What is done in indicators: sets, external measures and their readings."""

from liuxin.performance.indicators.actions.agreeing import (
    decide_set,
    finish_indicators,
    propose_set,
    settle_set,
    take_back_set,
)
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
    mark_as_example,
    remove_indicator,
    write_draft,
)
from liuxin.performance.indicators.actions.starting import draft_from_library

__all__ = [
    "add_indicator",
    "change_external",
    "change_indicator",
    "confirm_readings",
    "decide_set",
    "define_external",
    "discard_draft",
    "draft_from_history",
    "draft_from_library",
    "draft_next_version",
    "draft_set",
    "finish_indicators",
    "mark_as_example",
    "propose_readings",
    "propose_set",
    "reject_readings",
    "remove_indicator",
    "retire_external",
    "settle_set",
    "take_back_set",
    "withdraw_readings",
    "write_draft",
]
