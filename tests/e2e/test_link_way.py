"""A customer rates on a phone by a one-time link: no account, one hand, in either language."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from liuxin.desk.surveys import queries
from liuxin.desk.surveys.words import SheetState
from tests.e2e.reading import overflows, violations
from tests.factories.surveys import issue, open_sheet

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def sheet(page: Page) -> int:
    del page  # the live server must stand before anything is written
    return open_sheet("r1", group="recipient")


@pytest.fixture
def link(sheet: int) -> str:
    return reverse("surveys:link", args=[issue(sheet, days=36_500)])


@pytest.fixture
def elsewhere(page: Page) -> Iterator[Page]:
    """Open another browser: that it is refused is no error here."""
    browser = page.context.browser
    assert browser is not None
    page.goto("/")
    context: BrowserContext = browser.new_context(base_url=str(page.evaluate("location.origin")), locale="en-GB")
    yield context.new_page()
    context.close()


def is_clean(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
        assert not overflows(page)


@pytest.mark.parametrize("language", ["zh-hans", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.spec("P4.3")
def test_a_customer_rates_on_a_phone(page: Page, sheet: int, link: str, language: str):
    chinese = language == "zh-hans"
    page.set_viewport_size(PHONE)
    page.goto(link)
    if not chinese:
        page.locator("button[lang=en]").click()
    is_clean(page)
    page.get_by_role("button", name="开始" if chinese else "Begin").click()
    expect(page.get_by_role("radio")).to_have_count(6)
    expect(page.locator("input:checked")).to_have_count(0)
    is_clean(page)
    page.locator("label", has_text="问清所需" if chinese else "Asks what is needed").click()
    expect(page.locator("#saved")).to_contain_text("已自动保存" if chinese else "Kept")
    expect(page.locator("#progress")).to_contain_text("1 / 6")
    assert queries.sheet(sheet).answers["care"].level == 3
    page.get_by_label("是哪一件" if chinese else "What made you").fill("送药上门")
    onward = page.locator("button.bt-1")
    onward.click()
    for level in (2, 3, 4, 5, "not_seen"):
        page.locator(f"label:has(input[value='{level}'])").click()
        expect(page.locator("#saved")).to_contain_text("已自动保存" if chinese else "Kept")
        onward.click()
    is_clean(page)
    expect(page.locator(".ph-l li")).to_have_count(6)
    onward.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您" if chinese else "Thank you")
    is_clean(page)
    view = queries.sheet(sheet)
    assert view.state is SheetState.SUBMITTED
    assert [answer.level for answer in view.answers.values()] == [3, 2, 3, 4, 5, None]
    assert view.answers["care"].note == "送药上门"


def test_the_form_goes_by_the_keyboard(page: Page, sheet: int, link: str):
    page.goto(link)
    page.get_by_role("button", name="开始").press("Enter")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#progress")).to_contain_text("1 / 6")
    page.locator("button.bt-1").press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=love$"))
    assert queries.sheet(sheet).answers["care"].level == 2


def test_a_forwarded_link_on_another_browser_is_told_so(page: Page, elsewhere: Page, link: str):
    page.goto(link)
    page.get_by_role("button", name="开始").click()
    expect(page.get_by_role("radio")).to_have_count(6)
    elsewhere.goto(link)
    expect(elsewhere.get_by_role("alert")).to_contain_text("opened on another device or browser")
    expect(elsewhere.get_by_role("button", name="Begin")).to_have_count(0)
    assert violations(elsewhere) == []
