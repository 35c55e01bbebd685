"""The standard tester, the SMART check on a set, and the library as pages."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.words import Direction
from liuxin.performance.indicators import queries
from liuxin.performance.indicators.words import Band, IndicatorView, Scale
from tests.factories import organisation as made
from tests.factories.history import KEY
from tests.factories.indicators import AT, SYSTEM, draft, line, rated
from tests.factories.plan import make_objective
from tests.factories.work import APRIL, MARCH, Work, on_record

pytestmark = pytest.mark.django_db
QUERIES = 10
POINTS = Scale(Direction.HIGHER, 20, 50, 80)


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def browser(language: str = "en", *roles: Role) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(roles=roles))
    client.get("/account")
    return client


def text(client: Client, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return unescape(response.content.decode())


def colleagues(position: int, *, people: int = 40) -> None:
    """So many people with 40 cases each in March, who kept 0 to 39 promises evenly."""
    works = [
        Work(made.make_person(position=position), cases=40, kept=i * 40 // people, period=MARCH) for i in range(people)
    ]
    on_record(*works, Work(made.make_person(position=position), cases=1, kept=1, period=APRIL))


def tried(position: int, yardstick: Scale | Band = POINTS) -> tuple[int, IndicatorView]:
    key = draft(line(yardstick=yardstick), position_id=position)
    return key, queries.indicator_set(organisation.standing(SYSTEM, AT), key).indicators[0]


@pytest.mark.spec("P2.3")
@pytest.mark.parametrize(
    ("language", "moderate", "tight"),
    [("en", "Moderate: a stretch, and within reach.", "Too tight"), ("zh-hans", "适度。够一够，够得着。", "过紧")],
)
def test_moving_the_target_recomputes_the_verdict_on_the_page(language: str, moderate: str, tight: str) -> None:
    desk = made.make_position()
    key, found = tried(desk)
    colleagues(desk)
    client, address = browser(language), f"/indicators/{key}/lines/{found.id}"
    page = text(client, address)
    assert moderate in page
    assert page.count('type="range"') == 3
    assert 'class="tester"' in page
    moved = text(client, f"{address}?target=93&stretch=99", **{"hx-request": "true"})
    assert tight in moved
    assert "<html" not in moved


@pytest.mark.spec("P2.3")
def test_the_page_tells_the_share_its_interval_and_targets_for_a_wanted_share() -> None:
    desk = made.make_position()
    key, found = tried(desk)
    colleagues(desk)
    page = text(browser(), f"/indicators/{key}/lines/{found.id}")
    assert "95% interval 35%–65% (Wilson) · 20 of 40 results" in page
    assert "?target=50" in page
    assert "?target=30" in page


@pytest.mark.spec("P2.3")
def test_a_thin_record_cannot_tell_and_draws_nothing() -> None:
    desk = made.make_position()
    key, found = tried(desk)
    colleagues(desk, people=19)
    page = text(browser(), f"/indicators/{key}/lines/{found.id}")
    assert "Cannot tell." in page
    assert "There are only 19 earlier results" in page
    assert 'class="tester"' not in page


@pytest.mark.spec("P2.3")
def test_points_out_of_order_are_said_and_what_stands_in_the_set_is_drawn() -> None:
    desk = made.make_position()
    key, found = tried(desk)
    colleagues(desk)
    page = text(browser(), f"/indicators/{key}/lines/{found.id}?floor=60&target=40")
    assert "The floor must be easier to reach than the target." in page
    assert "Moderate" in page


@pytest.mark.spec("P2.3")
def test_a_band_is_told_without_rods_and_a_rated_line_without_ratings_cannot_be_told() -> None:
    desk = made.make_position()
    key, found = tried(desk, Band(10, 30, 60, 90))
    colleagues(desk)
    page = text(browser(), f"/indicators/{key}/lines/{found.id}")
    assert ("within the targets" in page, 'type="range"' in page) == (True, False)
    other = draft(rated("100"), position_id=desk)
    heart = queries.indicator_set(organisation.standing(SYSTEM, AT), other).indicators[0]
    assert "there are no earlier ratings" in text(browser(), f"/indicators/{other}/lines/{heart.id}")


@pytest.mark.spec("P2.3")
def test_tried_points_are_written_into_a_draft_by_hr_and_by_nobody_else() -> None:
    key, found = tried(made.make_position())
    address = f"/indicators/{key}/lines/{found.id}"
    assert browser("en", Role.AGENT).post(address, {"target": "60"}).status_code == 403
    assert browser("en", Role.HR).post(address, {"target": "60"}).status_code == 302
    now = queries.indicator_set(organisation.standing(SYSTEM, AT), key).indicators[0]
    assert now.yardstick == Scale(Direction.HIGHER, 20, 60, 80)
    assert browser("en", Role.HR).post(address, {"target": "99"}).status_code == 400


@pytest.mark.spec("P2.3")
def test_nobody_is_named_by_the_tester() -> None:
    desk = made.make_position()
    key, found = tried(desk)
    colleagues(desk)
    named = made.Person.objects.filter(position=desk).values_list("name_zh", flat=True)
    page = text(browser(), f"/indicators/{key}/lines/{found.id}")
    assert [name for name in named if name and name in page] == []


@pytest.mark.spec("P2.2")
@pytest.mark.parametrize(("language", "fails"), [("en", "Fails: R (relevant)"), ("zh-hans", "不合格：R (相关)")])
def test_a_set_names_the_letters_that_fail_until_the_record_answers_them(language: str, fails: str) -> None:
    desk = made.make_position()
    key, _found = tried(desk)
    colleagues(desk)
    client = browser(language)
    assert fails in text(client, f"/indicators/{key}")
    make_objective(measure="promises_kept")
    assert fails not in text(client, f"/indicators/{key}")


@pytest.mark.spec("P2.1")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("sought", ["首次联系解决率", "First contact resolution"])
def test_the_library_is_searched_in_both_languages(language: str, sought: str) -> None:
    page = text(browser(language), f"/indicators/library?q={sought}")
    assert 'id="entry-first_contact_resolution"' in page
    assert 'id="entry-csat_mean"' not in page


@pytest.mark.spec("P2.1")
def test_the_library_is_filtered_by_group_position_and_kind_and_says_what_is_recorded() -> None:
    client = browser()
    everything = text(client, "/indicators/library")
    assert everything.count('<details class="entry"') == 89
    assert "not recorded here" in everything
    assert "not computed by Liuxin yet" in everything
    rated_ones = text(client, "/indicators/library?kind=rated")
    assert rated_ones.count('<details class="entry"') == 12
    assert "Why it is rated, not measured:" in rated_ones
    narrow = text(client, "/indicators/library?group=satisfaction&position=hotline_agent")
    assert 0 < narrow.count('<details class="entry"') < 8
    assert "No indicator fits" in text(client, "/indicators/library?q=nothing-of-the-kind")


@pytest.mark.spec("P2.1")
def test_what_the_library_says_of_the_record_follows_the_record() -> None:
    client, address = browser(), "/indicators/library?q=promises_kept"
    assert "recorded here" not in text(client, address).replace("not recorded here", "")
    on_record(Work(made.make_person(), 1, 1))
    assert "recorded here" in text(client, address).replace("not recorded here", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_tester_costs_the_same_for_few_people_and_for_many(count: int) -> None:
    desk = made.make_position()
    key, found = tried(desk)
    colleagues(desk, people=20 * count)
    client = browser()
    client.get(f"/indicators/{key}/lines/{found.id}")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/indicators/{key}/lines/{found.id}")
    assert len(asked) == QUERIES
