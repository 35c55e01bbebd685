"""An agent's day at one case: answers, takes back, sends; names a colleague; two people answer, and nothing is lost."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from liuxin.desk.cases import actions
from liuxin.kernel.actor import Actor
from tests.e2e.reading import overflows, violations
from tests.factories.cases import Case, Desk, make_desk
from tests.factories.communication import Notice
from tests.factories.organisation import PASSWORD, make_account, make_calendar
from tests.factories.talking import MAIL, Message, made_macro, made_template

pytestmark = pytest.mark.spec("S4")
SHOTS = os.environ.get("LIUXIN_SHOTS", "")


@pytest.fixture
def desk(page: Page) -> Desk:
    del page  # the live server must stand before anything is written
    make_calendar("default")
    return make_desk()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def sign_in(page: Page, name: str, theme: str = "light") -> None:
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": str(page.evaluate("location.origin"))}])
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("登录|Sign in")).last.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def check(page: Page, name: str) -> None:
    assert violations(page) == []
    shot(page, name)
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    shot(page, f"{name}-390")
    page.set_viewport_size({"width": 1440, "height": 900})


def opened(desk: Desk) -> Case:
    now = datetime.now(UTC)  # noqa: TID251 - a browser lives in the present
    case = desk.receive(at=now - timedelta(hours=1), next_due=now + timedelta(days=30))
    colleague = Actor.person(desk.colleague)
    actions.reply(case=case.code, text="您好，已收到。", by=colleague, at=now - timedelta(minutes=30))
    actions.release(by=MAIL, at=now)
    return case


def template_and_back(page: Page, words: dict[str, str]) -> None:
    """Choose a template by / in the empty answer, send by keys, take it back: the text is there again."""
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).to_be_focused()
    page.keyboard.press("/")
    page.locator("#drawer").get_by_role("link", name=words["template"]).click()
    expect(page.locator("#reply-text")).to_have_value("黄先生，您好！")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name=words["back"]).click()
    expect(page.locator("#reply-text")).to_have_value("黄先生，您好！")
    assert Message.objects.filter(state="taken_back").count() == 1


def two_answer(first: Page, browser: Browser, live_server: LiveServer, case: Case, language: str) -> None:
    """Let a colleague answer in another browser meanwhile: one reads that first, and loses nothing.

    In a window of its own: a browser notes every answer 409 in the console.
    """
    page = first.context.new_page()
    page.goto(f"/cases/{case.code}")
    expect(page.locator("#reply-text")).to_have_value("黄先生，您好！")
    send = page.locator("#reply-form [data-send]")
    other = browser.new_context(base_url=live_server.url, locale="zh-CN").new_page()
    other.set_default_timeout(90_000)
    sign_in(other, "colleague")
    other.goto(f"/cases/{case.code}")
    other.fill("#reply-text", "师傅明天上午到。")
    expect(page.locator("#others")).to_contain_text(re.compile("正在写|is writing"), timeout=20_000)
    shot(page, f"others-{language}")
    page.route("**/live?*", lambda route: route.abort())
    other.locator("#reply-form [data-send]").click()
    other.wait_for_url(re.compile("composer"))
    other.context.close()
    send.click()
    expect(page.locator("#composer [role=alert]").first).to_be_visible()
    expect(page.locator("#composer")).to_contain_text("师傅明天上午到。")
    expect(page.locator("#reply-text")).to_have_value("黄先生，您好！")
    page.unroute("**/live?*")
    check(page, f"two-{language}")
    send.click()
    page.wait_for_url(re.compile("composer"))
    page.close()
    first.goto(f"/cases/{case.code}")


def name_a_colleague(page: Page, language: str) -> None:
    """Write a note and name a colleague in it, by keys alone."""
    page.locator("h1").click()
    page.keyboard.press("n")
    page.keyboard.type("请看 @周")
    found = page.locator("#mention-list [data-name]").first
    expect(found).to_have_text("周航" if language == "zh-hans" else re.compile(r"Test Person \d+"))
    name = found.inner_text()
    check(page, f"mention-{language}")
    page.locator("#note-text").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"请看 @{name}").first).to_be_visible()


def keys(page: Page, case: Case, language: str) -> None:
    """Look at the table of keys, switch them off: no single key does anything any more."""
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#drawer table")).to_be_visible()
    assert violations(page) == []
    shot(page, f"keys-{language}")
    page.locator("#drawer form button").click()
    page.wait_for_url(re.compile("/keys"))
    page.goto(f"/cases/{case.code}")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.locator("#note-text")).to_be_hidden()


WORDS = {
    "zh-hans": {"back": "撤回", "template": "问候"},
    "en": {"back": "Take back", "template": "问候"},
}


@pytest.mark.parametrize("language", ["zh-hans", pytest.param("en", marks=pytest.mark.long)])
def test_an_agent_answers_takes_back_and_sends_names_a_colleague_and_two_people_answer(
    page: Page, desk: Desk, browser: Browser, live_server: LiveServer, language: str
):
    words = WORDS[language]
    made_template(text="{{customer}}，您好！")
    made_macro()
    make_account("agent", person=desk.agent, language=language)
    make_account("colleague", person=desk.colleague, language=language)
    case = opened(desk)
    sign_in(page, "agent", "dark" if language == "en" else "light")
    page.goto(f"/cases/{case.code}")
    check(page, f"case-{language}")

    template_and_back(page, words)
    two_answer(page, browser, live_server, case, language)
    authors = list(Message.objects.filter(state="pending").values_list("author", flat=True))
    assert authors == [desk.colleague, desk.agent]
    name_a_colleague(page, language)
    assert Notice.objects.get(code="case.mentioned").person_id == desk.colleague
    keys(page, case, language)
