"""The sentences about groups: from the figures alone."""

from dataclasses import replace

import pytest
from django.utils import translation

from liuxin.engines.ratings.telling import Reason
from liuxin.interfaces.web.outcomes.pages import selections
from liuxin.performance.outcomes.words import FairVerdict, Selected, Selections
from tests.performance.outcomes.rules.test_groups import held


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def words(found: Selections) -> list[str]:
    return [selections.said(each) for each in found.groups]


def test_what_chance_could_do_is_said_to_be_chance_until_there_are_more_people():
    assert words(held((6, 10), (3, 10)))[1] == (
        "Under four fifths of the best group, but chance alone could do that (Fisher p = 0.370)."
    )
    assert words(held((48, 80), (24, 80)))[1].startswith("Under four fifths of the best group, and hardly by chance")


def test_at_least_four_fifths_is_sure_only_where_the_interval_is():
    assert words(held((60, 100), (48, 100)))[1].startswith("At least four fifths of the best group as counted, but not")
    assert words(held((5000, 10_000), (4900, 10_000)))[1] == "Surely at least four fifths of the best group."


def test_of_the_best_nothing_is_said_and_of_a_small_group_nothing_is_told():
    assert words(held((6, 10), (3, 10), (0, 4)))[::2] == ["", "fewer than 5 people: nothing is told of it"]


@pytest.mark.parametrize("reason", [Reason.ONE_GROUP, Reason.SMALL_GROUP, Reason.NO_VARIANCE])
def test_every_reason_is_said_in_both_languages(reason: Reason):
    said = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.add(str(selections.WHY[reason]))
    assert len(said) == 2


def test_groups_are_called_by_their_names_and_one_that_nobody_names_by_a_dash():
    found = replace(held((6, 10), (3, 10)), kind="position")
    shown = selections.lay_out([found], {}, {1: "Agent"}, {})[0]
    assert [each.name for each in shown.groups] == ["Agent", "—"]
    best, worse = shown.groups
    assert (best.word, best.ratio, best.interval) == (
        "fares best",
        "",
        "60% (31 – 83)",
    )
    assert (worse.ratio, worse.state) == ("0.50", "none")
    bare = selections.lay_out([Selections("tenure", (Selected(0, 7, 3),), Reason.ONE_GROUP)], {}, {}, {})[0]
    assert (bare.groups[0].name, bare.groups[0].good, bare.groups[0].word) == ("Here for less than a year", "3", "")
    assert bare.why.startswith("There is only one group")


def test_the_ratio_is_drawn_with_its_interval_and_of_the_best_and_of_a_small_group_there_is_nothing_to_draw():
    best, worse, small = selections.lay_out([held((48, 80), (12, 40), (0, 4))], {}, {}, {})[0].groups
    assert worse.whisker is not None
    assert (best.whisker, small.whisker) == (None, None)
    closer = selections.lay_out([held((48, 80), (20, 40))], {}, {}, {})[0].groups[1]
    assert closer.whisker != worse.whisker


def test_a_verdict_against_a_group_takes_colour():
    shown = selections.lay_out([held((48, 80), (12, 40))], {1: "A", 2: "B"}, {}, {})[0]
    assert shown.groups[1].state == "bad"
    assert held((48, 80), (12, 40)).groups[1].verdict is FairVerdict.AGAINST
