"""The clock of a promise through three transfers: the page shows what each used, and the parts add up."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Channel, HandOverReason, Outcome
from liuxin.kernel.actor import Actor
from tests.e2e.reading import overflows, violations
from tests.factories.cases import Case, Desk, make_desk, seen
from tests.factories.organisation import PASSWORD, make_account
from tests.factories.promises import make_promise, shanghai

WAY = ((3, 15, 30), (3, 17, 0), (6, 10, 0))
"""Friday afternoon to Monday morning: the weekend between costs nobody anything."""


@pytest.fixture
def desk(page: Page) -> Desk:
    del page  # the live server must stand before anything is written
    made = make_desk()
    make_promise(next_minutes=None, first_minutes=None, minutes=600)
    return made


def hand_over(desk: Desk, case: Case, to: int, by: int, at: datetime, team: int) -> None:
    actions.transfer(case=seen(case), team=team, holder=to, reason=HandOverReason.SHIFT, by=Actor.person(by), at=at)


def three_transfers(desk: Desk) -> Case:
    case = desk.receive(channel=Channel.EMAIL, next_due=None, at=shanghai(3, 14))
    first, second, third = (shanghai(*when) for when in WAY)
    hand_over(desk, case, desk.colleague, desk.agent, first, desk.team)
    hand_over(desk, case, desk.other_agent, desk.colleague, second, desk.other_team)
    hand_over(desk, case, desk.agent, desk.other_agent, third, desk.team)
    actions.close(
        case=seen(case),
        outcome=Outcome.DONE_AND_TOLD,
        outcome_text="已修好并告知业主。",
        by=Actor.person(desk.agent),
        at=shanghai(6, 11, 30),
    )
    return case


def sign_in(page: Page, theme: str) -> None:
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": str(page.evaluate("location.origin"))}])
    page.fill("[name=username]", "director")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("登录|Sign in")).last.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("language", "theme", "used", "left", "whole"),
    [
        ("zh-hans", "light", "1 小时 30 分", ["8 小时 30 分", "7 小时", "5 小时", "3 小时 30 分"], "6 小时 30 分"),
        ("en", "dark", "1 h 30 min", ["8 h 30 min", "7 h", "5 h", "3 h 30 min"], "6 h 30 min"),
    ],
)
def test_three_transfers_show_the_clock_split_among_them_and_it_adds_up(
    page: Page, desk: Desk, language: str, theme: str, used: str, left: list[str], whole: str
):
    make_account("director", person=desk.director, language=language)
    case = three_transfers(desk)
    sign_in(page, theme)
    page.goto(f"/cases/{case.code}")
    clock = page.locator("[data-clock=resolution]")
    rows = clock.locator("tbody tr")
    expect(rows).to_have_count(4)
    two_hours = used.replace("1", "2", 1).replace(" 30 分", "").replace(" 30 min", "")
    expect(rows.locator("td:nth-child(5)")).to_have_text([used, used, two_hours, used])
    expect(rows.locator("td:nth-child(6)")).to_have_text(left)
    expect(clock.locator("tfoot td").first).to_have_text(whole)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name=re.compile("P-01")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("P-01")
    assert violations(page) == []
    page.goto(f"/cases/promises?which=1&case={case.code}")
    expect(page.locator("#weighed li").first).to_contain_text("P-01")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
