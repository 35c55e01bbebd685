"""One whole cycle by its real actors, in a real browser: from an objective to the next cycle, with what was learned."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django import Settings

from tests.e2e.whole import planning
from tests.e2e.whole.stage import Stage, set_stage
from tests.factories.history import KEY
from tests.factories.plan import AT


@pytest.fixture
def clock(page: Page, settings: Settings) -> Iterator[time_machine.Traveller]:
    """Let the server live in June 2016, after the March that is measured; the clock can be moved on."""
    del page  # the live server must stand before anything is written
    settings.SEAL_KEY = KEY.decode()
    with time_machine.travel(AT, tick=True) as traveller:
        yield traveller


@pytest.mark.spec("P0", "P1.2", "P2.5")
@pytest.mark.parametrize(
    ("language", "theme"), [("zh-hans", "light"), pytest.param("en", "dark", marks=pytest.mark.scale)]
)
def test_one_whole_cycle_by_its_real_actors(page: Page, clock: time_machine.Traveller, language: str, theme: str):
    stage: Stage = set_stage(page, clock, language, theme)
    planning.write_objective(stage)
    planning.open_cycle(stage)
    planning.agree_goal(stage)
    planning.finish_planning(stage)
    planning.vote(stage)
    planning.finish_indicators(stage)
