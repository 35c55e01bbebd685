"""An auditor looks into the record, has it examined, and follows an event to its row."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.interfaces.jobs import examinations
from tests.e2e.reading import overflows, violations
from tests.factories.history import KEY, about, behind_the_guards, event, told
from tests.factories.organisation import NOW, PASSWORD, make_account, make_calendar

WORDS = {
    "zh-hans": ("立即核对", "完好", "有问题", "显示"),
    "en": ("Examine the record now", "intact", "not intact", "Show"),
}


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.SEAL_KEY = KEY.decode()


def check(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.long
@pytest.mark.spec("D6")
@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "dark"), ("en", "light")])
def test_an_auditor_has_the_record_examined(page: Page, language: str, theme: str):
    examine, intact, broken, show = WORDS[language]
    make_calendar("default")
    make_account("auditor", roles=(Role.AUDITOR,), language="")
    ids = told([event(1), about("customer", "C1"), event(3)])
    page.goto("/")
    address = page.evaluate("location.origin")
    cookies = {"django_language": language, "theme": theme}
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page.goto("/sign-in?next=/record")
    page.locator("[name=username]").fill("auditor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form[method=post] button.bt-1, form[method=post] button[type=submit]").first.click()
    check(page)

    page.locator("[name=code]").fill("case.")
    page.get_by_role("button", name=show, exact=True).click()
    expect(page.locator("table.record tbody tr")).to_have_count(2)
    page.get_by_role("button", name=examine).click()
    examinations.run_if_asked(NOW)
    expect(page.locator("#chain")).to_contain_text(intact, timeout=15_000)
    check(page)

    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET at = at + 1 WHERE id = %s", [ids[-1]])
    examinations.run(by=examinations.last().by, at=NOW + timedelta(minutes=1))  # type: ignore[union-attr]  # above
    expect(page.locator("#chain")).to_contain_text(broken, timeout=15_000)
    expect(page.locator(".record-faults")).to_contain_text(f"case.handed_over {ids[-1]}")
    check(page)
