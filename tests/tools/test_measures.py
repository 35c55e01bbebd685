from liuxin.engines.measurement.library import GROUPS, MEASURES
from liuxin.engines.measurement.words import Direction, IntervalMethod, Kind, Statistic, Unit, WhyNot
from tools import measures


def test_the_page_of_measures_is_as_the_definitions_are():
    assert measures.PAGE.read_text(encoding="utf-8") == measures.page(), "run python -m tools.measures"


def test_the_page_tells_of_every_measure_and_every_key():
    text = measures.page()

    assert all(f"`{key}`" in text for measure in MEASURES.values() for key in measure.keys)
    assert {measure.group for measure in MEASURES.values()} <= GROUPS.keys()


def test_every_word_of_a_definition_is_said_in_both_languages():
    assert measures.UNITS.keys() == set(Unit)
    assert measures.DIRECTIONS.keys() == set(Direction)
    assert measures.STATISTICS.keys() == set(Statistic)
    assert measures.METHODS.keys() == set(IntervalMethod)
    assert measures.USUAL.keys() == set(Kind)
    assert measures.REASONS.keys() == set(WhyNot) - {WhyNot.COUNTED}
