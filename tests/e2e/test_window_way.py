"""The whole window: a guest writes, an agent answers by e-mail, the customer confirms and rates, the agent sees hearts.

Letters go through a real SMTP server; nothing is written past the pages but by the worker's rounds.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, ViewportSize, expect
from pytest_django import Settings

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Channel, EntranceView, Kind, ServiceStage
from liuxin.desk.cases.words.surveying import HEARTS
from liuxin.desk.organisation.rules import calendars
from liuxin.interfaces.jobs import rounds, surveying
from liuxin.interfaces.jobs.mail.sending import send_due
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from tests.e2e.reading import overflows, violations
from tests.factories.cases import Case, Desk, make_desk
from tests.factories.organisation import PASSWORD, SYSTEM, make_account, make_calendar
from tests.factories.post import make_mailbox
from tests.factories.surveying import Asking, switch_on
from tests.factories.talking import MAIL, make_entrance
from tests.interfaces.jobs.mail.servers import Post

pytestmark = [pytest.mark.spec("S4"), pytest.mark.spec("S5"), pytest.mark.spec("S7")]
PHONE: ViewportSize = {"width": 390, "height": 844}
CLOCK = Actor.system("clock")
HUANG = "huang@example.org"
PICTURE: FilePayload = {
    "name": "漏水.png",
    "mimeType": "image/png",
    "buffer": b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGOIqpgGRww4OQBGdhDhOeO17gAAAABJRU5ErkJggg=="
    ),
}
WORDS = {
    "zh-hans": {
        "send": "发送",
        "follow": "查看这件事的进展",
        "yes": "是的，办妥了",
        "closed": "这件事已办结",
        "rate": "提交评价",
        "thanks": "谢谢",
        "hearts": ["关心", "爱心", "诚心", "细心", "用心", "恒心"],
    },
    "en": {
        "send": "Send",
        "follow": "Follow this matter",
        "yes": "Yes, it is settled",
        "closed": "The matter is closed",
        "rate": "Send my answers",
        "thanks": "Thank you",
        "hearts": ["Care", "Love", "Sincerity", "Attention", "Dedication", "Perseverance"],
    },
}


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the server before which the browser stands has the real clock


@pytest.fixture
def smtp() -> Iterator[Post]:
    server = Post()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def desk(page: Page, smtp: Post, settings: Settings, tmp_path: Path) -> Desk:
    del page  # the live server must stand before anything is written
    settings.FACTS_ROOT = tmp_path / "facts"
    made = make_desk()
    spec = calendars.weekdays("default", zone="Asia/Shanghai", first=date(2015, 1, 1), last=date(2045, 12, 31))
    way = EntranceView(
        code="help",
        name=Bilingual("报修与咨询", "Repairs and questions"),
        channel=Channel.WEB_FORM,
        team=made.team,
        kind=Kind.REQUEST,
        service_stage=ServiceStage.AFTERSALE,
        priority=3,
        minutes=480,
        is_open=True,
    )
    actions.set_entrance(entrance=way, by=SYSTEM, at=now())
    make_entrance(made)
    make_calendar("default", spec=spec)
    make_mailbox(goes_out=smtp.route)
    switch_on(delay_hours=0, rest_days=0, from_hour=0, to_hour=24, hearts=2)
    return made


@pytest.fixture
def customer(page: Page, browser: Browser) -> Iterator[Page]:
    """Open the browser of the customer, a phone; nothing goes wrong in it."""
    page.goto("/")
    context: BrowserContext = browser.new_context(base_url=str(page.evaluate("location.origin")), viewport=PHONE)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
    yield opened
    context.close()
    assert wrong == []


def is_clean(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
        assert not overflows(page)


def work(smtp: Post) -> list[str]:
    """Let the worker release and send what is written; give the letters that the server has, as text."""
    later = now() + timedelta(seconds=11)
    actions.release(by=MAIL, at=later)
    send_due(lambda: later)
    letters = []
    for letter in smtp.letters:
        assert isinstance(letter.content, bytes)
        made = message_from_bytes(letter.content, policy=policy.default)
        body = made.get_body(("plain",))
        assert body is not None
        letters.append(f"{made['To']}\n{made['Subject']}\n{body.get_content()}")
    return letters


def path_in(letter: str, beginning: str) -> str:
    found = re.search(rf"https?://\S*({beginning}\S+)", letter)
    assert found is not None, letter
    return found[1]


def attach(customer: Page, words: dict[str, str]) -> None:
    """Choose a picture: the page itself says what is too large, and sends nothing."""
    field = customer.locator("[name=attached]")
    largest = field.get_attribute("data-each")
    field.evaluate("each => { each.dataset.each = '10' }")
    field.set_input_files(PICTURE)
    expect(customer.locator(".po-chosen .st-bad")).to_contain_text("漏水.png")
    customer.get_by_role("button", name=words["send"]).click()
    assert Case.objects.count() == 0
    field.evaluate("(each, largest) => { each.dataset.each = largest }", largest)
    field.set_input_files(PICTURE)
    expect(customer.locator(".po-chosen .st-bad")).to_have_count(0)


def write(customer: Page, words: dict[str, str], language: str) -> str:
    customer.goto(f"/p/?lang={language}")
    is_clean(customer)
    customer.locator(".po-ways a").click()
    customer.locator("[name=name]").fill("黄先生")
    customer.locator("[name=email]").fill(HUANG)
    customer.locator("[name=place]").fill("甲区 1 栋 B2")
    customer.locator("[name=title]").fill("地库漏水")
    customer.locator("[name=text]").fill("B2 又漏水了，请来看看。 🚰")
    attach(customer, words)
    is_clean(customer)
    customer.wait_for_timeout(2100)  # nobody fills in a form in less than two seconds
    customer.get_by_role("button", name=words["send"]).click()
    expect(customer.locator(".po-number dd")).to_have_text(re.compile(r"C-\d{6}"))
    is_clean(customer)
    return customer.locator(".po-number dd").inner_text()


def sign_in(page: Page, desk: Desk, language: str) -> None:
    make_account("agent", person=desk.agent, language=language)
    page.goto("/sign-in")
    page.locator("[name=username]").fill("agent")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def answer(page: Page, case: str, text: str) -> None:
    page.goto(f"/cases/{case}")
    page.locator(f"form[action='/cases/{case}/take'] button").first.click()
    page.locator("#reply-text").fill(text)
    page.locator("#reply-form [data-send]").click()
    expect(page.locator(".conv").first).to_contain_text(text)


def resolve(page: Page, case: str, text: str) -> None:
    page.goto(f"/cases/{case}/resolve")
    page.locator("[name=outcome_text]").fill(text)
    page.locator("main form.stack button.bt-1").click()
    page.wait_for_url(f"**/cases/{case}")
    expect(page.locator(".conv").first).to_contain_text(text)


def confirm(customer: Page, path: str, words: dict[str, str], outcome: str) -> None:
    customer.goto(path)
    expect(customer.locator(".po-out")).to_contain_text(outcome)
    is_clean(customer)
    customer.get_by_role("button", name=words["yes"]).click()
    expect(customer.get_by_role("status")).to_contain_text(words["closed"])
    is_clean(customer)


def rate(customer: Page, path: str, words: dict[str, str]) -> None:
    customer.goto(path)
    for group in customer.locator("fieldset.sf-q").all():
        group.locator("label:has(input[value='5'])").click()
    customer.get_by_role("button", name=words["rate"]).click()
    expect(customer.locator("h1")).to_contain_text(words["thanks"])


@pytest.mark.parametrize("language", ["zh-hans", pytest.param("en", marks=pytest.mark.long)])
def test_from_the_form_of_a_guest_to_the_six_hearts_on_the_agents_page(
    page: Page, customer: Page, desk: Desk, smtp: Post, language: str
):
    words = WORDS[language]
    case = write(customer, words, language)  # type: ignore[arg-type]  # lists are asked for below only
    (receipt,) = work(smtp)
    assert HUANG in receipt
    follow = path_in(receipt, "/p/case/")
    sign_in(page, desk, language)
    answer(page, case, "半小时内到。")
    letters = work(smtp)
    assert any("半小时内到。" in letter and HUANG in letter for letter in letters)
    customer.goto(follow)
    expect(customer.locator(".po-talk")).to_contain_text("半小时内到。")
    expect(customer.get_by_role("img", name="漏水.png")).to_have_js_property("naturalWidth", 4)
    expect(page.get_by_role("img", name="漏水.png")).to_have_js_property("naturalWidth", 4)
    resolve(page, case, "已更换止水带，试水不漏。")
    asked = next(letter for letter in work(smtp) if "已更换止水带" in letter)
    assert Case.objects.get(code=case).status == "resolved"
    confirm(customer, path_in(asked, "/p/case/"), words, "已更换止水带")  # type: ignore[arg-type]  # as above
    assert Case.objects.get(code=case).outcome == "done_and_told"
    assert surveying.ask(by=CLOCK, at=now()) == 1
    survey = next(letter for letter in work(smtp) if "/how-was-it/" in letter)
    rate(customer, path_in(survey, "/how-was-it/"), words)  # type: ignore[arg-type]  # as above
    page.goto("/surveys/answers")
    asked_about = Asking.objects.get().hearts.split()
    for heart, name in zip(HEARTS, words["hearts"], strict=True):
        expect(page.locator(".sf-l")).to_contain_text(f"{name} 5" if heart in asked_about else case)
    rounds.catch_up(now())
    page.goto("/me/numbers")
    for name in words["hearts"]:
        expect(page.locator("main")).to_contain_text(name)
    assert violations(page) == []
