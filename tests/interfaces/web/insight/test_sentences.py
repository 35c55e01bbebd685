"""Each sentence or badge that is derived from numbers: what would change it, and what must not."""

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import (
    Direction,
    EvidenceRow,
    IntervalMethod,
    Measure,
    Reading,
    Statistic,
    Unit,
    Why,
    WhyNot,
)
from liuxin.insight import rules
from liuxin.insight.comparing import Difference, Middle, Sure
from liuxin.insight.standings import Place
from liuxin.insight.words import Among, CaseRow, Definition
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import about, card, measures, sentences
from liuxin.interfaces.web.insight.pages.behind import label, pulled, written
from liuxin.performance.evaluation.words import Points
from liuxin.performance.indicators.words import Verdict
from tests.insight import readings

PROMISES_KEPT, REOPENED_WITHIN_14_DAYS = MEASURES["promises_kept"], MEASURES["reopened_within_14_days"]
RESOLUTION_TIME_BUSINESS = MEASURES["resolution_time_business"]
ABOVE = "The whole interval lies above 100: the targets are passed, beyond chance at 95%."
BELOW = "The whole interval lies below 100: the targets are not reached, beyond chance at 95%."
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
    assert card.verdict(None) == "Fewer than three others are scored by this set: none is shown"


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


def test_an_open_end_is_said_and_an_unknown_interval_is_nothing():
    assert shown.interval(reading(3.5, low=3.17, high=None), Unit.DAYS) == "3.17 or more"
    assert shown.interval(reading(low=None), Unit.PERCENT) == "96.0 or less"
    assert shown.difference_interval(Difference(2.0, 0.5, None), Unit.PERCENT) == "+0.5 or more"
    with translation.override("zh-hans"):
        assert shown.interval(reading(3.5, low=3.17, high=None), Unit.DAYS) == "3.17 或以上"
    assert shown.interval(reading(low=None, high=None), Unit.PERCENT) == ""


def test_a_place_on_an_axis_is_rounded_to_its_step():
    assert [shown.end_of_axis(step * 0.2, Unit.SCALE_1_5) for step in (15, 17, 19)] == ["3", "3.4", "3.8"]


def test_of_a_scale_the_last_bar_is_its_last_point_and_of_what_is_counted_it_goes_on():
    last = rules.Bin(5.0, None, 12.0)
    assert label(last, MEASURES["csat_mean"], 4) == "5"
    assert label(last, MEASURES["transfers_per_case"], 4) == "5 and more"
    with translation.override("zh-hans"):
        assert label(last, MEASURES["csat_mean"], 4) == "5"


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


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_the_whole_account_is_made_from_the_definition(measure: Measure):
    found = Definition(measure.code, measure, measure.statistics[0], (), tuple(sorted(measure.needs)), has_record=True)
    told = {line.label: line.text for line in about.lines(found)}
    assert told["Definition"] == measure.definition.en
    assert told["What counts"] == measure.numerator_text.en
    assert told["Credited to"] == measure.credit_text.en
    assert told["Source"] == measure.source
    assert all(told.values())
    assert all(code in about.verdict(found) for code in measure.needs)
    assert about.verdict(replace(found, missing=())) == "This record has everything that it needs."
    assert about.verdict(replace(found, has_record=False)).startswith("There is no record yet")


def test_the_account_follows_every_change_of_the_definition():
    def told(**changes: object) -> dict[str, str]:
        changed = replace(PROMISES_KEPT, **changes)  # type: ignore[arg-type]  # fields by name
        found = Definition("promises_kept", changed, changed.statistics[0], (), (), has_record=True)
        return {line.label: line.text for line in about.lines(found)}

    assert "777" in told(least_sample=777)["Least sample"]
    assert "Any number" in told(least_sample=0)["Least sample"]
    assert "14 days" in told(window=14 * 86_400)["Window"]
    assert "Window" not in told(window=0)
    assert "lower is better" in told(direction=Direction.LOWER)["Unit and direction"]
    assert "Jeffreys" in told(interval=IntervalMethod.JEFFREYS)["Uncertainty"]


SHARE, COUNT = PROMISES_KEPT, MEASURES["cases_resolved"]
FEW = readings.share(12, 14)
ENOUGH = readings.share(129, 140)


def said(measure: Measure, read: Reading) -> str:
    return sentences.sentence(measure, measure.statistics[0], read)


def test_a_share_says_how_many_of_how_many_and_how_far_chance_reaches():
    counts = SHARE.numerator_text.en.rstrip(".")
    assert said(SHARE, ENOUGH) == (
        f"129 of 140: {counts[0].lower()}{counts[1:]}. Chance alone leaves room from 86.5% to 95.6%."
    )


def test_with_few_cases_the_sentence_says_that_nothing_can_be_told():
    assert said(SHARE, FEW).endswith("Too few to tell: the true value may lie anywhere between 60.1% and 96.0%.")


def test_change_the_record_and_the_sentence_changes():
    heard = {said(SHARE, readings.share(top, 140)) for top in (120, 121, 129, 140)}
    assert len(heard) == 4
    assert said(SHARE, readings.share(0, 140)).startswith("0 of 140")


@given(st.integers(30, 400), st.data())
def test_thin_the_record_and_it_can_not_be_told(of: int, data: st.DataObject):
    top = data.draw(st.integers(0, of))
    with translation.override("en"):
        assert "Chance alone" in said(SHARE, readings.share(top, of))
        thin = max(1, of // 20)
        assert "Too few to tell" in said(SHARE, readings.share(min(top, thin), thin))


def test_nothing_counted_is_said_as_nothing_and_never_as_zero():
    for measure in MEASURES.values():
        assert said(measure, readings.NOTHING) == (
            "Nothing of yours was counted here in this time, so nothing can be said."
        )


def test_a_count_is_said_as_it_is():
    counted = readings.value(40.0, 1.0, statistic=Statistic.COUNT, sum_value=40.0)
    assert said(COUNT, counted) == "40 in all."


def test_a_median_without_an_end_says_that_nothing_can_be_told():
    median = readings.value(4.0, low=None, why=Why.TOO_FEW, n=3.0)
    heard = sentences.sentence(MEASURES["own_handling_time"], Statistic.MEDIAN, median)
    assert heard.startswith("Half of 3 lie at or under 4.0")
    assert heard.endswith("With so few, nothing can be told from it.")


@pytest.mark.parametrize(
    ("read", "middle", "heard"),
    [
        (ENOUGH, 90.0, "Yours can't be told apart from it."),
        (ENOUGH, 70.0, "Yours is better, beyond chance at 95%."),
        (ENOUGH, 99.0, "Yours falls short of it, beyond chance at 95%."),
        (FEW, 20.0, "Whether yours differs cannot be told."),
    ],
)
def test_beside_the_middle_only_the_interval_speaks(read: Reading, middle: float, heard: str):
    told = sentences.beside(SHARE, read, Middle(middle, 5))
    assert told == f"Middle of 5 colleagues: {middle:.1f}%. {heard}"


def test_where_less_is_better_the_sides_turn_round():
    low = replace(SHARE, direction=Direction.LOWER)
    assert sentences.beside(low, ENOUGH, Middle(70.0, 5)).endswith("Yours falls short of it, beyond chance at 95%.")
    assert sentences.beside(low, ENOUGH, Middle(99.0, 5)).endswith("Yours is better, beyond chance at 95%.")
    never = replace(SHARE, direction=Direction.NONE)
    assert sentences.beside(never, ENOUGH, Middle(70.0, 5)) == "Middle of 5 colleagues: 70.0%."


def test_without_a_middle_there_is_no_comparison():
    assert sentences.beside(SHARE, ENOUGH, None) == "Middle of the team: too few colleagues to give one."


def test_what_will_count_later_says_when():
    reopened = MEASURES["reopened_within_14_days"]
    assert sentences.pending(ENOUGH, reopened) == ""
    later = replace(ENOUGH, pending=5)
    assert sentences.pending(later, reopened) == "5 will count later, when their 14 days are over."
    assert sentences.pending(replace(later, pending=1), reopened) == "1 will count later, when its 14 days are over."
    assert sentences.pending(later, SHARE) == "5 will count later."


def test_a_mean_of_surveys_never_stands_without_how_many_answered():
    survey = readings.value(4.3, 0.2, rows=20, unanswered=60)
    assert shown.answered(survey) == "20 of 80 answered (25%)"
    assert shown.answered(replace(survey, unanswered=0)) == ""


@pytest.mark.parametrize(
    ("unit", "near", "heard", "between"),
    [
        (Unit.PERCENT, 70.0, "+3.1\u00a0pp", "+0.4 to +5.8"),
        (Unit.HOURS, 70.0, "+3.1\u00a0h", "+0.4 to +5.8"),
        (Unit.SCALE_1_5, 4.0, "+3.10", "+0.40 to +5.80"),
    ],
)
def test_a_difference_carries_its_sign_and_of_percentages_points(unit: Unit, near: float, heard: str, between: str):
    moved = Difference(3.1, 0.4, 5.8)
    assert shown.difference(moved, unit, near=near) == heard
    assert shown.difference_interval(moved, unit, near=near) == between


@pytest.mark.parametrize("sure", list(Sure))
def test_every_sureness_has_a_mark_and_a_word_in_both_languages(sure: Sure):
    assert shown.SURE_STATES[sure] in {"good", "none", "warn"}
    words = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.add(str(shown.SURE[sure]))
    assert len(words) == 2


def test_only_a_sure_difference_takes_colour():
    assert {sure for sure in Sure if shown.SURE_STATES[sure] != "none"} == {Sure.BETTER, Sure.WORSE}


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("2016-W21", "2016, week 21", "2016 年第 21 周"),
        ("2016-05-03", "2016-05-03", "2016-05-03"),
        ("2016-05-03..2016-05-09", "2016-05-03 – 2016-05-09", "2016-05-03 – 2016-05-09"),
    ],
)
def test_a_step_is_named_in_both_languages(code: str, english: str, chinese: str):
    assert shown.span_name(code) == english
    with translation.override("zh-hans"):
        assert shown.span_name(code) == chinese


def test_the_year_stands_where_it_begins():
    assert shown.short_steps(["2015-11", "2015-12", "2016-01"]) == ["2015-11", "12", "2016-01"]
    assert shown.short_steps(["2016-05-30", "2016-05-31", "2016-06-01"]) == ["2016-05-30", "05-31", "06-01"]


def test_a_number_is_found_by_its_name_in_either_language_its_code_and_its_definition():
    assert measures.matches(SHARE, "promise")
    assert measures.matches(SHARE, "承诺")
    assert measures.matches(SHARE, "KEPT promises_kept")
    assert not measures.matches(SHARE, "promise pigeon")
    assert measures.matches(SHARE, "")
