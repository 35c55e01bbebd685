from datetime import datetime, timedelta

import pytest

from liuxin.interfaces.imports.folding.tables import TableRow, fold_table_row
from liuxin.interfaces.imports.folding.words import FoldedCase, Hands
from liuxin.interfaces.imports.mapping import StateWord
from liuxin.interfaces.imports.mapping.words import HeldFrom
from liuxin.kernel.errors import BadInputError
from tests.interfaces.imports.folding.rows import FACTS, NINE, notes


def after(minutes: float | None) -> datetime | None:
    return None if minutes is None else NINE + timedelta(minutes=minutes)


def fold(
    *, resolved: float | None = None, closed: float | None = None, last: float | None = None, word: str | None = None,
    held_from: HeldFrom = HeldFrom.LAST_STAMP, holder: str = "a",
) -> FoldedCase:  # fmt: skip
    state = StateWord(word) if word else None
    row = TableRow(2, NINE, after(resolved), after(closed), after(last), state, word or "", Hands(holder), 3, "")
    return fold_table_row(row, FACTS, held_from=held_from)


def told(case: FoldedCase) -> list[tuple[str, float, str]]:
    return [(move.kind.value, (move.at - NINE).total_seconds() / 60, move.hands.holder) for move in case.moves]


def test_the_holder_of_the_end_is_not_said_to_have_had_the_case_before() -> None:
    assert told(fold(resolved=30, closed=60)) == [
        ("opened", 0, ""),
        ("handed_over", 30, "a"),
        ("resolved", 30, "a"),
        ("closed", 60, "a"),
    ]


def test_the_mapping_may_say_that_the_holder_had_it_from_the_opening() -> None:
    case = fold(closed=60, held_from=HeldFrom.OPENED)
    assert told(case) == [("opened", 0, "a"), ("closed", 60, "a")]


def test_an_open_case_is_held_from_its_last_stamp() -> None:
    assert told(fold(last=45, word="open")) == [("opened", 0, ""), ("handed_over", 45, "a")]
    assert told(fold(last=-45, word="open")) == [("opened", 0, ""), ("handed_over", 0, "a")]


def test_a_case_that_nobody_holds_is_opened_and_ended() -> None:
    assert told(fold(closed=5, holder="")) == [("opened", 0, ""), ("closed", 5, "")]


def test_waiting_without_a_time_is_open_and_noted() -> None:
    case = fold(word="waiting", holder="")
    assert told(case) == [("opened", 0, "")]
    assert notes(case) == [(2, "waiting_without_time")]


@pytest.mark.parametrize(
    ("stamps", "word", "code"),
    [
        ({"closed": -5.0}, "closed", "import.closed_before_opened"),
        ({"resolved": -5.0}, None, "import.closed_before_opened"),
        ({"resolved": 9.0, "closed": 5.0}, None, "import.resolved_after_closed"),
        ({}, "closed", "import.end_without_time"),
        ({"resolved": 5.0}, "closed", "import.end_without_time"),
        ({}, "resolved", "import.end_without_time"),
        ({"closed": 5.0}, "open", "import.time_without_end"),
        ({"resolved": 5.0}, "waiting", "import.time_without_end"),
    ],
)
def test_stamps_and_state_that_contradict_one_another_are_an_error(
    stamps: dict[str, float], word: str | None, code: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        fold(**stamps, word=word)  # type: ignore[arg-type]  # stamps by name
    assert (refused.value.code, refused.value.line) == (code, 2)
