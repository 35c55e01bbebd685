"""Words of the SMART check: each letter of a line answered with evidence from the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from liuxin.engines.measurement.words import Measure
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words.sets import Grain, Subject
from liuxin.performance.indicators.words.testing import Result, Trial


class Letter(StrEnum):
    """What is asked of a line."""

    SPECIFIC = "S"
    MEASURABLE = "M"
    ATTAINABLE = "A"
    RELEVANT = "R"
    TIMED = "T"


class Answer(StrEnum):
    """What the record says to it."""

    MET = "met"
    FAILS = "fails"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one letter: a code for the sentence and what fills it, and what else is worth knowing."""

    letter: Letter
    answer: Answer
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    beside: "Finding | None" = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a line serves: an objective or a goal that names its measure."""

    kind: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the check of one line rests on.

    `measure` is None where nobody defines it any more; `missing` are the events that the record lacks; `few` counts
    the results that rest on too little. `cycle_fits` is None while the set is for no cycle.
    """

    key: str
    measure: Measure | None
    subject: Subject
    grain: Grain
    is_retired: bool
    missing: tuple[str, ...]
    results: tuple[Result, ...]
    few: int
    trial: Trial
    serves: tuple[Purpose, ...]
    cycle_fits: bool | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A line checked: what history says of its points, and the five letters."""

    trial: Trial
    findings: tuple[Finding, ...]

    @property
    def failing(self) -> tuple[Letter, ...]:
        """The letters that the line does not meet."""
        return tuple(each.letter for each in self.findings if each.answer is Answer.FAILS)
