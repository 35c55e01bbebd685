"""Classes of talks: told from results and intervals, tested in the order of the template."""

from dataclasses import replace

import pytest

from liuxin.performance.feedback.rules import classify, level_of
from liuxin.performance.feedback.words import CardFact, Case, Level, LineFact, TalkClass

pytestmark = pytest.mark.spec("P5.1")


def line(measure: str = "promises_kept", *, weight: float = 50, score: float = 100, above=False, short=False):
    return LineFact(measure, weight, score, score - 2, score + 2, above, short)


def card(score: float | None = 100, width: float = 5, *lines: LineFact, covered: float = 100) -> CardFact:
    low, high = (None, None) if score is None else (score - width, score + width)
    return CardFact(score, low, high, covered, lines or (line(),))


def code(case: Case) -> TalkClass:
    return classify(case).code


def test_what_no_rule_holds_for_is_on_track():
    found = classify(Case(card(98)))
    assert (found.code, found.why, found.params) == (TalkClass.ON_TRACK, "feedback.class.on_track", {"total": 98})


def test_a_total_is_told_to_one_decimal():
    assert classify(Case(card(308 / 3, 8))).params == {"total": 102.7}


def test_a_newcomer_is_new_whatever_the_total():
    assert code(Case(card(20), days_in_post=89)) is TalkClass.NEW
    assert code(Case(card(20), days_in_post=90)) is TalkClass.AT_RISK


def test_too_little_measured_is_new_and_not_a_verdict():
    assert code(Case(card(20, covered=49))) is TalkClass.NEW
    assert code(Case(card(20, covered=50))) is TalkClass.AT_RISK


def test_a_written_disagreement_makes_it_disputed_before_anything_about_the_result():
    assert code(Case(card(20), disagreements=1)) is TalkClass.DISPUTED


def test_seeing_oneself_more_than_a_level_apart_makes_it_disputed_on_either_side():
    assert code(Case(card(), self_gap=1.0)) is TalkClass.ON_TRACK
    assert code(Case(card(), self_gap=1.1)) is TalkClass.DISPUTED
    assert code(Case(card(), self_gap=-1.1)) is TalkClass.DISPUTED


def test_without_a_total_the_class_cannot_be_told():
    found = classify(Case(card(None)))
    assert (found.code, found.why) == (TalkClass.UNKNOWN, "feedback.class.no_total")


def test_at_risk_is_whose_whole_eighty_percent_interval_lies_under_the_floor():
    assert code(Case(card(55, 5))) is TalkClass.AT_RISK
    assert code(Case(card(55, 8))) is TalkClass.ON_TRACK
    assert classify(Case(card(50, 10))).params == {"high": 56.5}


def test_falling_is_wholly_under_the_card_before():
    before = card(110, 5)
    assert code(Case(card(98, 5), before)) is TalkClass.FALLING
    assert code(Case(card(98, 8), before)) is TalkClass.ON_TRACK
    assert code(Case(card(98, 5), None)) is TalkClass.ON_TRACK
    assert code(Case(card(98, 5), card(None))) is TalkClass.ON_TRACK


def test_uneven_is_two_heavy_lines_surely_on_opposite_sides():
    above, short = line("a", above=True), line("b", short=True)
    found = classify(Case(card(98, 5, above, short)))
    assert (found.code, found.params) == (TalkClass.UNEVEN, {"measure": "b", "other": "a"})
    assert code(Case(card(98, 5, above, replace(short, weight=14)))) is TalkClass.ON_TRACK
    assert code(Case(card(98, 5, above, replace(short, short=False)))) is TalkClass.ON_TRACK


def test_strong_is_surely_above_target_with_no_line_under_its_floor():
    assert code(Case(card(110, 5))) is TalkClass.STRONG
    assert code(Case(card(103, 5))) is TalkClass.ON_TRACK
    under = replace(line(), score=50, low=45, high=59.9)
    assert code(Case(card(110, 5, under))) is TalkClass.ON_TRACK


def test_the_class_of_one_person_does_not_depend_on_anybody_elses_result():
    """A rank would: the same card has the same class whoever else is scored."""
    assert {code(Case(card(98))) for _others in range(3)} == {TalkClass.ON_TRACK}


def test_levels_are_told_from_whom_one_leads():
    leads, directors = frozenset({2, 3}), frozenset({3})
    levels = [level_of(person, leads=leads, directors=directors) for person in (1, 2, 3)]
    assert levels == [Level.AGENT, Level.MANAGER, Level.DIRECTOR]
