"""Every page that can be opened by its address: no axe finding, no sideways scroll, light and dark, wide and narrow.

What lies in the team's work is opened in the world of insight; the things of every room in the world of the matrix.
"""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page, expect

from tests.e2e.reading import overflows, violations
from tests.factories.cases import Case
from tests.factories.insight import World, make_world
from tests.factories.organisation import PASSWORD, Account, make_account
from tests.factories.readings import make_office
from tests.interfaces.web.roles.asking import asked
from tests.interfaces.web.roles.table import addresses as table
from tests.interfaces.web.roles.world import ALL, build
from tests.interfaces.web.roles.world import World as Matrix

pytestmark = pytest.mark.long
ACTS = ("wait", "resolve", "transfer", "note", "plan", "help", "close")
NO_PAGE = re.compile(r"export|sign-out|^static|/end$|end-others|<int:session>")


def addresses(world: World) -> list[str]:
    """Give the address of every page of the product, about the things of the world."""
    codes = Case.objects.filter(status="closed").order_by("pk").values_list("code", flat=True)
    live, office = world.desk.receive(), make_office()
    values = {
        "int:person": [str(world.desk.agent)],
        "int:team": [str(world.desk.team)],
        "int:set": [str(world.set_id)],
        "act:act": list(ACTS),
        "str:key": ["promises_kept"],
        "int:measure": [str(office.measure)],
        "int:batch": [str(office.confirmed(("A1", "95"))), str(office.propose(("A2", "96")))],
        "customers": [world.desk.customer],
        "cases": [codes[0], live.code],
    }
    found = sorted({path for route in routes() for path in filled(route, values)})
    return [*found, "/nowhere", "/board?period=x", "/search?q=漏水"]


def routes(patterns: list[URLPattern | URLResolver] | None = None, start: str = "") -> Iterator[str]:
    """Walk the addresses of the product."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif not NO_PAGE.search(route):
            yield route


def filled(route: str, values: dict[str, list[str]]) -> Iterator[str]:
    """Fill a route with every value of its parts."""
    part = re.search(r"<([^>]+)>", route)
    if part is None:
        yield f"/{route}"
        return
    key = route.partition("/")[0] if part[1] == "str:code" else part[1]
    for value in values.get(key, ()):  # what is not of this world is opened in that of the rooms
        yield from filled(route.replace(part[0], value, 1), values)


@pytest.fixture
def world(page: Page) -> World:
    del page  # the live server must stand before anything is written
    made = make_world()
    made.freeze()
    make_account("lead", person=made.desk.lead, language="en")
    make_account("director", person=made.desk.director, language="zh-hans")
    return made


@pytest.fixture
def walker(page: Page) -> Iterator[Page]:
    """Open a page of its own: that some of the addresses are refused is no error here."""
    browser = page.context.browser
    assert browser is not None
    page.goto("/")
    context = browser.new_context(base_url=str(page.evaluate("location.origin")))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("username", "theme"), [("lead", "light"), ("director", "dark")])
def test_every_page_is_open_to_everybody_who_may_see_it(walker: Page, world: World, username: str, theme: str):
    wanted = addresses(world)
    sign_in(walker, username, theme)
    assert found_wrong(walker, wanted) == []


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "zh-hans")])
def test_the_things_of_every_room_are_open_to_everybody_who_may_see_them(walker: Page, theme: str, language: str):
    matrix = build()
    account = Account.objects.get(person=matrix.subject(ALL, "own").person)
    account.language = language
    account.save()
    sign_in(walker, account.username, theme)
    assert found_wrong(walker, addresses_of_rooms(matrix)) == []


def addresses_of_rooms(matrix: Matrix) -> list[str]:
    """Give every address that has something in it, filled with what belongs to somebody of every role."""
    pages = [address for address in table() if address.parameters and not NO_PAGE.search(address.page)]
    subject = matrix.subject(ALL, "own")
    filled_in = ((page, asked(matrix, page, "GET", subject)) for page in pages)
    return sorted({reverse(page.name, kwargs=each.path, query=each.query or None) for page, each in filled_in})


def sign_in(walker: Page, username: str, theme: str) -> None:
    """Sign in with a theme chosen before."""
    walker.goto("/sign-in")
    walker.context.add_cookies([{"name": "theme", "value": theme, "url": str(walker.evaluate("location.origin"))}])
    walker.locator("[name=username]").fill(username)
    walker.locator("[name=password]").fill(PASSWORD)
    walker.locator("form button.bt-1").click()
    expect(walker.locator("main")).to_be_visible()


def found_wrong(walker: Page, wanted: list[str]) -> list[str]:
    """Open each page, wide and narrow; give what is wrong with it."""
    wrong: list[str] = []
    for path in wanted:
        if not walker.request.get(path).text().lstrip().startswith("<!doctype html>"):
            continue  # an answer to a form, or a piece of a page
        walker.goto(path)
        for width in (1440, 390):
            walker.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{path} at {width}: {found}" for found in violations(walker)]
            wrong += [f"{path} at {width}: scrolls sideways"] if overflows(walker) else []
    return wrong
