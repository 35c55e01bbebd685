"""Two browsers at once: a lead and an agent negotiate a goal, see the other's moves as they come, and both sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.reading import overflows, violations
from tests.factories.organisation import PASSWORD, make_account
from tests.factories.plan import CyclePhase, make_cycle

WORDS = {
    "zh-hans": {
        "write": "写目标",
        "put": "提交双方",
        "counter": "提出新的一版",
        "propose": "提出这一版",
        "read": "我看过第 2 版。",
        "sign": "签第 2 版",
        "one": "2 方中 1 方已签",
        "binds": "第 2 版自",
        "old": "第 1 版已不是最新的",
        "signed": "双方已签",
        "send": "发出留言",
    },
    "en": {
        "write": "Write a goal",
        "put": "Put it before both sides",
        "counter": "Propose another version",
        "propose": "Propose this version",
        "read": "I have read version 2.",
        "sign": "Sign version 2",
        "one": "1 of 2 signed",
        "binds": "Version 2 binds since",
        "old": "Version 1 is no longer the latest",
        "signed": "signed by both",
        "send": "Send the comment",
    },
}
POLLED = 20_000
"""The panel asks every five seconds; a slow machine may take longer to draw it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Both sides, each with a browser of its own that stays open."""

    lead: Page
    agent: Page
    agent_key: int


@pytest.fixture
def table(page: Page, browser: Browser, live_server: LiveServer) -> Iterator[Table]:
    cycle = make_cycle(1)
    CyclePhase.objects.update(due_on=date(2999, 1, 1))
    agent = cycle.place.people[0]
    for name, person in {"lead": cycle.place.lead, "agent": agent}.items():
        make_account(name, person=person, language="")
    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="zh-CN")
    other, wrong = context.new_page(), []
    other.on("pageerror", lambda error: wrong.append(str(error)))
    yield Table(page, other, agent)
    context.close()
    assert wrong == []


def sign_in(page: Page, name: str, language: str, theme: str) -> None:
    page.goto("/")
    origin = str(page.evaluate("location.origin"))
    chosen = {"django_language": language, "theme": theme}
    page.context.add_cookies([{"name": key, "value": value, "url": origin} for key, value in chosen.items()])
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    expect(page.locator("main")).to_be_visible()


def check(page: Page) -> None:
    """Hold the page against WCAG, and against sideways scroll at its own width."""
    assert violations(page) == []
    assert not overflows(page)


def write(page: Page, agent: int) -> None:
    """Fill a whole goal in."""
    page.locator("#place-owner").select_option(str(agent))
    said = {"result": "投诉当天回复业主", "measure": "当天回复的投诉占全部投诉的比例", "target": "95%"}
    for name, text in said.items() | {"method": "接单后先致电，再派单", "support": "夜班加派一人"}.items():
        page.locator(f"#goal-{name}").fill(text)
    page.locator("#goal-deadline").fill("2999-08-31")
    page.locator("#goal-responsible").select_option(str(agent))
    page.locator("#goal-step0-text").fill("每班次前核对未回复清单")
    page.locator("#goal-step0-due_on").fill("2999-07-01")


@pytest.mark.spec("P1.2", "P2.5")
@pytest.mark.parametrize(
    ("language", "theme"), [("zh-hans", "light"), pytest.param("en", "dark", marks=pytest.mark.long)]
)
def test_two_at_once_negotiate_a_goal_and_both_sign_the_same_version(table: Table, language: str, theme: str):
    words, lead, agent = WORDS[language], table.lead, table.agent
    sign_in(lead, "lead", language, theme)
    lead.goto("/plan/goals")
    check(lead)
    lead.get_by_role("link", name=words["write"]).click()
    write(lead, table.agent_key)
    check(lead)
    lead.get_by_role("button", name=words["put"]).click()
    expect(lead.locator(".agreement .seal-v")).to_have_count(2)
    check(lead)

    sign_in(agent, "agent", language, theme)
    agent.goto(lead.url)
    check(agent)
    agent.get_by_role("link", name=words["counter"]).click()
    check(agent)
    lead.locator(".agreement textarea[name=text]").fill("夜班的人下周就到")
    agent.locator("#goal-target").fill("90%")
    agent.locator("#goal-note").fill("先看三个月")
    agent.get_by_role("button", name=words["propose"]).click()
    expect(agent.locator(".agreement ins")).to_have_text("90")

    # The lead has touched nothing: the counter-proposal comes by itself, and what was being typed is still there.
    expect(lead.locator(".agreement ins")).to_have_text("90", timeout=POLLED)
    expect(lead.locator(".agreement del")).to_have_text("95")
    expect(lead.locator(".agreement")).to_contain_text("先看三个月")
    expect(lead.locator(".agreement textarea[name=text]")).to_have_value("夜班的人下周就到")
    check(lead)
    lead.get_by_role("button", name=words["send"]).click()
    expect(agent.locator(".agreement")).to_contain_text("夜班的人下周就到", timeout=POLLED)

    lead.get_by_label(words["read"]).check()
    lead.get_by_role("button", name=words["sign"]).click()
    expect(lead.locator(".agreement .seal:not(.seal-v)")).to_have_count(1)
    expect(agent.locator(".agreement")).to_contain_text(words["one"], timeout=POLLED)
    expect(agent.locator(".agreement .seal:not(.seal-v)")).to_have_count(1)
    check(agent)
    agent.get_by_label(words["read"]).check()
    agent.get_by_role("button", name=words["sign"]).click()
    for page in (agent, lead):
        expect(page.locator(".agreement")).to_contain_text(words["binds"], timeout=POLLED)
        expect(page.locator(".agreement .seal:not(.seal-v)")).to_have_count(2)
        check(page)
    lead.goto("/plan/goals")
    expect(lead.locator(".cascade")).to_contain_text(words["signed"])
    check(lead)


@pytest.mark.long
@pytest.mark.spec("P1.2")
def test_signing_at_the_moment_of_a_counter_proposal_signs_nothing_unread(table: Table):
    words, lead, agent = WORDS["zh-hans"], table.lead, table.agent
    sign_in(lead, "lead", "zh-hans", "light")
    lead.goto("/plan/goals/new")
    write(lead, table.agent_key)
    lead.get_by_role("button", name=words["put"]).click()
    expect(lead.locator(".agreement .seal-v")).to_have_count(2)
    sign_in(agent, "agent", "zh-hans", "light")
    agent.goto(lead.url)
    # The page of the agent hears nothing any more, as on a bad line; then the lead makes another proposal.
    agent.route("**/panel?*", lambda route: route.abort())
    lead.get_by_role("link", name=words["counter"]).click()
    lead.locator("#goal-target").fill("97%")
    lead.get_by_role("button", name=words["propose"]).click()
    expect(lead.locator(".agreement ins")).to_have_text("97")
    agent.get_by_role("checkbox").check()
    agent.get_by_role("button", name="签第 1 版").click()
    expect(agent.locator("[role=alert]")).to_contain_text(words["old"])
    expect(agent.locator(".agreement .seal:not(.seal-v)")).to_have_count(0)
    check(agent)
