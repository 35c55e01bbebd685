"""Making somebody the lead of a team."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liuxin.desk.organisation import queries
from liuxin.desk.organisation.words import Role
from tests.factories import organisation as made
from tests.interfaces.web.organisation.test_people import client_of

pytestmark = pytest.mark.django_db
LATER = datetime(2021, 1, 1, tzinfo=UTC)


def led_by(team: int) -> list[int]:
    lines = [line for node in queries.tree(LATER) for line in node.teams if line.team.id == team]
    return [line.lead.id for line in lines if line.lead]


def give(client: Client, person: int, **fields: object) -> str:
    return client.post(reverse("organisation:lead", args=[person]), fields, follow=True).content.decode()


def test_hr_makes_somebody_the_lead_from_a_day_on_and_the_one_before_stops():
    team, before, after = made.make_team(), made.make_person(), made.make_person()
    made.make_lead(before, team)
    page = give(client_of(Role.HR), after, team=team, start="2020-03-01")
    assert "The lead of the team is set." in page
    assert led_by(team) == [after]


def test_what_overlaps_a_later_lead_is_said_at_the_day_and_what_was_typed_stays():
    team, before, after = made.make_team(), made.make_person(), made.make_person()
    made.make_lead(before, team)
    page = give(client_of(Role.SYSTEM_ADMIN), after, team=team, start="2010-03-01")
    assert 'id="lead-start_error"' in page
    assert 'value="2010-03-01"' in page
    assert led_by(team) == [before]


def test_a_team_that_is_not_there_is_refused_at_the_field():
    page = give(client_of(Role.HR), made.make_person(), team=999_999, start="2020-03-01")
    assert 'id="lead-team_error"' in page


def test_only_who_keeps_the_structure_is_led_to_the_page():
    person = made.make_person()
    address, page = reverse("organisation:lead", args=[person]), reverse("organisation:person", args=[person])
    assert address in client_of(Role.HR).get(page).content.decode()
    assert address not in client_of(Role.DIRECTOR).get(page).content.decode()


def test_the_questions_to_the_database_do_not_grow_with_the_teams():
    client, address = client_of(Role.HR), reverse("organisation:lead", args=[made.make_person()])
    counts = []
    for _ in range(2):
        made.make_team()
        made.make_team()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
