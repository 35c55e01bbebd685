"""On a phone the tables of performance are read without scrolling sideways: each row a card, each number named."""

import pytest
from playwright.sync_api import Page

from tests.e2e.reading import overflows, violations
from tests.factories import plan
from tests.factories.insight import make_world
from tests.factories.organisation import PASSWORD, make_account

PAGES = (
    *("/overview", "/cycle", "/indicators", "/plan", "/evaluators"),
    *("/outcomes", "/outcomes/plans", "/talks", "/people"),
)
CELLS = """() => [...document.querySelectorAll('table.tb-cards > tbody > tr > *')]
  .filter(cell => cell.checkVisibility()).map(cell => cell.getBoundingClientRect()).map(box => [box.left, box.right])"""
NAMED = """() => [...document.querySelectorAll('table.aims tr.aim td[data-th]')].map(cell =>
  [getComputedStyle(cell, '::before').content.replaceAll('"', ''), cell.innerText.trim()])"""


@pytest.fixture
def director(page: Page) -> int:
    del page  # the live server must stand before anything is written
    make_world()
    made = plan.make_cycle()
    plan.make_objective("kept", measure="promises_kept", target=90.0, baseline=None)
    return made.director


@pytest.mark.spec("D6")
@pytest.mark.parametrize(
    ("language", "theme", "names"),
    [
        ("en", "light", ["Target", "Measured", "Attainment", "State"]),
        ("zh-hans", "dark", ["目标", "实测", "达成", "状态"]),
    ],
)
def test_the_overview_shows_every_value_under_its_name_at_the_width_of_a_phone(
    page: Page, director: int, language: str, theme: str, names: list[str]
):
    sign_in(page, director, language, theme)
    for address in PAGES:
        page.goto(address)
        cells = page.evaluate(CELLS)
        assert all(0 <= left <= right <= 390 for left, right in cells), address
        assert not overflows(page), address
        assert violations(page) == [], address
        if address == "/overview":
            told = page.evaluate(NAMED)
            assert [name for name, _value in told] == names
            assert told[0][1] == "90.0%"
            assert all(value for _name, value in told)


def test_on_a_wide_screen_the_same_table_stays_a_table(page: Page, director: int):
    sign_in(page, director, "en", "light")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/overview")
    assert page.evaluate("getComputedStyle(document.querySelector('table.aims')).display") == "table"
    assert page.evaluate(NAMED)[0][0] == "none"


def sign_in(page: Page, person: int, language: str, theme: str) -> None:
    make_account("director", person=person, language=language)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": str(page.evaluate("location.origin"))}])
    page.locator("[name=username]").fill("director")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
