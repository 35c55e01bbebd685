"""What holds for any rows whatever: drawn, not thought of."""

import random
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.cases import rules
from liuxin.desk.cases.words import Outcome, Status, Step, StepKind
from liuxin.interfaces.imports.folding.words import EventRow, FoldedCase
from liuxin.interfaces.imports.mapping import StateWord
from liuxin.kernel.actor import Actor
from tests.interfaces.imports.folding.rows import FACTS, NINE, fold, row

KEYS = {"": None, "a": 1, "b": 2}
DEAD_ENDS = {StateWord.RESOLVED, StateWord.CLOSED}


@st.composite
def lives(draw: st.DrawFn, *, words: tuple[str, ...] = tuple(StateWord), apart: bool = False) -> list[EventRow]:
    """Draw the rows of a case, the first at the opening or later; `apart` gives every row a minute of its own."""
    count = draw(st.integers(1, 12))
    times = sorted(draw(st.lists(st.integers(0, 60), min_size=count, max_size=count, unique=apart)))
    return [
        row(
            line,
            draw(st.sampled_from(words)),
            minutes,
            holder=draw(st.sampled_from(sorted(KEYS))),
            team=draw(st.sampled_from(sorted(KEYS))),
            priority=draw(st.integers(1, 4)),
            reopenings=draw(st.integers(0, 2)),
        )
        for line, minutes in enumerate(times, 2)
    ]


def steps_of(case: FoldedCase) -> list[Step]:
    return [
        Step(
            move.kind,
            move.at,
            Actor.importer("law"),
            move.line,
            holder=KEYS[move.hands.holder],
            team=KEYS[move.hands.team],
            accountable=9,
            priority=move.priority or None,
            outcome=Outcome.NOT_RECORDED if move.kind is StepKind.CLOSED else None,
        )
        for move in case.moves
    ]


@given(lives(), st.booleans())
def test_the_rules_of_the_desk_accept_whatever_comes_out(rows: list[EventRow], counts: bool) -> None:  # noqa: FBT001
    case = fold(rows, counts=counts)
    if case.moves:
        state = rules.replay(steps_of(case))
        assert (state.status is Status.CLOSED) == case.closed
        assert state.reopenings == case.reopenings


@given(lives(), st.booleans())
def test_no_step_stands_before_the_opening_or_before_its_forerunner(rows: list[EventRow], counts: bool) -> None:  # noqa: FBT001
    times = [move.at for move in fold(rows, counts=counts).moves]
    assert times == sorted(times)
    assert all(at >= NINE for at in times)


@given(lives())
def test_every_row_leaves_a_step_or_a_reason(rows: list[EventRow]) -> None:
    case = fold(rows)
    with_steps = {move.line for move in case.moves}
    skipped = {note.line for note in case.notes if note.code == "import.state_ignored"}
    assert with_steps | skipped == {each.line for each in rows}
    assert len(skipped) == case.skipped


@given(lives(words=("open", "waiting", "resolved", "report")))
def test_the_case_ends_in_the_hands_of_its_last_row(rows: list[EventRow]) -> None:
    last = fold(rows).moves[-1]
    assert last.hands == rows[-1].hands


@given(lives(apart=True), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_file_does_not_matter_where_times_differ(
    rows: list[EventRow],
    chance: random.Random,
    counts: bool,  # noqa: FBT001
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert fold(shuffled, counts=counts).moves == fold(rows, counts=counts).moves


@given(lives(), st.data())
def test_a_longer_log_only_adds_steps(rows: list[EventRow], data: st.DataObject) -> None:
    shorter = data.draw(st.integers(1, len(rows)))
    before, after = fold(rows[:shorter]).moves, fold(rows).moves
    assert after[: len(before)] == before


@given(lives())
def test_without_a_count_of_its_own_reopenings_are_steps_back_from_an_end(rows: list[EventRow]) -> None:
    real = [each.word for each in rows if each.word in {*DEAD_ENDS, StateWord.OPEN, StateWord.WAITING}]
    backs = sum(before in DEAD_ENDS and word not in DEAD_ENDS for before, word in pairwise(real))
    assert fold(rows).reopenings == backs


@given(lives())
def test_where_the_source_counts_no_reopening_there_is_none(rows: list[EventRow]) -> None:
    quiet = [each._replace(reopenings=0) for each in rows]
    case = fold(quiet, counts=True, facts=replace(FACTS, kept=None))
    assert (case.reopenings, case.counted_reopenings) == (0, 0)
    assert not [move for move in case.moves if move.kind is StepKind.REOPENED]
