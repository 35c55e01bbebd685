"""What is said of places: change the record and it changes; too little says why there is none."""

import pytest
from django.test import Client
from django.utils import translation

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Reading
from liuxin.insight.standings import NoPlace, Stand, standings
from liuxin.interfaces.web.insight.pages import places
from tests.factories.insight import Work, World, on_record
from tests.factories.organisation import make_person
from tests.insight.readings import share
from tests.interfaces.web.insight.test_pages import board, text

KEPT = MEASURES["promises_kept"]
UNDER = "Under each bar stands how sure it is to be better than the next."
SHARING = [share(380, 400), share(384, 400), share(376, 400)]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def found(*readings: Reading) -> list[Stand]:
    told = standings(KEPT, readings)
    return [told.stands[i] for i in told.order]


def test_nobody_is_told_apart_then_somebody_is_then_everybody():
    assert places.finding(found(*SHARING)) == (
        "Nobody is told apart from anybody else: the differences below could be chance. " + UNDER
    )
    some = places.finding(found(*SHARING, share(200, 400)))
    assert some == f"3 of 4 share places: where the places of two overlap, their difference could be chance. {UNDER}"
    assert places.finding(found(share(390, 400), share(200, 400))) == (
        "Everybody is told apart from everybody else, beyond chance at 95%."
    )


def test_without_any_place_nothing_is_said_of_places():
    assert places.finding(found(share(3, 4), share(4, 4))) == ""


def test_two_neighbours_are_not_told_apart_until_the_record_says_more():
    few = places.beside_next(found(share(36, 40), share(35, 40))[0])
    assert few == "not told apart · 63 in 100"
    many = places.beside_next(found(share(3600, 4000), share(2400, 4000))[0])
    assert many == "surely better than the next"
    assert not places.beside_next(found(share(36, 40), share(35, 40))[1])


def test_what_is_not_sure_is_never_said_to_be_certain():
    nearly = Stand(None, ahead=0.9999, surely=False)
    assert places.beside_next(nearly).endswith("99 in 100")


@pytest.mark.parametrize("reason", list(NoPlace))
def test_every_reason_for_no_place_is_said_in_both_languages(reason: NoPlace):
    words = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.add(places.why_none(Stand(None, reason)))
    assert len(words) == 2
    assert not places.why_none(Stand(None))


@pytest.mark.django_db
def test_the_board_says_who_shares_places_and_why_somebody_has_none(lead: Client, world: World):
    page = text(lead, board(world, all="1"))
    assert "Everybody is told apart from everybody else, beyond chance at 95%." in page
    assert "surely better than the next" in page
    assert "no place: too few to tell" in page
    on_record(world.desk, Work(make_person(), world.desk.team, cases=40, kept=35))
    page = text(lead, board(world, all="1"))
    assert "2 of 3 share places: where the places of two overlap, their difference could be chance." in page


@pytest.mark.django_db
def test_the_table_is_sorted_by_place_best_or_last_first_and_whoever_has_none_stands_last(lead: Client, world: World):
    address = board(world, view="table", all="1")
    names = [names_of(text(lead, f"{address}&sort={sort}")) for sort in ("place", "-place")]
    assert names[0][:2] == names[1][:2][::-1]
    assert names[0][2] == names[1][2]


def names_of(page: str) -> list[str]:
    table = page[page.index('id="table"') :]
    return [part.split("</span></th>")[0] for part in table.split('<th scope="row">')[1:4]]
