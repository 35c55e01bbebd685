"""From many numbers to one case: a lead compares periods and people, an agent reads what the own numbers mean."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.reading import overflows, violations
from tests.factories.insight import World, add_people, make_world
from tests.factories.organisation import PASSWORD, make_account

WORDS: dict[str, dict[str, str | re.Pattern[str]]] = {
    "zh-hans": {
        "quality": "服务质量",
        "table": "并列比较",
        "compared": re.compile("难分高下|确实|数据太少"),
        "account": "它需要的，这份记录都有。",
        "sentence": "40 份中 36 份：",
        "how": "怎样算出",
        "equal": "与页面上的数字一致",
    },
    "en": {
        "quality": "Quality",
        "table": "Side by side",
        "compared": re.compile("told apart|beyond chance|too few"),
        "account": "This record has everything that it needs.",
        "sentence": "36 of 40: ",
        "how": "how computed",
        "equal": "equals the number on the page",
    },
}


@pytest.fixture
def world(page: Page) -> World:
    del page  # the live server must stand before anything is written
    made = make_world()
    add_people(made, 3)
    make_account("lead", person=made.desk.lead, language="")
    make_account("agent", person=made.desk.agent, language="")
    return made


def sign_in(page: Page, username: str, language: str) -> None:
    """Sign in, with the language chosen before."""
    page.goto("/sign-in")
    origin = str(page.evaluate("location.origin"))
    page.context.add_cookies([{"name": "django_language", "value": language, "url": origin}])
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    expect(page.locator("main")).to_be_visible()


def check(page: Page) -> None:
    """Hold the page against WCAG, wide and narrow, and against sideways scroll on a phone."""
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_lead_goes_from_many_numbers_to_one_case(page: Page, world: World, language: str):
    words = WORDS[language]
    sign_in(page, "lead", language)
    page.goto(f"/board/{world.desk.team}?period=2016-06-03")
    check(page)
    page.get_by_role("link", name=re.compile(str(words["quality"]))).first.click()
    expect(page.locator(".chip[aria-current]")).to_contain_text(str(words["quality"]))
    page.locator(".ms", has_text=re.compile("14 days|十四天")).click()

    page.locator("#against-choice").select_option("before")
    expect(page).to_have_url(re.compile("against=before"))
    expect(page).to_have_url(re.compile("measure=reopened_within_14_days"))
    expect(page.locator("section[aria-labelledby=trend-h]")).to_contain_text(words["compared"])
    check(page)

    page.get_by_role("link", name=str(words["table"])).click()
    expect(page).to_have_url(re.compile("view=table"))
    check(page)
    page.locator("#table tbody tr").first.locator("a.quiet").first.click()
    drawer = page.locator("dialog.drawer")
    expect(drawer).to_contain_text(str(words["equal"]))
    check(page)
    page.keyboard.press("Escape")
    page.locator("#table tbody th a").first.click()
    expect(page.locator("h1")).to_be_visible()
    for view in ("list", "small", "small&small=measures"):
        page.goto(f"/board/{world.desk.team}?period=2016-06&view={view}")
        check(page)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_agent_reads_the_own_numbers_and_how_they_came_about(page: Page, world: World, language: str):
    del world
    words = WORDS[language]
    sign_in(page, "agent", language)
    page.goto("/me/numbers")
    kept = page.locator("#promises_kept")
    expect(kept).to_contain_text(str(words["sentence"]))
    check(page)

    kept.get_by_text(str(words["how"])).click()
    drawer = page.locator("dialog.drawer")
    expect(drawer).to_contain_text(str(words["account"]))
    check(page)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()

    kept.locator("a.nlink").first.click()
    expect(drawer).to_contain_text("36 ÷ 40 = 90.0%")
    expect(drawer).to_contain_text(str(words["equal"]))
    check(page)
    drawer.locator("tbody a.mono").first.click()
    expect(page).to_have_url(re.compile("/cases/[^/]+$"))
