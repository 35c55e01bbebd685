"""Whatever the engine can say of a number has words at every door, in both languages."""

from collections.abc import Mapping
from enum import Enum

import pytest

from liuxin.engines.measurement.words import Direction, IntervalMethod, Kind, Statistic, Unit, Why, WhyNot
from liuxin.interfaces.cli.measuring import cells
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import about
from liuxin.interfaces.wording.catalogue import sentence


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("measurement.why_not", set(WhyNot) - {WhyNot.COUNTED}),
        ("measurement.interval", set(IntervalMethod) - {IntervalMethod.NONE}),
        ("cli.measure.unit_of", set(Unit)),
        ("cli.measure.direction", set(Direction)),
        ("cli.measure.statistic", set(Statistic)),
    ],
)
def test_every_word_of_the_engine_has_a_sentence(prefix: str, words: set[Enum], language: str):
    said = {word: sentence(f"{prefix}.{word.value}", language) for word in words}

    assert all(text and not text.startswith(prefix) for text in said.values())
    assert len({*said.values()}) == len(said)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (Unit, shown.PLACES),
        (Unit, shown.UNITS),
        (Unit, cells.PLACES),
        (WhyNot, shown.WHY_NOT),
        (Why, shown.WHY),
        (IntervalMethod, about.METHODS),
        (IntervalMethod, about.METHOD_NAMES),
        (Kind, about.USUAL_METHODS),
        (Kind, about.KINDS),
        (Direction, labels.DIRECTIONS),
    ],
)
def test_every_word_of_the_engine_is_told_on_pages(words: type[Enum], told: Mapping[object, object]):
    assert set(told) == set(words)
