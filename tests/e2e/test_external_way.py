"""The way of an imported number: a file with an error, mended, handed in, confirmed, on the scorecard, and back."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.jobs.rounds import catch_up
from liuxin.performance.indicators import actions
from liuxin.performance.indicators.words import Scale
from tests.e2e.reading import overflows, violations
from tests.factories.cases import make_desk
from tests.factories.history import KEY
from tests.factories.indicators import SYSTEM, draft, line
from tests.factories.organisation import PASSWORD, make_account, make_calendar
from tests.factories.readings import AT, MAY, Office, make_office

WORDS = {
    "zh-hans": {
        "import": "导入数据",
        "look": "查看文件内容",
        "unknown": "没有工号“A77”。",
        "another": "另选文件",
        "hand in": "提交，待他人确认",
        "waits": "待确认",
        "decide": "确认或退回",
        "confirm": "确认数据",
        "confirmed": "已确认",
        "measure": "出勤率",
    },
    "en": {
        "import": "Import readings",
        "look": "Look at the file",
        "unknown": "Nobody has the staff number “A77”.",
        "another": "Choose another file",
        "hand in": "Hand in for confirmation",
        "waits": "to be confirmed",
        "decide": "Confirm or reject",
        "confirm": "Confirm the readings",
        "confirmed": "confirmed",
        "measure": "Attendance",
    },
}


@pytest.fixture
def office(page: Page, settings: Settings) -> Office:
    del page  # the live server must stand before anything is written
    settings.SEAL_KEY = KEY.decode()
    make_calendar("default")
    make_desk().closed(at=MAY.start + timedelta(days=3))
    made = make_office()
    attended = line("external.attendance", "100", Scale(Direction.HIGHER, 80, 95, 100))
    actions.mark_as_example(set_id=draft(attended, position_id=made.position), by=SYSTEM, at=AT)
    for name, person in {"importer": made.importer, "second": made.second, "guard": made.people[0]}.items():
        make_account(name, person=person, language="")
    return made


def sign_in(page: Page, name: str, language: str, theme: str) -> None:
    """Begin anew as somebody else, in a language and a theme."""
    page.context.clear_cookies()
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
    """Hold the page against WCAG, wide and narrow, and against sideways scroll on a phone."""
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def upload(page: Page, folder: Path, words: dict[str, str], rows: str) -> None:
    """Choose May and a file, and look at it."""
    path = folder / "may.csv"
    path.write_text(f"工号,数值\n{rows}", encoding="gb18030")
    page.locator("#import-period").select_option("other")
    page.locator("#import-first").fill("2016-05-01")
    page.locator("#import-last").fill("2016-05-31")
    page.locator("#import-file").set_input_files(path)
    check(page)
    page.get_by_role("button", name=words["look"]).click()


@pytest.mark.long
@pytest.mark.spec("P2.1")
@pytest.mark.parametrize(
    ("language", "theme"), [("zh-hans", "light"), pytest.param("en", "dark", marks=pytest.mark.long)]
)
def test_from_a_file_to_the_scorecard_and_back(page: Page, office: Office, tmp_path: Path, language: str, theme: str):
    words = WORDS[language]
    sign_in(page, "importer", language, theme)
    page.goto("/indicators/external")
    check(page)
    page.get_by_role("link", name=words["measure"], exact=True).click()
    check(page)
    page.get_by_role("link", name=words["import"]).click()
    upload(page, tmp_path, words, "A1,97%\nA77,95\n")
    expect(page.locator("main")).to_contain_text(words["unknown"])
    expect(page.get_by_role("button", name=words["hand in"])).to_have_count(0)
    check(page)

    page.get_by_role("link", name=words["another"]).click()
    upload(page, tmp_path, words, "A1,97%\nA2,95\n")
    check(page)
    page.get_by_role("button", name=words["hand in"]).click()
    expect(page.locator(".prov .tag")).to_have_text(words["waits"])
    expect(page.get_by_role("link", name=words["decide"])).to_have_count(0)
    check(page)

    sign_in(page, "second", language, theme)
    page.goto("/indicators/external")
    page.locator("section").get_by_role("link", name=words["measure"]).click()
    page.get_by_role("link", name=words["decide"]).click()
    check(page)
    page.get_by_role("button", name=words["confirm"]).click()
    expect(page.locator(".prov .tag")).to_have_text(words["confirmed"])
    check(page)
    catch_up(AT)

    sign_in(page, "guard", language, theme)
    page.goto(f"/people/{office.people[0]}/scorecard?period=2016-05")
    expect(page.locator("main")).to_contain_text("97.0%")
    check(page)
    page.goto(f"/numbers/external.attendance/cases?person={office.people[0]}&period=2016-05")
    expect(page.locator("main")).to_contain_text("may.csv")
    check(page)
    page.locator("main a[href*='/indicators/external/batches/']").first.click()
    expect(page.locator("#row-2")).to_contain_text("97.0%")
    expect(page.locator("tbody tr")).to_have_count(1)
    check(page)
