"""The whole way of one answer: desk, record, seal, facts, measure, the agent's own page."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import Reading
from liuxin.facts import queries as facts
from liuxin.interfaces.jobs import rounds
from tests.factories.cases import NINE, Desk
from tests.factories.insight import JUNE
from tests.factories.organisation import PASSWORD, make_account
from tests.factories.surveying import ASKED_AT, Asking, answer, ask, asking_desk

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S7"), pytest.mark.usefixtures("home")]
LATER = ASKED_AT + timedelta(days=20)


def readings(desk: Desk, *measures: str) -> dict[str, Reading]:
    rounds.catch_up(LATER)
    found = facts.measure(
        facts.current(),
        measures=measures,
        period=JUNE,
        unranked=organisation.unranked_people(),
        by=("person",),
        people=[desk.agent],
    )
    return {reading.key: reading for reading in found if reading.person == desk.agent}


def test_the_desks_own_survey_fills_the_measures_of_whoever_resolved():
    desk = asking_desk(rest_days=0)
    for number in range(3):
        desk.closed(at=NINE + timedelta(hours=number))
    first = ask(ASKED_AT + timedelta(hours=3))[0]
    hearts = Asking.objects.get().hearts.split()
    answer(first, overall=4, at=ASKED_AT + timedelta(hours=4), hearts={hearts[0]: 5, hearts[1]: 3})
    ask(ASKED_AT + timedelta(hours=5))
    measures = ("csat_mean", "survey_response_rate", *(f"heart_{heart}" for heart in hearts))
    found = readings(desk, *measures)
    assert (found["csat_mean"].value, found["csat_mean"].rows) == (4.0, 1)
    assert found["csat_mean"].unanswered == 1
    assert [found[f"heart_{heart}"].value for heart in hearts] == [5.0, 3.0]


def test_asked_anew_per_resolution_each_counts_for_whoever_made_it():
    desk = asking_desk(rest_days=0)
    desk.closed()
    answer(ask()[0], overall=2)
    assert readings(desk, "csat_mean")["csat_mean"].value == 2.0


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "关心|爱心|诚心|细心|用心|恒心"), ("en", r"\(survey\)")])
def test_the_hearts_stand_on_the_agents_own_page(language, words):
    desk = asking_desk()
    desk.closed()
    link = ask()[0]
    answer(link, overall=5, hearts=dict.fromkeys(Asking.objects.get().hearts.split(), 5))
    rounds.catch_up(LATER)
    make_account("agent", person=desk.agent, language=language)
    client = Client(headers={"accept-language": language})
    with time_machine.travel(LATER, tick=False):
        client.post(reverse("organisation:sign-in"), {"username": "agent", "password": PASSWORD})
        said = client.get(reverse("insight:own"), {"month": "2016-06"}).content.decode()
    assert re.search(words, said)
