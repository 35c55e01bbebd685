"""Words of appeals: two levels, other deciders, clocks in working days."""

from dataclasses import dataclass
from enum import StrEnum


class AppealLevel(StrEnum):
    """First review by a manager named by HR; final review by a panel of three."""

    FIRST = "first"
    FINAL = "final"


class Grounds(StrEnum):
    """On what an appeal rests."""

    WRONG_FACT = "wrong_fact"
    WRONG_ATTRIBUTION = "wrong_attribution"
    RULE_MISAPPLIED = "rule_misapplied"
    RULE_NOT_AGREED = "rule_not_agreed"
    PROCEDURE_BROKEN = "procedure_broken"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    OBSTACLE_NOT_CLEARED = "obstacle_not_cleared"
    NEW_EVIDENCE = "new_evidence"
    DISPROPORTION = "disproportion"


class AppealOutcome(StrEnum):
    """What was decided; empty while nothing is. Silence is no decision: the appeal went up by itself."""

    OPEN = ""
    UPHELD_IN_FULL = "upheld_in_full"
    UPHELD_IN_PART = "upheld_in_part"
    DISMISSED = "dismissed"
    SILENCE = "silence"


UPHELD = frozenset({AppealOutcome.UPHELD_IN_FULL, AppealOutcome.UPHELD_IN_PART})
FILE_WITHIN = {AppealLevel.FIRST: 7, AppealLevel.FINAL: 5}
DECIDE_WITHIN = {AppealLevel.FIRST: 10, AppealLevel.FINAL: 15}
ACKNOWLEDGE_WITHIN = 2
PANEL = {AppealLevel.FIRST: 1, AppealLevel.FINAL: 3}


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who may be named to decide: the key, and whether of another department than the appellant."""

    person: int
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class OpenedByAppeal:
    """What an appeal opens to whoever decides it: the person's card of that cycle, and how it came about.

    Of the numbers on it the cases behind those of which the letter of the talk speaks, named by `measures`.
    """

    person: int
    cycle: int
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Involved:
    """Who may never decide an appeal: the appellant, the manager of the talk, the raters, the level before."""

    appellant: int
    manager: int
    raters: frozenset[int]
    before: frozenset[int]
