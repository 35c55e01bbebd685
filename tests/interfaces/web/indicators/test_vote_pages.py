"""A set goes to the vote and back on its pages; the phase is told and completed."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.performance.indicators.words import SetStatus
from liuxin.performance.plan import queries as plan
from tests.factories import organisation as made
from tests.factories.history import KEY
from tests.factories.indicators import (
    IndicatorSet,
    agreement_of,
    all_agreed,
    draft,
    line,
    proposed,
    rated,
    voted,
)
from tests.factories.plan import MadeCycle, make_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.5")]
FAR = "2999-01-01"


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def browser(person: int | None = None, *roles: Role, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(roles=roles, person=person))
    client.get("/account")
    return client


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


def status_of(key: int) -> str:
    return str(IndicatorSet.objects.get(pk=key).status)


@pytest.fixture
def cycle() -> MadeCycle:
    return make_cycle(4, phase=2)


def the_draft(cycle: MadeCycle, weight: str = "40") -> int:
    return draft(line(weight="60"), rated(weight), position_id=cycle.place.position)


def test_hr_puts_a_draft_to_the_vote_and_those_whom_it_binds_read_it(cycle: MadeCycle) -> None:
    key, hr = the_draft(cycle), browser(cycle.hr)
    page = text(hr, f"/indicators/{key}/propose")
    assert "Everyone in the cycle who holds this position votes." in page
    assert "Only 2 lines." in page
    given = {"cycle": cycle.id, "last": FAR, "share_asked": "75", "note": "七八月另议"}
    assert hr.post(f"/indicators/{key}/propose", given).status_code == 302
    assert status_of(key) == SetStatus.PROPOSED
    shown = text(browser(cycle.place.people[0]), f"/indicators/{key}")
    assert "This set is being voted on." in shown
    assert "0 of 4 have signed, 3 are needed, 0 are against." in shown
    assert "七八月另议" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last": "2001-01-01"}, "The time limit of the vote is past already."),
        ({"share_asked": "30"}, "With 30% the few would agree for the many."),
        ({"share_asked": "130"}, "With 130% the few would agree for the many."),
        ({"last": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_with_a_proposal_stands_at_its_field_and_what_was_typed_stays(
    cycle: MadeCycle, changes: dict[str, str], said: str
) -> None:
    key, hr = the_draft(cycle), browser(cycle.hr)
    given = {"cycle": cycle.id, "last": FAR, "share_asked": "60", "note": "a note that stays"} | changes
    response = hr.post(f"/indicators/{key}/propose", given)
    page = unescape(response.content.decode())
    assert response.status_code in {200, 409}
    assert said in page
    assert "a note that stays" in page
    assert status_of(key) == SetStatus.DRAFT


def test_weights_at_99_and_a_cycle_in_another_phase_are_said_in_words(cycle: MadeCycle) -> None:
    hr = browser(cycle.hr)
    given = {"cycle": cycle.id, "last": FAR, "share_asked": "60", "note": ""}
    short = the_draft(cycle, weight="39")
    page = unescape(hr.post(f"/indicators/{short}/propose", given).content.decode())
    assert "The weights add to 99%" in page
    early = make_cycle(2, phase=1)
    waiting = the_draft(early)
    page = unescape(hr.post(f"/indicators/{waiting}/propose", given | {"cycle": early.id}).content.decode())
    assert "A set can only be proposed in phase 2, indicators." in page


def test_a_set_is_not_proposed_twice(cycle: MadeCycle) -> None:
    key = proposed(cycle)
    hr = browser(cycle.hr)
    page = unescape(hr.get(f"/indicators/{key}/propose").content.decode())
    assert "can be neither changed nor proposed again" in page
    other = the_draft(cycle)
    given = {"cycle": cycle.id, "last": FAR, "share_asked": "60", "note": ""}
    page = unescape(hr.post(f"/indicators/{other}/propose", given).content.decode())
    assert "In this cycle the position has a set already" in page


def test_an_old_vote_is_closed_and_says_how_it_ended(cycle: MadeCycle) -> None:
    key = proposed(cycle)
    voted(key, *cycle.place.people[:3])
    hr = browser(cycle.hr)
    assert "Close the vote" in text(hr, f"/indicators/{key}")
    page = unescape(hr.post(f"/indicators/{key}/settle", follow=True).content.decode())
    assert "Agreed: people are scored by this set from now on." in page
    assert status_of(key) == SetStatus.AGREED


def test_a_vote_that_fell_short_is_told_and_decided_with_a_reason(cycle: MadeCycle) -> None:
    key = proposed(cycle)
    voted(key, cycle.place.people[0])
    voted(key, cycle.place.people[1], objection="多接维修的人吃亏。")
    hr = browser(cycle.hr)
    page = unescape(hr.post(f"/indicators/{key}/settle", follow=True).content.decode())
    assert "Too few have signed, so the set is not agreed." in page
    assert "多接维修的人吃亏。" in page
    director = browser(cycle.director)
    decided = {"version": 1, "why": "季度已经开始。"}
    director.post(f"/agreements/{agreement_of(key)}/decide", decided)
    assert "Put in force as settled" in text(hr, f"/indicators/{key}")
    hr.post(f"/indicators/{key}/settle")
    assert status_of(key) == SetStatus.AGREED
    assert "季度已经开始。" in text(browser(cycle.place.people[2]), f"/indicators/{key}")


def test_a_proposal_is_taken_back_with_a_reason(cycle: MadeCycle) -> None:
    key, hr = proposed(cycle), browser(cycle.hr)
    response = hr.post(f"/indicators/{key}/take-back", {"reason": ""})
    assert "This field is required." in unescape(response.content.decode())
    assert hr.post(f"/indicators/{key}/take-back", {"reason": "另议"}).status_code == 302
    assert status_of(key) == SetStatus.DRAFT


@pytest.mark.parametrize("deed", ["propose", "settle", "take-back"])
def test_others_than_hr_and_director_do_none_of_it(cycle: MadeCycle, deed: str) -> None:
    key = proposed(cycle)
    client = browser(cycle.place.people[0])
    assert client.post(f"/indicators/{key}/{deed}", {"reason": "no"}).status_code == 403
    assert status_of(key) == SetStatus.PROPOSED


@pytest.mark.parametrize(
    ("language", "said", "late"),
    [("en", "a set for each position", "not voted yet"), ("zh-hans", "每个岗位一份指标集", "尚未表决")],
)
def test_the_list_tells_the_phase_of_the_cycle_that_runs(cycle: MadeCycle, language: str, said: str, late: str) -> None:
    proposed(cycle)
    page = text(browser(cycle.hr, language=language), "/indicators")
    assert said in page
    assert late in page


def test_the_phase_is_completed_once_every_position_has_a_set(cycle: MadeCycle) -> None:
    hr, address = browser(cycle.hr), f"/indicators/cycles/{cycle.id}/departments/{cycle.department}/finish"
    page = unescape(hr.post(address, follow=True).content.decode())
    assert "Positions without an agreed set" in page
    assert "Complete this phase" not in text(hr, "/indicators")
    all_agreed(cycle)
    assert "Complete this phase" in text(hr, "/indicators")
    hr.post(address)
    assert plan.phase_of(cycle.id, cycle.department) == 3
    assert browser(cycle.place.people[0]).post(address).status_code == 403
