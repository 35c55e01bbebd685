"""What is said of raw and fair: change the cases and it changes; where next to nothing is known, that is said."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Dimension, Direction
from liuxin.insight.fair import Fair, Mix, NoFair
from liuxin.interfaces.web.insight.pages import fair
from tests.factories.insight import Work, World, on_record
from tests.factories.organisation import PASSWORD, make_account
from tests.interfaces.web.insight.test_pages import board, text

KEPT, REOPENED = MEASURES["promises_kept"], MEASURES["reopened_within_14_days"]
MIX = Mix(raw=78.0, usual=71.0, overall=80.0, factor=Dimension.PRIORITY, left_out=0.0)
FAIR = Fair(value=86.0, low=81.0, high=91.0, n=120.0, weight=0.95, middle=79.6, mix=MIX)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_harder_cases_are_named_with_what_was_expected_and_reached():
    said = fair.why(FAIR, KEPT)
    assert said == "Harder cases than usual (mostly priority): expected 71.0%, reached 78.0%."


@pytest.mark.parametrize(
    ("usual", "said"), [(71.0, "Harder"), (79.0, "Cases as usual"), (81.5, "Cases as usual"), (89.0, "Easier")]
)
def test_what_is_expected_decides_what_the_cases_are_called(usual: float, said: str):
    assert fair.why(replace(FAIR, mix=replace(MIX, usual=usual)), KEPT).startswith(said)


def test_where_less_is_better_more_expected_is_harder():
    assert fair.why(replace(FAIR, mix=replace(MIX, usual=89.0)), REOPENED).startswith("Harder")
    no_side = replace(KEPT, direction=Direction.BAND)
    assert fair.why(FAIR, no_side).startswith("Other cases than usual (mostly priority)")


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (0.85, ""),
        (0.6, "120 cases: pulled a little towards the middle, 79.6%."),
        (0.3, "Only 120 cases: pulled towards the middle, 79.6%."),
        (0.0, "Nobody differs beyond chance: the middle, 79.6%, stands for everybody."),
    ],
)
def test_how_far_it_is_pulled_follows_from_the_weight_of_the_own_record(weight: float, said: str):
    assert fair.why(replace(FAIR, weight=weight, mix=None), KEPT) == f"Not adjusted for its cases. {said}".strip()


def test_next_to_nothing_known_is_no_value():
    hardly = replace(FAIR, weight=0.04)
    assert fair.why(hardly, KEPT) == "cannot tell: so few cases say next to nothing"
    assert (fair.value(hardly, KEPT), fair.interval(hardly, KEPT)) == ("", "")
    assert fair.why(None, KEPT) == "cannot tell: nobody else has such cases"
    assert fair.value(None, KEPT) == ""
    assert (fair.value(FAIR, KEPT), fair.interval(FAIR, KEPT)) == ("86.0%", "81.0 – 91.0")


def test_cases_that_nobody_else_has_are_said_to_be_left_out():
    some = replace(FAIR, mix=replace(MIX, left_out=12.5))
    assert fair.why(some, KEPT).endswith("12.5 cases that nobody else has the like of are left out.")


def test_what_was_not_pulled_says_nothing_of_it():
    assert fair.why(replace(FAIR, weight=1.0, middle=None, mix=None), KEPT) == "Not adjusted for its cases."


@pytest.mark.parametrize("reason", list(NoFair))
def test_every_reason_is_said_in_both_languages(reason: NoFair):
    words = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.add(str(fair.NO_FAIR[reason]))
    assert len(words) == 2


def test_beside_a_number_it_stands_in_one_sentence_or_says_that_it_cannot_be_told():
    assert fair.beside(FAIR, KEPT) == (
        "Fair beside it: 86.0% (81.0 – 91.0). Harder cases than usual (mostly priority): expected 71.0%, reached 78.0%."
    )
    said = fair.beside(replace(FAIR, weight=0.01), KEPT)
    assert said == "Fair beside it: cannot tell: so few cases say next to nothing."
    assert fair.beside(None, KEPT) == ""


def test_in_a_narrow_column_the_reason_is_two_words():
    assert fair.in_short(FAIR, KEPT) == "fair value: 86.0% (81.0 – 91.0). Harder cases."
    assert fair.in_short(replace(FAIR, weight=0.3), KEPT).endswith("Harder cases. Few cases.")
    easy = replace(FAIR, mix=replace(MIX, usual=90.0))
    assert fair.in_short(easy, KEPT).endswith("Easier cases.")
    assert fair.in_short(replace(FAIR, mix=None), KEPT) == "fair value: 86.0% (81.0 – 91.0)."
    assert fair.in_short(replace(FAIR, weight=0.01), KEPT) == "fair value: cannot tell"
    assert fair.in_short(None, KEPT) == ""


@pytest.mark.django_db
def test_the_scorecard_says_the_fair_value_until_what_was_frozen_has_moved(lead: Client, world: World):
    page = f"/people/{world.desk.agent}/scorecard?period=2016-06"
    assert "fair value:" in text(lead, page)
    world.freeze()
    assert "fair value:" in text(lead, page)
    on_record(world.desk, Work(world.desk.agent, world.desk.team, cases=20, kept=0))
    frozen = text(lead, page)
    assert "fair value:" not in frozen.partition("Promises kept")[2].partition("</td>")[0]


@pytest.mark.django_db
def test_ones_own_numbers_say_the_fair_value(world: World, client: Client):
    make_account("agent", person=world.desk.agent)
    assert client.post("/sign-in", {"username": "agent", "password": PASSWORD}).status_code == 302
    assert "Fair beside it:" in text(client, "/me/numbers?period=2016-06")


@pytest.mark.django_db
def test_the_table_is_sorted_by_the_fair_value_either_way(lead: Client, world: World):
    address = board(world, view="table", all="1")
    first, last = (fair_column(text(lead, f"{address}&sort={sort}")) for sort in ("fair", "-fair"))
    assert first == last[::-1]
    assert first == sorted(first, key=lambda written: float(written.rstrip("%")))


def fair_column(page: str) -> list[str]:
    table = page[page.index('id="table"') :].partition("</table>")[0]
    rows = [part.partition("</tr>")[0] for part in table.split('<tr><th scope="row">')[1:]]
    return [re.findall(r'<td class="r num two" title="[^"]*">([^<]*)</td>', row)[0] for row in rows]


@pytest.mark.django_db
def test_the_board_pulls_whoever_has_few_cases_and_no_longer_once_there_are_many(lead: Client, world: World):
    page = section(text(lead, board(world, all="1")))
    assert "90.0%" in page
    assert "4 cases: pulled a little towards the middle" in page
    assert "What is scored is the raw value that was agreed" in page
    on_record(world.desk, Work(world.newcomer, world.desk.team, cases=90, kept=90))
    assert "towards the middle" not in section(text(lead, board(world, all="1")))


@pytest.mark.django_db
def test_a_plain_count_says_that_it_has_no_fair_value(lead: Client, world: World):
    page = section(text(lead, board(world, measure="cases_resolved")))
    assert "No fair value: only shares, rates and means have one." in page
    assert 'id="fair"' not in text(lead, board(world, by="category"))


def section(page: str) -> str:
    return page[page.index('id="fair"') :]


def test_each_value_bears_its_head_for_a_phone_has_no_row_of_heads(lead: Client, world: World):
    page = text(lead, board(world))
    heads = re.findall(r'data-head="([^"]+)"', page[page.index('id="fair"') :])
    assert heads[:3] == ["Raw", "Expected of such cases", "Fair"]
