"""Who plays in the whole cycle, how somebody sits down at the browser, and what every page is held against."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import time_machine
from playwright.sync_api import Page, expect

from liuxin.desk.organisation.rules.calendars import weekdays
from liuxin.desk.organisation.words import Role
from liuxin.interfaces.jobs import rounds
from liuxin.performance.plan.queries import current_cycle, participants, phase_of
from liuxin.performance.plan.words import ParticipantView
from tests.e2e.reading import overflows, violations
from tests.factories.customers import make_customer
from tests.factories.evaluators import worked
from tests.factories.organisation import PASSWORD, make_account, make_calendar, make_person
from tests.factories.plan import AT, MadeCycle, Place, make_place
from tests.factories.work import Work, on_record

SLOW = 20_000
"""What a panel that asks every five seconds may take on a slow machine."""


LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
"""The language of the browser of somebody who never chose one here."""


@dataclass
class Stage:
    """The browser, and who sits before it: each name is an account."""

    page: Page
    clock: time_machine.Traveller
    language: str
    theme: str
    place: Place
    hr: int
    director: int
    second: int
    at: datetime

    @property
    def agent(self) -> int:
        """Whose way through the cycle is gone step by step."""
        return self.place.people[0]

    @property
    def others(self) -> tuple[int, ...]:
        """The colleagues of the agent."""
        return self.place.people[1:]

    @property
    def made(self) -> MadeCycle:
        """The cycle that was opened on its page, as factories know it."""
        cycle = current_cycle()
        assert cycle is not None
        return MadeCycle(cycle.id, self.hr, self.director, (self.place,))

    @property
    def phase(self) -> int:
        """The phase in which the department stands."""
        return phase_of(self.made.id, self.place.department)

    @property
    def participants(self) -> tuple[ParticipantView, ...]:
        """Who takes part."""
        return tuple(participants(self.made.id))

    @property
    def now(self) -> datetime:
        """A moment later than all that went before, at which the clock of the server is put."""
        move(self, self.at + timedelta(minutes=5))
        return self.at


def move(stage: Stage, at: datetime) -> None:
    """Put the clock of the server on."""
    stage.clock.move_to(at)
    stage.at = at


def set_stage(page: Page, clock: time_machine.Traveller, language: str, theme: str) -> Stage:
    """Make a department of five, and what three of them did in March: the last of them kept few promises."""
    days = weekdays("default", zone="Asia/Shanghai", first=date(2015, 1, 1), last=date(2017, 12, 31))
    make_calendar("default", spec=days)
    place = make_place(3)
    hr = make_person("韩静", name_en="Han Jing", roles=(Role.HR,))
    director, second = (make_person(roles=(Role.DIRECTOR,)) for _ in range(2))
    agent, peer, last = place.people
    on_record(Work(agent, 40, 36), Work(peer, 40, 38), Work(last, 60, 3), seal=False)
    worked((agent, peer), (peer, agent), (agent, last), (last, agent), customer=make_customer("周女士").pk)
    names = {"director": director, "second": second, "hr": hr, "head": place.head, "lead": place.lead}
    for name, person in (names | {"agent": agent, "peer": peer, "last": last}).items():
        make_account(name, person=person, language="")
    return Stage(page, clock, language, theme, place, hr, director, second, AT)


def sit_down(stage: Stage, name: str, url: str = "") -> Page:
    """Let somebody sign in, in the language and theme of the stage, and go to a page."""
    page = stage.page
    # The page before looks for news by itself: without its cookies it would lead to the sign-in on its own.
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto("/sign-in")
    origin = str(page.evaluate("location.origin"))
    chosen = {"django_language": stage.language, "theme": stage.theme}
    page.context.add_cookies([{"name": key, "value": value, "url": origin} for key, value in chosen.items()])
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.bt-1").click()
    expect(page.locator("main")).to_be_visible()
    if url:
        page.goto(url)
    return page


def look(stage: Stage, *, phone: bool = False) -> None:
    """Hold a page against WCAG and sideways scroll; with `phone` at the width of one too."""
    page = stage.page
    hold(page)
    if phone:
        page.set_viewport_size({"width": 390, "height": 844})
        hold(page)
        page.set_viewport_size({"width": 1440, "height": 900})


def hold(page: Page) -> None:
    """Hold a page against WCAG and sideways scroll as wide as it is."""
    found = violations(page)
    assert not found, f"{page.url}: {found}"
    assert not overflows(page), f"{page.url} is wider than its window"


def fill(page: Page, **values: object) -> None:
    """Write into the fields of a page, by name."""
    for name, value in values.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))


def press(page: Page, button: str = "button.bt-1") -> None:
    """Press the one button that a page is about, and see that nothing was refused."""
    page.locator(f"main {button}").first.click()
    expect(page.locator("main")).to_be_visible()
    refused = page.locator("main [role=alert], main .errorlist, main .fd.err")
    assert refused.count() == 0, refused.all_inner_texts()


def sign(page: Page) -> None:
    """Sign what an agreement on the page says."""
    page.locator(".agreement input[name=read], .agreement input[type=checkbox]").first.check()
    before = page.locator(".agreement .seal:not(.seal-v)").count()
    page.locator(".agreement button.bt-seal").click()
    expect(page.locator(".agreement .seal:not(.seal-v)")).to_have_count(before + 1, timeout=SLOW)


def catch_up(stage: Stage) -> None:
    """Let the record be sealed and the facts follow."""
    rounds.catch_up(stage.now)
