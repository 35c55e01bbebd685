"""The way of a case through the desk: received, worked on in the drawer, closed; and the keys of the list."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.reading import overflows, violations
from tests.factories.cases import NINE, Case, Desk, make_desk
from tests.factories.organisation import PASSWORD, make_account, make_calendar


@pytest.fixture
def desk(page: Page) -> Desk:
    del page  # the live server must stand before anything is written
    make_calendar("default")
    made = make_desk()
    make_account("agent", person=made.agent, language="zh-hans")
    return made


def sign_in(page: Page, theme: str) -> None:
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": str(page.evaluate("location.origin"))}])
    page.fill("[name=username]", "agent")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("登录|Sign in")).last.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def check(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.spec("S5")
@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_a_case_is_received_transferred_in_the_drawer_and_closed_with_an_outcome(page: Page, desk: Desk, theme: str):
    sign_in(page, theme)
    page.goto("/cases/new?find=先生")
    page.get_by_role("link", name="黄先生").click()
    page.fill("[name=title]", "地库 B2 漏水")
    page.fill("[name=next_due]", "2099-01-01T10:00")
    check(page)
    page.get_by_role("button", name="受理").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("地库 B2 漏水")
    check(page)
    page.get_by_role("link", name="等待客户").click()
    expect(page.locator("#drawer h2")).to_have_text("等待客户")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).not_to_be_visible()
    page.get_by_role("link", name="结单并写明结果").click()
    page.fill("#drawer [name=outcome_text]", "已修好，业主确认。")
    page.locator("#drawer").get_by_role("button", name="结单").click()
    expect(page.get_by_text("已修好，业主确认。")).to_be_visible()
    assert Case.objects.get().status == "closed"
    assert desk.agent == Case.objects.get().holder_id


def test_the_list_is_walked_by_keys(page: Page, desk: Desk):
    for hour, title in enumerate(("第三", "第二", "第一")):
        desk.receive(title=title, at=NINE + timedelta(hours=hour))
    sign_in(page, "light")
    page.goto("/cases")
    for key, title in (("j", "第一"), ("j", "第二"), ("j", "第三"), ("j", "第三"), ("k", "第二")):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_text(title)
    page.keyboard.press("/")
    expect(page.locator("#cases-q")).to_be_focused()
    page.keyboard.type("第三")
    page.keyboard.press("Enter")
    expect(page.locator(".case-title a")).to_have_text(["第三"])
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("第三")
