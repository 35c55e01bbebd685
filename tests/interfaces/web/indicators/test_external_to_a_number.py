"""From a confirmed reading to the number on a scorecard, its points, and back down to the imported row."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import Direction, Why
from liuxin.interfaces.jobs.rounds import catch_up
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.period import Period
from liuxin.kernel.quantities import Percent
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation import queries as cards
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import NewIndicator, Scale
from tests.factories import organisation as made
from tests.factories.cases import make_desk
from tests.factories.history import KEY
from tests.factories.indicators import AT as SET_AT
from tests.factories.indicators import SYSTEM, draft, line
from tests.factories.readings import AT, MAY, Office, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]
ATTENDED = Scale(Direction.HIGHER, 80, 95, 100)
LATER = AT + timedelta(days=1)
LOCAL_MAY = Period.of_month(2016, 5, "Asia/Shanghai")


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


@pytest.fixture
def office() -> Office:
    return make_office()


def scored_by_attendance(office: Office) -> int:
    """Put a set in force that scores the guards by their attendance alone."""
    key = draft(line("external.attendance", "100", ATTENDED), position_id=office.position)
    actions.mark_as_example(set_id=key, by=SYSTEM, at=SET_AT)
    return key


def live(key: int) -> dict[int, float | None]:
    standing = organisation.standing(SYSTEM, LATER)
    found = cards.live_cards(standing, queries.indicator_set(standing, key), MAY, LATER)
    return {person: card.lines[0].measured.value for person, card in found.items()}


def test_a_set_may_hold_an_external_measure_and_only_one_that_there_is(office: Office):
    assert scored_by_attendance(office)
    for measure, code in (("external.nothing", "measurement.unknown_measure"), ("external.attendance", "")):
        wrong = NewIndicator(measure, Percent(Decimal(100)), Scale(Direction.HIGHER, 80, 95, 101))
        with pytest.raises(LiuxinError) as caught:
            actions.add_indicator(set_id=draft(position_id=office.position), indicator=wrong, by=SYSTEM, at=SET_AT)
        assert caught.value.code == (code or "indicators.outside_unit")


def test_what_is_confirmed_is_scored_and_what_waits_is_not(office: Office):
    key = scored_by_attendance(office)
    office.confirmed(("A1", "95"), ("A2", "80%"))
    office.propose(("A3", "100"))
    catch_up(AT)
    assert live(key) == {office.people[0]: 95.0, office.people[1]: 80.0}
    standing = organisation.standing(SYSTEM, LATER)
    found = cards.live_cards(standing, queries.indicator_set(standing, key), MAY, LATER)
    assert {person: card.total.points.score for person, card in found.items() if card.total.points} == pytest.approx(
        {office.people[0]: 100.0, office.people[1]: 60.0}
    )


def test_a_correction_changes_the_number_and_a_withdrawal_takes_it_away(office: Office):
    key = scored_by_attendance(office)
    old = office.confirmed(("A1", "95"))
    new = office.confirm(office.propose(("A1", "97"), replaces=old, note="补签一天"))
    catch_up(AT)
    assert live(key) == pytest.approx({office.people[0]: 97.0})
    actions.withdraw_readings(batch_id=new, reason="考勤机坏了", by=Actor.person(office.importer), at=LATER)
    catch_up(LATER)
    assert live(key) == {}


def test_a_frozen_number_keeps_the_reading_that_it_was_frozen_with(office: Office):
    key = scored_by_attendance(office)
    batch = office.confirmed(("A1", "95"))
    catch_up(AT)
    evaluation.freeze_measured(set_id=key, period=MAY, people=[office.people[0]], by=SYSTEM, at=LATER)
    standing = organisation.standing(SYSTEM, LATER)
    [frozen] = cards.scorecard(standing, office.people[0], MAY, LATER).frozen
    assert (frozen.line.measured.value, frozen.line.measured.why) == (95.0, Why.MEASURED)
    [row] = cards.evidence(standing, frozen.id, LATER).rows
    assert (row.case, row.person) == (f"{batch}/2", office.people[0])
    assert row.value == pytest.approx(0.95)


def test_the_imported_row_stands_behind_the_number(office: Office):
    scored_by_attendance(office)
    made.make_calendar("default")
    make_desk().closed(at=MAY.start + timedelta(days=3))
    batch = office.confirmed(("A1", "95%"), period=LOCAL_MAY)
    catch_up(AT)
    client = Client(headers={"accept-language": "en"})
    client.force_login(made.make_account(person=office.people[0], language="en"))
    asked = {"person": office.people[0], "period": "2016-05"}
    page = unescape(client.get(reverse("insight:behind", args=["external.attendance"], query=asked)).content.decode())
    assert "may.xlsx, row 2, source 考勤机, imported by Test Person" in page
    assert "confirmed by Test Person" in page
    assert "0.95 ÷ 1 = 95.0%" in page
    assert re.search(r"<td[^>]*>95.0%</td>", page)
    assert f"/indicators/external/batches/{batch}?row=2" in page
    assert client.get(f"/indicators/external/batches/{batch}?row=2").status_code == 200


def test_the_form_of_a_set_offers_the_measure_and_shows_its_line(office: Office):
    key = scored_by_attendance(office)
    director = Client(headers={"accept-language": "en"})
    director.force_login(made.make_account(person=office.director, language="en"))
    page = unescape(director.get(f"/indicators/{key}").content.decode())
    assert "Attendance" in page
    assert "Days attended in per cent of days due." in page
    other = draft(line("external.attendance", "100", ATTENDED), position_id=office.position)
    assert '<option value="external.attendance" selected>Attendance</option>' in unescape(
        director.get(f"/indicators/{other}/edit").content.decode()
    )
