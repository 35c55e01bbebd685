"""An obstacle from being raised on a phone to being confirmed, and an incident that is replied to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from liuxin.performance.dialogue import queries
from liuxin.performance.dialogue.words import IncidentKind, ObstacleState
from tests.e2e.reading import overflows, violations
from tests.factories.dialogue import Line, Obstacle, line, noted
from tests.factories.organisation import PASSWORD, make_account, standing_of

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def of(page: Page) -> Line:
    del page  # the live server must stand before anything is written
    made = line()
    for name, person in (("agent", made.agent), ("lead", made.lead)):
        make_account(name, person=person, language="zh-hans" if name == "agent" else "en")
    noted(made.agent, made.lead, IncidentKind.BAD)
    return made


def is_clean(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
        assert not overflows(page)


def signed_in(page: Page) -> Callable[[str], None]:
    def sign_in(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/sign-in")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("button.bt-1").click()
        page.goto("/dialogue/")

    return sign_in


@pytest.mark.spec("D2")
def test_an_obstacle_is_raised_cleared_and_confirmed(page: Page, of: Line):
    page.set_viewport_size(PHONE)
    sign_in = signed_in(page)
    sign_in("agent")
    is_clean(page)
    page.get_by_label("什么妨碍了工作？").fill("门岗没有访客名单")
    page.get_by_role("button", name="提出障碍").click()
    page.get_by_role("link", name="门岗没有访客名单").click()
    is_clean(page)
    sign_in("lead")
    is_clean(page)
    page.get_by_role("link", name="门岗没有访客名单").click()
    page.get_by_label("How was it cleared?").fill("每天八点发到门岗")
    is_clean(page)
    page.get_by_role("button", name="It is cleared").click()
    expect(page.get_by_role("status")).to_contain_text("asked to confirm")
    sign_in("agent")
    page.get_by_role("link", name="门岗没有访客名单").click()
    expect(page.get_by_text("每天八点发到门岗")).to_be_visible()
    is_clean(page)
    page.get_by_role("button", name="是，已清除").click()
    expect(page.get_by_role("status")).to_contain_text("障碍清除")
    (left,) = Obstacle.objects.all()
    now = left.confirmed_at
    assert now is not None
    assert queries.obstacle(standing_of(of.agent), left.pk, now).state is ObstacleState.CLEARED


@pytest.mark.long
def test_an_incident_is_replied_to_and_one_is_noted(page: Page, of: Line):
    page.set_viewport_size(PHONE)
    sign_in = signed_in(page)
    sign_in("agent")
    page.get_by_role("link", name="回应").click()
    is_clean(page)
    page.get_by_label("您的回应").fill("那天我先送了药")
    page.get_by_role("button", name="送出回应").click()
    expect(page.get_by_text("那天我先送了药")).to_be_visible()
    sign_in("lead")
    page.get_by_role("link", name="Note an incident").click()
    is_clean(page)
    page.get_by_label("About whom?").select_option(str(of.mate))
    page.get_by_label("done well").check()
    page.get_by_label("Which heart is it about?").select_option("care")
    page.get_by_label("What did they do?").fill("Stayed until the lift ran")
    page.get_by_role("button", name="Note it").click()
    page.goto(f"/dialogue/people/{of.mate}")
    expect(page.get_by_text("Stayed until the lift ran")).to_be_visible()
    is_clean(page)
