"""Pages of those who take part: the list, joining later, leaving."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.desk.organisation.words import Role
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.plan import queries
from tests.factories import goals
from tests.factories.organisation import make_person
from tests.factories.plan import AT, MadeCycle, Participant, advance, make_cycle
from tests.interfaces.web.plan.browsers import browser, send, text

pytestmark = pytest.mark.django_db
STATEMENTS = 18


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT + timedelta(hours=2), tick=False):
        yield


def newcomer(made: MadeCycle) -> int:
    return make_person("吴新", name_en="Wu Xin", position=made.place.position, teams=(made.place.team,))


def part(made: MadeCycle, person: int) -> int:
    return next(each.id for each in queries.participants(made.id) if each.person == person)


@pytest.mark.spec("P1.2")
@pytest.mark.parametrize("who", ["hr", "director", "head"])
def test_somebody_joins_by_the_page_and_stands_in_the_list_with_what_was_missed(who: str) -> None:
    made = make_cycle(phase=3)
    person = newcomer(made)
    client = browser(person=made.place.head if who == "head" else getattr(made, who))
    page, url = f"/plan/cycles/{made.id}/people", f"/plan/cycles/{made.id}/people/join"
    assert f'href="{page}"' in text(client, f"/plan?cycle={made.id}")
    assert "These work in the departments and take no part:" in text(client, page)
    form = text(client, url)
    assert "there is no signed goal in this cycle" in form
    assert "without a vote of this person" in form
    assert "nobody was asked to rate" not in form
    assert send(client, url, person="")[0] == 409
    assert send(client, url, person=person) == (302, page)
    listed = text(client, page)
    assert "joined 2016-06-01" in listed
    assert "there is no signed goal in this cycle" in listed
    assert "take no part:" not in listed
    assert "There is nobody who could join" in text(client, url)


def test_what_is_missed_follows_the_phase_until_it_is_too_late() -> None:
    made = make_cycle()
    newcomer(made)
    client, url = browser(person=made.hr), f"/plan/cycles/{made.id}/people/join"
    assert "Nothing: all phases are still to come." in text(client, url)
    advance(made.id, made.department, 4)
    assert "nobody was asked to rate" in text(client, url)
    advance(made.id, made.department, 5)
    page = text(client, url)
    assert "Nobody can join any more" in page
    status, refused = send(client, url, person=newcomer(made))
    assert (status, "Whoever joins now takes part from the next cycle on." in refused) == (409, True)


def test_a_head_lets_people_of_the_own_department_join_and_sees_no_others() -> None:
    made = make_cycle(departments=2)
    person = newcomer(made)
    client = browser(person=made.places[1].head)
    page = text(client, f"/plan/cycles/{made.id}/people")
    assert "Wu Xin" not in page
    names = [queries.phases(made.id)[place.department].name.en for place in made.places]
    assert [name in page for name in names] == [False, True]
    assert send(client, f"/plan/cycles/{made.id}/people/join", person=person)[0] == 409
    assert client.get(f"/plan/participants/{part(made, made.place.people[0])}/leave").status_code == 403
    for url in ("people", "people/join"):
        assert browser(Role.AGENT).get(f"/plan/cycles/{made.id}/{url}").status_code == 403


@pytest.mark.spec("P1.2")
def test_leaving_says_what_it_does_and_lets_signatures_go_with_a_reason() -> None:
    made = make_cycle()
    person = made.place.people[0]
    goals.propose(goals.goal_of_person(made, person))
    (owed,) = (each.agreement for each in agreements.owed_by(person))
    client, url = browser(person=made.hr), f"/plan/participants/{part(made, person)}/leave"
    page = text(client, url)
    assert "Whoever left before 2016-05-31, the last day that is measured, gets no result" in page
    assert "Still to be signed by this person" in page
    assert f'value="{owed}"' in page
    status, page = send(client, url, left_at="2016-06-01", release=owed, reason=" ")
    assert (status, "Give the reason." in page) == (409, True)
    status, page = send(client, url, left_at="2016-06-03", release=owed, reason="已离职")
    assert (status, "That day is still to come." in page, "已离职" in page) == (409, True, True)
    assert send(client, url, left_at="2016-06-01", release=owed, reason="已离职") == (
        302,
        f"/plan/cycles/{made.id}/people",
    )
    assert agreements.owed_by(person) == ()
    assert "left 2016-06-01" in text(client, f"/plan/cycles/{made.id}/people")
    status, page = send(client, url, left_at="2016-06-01")
    assert (status, "It is kept already that this person left." in page) == (409, True)


def test_without_anything_to_sign_only_the_day_is_asked_for() -> None:
    made = make_cycle()
    url = f"/plan/participants/{part(made, made.place.people[0])}/leave"
    client = browser(person=made.place.head, language="zh-hans")
    page = text(client, url)
    assert "没有什么在等此人签字。" in page
    assert 'name="reason"' not in page
    assert send(client, url, left_at="2016-06-01")[0] == 302
    assert "2016-06-01 离开" in text(client, f"/plan/cycles/{made.id}/people")


def test_a_closed_cycle_is_read_and_not_changed() -> None:
    made = make_cycle(phase=7)
    client = browser(person=made.hr)
    assert send(client, f"/plan/cycles/{made.id}/close")[0] == 302
    page = text(client, f"/plan/cycles/{made.id}/people")
    assert "Left…" not in page
    assert "Somebody joins" not in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_as_many_statements_for_three_as_for_one(people: int) -> None:
    made = make_cycle(people)
    client = browser(person=made.hr)
    with CaptureQueriesContext(connection) as asked:
        page = text(client, f"/plan/cycles/{made.id}/people")
    assert page.count('scope="row"') == Participant.objects.count()
    assert len(asked.captured_queries) == STATEMENTS
