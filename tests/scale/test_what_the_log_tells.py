"""Which measures the ServiceNow log can tell and which it cannot, by name; and that the page of the docs says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from liuxin.engines.measurement.library import MEASURES
from tests.scale.homes import environment
from tools.logs import page
from tools.places import ROOT

pytestmark = [pytest.mark.scale, pytest.mark.xdist_group("log")]

COMPUTABLE = {
    *("cases_opened", "cases_resolved", "closed_with_outcome", "first_contact_resolution", "internal_promise_kept"),
    *("own_handling_time", "ownership_gap", "promises_kept", "reopened_within_14_days", "repeat_contact_rate"),
    *("resolution_time_business", "resolution_time_calendar", "transfer_out_rate", "transfers_in", "transfers_out"),
    *("transfers_per_case", "waiting_for_customer", "category_corrected"),
}
NOTHING_COUNTS = {
    "open_cases": "every case is closed at the end",
    "open_case_age": "every case is closed at the end",
    "lateness_when_missed": "the log says whether a promise was kept, never when it was due",
    "complaint_resolved_in_time": "no case is a complaint: all are reports of a fault",
    "new_old_customer_gap": "since when a caller is known is not in the log: all were recorded at the import",
}
NOT_RECORDED = {
    "message.sent": {
        *("bounce_rate", "first_response_time", "first_response_time_business", "own_first_response_time"),
        "replies_per_case",
    },
    "case.response_due message.sent": {"first_response_kept", "next_response_kept"},
    "case.escalated": {"escalation_rate"},
    "case.next_done case.next_planned": {"next_action_on_time"},
    "case.next_planned": {"next_action_moves"},
    "case.confirmed": {"resolution_confirmed_rate"},
    "case.complained": {"complaints", "complaint_rate"},
    "survey.answered survey.asked": {
        *("csat_mean", "csat_positive_share", "survey_response_rate", "internal_satisfaction", "partner_satisfaction"),
        *("heart_care", "heart_love", "heart_sincerity", "heart_attention", "heart_dedication", "heart_perseverance"),
    },
    "review.recorded": {
        *("heart_care_review", "heart_love_review", "heart_sincerity_review", "heart_attention_review"),
        *("heart_dedication_review", "heart_perseverance_review"),
    },
    "warning.answered warning.raised": {"warning_cleared_in_time"},
    "recovery.ended recovery.opened": {"recovery_success"},
    "obstacle.cleared obstacle.raised": {"obstacle_cleared_share"},
    "talk.held talk.planned": {"talk_held_on_time"},
    "reading.confirmed": {"cost_per_case"},
}


@pytest.fixture(scope="module")
def told(log_home: Path, tmp_path_factory: pytest.TempPathFactory) -> page.Told:
    result = tmp_path_factory.mktemp("told") / "told.json"
    command = [sys.executable, "-m", "tools.logs", "--tell", str(result)]
    subprocess.run(command, env=environment(log_home), check=True, cwd=ROOT)
    found: page.Told = json.loads(result.read_text(encoding="utf-8"))
    return found


def test_every_measure_is_named_once() -> None:
    named = [*COMPUTABLE, *NOTHING_COUNTS, *(code for codes in NOT_RECORDED.values() for code in codes)]
    assert sorted(named) == sorted(MEASURES)


def test_these_measures_are_computable_on_the_log(told: page.Told) -> None:
    assert {code for code, each in told["measures"].items() if each.get("counted")} == COMPUTABLE


def test_these_are_recorded_and_count_nothing(told: page.Told) -> None:
    assert {code for code, each in told["measures"].items() if each.get("counted") == 0} == set(NOTHING_COUNTS)


def test_these_are_not_recorded_and_what_lacks_is_named(told: page.Told) -> None:
    missing: dict[str, set[str]] = {}
    for code, each in told["measures"].items():
        if "missing" in each:
            missing.setdefault(" ".join(each["missing"]), set()).add(code)
    assert missing == NOT_RECORDED


def test_the_page_of_the_docs_says_so(told: page.Told) -> None:
    assert page.found()["servicenow"] == told, "python -m tools.logs"
