"""Each sentence or badge that is derived from numbers: what would change it, and what must not."""

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import EvidenceRow, IntervalMethod, Measure, Reading, Statistic, Unit, Why, WhyNot
from liuxin.insight import rules
from liuxin.insight.rules import Place
from liuxin.insight.words import Among, CaseRow
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import about, card
from liuxin.interfaces.web.insight.pages.behind import pulled, written
from liuxin.performance.evaluation.words import Points
from liuxin.performance.indicators.words import Verdict

PROMISES_KEPT, REOPENED_WITHIN_14_DAYS = MEASURES["promises_kept"], MEASURES["reopened_within_14_days"]
RESOLUTION_TIME_BUSINESS = MEASURES["resolution_time_business"]
ABOVE = "The whole interval lies above 100: the targets are surely passed."
BELOW = "The whole interval lies below 100: the targets are surely not reached."
HOLDS = "The interval holds 100: that the targets were missed cannot be said."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def reading(value: float | None = 94.1, **changes: object) -> Reading:
    made = Reading(
        measure="promises_kept",
        statistic=Statistic.SHARE,
        person=1,
        team=None,
        period_start=0,
        period_end=1,
        value=value,
        n=412.0,
        rows=412,
        low=91.4,
        high=96.0,
        sum_value=0.0,
        pending=0,
        why=Why.MEASURED,
        method=IntervalMethod.WILSON,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (Points(98.5, 95.3, 101.6), HOLDS),
        (Points(104.0, 101.0, 107.0), ABOVE),
        (Points(90.0, 85.0, 99.9), BELOW),
        (Points(100.0, 100.0, 104.0), HOLDS),
    ],
)
def test_what_is_said_of_a_hundred_is_what_the_interval_says(points: Points, said: str):
    assert card.detail(None, points) == said


@given(st.floats(0, 120), st.floats(0, 40), st.floats(0, 40))
def test_a_wider_interval_never_makes_it_surer(score: float, down: float, up: float):
    sure = {ABOVE, BELOW}
    with translation.override("en"):
        narrow = card.detail(None, Points(score, score - down, score + up))
        wide = card.detail(None, Points(score, score - down - 200, score + up + 200))
    assert wide == HOLDS
    assert narrow in sure | {HOLDS}


def test_the_verdict_counts_those_who_cannot_be_told_apart():
    among = Among(others=(91.0, 95.0, 104.0), not_told_apart=2, place=Place(1, 3))
    assert card.verdict(among) == "Not told apart from 2 of the other 3"
    assert card.verdict(replace(among, not_told_apart=0)) == "Told apart from everybody else"
    assert card.verdict(None) == "Nobody to compare with"


def test_places_are_shared_only_where_they_are():
    points = Points(98.5, 95.3, 101.6)
    among = Among(others=(91.0, 95.0), not_told_apart=2, place=Place(1, 3))
    assert card.detail(among, points).startswith("Shares places 1 – 3.")
    assert card.detail(replace(among, place=Place(2, 2)), points).startswith("Place 2.")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_mark_and_a_word_in_both_languages(verdict: Verdict):
    assert shown.STATES[verdict] in {"good", "none", "warn", "bad"}
    words = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.add(str(shown.VERDICTS[verdict]))
    assert len(words) == 2


def test_only_what_is_certain_takes_colour():
    assert [shown.STATES[each] for each in (Verdict.NONE, Verdict.CANNOT_TELL)] == ["none", "none"]


def test_a_number_never_stands_alone():
    assert shown.value(94.1, Unit.PERCENT) == "94.1%"
    assert shown.interval(reading(), Unit.PERCENT) == "91.4 – 96.0"
    assert shown.basis(reading(), REOPENED_WITHIN_14_DAYS) == "n 412"
    assert shown.basis(reading(), PROMISES_KEPT) == "n 412.0"


def test_an_open_end_is_a_dash_and_an_unknown_interval_is_nothing():
    assert shown.interval(reading(low=None), Unit.PERCENT) == "— – 96.0"
    assert shown.interval(reading(low=None, high=None), Unit.PERCENT) == ""


def test_absent_is_a_dash_and_never_zero():
    assert shown.value(None, Unit.PERCENT) == "—"
    assert shown.value(None, Unit.HOURS) == "—"


def test_shares_of_cases_keep_a_decimal_and_whole_cases_have_none():
    assert shown.amount(6891.7) == "6,891.7"
    assert shown.amount(16561.000000000004) == "16,561"


@pytest.mark.parametrize(
    ("value", "written_so"), [(0.15, "0.15\u00a0h"), (7.05, "7.05\u00a0h"), (12.34, "12.3\u00a0h")]
)
def test_short_spans_keep_one_more_decimal(value: float, written_so: str):
    assert shown.value(value, Unit.HOURS) == written_so


def test_a_column_has_one_precision():
    assert shown.value(12.34, Unit.HOURS, near=0.15) == "12.34\u00a0h"
    assert shown.value(0.18, Unit.HOURS, near=12.0) == "0.2\u00a0h"


def test_shared_places_are_a_range():
    assert [shown.place(each) for each in (Place(2, 9), Place(3, 3), None)] == ["2 – 9", "3", "—"]


def test_the_points_of_a_scale_show_no_more_decimals_than_they_have():
    assert shown.scale_digits(Unit.PERCENT, (85.0, 93.0, 97.0)) == 0
    assert shown.scale_digits(Unit.PERCENT, (4.0, 1.5, 0.5)) == 1


def test_many_teams_are_counted_rather_than_listed():
    assert shown.listed(["A", "B"]) == "A, B"
    assert shown.listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    with translation.override("zh-hans"):
        assert shown.listed(["甲", "乙", "丙", "丁"]) == "甲、乙、丙，另有 1 个"


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("2016-Q2", "2016, quarter 2", "2016 年 2 季度"),
        ("2016-05", "May 2016", "2016\u00a0年\u00a05\u00a0月"),
        ("2016", "2016", "2016"),
        ("all", "the whole record", "全部记录"),
    ],
)
def test_a_span_is_named_in_both_languages(code: str, english: str, chinese: str):
    assert shown.span_name(code) == english
    with translation.override("zh-hans"):
        assert shown.span_name(code) == chinese


def row(value: float, *, weight: float = 1.0, counted: bool = True) -> EvidenceRow:
    return EvidenceRow("C-1", 1, 1, 0, weight, value, counted, WhyNot.COUNTED if counted else WhyNot.WINDOW_OPEN)


def test_the_sum_is_written_as_it_is_added():
    rows = [row(1.0, weight=0.5), row(0.0), row(1.0)]
    assert written(rules.written_out(PROMISES_KEPT, rows, None), PROMISES_KEPT) == "1.5 ÷ 2.5 = 60.0%"
    assert written(rules.written_out(RESOLUTION_TIME_BUSINESS, rows, 0.5), RESOLUTION_TIME_BUSINESS) == "0.50\u00a0h"


def test_the_pull_is_signed_and_absent_where_nothing_is_pulled():
    assert pulled(CaseRow(row(1.0), -0.038, "", readable=False), PROMISES_KEPT) == "−0.038"
    assert pulled(CaseRow(row(1.0), 0.008, "", readable=False), PROMISES_KEPT) == "+0.008"
    assert pulled(CaseRow(row(1.0, counted=False), None, "", readable=False), PROMISES_KEPT) == "—"


@pytest.mark.parametrize("measure", [PROMISES_KEPT, REOPENED_WITHIN_14_DAYS, RESOLUTION_TIME_BUSINESS])
def test_how_it_is_computed_follows_the_definition(measure: Measure):
    assert about.about(measure, measure.statistics[0]).definition == measure.definition.en
    changed = replace(measure, least_sample=777)
    assert "777" in about.about(changed, changed.statistics[0]).told
