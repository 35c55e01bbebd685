from pathlib import Path

from tests.engines.measurement.library.asking import BOT, HOUR, Asked, Row, holding, opening
from tests.engines.measurement.records import DAY, START, resolution


def test_cases_are_opened_for_the_team_that_held_them_first(tmp_path: Path):
    asked = Asked(tmp_path, cases=[opening("A"), opening("B", 2, first_team=2), opening("C", opened_at=START - 1)])

    assert asked.value("cases_opened") == 2.0
    assert asked.of("cases_opened", "team") == {1: 1.0, 2: 1.0}


def test_what_is_open_is_told_for_the_end_of_the_period_and_for_who_held_it_then(tmp_path: Path):
    noon = START + 10 * DAY
    spells: list[Row] = [
        {"case": "handed-on", "person": 1, "team": 1, "start": START, "end": noon - 1, "opened_at": START},
        {"case": "handed-on", "person": 2, "team": 1, "start": noon - 1, "end": None, "opened_at": START},
        {"case": "resolved-then", "person": 1, "team": 1, "start": START, "end": noon - 1, "opened_at": START},
        {"case": "resolved-after", "person": 1, "team": 1, "start": START, "end": noon, "opened_at": START - DAY},
        {"case": "nobody's", "person": None, "team": 1, "start": START, "end": None, "opened_at": START},
        {"case": "opened-after", "person": 1, "team": 1, "start": noon, "end": None, "opened_at": noon},
    ]
    asked = Asked(tmp_path, spells=spells)

    assert asked.value("open_cases", (START, noon)) == 3.0
    assert asked.value("open_cases", (START, START)) == 0.0
    assert asked.value("open_case_age", (START, noon)) == 10.0
    assert asked.value("open_case_age.p90", (START, noon)) == 10.8


def test_what_is_open_in_a_period_that_goes_on_is_told_as_far_as_the_record_reaches(tmp_path: Path):
    spell = {"case": "A", "person": 1, "team": 1, "start": START, "end": None, "opened_at": START}
    asked = Asked(tmp_path, spells=[spell], as_of=START + 2 * DAY - 1)

    assert asked.of("open_cases") == {1: 1.0}
    assert asked.value("open_case_age") == 2.0


def test_transfers_are_counted_where_they_arrive_and_where_they_leave(tmp_path: Path):
    held = [
        holding("A", 1, START, end=START + HOUR, to_person=2),
        holding("A", 2, START + HOUR, end=START + 2 * HOUR, from_person=1, to_person=1),
        holding("A", 1, START + 2 * HOUR, end=None, from_person=2, resolved_at=START + DAY, first_of_person=False),
        holding("B", 1, START, end=START + HOUR),
    ]
    asked = Asked(tmp_path, participation=held)

    assert asked.of("transfers_out") == {1: 1.0, 2: 1.0}
    assert asked.of("transfers_in") == {1: 1.0, 2: 1.0}
    assert asked.of("transfer_out_rate") == {1: 100 / 3, 2: 100.0}


def test_a_case_still_in_hand_is_not_yet_one_that_was_kept(tmp_path: Path):
    held = [holding("open", 1), holding("resolved", 1, resolved_at=START + DAY), holding("gone", 1, end=START + 1)]
    asked = Asked(tmp_path, participation=held)

    assert asked.value("transfer_out_rate") == 0.0
    assert asked.reading("transfer_out_rate").pending == 1
    assert asked.why("transfer_out_rate") == {"open": "still_held", "resolved": "", "gone": ""}


def test_a_bounce_goes_back_where_it_came_from_without_a_word_to_the_customer(tmp_path: Path):
    back = {"from_person": 1, "to_person": 1, "end": START + HOUR}
    held = [
        holding("bounced", 2, **back),
        holding("answered", 2, **back | {"answered_at": START + 1}),
        holding("on", 2, **back | {"to_person": 3}),
        holding("kept", 2, from_person=1),
        holding("not-from-anybody", 2, end=START + HOUR, to_person=1),
    ]
    asked = Asked(tmp_path, participation=held)

    assert {row.case: row.value for row in asked.rows("bounce_rate") if row.counted} == {
        "bounced": 1.0,
        "answered": 0.0,
        "on": 0.0,
    }
    assert asked.value("bounce_rate") == 100 / 3
    assert asked.why("bounce_rate") == {"bounced": "", "answered": "", "on": "", "kept": "still_held"}


def test_escalations_are_a_share_of_holdings_and_required_ones_stand_apart(tmp_path: Path):
    held = [
        holding("calm", 1),
        holding("escalated", 1, escalated=1),
        holding("required", 1, escalated=1, required=1),
        holding("unheld", None, escalated=1, accountable=2),
        holding("unheld-and-calm", None, accountable=2),
    ]
    asked = Asked(tmp_path, participation=held)

    assert asked.of("escalation_rate") == {1: 50.0, 2: 100.0}
    assert asked.why("escalation_rate") == {"calm": "", "escalated": "", "required": "required", "unheld": ""}


def test_replies_are_their_senders_and_count_once_the_case_stands_resolved(tmp_path: Path):
    replies = [
        {"case": "A", "person": 1, "team": 1, "at": START, "replies": 3},
        {"case": "A", "person": 2, "team": 1, "at": START, "replies": 1},
        {"case": "B", "person": 1, "team": 1, "at": START, "replies": 6},
        {"case": "open", "person": 1, "team": 1, "at": None, "replies": 9},
    ]
    asked = Asked(tmp_path, replies=replies)

    assert asked.of("replies_per_case") == {1: 4.5, 2: 1.0}
    assert asked.value("replies_per_case.p90") == 5.4


def test_a_transfer_per_case_is_a_mean_over_resolved_cases(tmp_path: Path):
    rows = [resolution("A", START, 1, transfers=0), resolution("B", START, BOT, transfers=3)]
    asked = Asked(tmp_path, resolutions=rows)

    assert asked.value("transfers_per_case") == 1.5
    assert asked.of("cases_resolved") == {1: 1.0, None: 1.0}
