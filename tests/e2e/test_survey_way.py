"""A customer answers on a phone, badly; the lead hears of it, acts, and says what was done."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from liuxin.interfaces.jobs import surveying, warning
from liuxin.kernel.actor import Actor
from tests.e2e.reading import overflows, violations
from tests.factories.cases import Desk
from tests.factories.organisation import PASSWORD, make_account
from tests.factories.surveying import ASKED_AT, Post, asking_desk, keep_open

pytestmark = [pytest.mark.spec("S6", "S7", "X"), pytest.mark.long]
CLOCK = Actor.system("clock")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def closed_case() -> tuple[Desk, str]:
    desk = asking_desk()
    case = desk.closed()
    surveying.ask(by=CLOCK, at=ASKED_AT)
    keep_open()
    return desk, case.code


WORDS = {
    "zh-hans": ("提交评价", "谢谢", "处理完毕", "已与客户沟通"),
    "en": ("Send my answers", "Thank you", "Settle it", "Talked with the customer"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_low_answer_is_acted_on(page: Page, language: str):
    send, thanks, settle, talked = WORDS[language]
    desk, case = closed_case()
    make_account("lead", person=desk.lead, language=language)
    link = re.search(r"/how-was-it/\S+", Post.objects.get().text)
    assert link is not None
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(link[0])
    if language == "en":
        page.locator("button[name=language]").click()
    assert page.locator("input:checked").count() == 0
    assert (violations(page), overflows(page)) == ([], False)
    page.locator("[name=overall][value='1']").check()
    page.locator("[name=resolved][value='1']").check()
    page.get_by_role("textbox").fill("等了三天没有人回复")
    page.get_by_role("button", name=send).click()
    expect(page.locator("h1")).to_contain_text(thanks)
    warning.look_at_answers(by=CLOCK, at=ASKED_AT)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.locator("[name=username]").fill("lead")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    expect(page.locator("#bell .bell-n")).to_have_text("1")
    page.locator("#bell").click()
    page.locator(".nt-b").click()
    page.get_by_text(talked, exact=True).click()
    page.get_by_role("textbox").fill("打过电话，约好今天上门")
    page.get_by_role("button", name=settle).click()
    expect(page.locator("main")).to_contain_text("约好今天上门")
    expect(page.locator("#bell .bell-n")).to_have_count(0)
    page.goto(reverse("cases:case", args=[case]))
    expect(page.locator("#found")).to_contain_text("等了三天没有人回复")
