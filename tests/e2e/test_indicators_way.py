"""A target is tried by keyboard on history, the set is put to the vote, and read on a phone."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import Settings

from liuxin.engines.measurement.words import Direction
from liuxin.performance.indicators.words import Scale
from tests.e2e.reading import overflows, violations
from tests.factories.history import KEY
from tests.factories.indicators import Indicator, draft, line, proposed, rated
from tests.factories.organisation import PASSWORD, make_account, make_person
from tests.factories.plan import MadeCycle, make_cycle
from tests.factories.work import APRIL, MARCH, Work, on_record

FADED = 400
"""Milliseconds after which colours of the other theme have faded in."""
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture
def made(page: Page, settings: Settings) -> MadeCycle:
    """Make a cycle in its second phase, forty people with a history, and accounts of HR and of one whom it binds."""
    del page  # the live server must stand before anything is written
    settings.SEAL_KEY = KEY.decode()
    cycle = make_cycle(3, phase=2)
    position = cycle.place.position
    works = [Work(make_person(position=position), cases=40, kept=i, period=MARCH) for i in range(40)]
    on_record(*works, Work(make_person(position=position), cases=1, kept=1, period=APRIL))
    make_account("hr", person=cycle.hr, language="zh-hans")
    make_account("agent", person=cycle.place.people[0], language="en")
    return cycle


def sign_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button.bt-1").click()


def is_clean(page: Page) -> None:
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert not overflows(page)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(FADED)
        assert violations(page) == []
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")


@pytest.mark.long
@pytest.mark.spec("P2.3")
def test_a_target_is_tried_by_keyboard_and_read_on_a_phone(page: Page, made: MadeCycle):
    points = Scale(Direction.HIGHER, 20, 50, 98)
    key = draft(line(weight="60", yardstick=points), rated(), position_id=made.place.position)
    sign_in(page, "hr")
    page.goto(f"/indicators/{key}/lines/{Indicator.objects.filter(set=key).earliest('order').pk}")
    expect(page.locator("#told .note")).to_contain_text("适度。")
    is_clean(page)
    rod = page.get_by_label("目标", exact=True)
    rod.focus()
    for _press in range(4):
        rod.press("PageUp")
    expect(page.locator("#told .note")).to_contain_text("过紧")
    page.get_by_role("button", name="把这些标尺写进草稿").click()
    expect(page.locator("#main")).to_contain_text("这些标尺已写进草稿。")
    page.goto(f"/indicators/{key}")
    is_clean(page)
    page.goto("/indicators/library?q=首次")
    page.locator("#entry-first_contact_resolution summary").click()
    is_clean(page)


@pytest.mark.spec("P2.5")
def test_those_whom_a_set_binds_read_and_sign_it_on_a_phone(page: Page, made: MadeCycle):
    key = proposed(made)
    sign_in(page, "hr")
    page.goto("/indicators")
    is_clean(page)
    page.set_viewport_size(PHONE)
    sign_in(page, "agent")
    page.goto(f"/indicators/{key}")
    expect(page.locator("#main")).to_contain_text("This set is being voted on.")
    is_clean(page)
