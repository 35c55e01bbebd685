"""The clock of a promise through three transfers: the page shows what each used, and the parts add up."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Channel, HandOverReason, Outcome
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import NewSite, SiteKind
from liuxin.kernel.actor import Actor
from tests.e2e.reading import overflows, violations
from tests.factories.cases import NINE, Case, Desk, make_desk, seen
from tests.factories.organisation import PASSWORD, SYSTEM, make_account
from tests.factories.promises import make_promise, shanghai

WAY = ((3, 15, 30), (3, 17, 0), (6, 10, 0))
"""Friday afternoon to Monday morning: the weekend between costs nobody anything."""


@pytest.fixture
def desk(page: Page) -> Desk:
    del page  # the live server must stand before anything is written
    made = make_desk()
    make_promise(next_minutes=None, first_minutes=None, minutes=600)
    return made


def hand_over(case: Case, *, to: int, by: int, at: datetime, team: int) -> None:
    actions.transfer(case=seen(case), team=team, holder=to, reason=HandOverReason.SHIFT, by=Actor.person(by), at=at)


def three_transfers(desk: Desk) -> Case:
    case = desk.receive(channel=Channel.EMAIL, next_due=None, at=shanghai(3, 14))
    first, second, third = (shanghai(*when) for when in WAY)
    hand_over(case, to=desk.colleague, by=desk.agent, at=first, team=desk.team)
    hand_over(case, to=desk.other_agent, by=desk.colleague, at=second, team=desk.other_team)
    hand_over(case, to=desk.agent, by=desk.other_agent, at=third, team=desk.team)
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


def make_sites() -> None:
    """Two projects with buildings of the same names: which is meant only the whole path says."""
    for name in ("云谷大厦", "滨江花园"):
        project = NewSite(name=name, kind=SiteKind.PROJECT)
        (top,) = customers.add_sites(sites=[project], source="tests", by=SYSTEM, at=NINE).values()
        inner = [NewSite(name=f"{number} 号楼", kind=SiteKind.BUILDING, parent=top) for number in range(1, 8)]
        customers.add_sites(sites=inner, source="tests", by=SYSTEM, at=NINE)


def finds_a_site(page: Page) -> None:
    """What is typed narrows the list; what fits nothing says so and loses no choice; Enter takes the first."""
    box, sites = page.locator("input[aria-controls=which-site]"), page.locator("#which-site")
    expect(sites.locator("optgroup")).to_have_count(2)
    box.fill("滨江 3")
    expect(sites.locator("option")).to_have_count(2)
    box.press("Enter")
    expect(sites.locator("option:checked")).to_have_text("滨江花园 · 3 号楼")
    expect(sites).to_be_focused()
    box.fill("zzz")
    expect(page.locator("#which-site + [role=status]")).not_to_be_empty()
    expect(sites.locator("option:checked")).to_have_text("滨江花园 · 3 号楼")
    box.fill("")
    expect(sites.locator("option")).to_have_count(17)
    expect(sites.locator("option:checked")).to_have_text("滨江花园 · 3 号楼")


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("language", "theme", "hour", "half"),
    [("zh-hans", "light", " 小时", " 30 分"), pytest.param("en", "dark", " h", " 30 min", marks=pytest.mark.long)],
)
def test_three_transfers_show_the_clock_split_among_them_and_it_adds_up(
    page: Page, desk: Desk, language: str, theme: str, *, hour: str, half: str
):
    make_account("director", person=desk.director, language=language)
    used = f"1{hour}{half}"
    case = three_transfers(desk)
    make_sites()
    sign_in(page, theme)
    page.goto(f"/cases/{case.code}")
    clock = page.locator("[data-clock=resolution]")
    rows = clock.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.locator("td:nth-child(5)")).to_have_text([used, used, f"2{hour}", used])
    left = [f"8{hour}{half}", f"7{hour}", f"5{hour}", f"3{hour}{half}"]
    expect(rows.locator("td:nth-child(6)")).to_have_text(left)
    expect(clock.locator("tfoot td").first).to_have_text(f"6{hour}{half}")
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
    finds_a_site(page)
