"""One whole cycle by its real actors, in a real browser: from an objective to the next cycle, with what was learned."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django import Settings

from tests.e2e.whole import planning, rating, rewarding, talking
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


def plan(stage: Stage) -> None:
    """Phases 1 and 2."""
    planning.write_objective(stage)
    planning.open_cycle(stage)
    planning.agree_goal(stage)
    planning.finish_planning(stage)
    planning.vote(stage)
    planning.finish_indicators(stage)


def evaluate(stage: Stage) -> None:
    """Phases 3 and 4."""
    rating.name_raters(stage)
    rating.qualify(stage)
    rating.declare(stage)
    rating.open_forms(stage)
    rating.rate(stage)
    rating.rate_others(stage)
    rating.ask_customer(stage)
    rating.score(stage)


def talk(stage: Stage) -> None:
    """Phase 5."""
    talking.plan_round(stage)
    talking.agree_slot(stage)
    talking.hold_talk(stage)
    talking.appeal(stage)
    talking.talk_with_others(stage)
    talking.make_final(stage)


def reward(stage: Stage) -> None:
    """Phase 6."""
    rewarding.write_rule(stage)
    rewarding.approve(stage)
    rewarding.apply(stage)
    rewarding.improve(stage)
    rewarding.review(stage)
    rewarding.open_next(stage)


@pytest.mark.long
@pytest.mark.spec("P0", "P1.2", "P2.5", "P3.1", "P3.3", "P4.3", "P5.0", "P5.4", "P5.6", "P6.1", "P6.3")
@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "light"), ("en", "dark")])
def test_one_whole_cycle_by_its_real_actors(page: Page, clock: time_machine.Traveller, language: str, theme: str):
    stage = set_stage(page, clock, language, theme)
    plan(stage)
    evaluate(stage)
    talk(stage)
    reward(stage)
