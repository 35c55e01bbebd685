"""Some cases of the simulated company are sorted wrongly at first, until whoever they are handed to puts them right."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final
from zlib import crc32

from liuxin.desk.cases.words import CaseHistory, Step, StepKind
from liuxin.interfaces.imports.simulator.catalogue import MATTERS, Named
from liuxin.kernel.actor import Actor

TAKEN_FOR: Final[Mapping[str, str]] = {
    "water_leak": "heating",
    "heating": "water_leak",
    "power_cut": "door_access",
    "door_access": "power_cut",
    "lift_fault": "power_cut",
    "noise": "decoration_permit",
    "cleaning": "greenery",
    "greenery": "cleaning",
    "attitude": "charge_dispute",
    "charge_dispute": "fee_question",
    "stranger": "door_access",
    "contract": "viewing",
    "inspection": "decoration_permit",
}
"""What a matter is taken for where it comes in."""
OF_A_HUNDRED: Final = 12
"""So many of a hundred such cases that are handed on to somebody were sorted wrongly."""
LOOKS: Final = timedelta(minutes=2)
"""So long whoever gets a case looks at it first."""

_NAMES: Final[Mapping[str, Named]] = {matter.name.code: matter.name for matter in MATTERS}
_FORMS: Final = ("code", "zh", "en")


def sorted_late(told: CaseHistory) -> CaseHistory:
    """Give the history of a case as it was sorted: the same case always the same, most of them at once and rightly."""
    wrong = mistaken(told.category)
    place = _first_taker(told.steps)
    if not wrong or place is None or crc32(f"sorted {told.code}".encode()) % 100 >= OF_A_HUNDRED:
        return told
    taken, after = told.steps[place], told.steps[place + 1]
    at, by = min(taken.at + LOOKS, after.at), Actor.person(taken.holder or 0, via=told.source)
    right = Step(StepKind.CLASSIFIED, at, by, category=told.category)
    return replace(told, category=wrong, steps=(*told.steps[: place + 1], right, *told.steps[place + 1 :]))


def mistaken(category: str) -> str:
    """Give what a category is taken for, in the language it is written in; "" for one that everybody knows."""
    for code, other in TAKEN_FOR.items():
        for form in _FORMS:
            if getattr(_NAMES[code], form) == category:
                return str(getattr(_NAMES[other], form))
    return ""


def _first_taker(steps: tuple[Step, ...]) -> int | None:
    """Give the place of the first step that hands the case on to somebody, who then does something else with it."""
    for place, (step, after) in enumerate(pairwise(steps)):
        if step.kind is StepKind.RESOLVED:
            return None
        if step.kind is StepKind.HANDED_OVER and step.holder is not None and after.kind is not StepKind.HANDED_OVER:
            return place
    return None
