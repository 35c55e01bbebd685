"""The sentence of a funnel, and the funnel on the board."""

import pytest
from django.test import Client
from django.utils import translation

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Reading
from liuxin.insight.funnels import funnelled
from liuxin.interfaces.web.insight.pages import funnels
from tests.factories.insight import World
from tests.insight.readings import share
from tests.interfaces.web.insight.test_pages import board, text

KEPT = MEASURES["promises_kept"]


def said(*readings: Reading) -> str:
    found = funnelled(KEPT, readings)
    assert found is not None
    with translation.override("en"):
        return funnels.said(found)


def test_it_is_said_how_many_lie_outside_beside_how_many_chance_would_put_there():
    around = (share(800, 1000), share(1602, 2000), share(2400, 3000))
    assert said(*around) == "All 3 lie within the limits: chance alone could make these differences."
    assert said(*around, share(60, 150)) == (
        "1 of 4 lie outside the limits of 95%; chance alone would put about 0.2 there."
    )


def test_every_zone_has_a_word_in_both_languages():
    for zone in range(-2, 3):
        words = set()
        for language in ("zh-hans", "en"):
            with translation.override(language):
                words.add(str(funnels.ZONES[zone]))
        assert len(words) == 2


@pytest.mark.django_db
def test_the_board_draws_a_funnel_of_a_share_with_its_table_and_of_nothing_else(lead: Client, world: World):
    page = text(lead, board(world, all="1"))
    funnel = page[page.index('id="funnel"') :]
    assert "lie outside the limits of 95%" in funnel
    assert "below the limits of chance" in funnel
    assert "all together" in funnel
    assert 'id="funnel"' not in text(lead, board(world, measure="cases_resolved"))
    assert 'id="funnel"' not in text(lead, board(world, by="category"))
