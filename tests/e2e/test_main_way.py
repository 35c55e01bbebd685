"""The way for which all of it was made: from signing in to one case behind a number."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.reading import overflows, violations
from tests.factories.insight import World, make_world
from tests.factories.organisation import PASSWORD, make_account

WORDS = {
    "zh-hans": {
        "sign in": "登录",
        "board": "看板",
        "scorecard": "记分卡",
        "behind": "是怎样来的",
        "equal": "与冻结值一致",
        "agent": "陈晓",
    },
    "en": {
        "sign in": "Sign in",
        "board": "Board of",
        "scorecard": "Scorecard of",
        "behind": "came about",
        "equal": "equals the frozen number",
        "agent": "Test Person",
    },
}


@pytest.fixture
def world(page: Page) -> World:
    del page  # the live server must stand before anything is written
    made = make_world()
    made.freeze()
    make_account("lead", person=made.desk.lead, language="")
    return made


def choose(page: Page, language: str, theme: str) -> None:
    """Choose language and theme as a reader would have done before."""
    address = page.context.browser and page.evaluate("location.origin")
    page.context.add_cookies(
        [
            {"name": "django_language", "value": language, "url": str(address)},
            {"name": "theme", "value": theme, "url": str(address)},
        ]
    )


def check(page: Page) -> None:
    """Hold the page against WCAG, and against sideways scroll on a phone."""
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.spec("D6")
@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("zh-hans", "light"),
        pytest.param("en", "dark", marks=pytest.mark.long),
        pytest.param("zh-hans", "dark", marks=pytest.mark.long),
        pytest.param("en", "light", marks=pytest.mark.long),
    ],
)
def test_a_lead_follows_a_number_down_to_a_case(page: Page, world: World, language: str, theme: str):
    words = WORDS[language]
    page.goto("/")
    choose(page, language, theme)
    page.goto("/")
    check(page)
    page.get_by_role("link", name=words["sign in"]).click()
    check(page)
    page.locator("[name=username]").fill("lead")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=words["sign in"]).click()

    expect(page).to_have_url(re.compile("/day$"))
    check(page)
    page.goto("/board")
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["board"])
    check(page)
    page.locator(".cat tbody th a").first.click()

    expect(page).to_have_title(re.compile(words["scorecard"]))
    check(page)
    promises = page.locator(".ledger tbody tr").first
    expect(promises).to_contain_text("90.0%")
    promises.locator("a[data-drawer]").click()

    drawer = page.locator("dialog.drawer")
    expect(drawer.get_by_role("heading", level=2)).to_contain_text(words["behind"])
    expect(drawer).to_contain_text("36 ÷ 40 = 90.0%")
    expect(drawer).to_contain_text(words["equal"])
    check(page)
    code = drawer.locator("tbody a.mono").first.inner_text()
    drawer.locator("tbody a.mono").first.click()

    expect(page).to_have_url(re.compile(rf"/cases/{code}$"))
    expect(page.locator("main")).to_contain_text("Category 55")
    check(page)


def test_the_drawer_keeps_the_focus_and_gives_it_back(page: Page, world: World):
    sign_in(page)
    page.goto(f"/people/{world.desk.agent}/scorecard")
    opener = page.locator(".ledger a[data-drawer]").first
    opener.focus()
    page.keyboard.press("Enter")
    drawer = page.locator("dialog.drawer")
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    expect(page).to_have_url(re.compile("/numbers/promises_kept/cases"))
    for _ in range(60):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(opener).to_be_focused()
    expect(page).to_have_url(re.compile(f"/people/{world.desk.agent}/scorecard$"))


@pytest.mark.long
def test_going_back_shuts_the_drawer_and_going_on_opens_it(page: Page, world: World):
    sign_in(page)
    page.goto(f"/people/{world.desk.agent}/scorecard")
    page.locator(".ledger a[data-drawer]").first.click()
    drawer = page.locator("dialog.drawer")
    expect(drawer).to_contain_text("36 ÷ 40 = 90.0%")
    page.go_back()
    expect(drawer).to_be_hidden()
    page.go_forward()
    expect(drawer).to_contain_text("36 ÷ 40 = 90.0%")
    page.reload()
    expect(page.locator("main .behind-page")).to_contain_text("36 ÷ 40 = 90.0%")


@pytest.mark.long
def test_the_theme_is_kept_and_the_chart_stands_in_both(page: Page, world: World):
    sign_in(page)
    page.goto(f"/board/{world.desk.team}")
    page.route("**/theme", lambda route: route.abort())  # an answer that never comes: the choice is kept without it
    chart = page.locator(".plot svg").first
    expect(chart).to_be_visible()
    page.locator('form[data-act="theme"] button').click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(chart).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def sign_in(page: Page) -> None:
    """Sign in as the lead."""
    page.goto("/sign-in")
    page.locator("[name=username]").fill("lead")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    expect(page.locator("main")).to_be_visible()


def test_without_script_the_cases_are_a_page_of_their_own(page: Page, world: World):
    browser = page.context.browser
    assert browser is not None
    sign_in(page)
    plain = browser.new_context(
        base_url=str(page.evaluate("location.origin")),
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    other = plain.new_page()
    other.goto(f"/people/{world.desk.agent}/scorecard")
    other.locator(".ledger a[data-drawer]").first.click()
    expect(other.locator("main")).to_contain_text("36 ÷ 40 = 90.0%")
    plain.close()
