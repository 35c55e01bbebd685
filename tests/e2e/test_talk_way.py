"""A talk in a real browser: the letter lights its evidence, wording is pointed out, a time is agreed, the record."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from liuxin.desk.organisation.rules.calendars import weekdays
from liuxin.kernel.actor import Actor
from liuxin.performance.feedback import actions
from tests.e2e.reading import overflows, violations
from tests.factories.feedback import AT, PLACE, SHORT, Made, Talk, agreed, local, planned
from tests.factories.organisation import PASSWORD, make_account, make_calendar

WORDS: dict[str, dict[str, str]] = {
    "zh-hans": {"advice": "改为具体的次数和日期。", "agreed": "约定", "put": "把面谈记入记录", "sign": "签"},
    "en": {
        "advice": "Give the number of times and the dates.",
        "agreed": "agreed",
        "put": "Put the talk on record",
        "sign": "Sign",
    },
}


@pytest.fixture
def made(page: Page) -> Made:
    long = weekdays("default", zone="Asia/Shanghai", first=date(2015, 1, 1), last=date(2037, 12, 31))
    make_calendar("default", spec=long)
    made = planned(values=SHORT)
    Talk.objects.update(due_at=AT + timedelta(days=3650))
    for name, person in {"lead": made.lead, "agent": made.person}.items():
        make_account(name, person=person, language="")
    return made


def sign_in(page: Page, name: str, language: str, theme: str) -> None:
    page.goto("/")
    origin = str(page.evaluate("location.origin"))
    cookies: Any = [
        {"name": key, "value": value, "url": origin}
        for key, value in {"django_language": language, "theme": theme}.items()
    ]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    expect(page.locator("main")).to_be_visible()


def sound(page: Page) -> None:
    assert violations(page) == []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page)


@pytest.mark.spec("P5.3", "D1")
@pytest.mark.parametrize(
    ("language", "theme"), [("en", "light"), pytest.param("zh-hans", "dark", marks=pytest.mark.long)]
)
def test_a_letter_is_read_noted_and_put_on_record(made: Made, page: Page, language: str, theme: str) -> None:
    words, url = WORDS[language], f"/talks/{made.talk()}"
    sign_in(page, "lead", language, theme)
    page.goto(url)
    page.locator('.ev[data-e="2"]').hover()
    expect(page.locator('.q-t [data-e="2"]')).to_have_class("lit")
    page.locator("#note-1").press_sequentially("You always forget 你总是忘")
    expect(page.locator("#hints-1")).to_contain_text(words["advice"])
    sound(page)
    page.goto("/talks")
    sound(page)
    agreed(made, local(3, 10))
    page.goto(f"{url}/slot")
    expect(page.locator(".slot")).to_contain_text(words["agreed"])
    sound(page)
    page.goto(f"{url}/hold")
    page.locator("#hold-said").fill("Three complaints were not called back that day")
    page.locator("#hold-action1").fill("Call back the same day")
    page.locator("#hold-due1").fill("2036-01-10")
    sound(page)
    page.get_by_role("button", name=words["put"]).click()
    expect(page.locator(".agreement")).to_contain_text(words["sign"])
    sound(page)


@pytest.mark.spec("P5.4")
def test_the_other_accepts_a_time_on_a_phone(made: Made, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    day = local(3, 10)
    offer = actions.offer_slot(
        talk_id=made.talk(), start=day, end=day + timedelta(minutes=40), place=PLACE, by=Actor.person(made.lead), at=AT
    )
    assert offer
    sign_in(page, "agent", "en", "light")
    page.goto(f"/talks/{made.talk()}/slot")
    expect(page.locator(".slot")).to_contain_text("2016-06-03 10:00")
    assert not overflows(page)
    assert violations(page) == []
