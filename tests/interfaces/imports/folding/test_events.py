from dataclasses import replace
from datetime import timedelta

import pytest

from liuxin.interfaces.imports.folding.events import fold_events
from liuxin.interfaces.imports.mapping.words import People
from liuxin.kernel.errors import BadInputError
from tests.interfaces.imports.folding.rows import FACTS, NINE, fold, kinds, notes, row


def minutes(*moments: float) -> list[object]:
    return [NINE + timedelta(minutes=each) for each in moments]


def test_a_plain_life() -> None:
    case = fold([row(2, "open", 0, holder="r"), row(3, "resolved", 60, holder="r"), row(4, "closed", 90, holder="r")])
    assert kinds(case) == ["opened", "resolved", "closed"]
    assert (case.closed, case.reopenings, case.skipped, case.lines) == (True, 0, 0, (2, 3, 4))


def test_nobody_is_known_to_have_the_case_before_the_first_row() -> None:
    case = fold([row(2, "open", 7, holder="r", team="g")])
    assert kinds(case) == ["opened", "handed_over"]
    assert [(move.at, move.hands.holder, move.hands.team) for move in case.moves] == [
        (NINE, "", ""),
        (NINE + timedelta(minutes=7), "r", "g"),
    ]


def test_a_first_row_at_the_opening_says_who_has_the_case_from_the_start() -> None:
    case = fold([row(2, "open", 0, holder="r", team="g")])
    assert [(move.kind.value, move.hands.holder, move.hands.team) for move in case.moves] == [("opened", "r", "g")]


def test_a_first_row_that_is_resolved_opens_and_resolves() -> None:
    assert kinds(fold([row(2, "resolved", 0, holder="r")])) == ["opened", "resolved"]


def test_a_row_that_changes_nothing_is_a_touch_with_the_word_of_the_source() -> None:
    case = fold([row(2, "open", 0), row(3, "open", 5, state="Active")])
    assert kinds(case) == ["opened", "touched"]
    assert case.moves[1].state == "Active"


def test_hands_change_before_the_state_so_that_credit_goes_to_who_resolved() -> None:
    case = fold([row(2, "open", 0, holder="a"), row(3, "resolved", 5, holder="b")])
    assert [(move.kind.value, move.hands.holder) for move in case.moves] == [
        ("opened", "a"),
        ("handed_over", "b"),
        ("resolved", "b"),
    ]


def test_a_case_put_down_by_its_holder_is_handed_to_nobody() -> None:
    case = fold([row(2, "open", 0, holder="a", team="g"), row(3, "open", 5, team="h")])
    assert [(move.hands.holder, move.hands.team) for move in case.moves] == [("a", "g"), ("", "h")]


def test_waiting_and_resuming() -> None:
    case = fold(
        [row(2, "open", 0), row(3, "waiting", 5), row(4, "open", 9), row(5, "waiting", 10), row(6, "resolved", 11)]
    )
    assert kinds(case) == ["opened", "waiting", "resumed", "waiting", "resolved"]


def test_another_priority_or_category_is_a_new_classification() -> None:
    case = fold([row(2, "open", 0, category="x"), row(3, "open", 5, category="y", priority=1)])
    assert kinds(case) == ["opened", "classified"]
    assert (case.priority, case.category) == (3, "x")
    assert (case.moves[1].priority, case.moves[1].category) == (1, "y")


@pytest.mark.parametrize(("back", "expected"), [("open", ["reopened"]), ("waiting", ["reopened", "waiting"])])
@pytest.mark.parametrize("end", ["resolved", "closed"])
def test_a_step_back_from_an_end_reopens(end: str, back: str, expected: list[str]) -> None:
    case = fold([row(2, "open", 0), row(3, end, 5), row(4, back, 9)])
    assert kinds(case) == ["opened", end, *expected]
    assert (case.reopenings, case.closed) == (1, False)


def test_a_reopened_case_is_handed_over_after_it_is_open_again() -> None:
    case = fold([row(2, "open", 0, holder="a"), row(3, "closed", 5, holder="a"), row(4, "open", 9, holder="b")])
    assert kinds(case) == ["opened", "closed", "reopened", "handed_over"]


def test_a_closing_without_a_resolution_is_a_closing() -> None:
    assert kinds(fold([row(2, "open", 0), row(3, "closed", 5)])) == ["opened", "closed"]


def test_a_resolution_after_the_closing_changes_nothing() -> None:
    assert kinds(fold([row(2, "open", 0), row(3, "closed", 5), row(4, "resolved", 6)])) == [
        "opened",
        "closed",
        "touched",
    ]


def test_hands_that_change_after_the_closing_are_noted_and_left() -> None:
    case = fold([row(2, "open", 0, holder="a"), row(3, "closed", 5, holder="a"), row(4, "closed", 6, holder="b")])
    assert kinds(case) == ["opened", "closed", "touched"]
    assert notes(case) == [(4, "hands_after_closing")]


def test_a_broken_state_is_reported_recorded_and_changes_no_state() -> None:
    case = fold([row(2, "open", 0), row(3, "report", 5, state="-100", holder="a"), row(4, "resolved", 6, holder="a")])
    assert kinds(case) == ["opened", "handed_over", "touched", "resolved"]
    assert case.moves[2].state == "-100"
    assert notes(case) == [(3, "state_reported")]


def test_a_first_row_with_a_broken_state_still_opens() -> None:
    assert kinds(fold([row(2, "report", 0, state="-100"), row(3, "resolved", 6)])) == ["opened", "touched", "resolved"]


def test_a_state_that_keeps_leaves_the_case_and_no_note() -> None:
    case = fold([row(2, "open", 0), row(3, "resolved", 5), row(4, "keep", 6)])
    assert kinds(case) == ["opened", "resolved", "touched"]
    assert notes(case) == []


def test_an_ignored_row_is_skipped_and_named() -> None:
    case = fold([row(2, "open", 0), row(3, "ignore", 5, holder="x"), row(4, "closed", 6)])
    assert kinds(case) == ["opened", "closed"]
    assert (case.skipped, notes(case)) == (1, [(3, "state_ignored")])


def test_a_case_of_ignored_rows_only_has_no_steps() -> None:
    case = fold([row(2, "ignore", 0), row(3, "ignore", 1)])
    assert (case.moves, case.skipped) == ((), 2)


def test_a_row_equal_in_every_column_is_skipped_and_named() -> None:
    case = fold([row(2, "open", 0, digest=7), row(3, "open", 0, digest=7), row(4, "closed", 1)])
    assert kinds(case) == ["opened", "closed"]
    assert (case.skipped, notes(case)) == (1, [(3, "duplicate_row")])


def test_equal_rows_are_kept_where_the_mapping_says_so() -> None:
    rows = [row(2, "open", 0, digest=7), row(3, "open", 0, digest=7)]
    case = fold_events(rows, FACTS, counts_reopenings=False, skip_duplicates=False)
    assert (kinds(case), case.skipped) == (["opened", "touched"], 0)


def test_rows_out_of_order_are_put_in_order_of_time_and_named() -> None:
    case = fold([row(2, "open", 0), row(3, "closed", 9), row(4, "resolved", 5)])
    assert kinds(case) == ["opened", "resolved", "closed"]
    assert notes(case) == [(4, "out_of_order")]


def test_rows_of_one_minute_stay_in_the_order_of_the_file() -> None:
    assert kinds(fold([row(2, "open", 0), row(3, "waiting", 0), row(4, "open", 0)])) == ["opened", "waiting", "resumed"]


def test_a_row_older_than_the_opening_is_placed_at_the_opening_and_named() -> None:
    case = fold([row(2, "open", -30, holder="a"), row(3, "resolved", 5, holder="a")])
    assert [move.at for move in case.moves] == minutes(0, 5)
    assert case.moves[0].hands.holder == "a"
    assert notes(case) == [(2, "row_before_opening")]


@pytest.mark.parametrize("end", ["resolved", "closed"])
def test_an_end_before_the_opening_is_an_error_of_its_line(end: str) -> None:
    with pytest.raises(BadInputError) as refused:
        fold([row(2, "open", 0), row(3, end, -5)])
    assert (refused.value.code, refused.value.line) == ("import.closed_before_opened", 3)


@pytest.mark.parametrize("end", ["resolved", "closed"])
def test_a_case_that_begins_with_its_end_and_names_no_opening_is_an_error(end: str) -> None:
    with pytest.raises(BadInputError) as refused:
        fold([row(2, end, 0), row(3, "closed", 5)], facts=replace(FACTS, opened=None))
    assert (refused.value.code, refused.value.line) == ("import.ends_before_opening", 2)


def test_without_an_opening_of_its_own_a_case_opens_with_its_first_row() -> None:
    case = fold([row(2, "open", 4, holder="a"), row(3, "closed", 9, holder="a")], facts=replace(FACTS, opened=None))
    assert [move.at for move in case.moves] == minutes(4, 9)
    assert case.moves[0].hands.holder == "a"


def test_the_count_of_the_source_decides_what_is_a_reopening() -> None:
    rows = [row(2, "open", 0), row(3, "resolved", 5), row(4, "open", 9), row(5, "closed", 12)]
    case = fold(rows, counts=True)
    assert kinds(case) == ["opened", "resolved", "touched", "closed"]
    assert (case.reopenings, case.counted_reopenings) == (0, 0)
    assert notes(case) == [(4, "back_without_reopening")]


def test_a_reopening_that_the_source_counts_is_one() -> None:
    rows = [
        row(2, "open", 0),
        row(3, "resolved", 5),
        row(4, "open", 9, reopenings=1),
        row(5, "closed", 12, reopenings=1),
    ]
    case = fold(rows, counts=True)
    assert kinds(case) == ["opened", "resolved", "reopened", "closed"]
    assert (case.reopenings, case.counted_reopenings, case.notes) == (1, 1, ())


def test_a_count_that_rises_without_a_step_back_is_noted() -> None:
    case = fold([row(2, "open", 0), row(3, "open", 5, reopenings=1)], counts=True)
    assert kinds(case) == ["opened", "touched"]
    assert (case.reopenings, case.counted_reopenings, notes(case)) == (0, 1, [(3, "reopening_without_state")])


def test_the_log_s_own_case_out_of_order_is_not_reopened() -> None:
    """INC0000137, lines 359 to 362: the first row is stamped after the resolution, the source counts no reopening."""
    rows = [
        row(359, "open", 82, state="New", team="Group 70"),
        row(360, "open", 4, state="New", team="Group 70"),
        row(361, "resolved", 75, team="Group 70"),
        row(362, "closed", 5892, team="Group 70"),
    ]
    case = fold(rows, counts=True)
    assert kinds(case) == ["opened", "handed_over", "resolved", "touched", "closed"]
    assert notes(case) == [(360, "out_of_order"), (361, "out_of_order"), (359, "back_without_reopening")]


def test_a_state_at_which_nobody_takes_the_case_leaves_it_with_whoever_has_it() -> None:
    rows = [
        row(2, "open", 0, state="Assign", holder="dispatcher", actor="dispatcher"),
        row(3, "open", 5, state="Take", holder="a", actor="a"),
        row(4, "closed", 9, state="Close", holder="dispatcher", actor="dispatcher"),
    ]
    people = People(unchanged_at=frozenset({"Assign", "Close"}))
    case = fold_events(rows, FACTS, counts_reopenings=False, people=people)
    assert [(move.kind.value, move.hands.holder, move.actor) for move in case.moves] == [
        ("opened", "", "dispatcher"),
        ("handed_over", "a", "a"),
        ("closed", "a", "dispatcher"),
    ]


def test_a_state_at_which_the_case_waits_in_a_queue_ends_the_time_of_whomever_the_row_repeats() -> None:
    rows = [
        row(2, "open", 0, state="Queued", holder="minnie", team="2nd"),
        row(3, "open", 5, state="Taken", holder="minnie", team="2nd"),
        row(4, "open", 7, state="Queued", holder="minnie", team="3rd"),
        row(5, "closed", 9, state="Closed", holder="tomas", team="3rd"),
    ]
    case = fold_events(rows, FACTS, counts_reopenings=False, people=People(nobody_at=frozenset({"Queued"})))
    assert [(move.kind.value, move.hands.holder, move.hands.team) for move in case.moves] == [
        ("opened", "", "2nd"),
        ("handed_over", "minnie", "2nd"),
        ("handed_over", "", "3rd"),
        ("handed_over", "tomas", "3rd"),
        ("closed", "tomas", "3rd"),
    ]
