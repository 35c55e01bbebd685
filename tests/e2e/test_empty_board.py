"""The empty board in a browser, in Chinese and in English in turn: empty, filled by what slipped past, empty again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Distribution, NewRoutingRule
from liuxin.kernel.actor import Actor
from tests.e2e.reading import overflows, violations
from tests.factories.cases import NINE, Desk, fresh, make_desk
from tests.factories.organisation import PASSWORD, SYSTEM, Person, make_account, make_calendar

PATIENCE = 120_000
"""Milliseconds: two cores are shared, and a slow page is no failure here."""
FAR = datetime(2099, 1, 1, tzinfo=UTC)
WORDS = {
    "zh-hans": ("没有一件工单无主", "责任人已离职或账号已关闭", "空白板"),
    "en": (
        "Nothing is without an owner",
        "The accountable person has left, or the account is closed",
        "The empty board",
    ),
}


@pytest.fixture
def desk(page: Page) -> Desk:
    del page  # the live server must stand before anything is written
    make_calendar("default")
    return make_desk()


def sign_in(page: Page, username: str, theme: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": str(page.evaluate("location.origin"))}])
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("登录|Sign in")).last.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def check(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("language", "theme"), [("zh-hans", "light"), pytest.param("en", "dark", marks=pytest.mark.long)]
)
def test_the_empty_board(page: Page, desk: Desk, language: str, theme: str):
    empty, gone, name = WORDS[language]
    case = desk.receive(at=NINE, next_due=FAR)
    make_account("director", person=desk.director, language=language)
    sign_in(page, "director", theme)
    page.goto("/cases")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text(empty)).to_be_visible(timeout=PATIENCE)
    check(page)
    Person.objects.filter(pk=desk.agent).update(left_on=NINE.date())
    page.reload()
    expect(page.get_by_role("cell", name=gone)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("link", name=case.title)).to_be_visible()
    expect(page.get_by_text(empty)).to_have_count(0)
    check(page)
    actions.hand_over_absent(by=SYSTEM, at=NINE + timedelta(hours=1))
    page.reload()
    expect(page.get_by_text(empty)).to_be_visible(timeout=PATIENCE)
    assert fresh(case).accountable_id == desk.lead


@pytest.mark.long
@pytest.mark.spec("S4")
@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "dark"), ("en", "light")])
def test_queues_rules_and_work_on_many_cases_in_a_browser(page: Page, desk: Desk, language: str, theme: str):
    new = NewRoutingRule("水电", desk.team, Distribution.ROUND_ROBIN, category="漏水", skill="水工")
    actions.add_routing_rule(new=new, by=SYSTEM, at=NINE)
    cases = [desk.receive(at=NINE, next_due=FAR, take=False, title=f"第 {number} 件") for number in range(3)]
    make_account("lead", person=desk.lead, language=language)
    sign_in(page, "lead", theme)
    for address in ("/cases/queues", "/cases/routing?try=1&kind=report&title=漏水"):
        page.goto(address)
        check(page)
    page.goto("/cases")
    check(page)
    page.locator(f'tr[data-case="{cases[0].code}"] input').check()
    page.locator(f'tr[data-case="{cases[1].code}"] input').check()
    actions.take_next(team=desk.team, by=Actor.person(desk.agent), at=NINE + timedelta(hours=1))
    expect(page.locator("#case-rows")).to_contain_text(
        "陈晓" if language == "zh-hans" else "Test Person", timeout=PATIENCE
    )
    expect(page.locator(f'tr[data-case="{cases[1].code}"] input')).to_be_checked()
    page.locator("#deed").select_option("take")
    page.locator("#together button").click()
    check(page)
    page.locator("button[value=look]").click()
    check(page)
    page.locator("button[value=do]").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert fresh(cases[1]).holder_id == desk.lead
