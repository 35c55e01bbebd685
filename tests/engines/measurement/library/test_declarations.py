"""Every declaration is whole, and says in both languages what it computes."""

import pytest

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import GROUPS, KEYS, MEASURES, find, needed, wanted_of
from liuxin.engines.measurement.populations import COLUMNS
from liuxin.engines.measurement.schemas import unbound
from liuxin.engines.measurement.words import Direction, Kind, Measure, Statistic, Timing, Unit
from liuxin.facts.folding.events import CASE_CODES, MATTER_CODES
from liuxin.kernel.errors import BadInputError

EACH = pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
_STATISTICS = {
    Kind.COUNT: (Statistic.COUNT,),
    Kind.SHARE: (Statistic.SHARE,),
    Kind.QUANTILE: (Statistic.MEDIAN, Statistic.P90),
    Kind.MEAN: (Statistic.MEAN,),
    Kind.RATE: (Statistic.RATE,),
    Kind.GAP: (Statistic.GAP,),
}
_UNITS = {Kind.COUNT: {Unit.COUNT}, Kind.SHARE: {Unit.PERCENT}, Kind.RATE: {Unit.PER_100}, Kind.GAP: {Unit.POINTS}}


@pytest.mark.spec("P4.2")
def test_there_are_the_measures_of_the_issue_under_the_codes_of_the_indicator_library():
    assert len(MEASURES) >= 40
    assert list(MEASURES) == [measure.code for measure in MEASURES.values()]
    assert len(KEYS) == len({*KEYS})


@EACH
def test_a_declaration_is_said_in_both_languages(measure: Measure):
    texts = (
        *(measure.name, measure.definition, measure.population_text, measure.numerator_text),
        *(measure.needs_note, measure.credit_text),
    )

    assert all(text.zh and text.en and text.zh != text.en for text in texts)
    assert all(text.en.endswith(".") and text.zh.endswith("。") for text in texts[1:])
    assert measure.source


@EACH
def test_kind_statistics_unit_and_group_fit_together(measure: Measure):
    assert measure.statistics == _STATISTICS[measure.kind]
    assert measure.unit in _UNITS.get(measure.kind, set(Unit))
    assert measure.group in GROUPS
    assert (measure.least_sample == 0) is (measure.kind is Kind.COUNT)


@EACH
def test_what_a_measure_needs_can_be_recorded_and_is_named(measure: Measure):
    assert measure.needs
    assert measure.needs <= CASE_CODES | MATTER_CODES
    assert measure.needs <= needed.EVENTS.keys()
    assert measure.needs_note == needed.note(measure.needs)


@EACH
def test_a_population_has_what_every_population_has(measure: Measure):
    rows = measure.population.rows(unbound())
    stock = {"until": "int64"} if measure.population.timing is Timing.STOCK else {}

    assert {name: str(rows.schema()[name]) for name in {**COLUMNS, **stock}} == {**COLUMNS, **stock}


def test_measures_of_one_population_share_it():
    by_code = {measure.population.code: measure.population for measure in MEASURES.values()}

    assert all(by_code[measure.population.code] is measure.population for measure in MEASURES.values())


def test_a_note_lists_what_would_have_to_be_recorded():
    note = needed.note(frozenset({"survey.answered", "survey.asked"}))

    assert note.zh == "需要记录：发出的问卷、问卷的答复。"
    assert note.en == "Would have to be recorded: surveys sent, answers to surveys."


@pytest.mark.parametrize(
    "code",
    [
        *("cases_opened", "transfers_per_case", "bounce_rate", "first_response_time", "first_response_time_business"),
        *("resolution_time_business", "resolution_time_calendar", "survey_response_rate", "internal_satisfaction"),
        *("waiting_for_customer", "category_corrected"),
        *("partner_satisfaction", "cost_per_case", "new_old_customer_gap"),
    ],
)
def test_what_no_person_decides_scores_no_person(code: str):
    assert MEASURES[code].credit is Credit.UNIT_ONLY
    assert not MEASURES[code].may_score_a_person


@pytest.mark.parametrize(
    "code", ["open_cases", "escalation_rate", "complaints", "transfers_in", "transfers_out", "cases_opened"]
)
def test_what_is_only_shown_scores_nobody(code: str):
    assert MEASURES[code].direction is Direction.NONE
    assert not MEASURES[code].may_score_a_person


def test_a_key_names_a_measure_and_a_statistic():
    assert find("open_case_age") == (MEASURES["open_case_age"], Statistic.MEDIAN)
    assert find("open_case_age.p90") == (MEASURES["open_case_age"], Statistic.P90)
    assert find("open_case_age.median") == (MEASURES["open_case_age"], Statistic.MEDIAN)


def test_a_code_alone_asks_for_all_that_its_measure_gives():
    wanted = wanted_of(["first_response_time.p90", "csat_mean", "first_response_time", "csat_mean"])

    assert wanted == {
        MEASURES["first_response_time"]: (Statistic.P90, Statistic.MEDIAN),
        MEASURES["csat_mean"]: (Statistic.MEAN,),
    }


@pytest.mark.parametrize("key", ["", "csat", "csat_mean.p90", "open_case_age.", "external.anything"])
def test_a_key_that_is_not_known_is_refused_with_those_that_are(key: str):
    if key == "open_case_age.":
        assert find(key) == (MEASURES["open_case_age"], Statistic.MEDIAN)
        return
    with pytest.raises(BadInputError) as error:
        find(key)

    assert (error.value.code, error.value.field) == ("measurement.unknown_measure", "measure")
    assert error.value.params["known"] == ", ".join(KEYS)
