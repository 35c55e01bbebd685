from pathlib import Path

import pytest

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.library.hearts import HEARTS
from tests.engines.measurement.library.asking import Asked, review, survey
from tests.engines.measurement.records import START

HEART_CODES = [heart.code for heart in HEARTS]


def test_satisfaction_is_told_with_how_many_did_not_answer(tmp_path: Path):
    surveys = [
        survey("A", 1, overall=5),
        survey("B", 1, overall=4),
        survey("C", 1, overall=3),
        survey("D", 1, None),
        survey("E", 2, None),
        survey("only-a-heart", 2, overall=None, care=5),
    ]
    asked = Asked(tmp_path, surveys=surveys)

    mean, share = asked.reading("csat_mean"), asked.reading("csat_positive_share")
    assert (mean.value, mean.n, mean.unanswered) == (4.0, 3.0, 3)
    assert share.value == pytest.approx(200 / 3)
    assert share.unanswered == 3
    assert asked.of("csat_mean") == {1: 4.0, 2: None}
    assert asked.value("survey_response_rate") == pytest.approx(400 / 6)
    assert asked.why("csat_mean")["D"] == "no_answer"


def test_a_survey_belongs_to_when_it_was_sent(tmp_path: Path):
    asked = Asked(tmp_path, surveys=[survey("A", 1, START + 99, overall=5)])

    assert asked.value("csat_mean", (START, START + 1)) == 5.0
    assert asked.value("csat_mean", (START + 1, START + 99)) is None


def test_internal_customers_and_partners_answer_for_themselves(tmp_path: Path):
    surveys = [survey("A", 1, overall=5, customer=1), survey("B", 1, overall=2, customer=2), survey("C", 1, overall=1)]
    customers = [{"customer": 1, "customer_kind": "internal"}, {"customer": 2, "customer_kind": "partner"}]
    surveys[2]["customer"] = None
    asked = Asked(tmp_path, surveys=surveys, customers=customers)

    assert (asked.value("internal_satisfaction"), asked.value("partner_satisfaction")) == (5.0, 2.0)


@pytest.mark.spec("S7")
@pytest.mark.parametrize("heart", HEART_CODES)
def test_a_heart_is_what_customers_felt_and_a_question_not_asked_is_no_answer(tmp_path: Path, heart: str):
    surveys = [
        survey("A", 1, **{heart: 5}),
        survey("B", 1, **{heart: 2}),
        survey("C", 1, overall=1),
        survey("D", 2, None),
    ]
    asked = Asked(tmp_path, surveys=surveys)

    reading = asked.reading(f"heart_{heart}")
    assert (reading.value, reading.n, reading.unanswered) == (3.5, 2.0, 2)
    others = [asked.value(f"heart_{other}") for other in HEART_CODES if other != heart]
    assert others == [None] * 5


@pytest.mark.spec("S7")
@pytest.mark.parametrize("heart", HEART_CODES)
def test_a_heart_in_review_counts_what_was_drawn_at_random_and_seen(tmp_path: Path, heart: str):
    reviews = [
        review("A", 1, **{heart: 4}),
        review("B", 1, **{heart: 1}),
        review("unseen", 1),
        review("picked", 1, random=False, **{heart: 5}),
        review("of-another", 2, **{heart: 5}),
    ]
    asked = Asked(tmp_path, reviews=reviews)

    assert asked.of(f"heart_{heart}_review") == {1: 2.5, 2: 5.0}
    assert asked.why(f"heart_{heart}_review") == {
        "A": "",
        "B": "",
        "unseen": "not_seen",
        "picked": "not_random",
        "of-another": "",
    }


@pytest.mark.spec("S7")
@pytest.mark.parametrize("by", ["person", "team"])
def test_the_six_hearts_are_told_by_person_and_by_team(tmp_path: Path, by: str):
    marks = {heart: 1 + place % 5 for place, heart in enumerate(HEART_CODES)}
    asked = Asked(tmp_path, surveys=[survey("A", 1, **marks)], reviews=[review("A", 1, **marks)])

    for heart, mark in marks.items():
        assert asked.of(f"heart_{heart}", by) == asked.of(f"heart_{heart}_review", by) == {1: float(mark)}


def test_each_heart_has_two_figures_and_they_are_never_blended():
    hearts = {code for code in MEASURES if code.startswith("heart_")}

    assert hearts == {f"heart_{code}{suffix}" for code in HEART_CODES for suffix in ("", "_review")}
    assert len(hearts) == 12
