"""The page of the record."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.history import actions, queries
from liuxin.desk.organisation.words import Role
from liuxin.interfaces.jobs import examinations
from liuxin.kernel.actor import Actor
from tests.factories import organisation as made
from tests.factories.history import AT, KEY, about, behind_the_guards, event, told

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6")]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.SEAL_KEY = KEY.decode()
    return tmp_path


def browser(*roles: Role, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(roles=roles))
    actions.seal(key=KEY, at=AT)
    return client


def text(client: Client, url: str = "/record") -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.HR, Role.REVIEWER, Role.SYSTEM_ADMIN])
def test_it_is_not_for_everybody(role: Role):
    client = browser(role)
    assert [client.get(url).status_code for url in ("/record", "/record/chain", "/record/export?form=csv")] == [403] * 3
    assert client.post("/record/examine").status_code == 403
    assert examinations.asked() is None


def test_an_auditor_reads_every_event_with_the_name_of_who_did_it():
    person = made.make_person(name_zh="张敏", name_en="Zhang Min")
    told([event(1, by=Actor.person(person)), event(2, by=Actor.importer("servicenow"))])
    page = text(browser(Role.AUDITOR), "/record?code=case.")
    assert "INC0000001" in page
    assert "Zhang Min" in page
    assert "import servicenow" in page
    assert "holder 231 · seq 1" in page


def test_keys_are_names_and_moments_are_times_for_who_may_see_them():
    person, team = made.make_person(name_en="Zhang Min"), made.make_team(name_en="Pumps")
    told([event(1, payload={"holder": person, "team": team, "due": 1456824600, "seq": 1})])
    seen = text(browser(Role.AUDITOR), "/record?code=case.")
    assert "due 2016-03-01 " in seen
    assert " · holder Zhang Min · seq 1 · team Pumps" in seen
    assert "1456824600" not in seen
    hidden = text(browser(Role.AUDIT_ADMIN), "/record?code=case.")
    assert f" · holder {person} · seq 1 · team {team}" in hidden


def test_the_audit_administrator_reads_numbers_instead_of_names_and_opens_no_case():
    person = made.make_person(name_zh="张敏", name_en="Zhang Min")
    told([event(1, by=Actor.person(person))])
    page = text(browser(Role.AUDIT_ADMIN), "/record?code=case.")
    assert f"person {person}" in page
    assert "Zhang Min" not in page
    assert "/cases/INC0000001" not in page


def test_it_stands_in_chinese_too():
    told([event(1)])
    page = text(browser(Role.AUDITOR, language="zh-hans"))
    assert "<h1>审计记录</h1>" in page
    assert "审计记录还没有核对过。" in page


def test_events_are_found_by_code_subject_actor_and_day():
    client = browser(Role.AUDITOR)
    told([event(1), about("customer", "C1"), event(3, by=Actor.importer("x"))])
    assert re.search(r"\bC1\b", text(client, "/record?code=case.handed_over")) is None
    assert "INC0000003" not in text(client, "/record?subject=INC0000001")
    assert "INC0000001" not in text(client, "/record?by=import&who=x")
    assert "INC0000001" in text(client, "/record?since=2016-03-01&until=2016-03-01")
    assert "No event fits" in text(client, "/record?since=2016-03-02&until=2016-03-02")


def test_days_are_days_of_the_organisation():
    made.make_calendar("default")
    client = browser(Role.AUDITOR)
    late = datetime(2016, 3, 1, 17, 0, tzinfo=UTC)
    told([event(1), event((late - AT) // timedelta(minutes=1))])
    assert "2016-03-02 00:59:00" in text(client, "/record?since=2016-03-02&until=2016-03-02&code=case.")
    assert "INC0000001" not in text(client, "/record?since=2016-03-02&until=2016-03-02")


def test_a_period_that_ends_before_it_starts_is_told_at_its_field():
    page = text(browser(Role.AUDITOR), "/record?since=2016-03-02&until=2016-03-01")
    assert "This day lies before the first one." in page
    assert 'id="record-until_error"' in page


def test_pages_go_from_the_newest_to_the_oldest_and_keep_the_filter():
    client = browser(Role.AUDITOR)
    told([event(n) for n in range(1, 61)])
    first = text(client, "/record?code=case.")
    assert "INC0000060" in first
    assert "INC0000010" not in first
    older = first.partition('rel="next" href="?')[2].partition('"')[0].replace("&amp;", "&")
    assert older.startswith("code=case.&before=")
    second = text(client, f"/record?{older}")
    assert "INC0000010" in second
    assert "INC0000011" not in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_place_that_cannot_be_read_is_a_bad_request(before: str):
    answer = browser(Role.AUDITOR).get(f"/record?before={before}")
    assert answer.status_code == 400
    assert "is no place in the record" in answer.content.decode()


def test_an_erased_event_is_shown_as_erased():
    client = browser(Role.AUDITOR)
    told([about("customer", "C1")])
    actions.erase(subject_kind="customer", subject="C1", by=Actor.person(9), at=AT)
    page = text(client, "/record?code=customer.changed")
    assert "content erased" in page
    assert "gold" not in page


def test_the_head_of_the_chain_and_what_waits_are_shown():
    client = browser(Role.AUDITOR)
    told([event(1)])
    page = text(client)
    assert queries.head().hash in page
    assert "The record was never examined." in page
    actions.seal(key=KEY, at=AT)
    told([event(2)], seal=False)
    assert ", the oldest for " in text(client)
    assert "The sealer seems not to run" in text(client)


def test_an_examination_is_asked_for_done_and_shown():
    client = browser(Role.AUDITOR)
    told([event(1)])
    assert client.post("/record/examine")["Location"] == "/record"
    assert "An examination is asked for" in text(client)
    assert "Examine the record now" not in text(client)
    examinations.run_if_asked(AT)
    page = text(client, "/record/chain")
    assert "intact" in page
    assert "2016-03-01 09:30" in page
    assert "Examine the record now" in page


def test_problems_are_listed_with_their_row():
    client = browser(Role.AUDITOR)
    ids = told([event(1)])
    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET payload = '{]' WHERE id = %s", [ids[-1]])
    examinations.run(by=Actor.person(7), at=AT)
    page = text(client)
    assert "not intact" in page
    assert "is not what was sealed" in page
    assert f"case.handed_over {ids[-1]} · case INC0000001" in page
    assert "unreadable {]" in page


def test_a_page_that_asks_again_is_told_nothing_while_nothing_changes():
    client = browser(Role.AUDITOR)
    told([event(1)])
    page = text(client)
    url = page.partition('hx-get="/record/chain')[2].partition('"')[0]
    assert client.get(f"/record/chain{url}").status_code == 204
    told([event(2)])
    assert client.get(f"/record/chain{url}").status_code == 200


def test_what_was_found_can_be_saved_as_csv():
    client = browser(Role.AUDITOR)
    told([event(1), about("customer", "C1"), event(3)])
    answer = client.get("/record/export?code=case.&form=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[0][:5] == ["Place", "Number", "Happened", "Recorded", "Code"]
    assert [row[6] for row in rows[1:]] == ["INC0000003", "INC0000001"]
    assert rows[1][2] == "2016-03-01 09:33:00"
    assert rows[1][10] == "holder 233 · seq 3"


def test_a_form_of_file_that_is_not_known_is_refused():
    assert browser(Role.AUDITOR).get("/record/export?form=exe").status_code == 400


@pytest.mark.parametrize("events", [1, 3])
def test_a_page_costs_at_most_ten_statements_however_many_rows_it_has(events: int):
    client = browser(Role.AUDITOR)
    people = [made.make_person() for _ in range(events)]
    teams = [made.make_team() for _ in range(events)]
    told(
        [
            event(n, by=Actor.person(person), payload={"holder": person, "team": team})
            for n, (person, team) in enumerate(zip(people, teams, strict=True))
        ]
    )
    examinations.run(by=Actor.person(people[0]), at=AT)
    text(client)
    with CaptureQueriesContext(connection) as captured:
        text(client, "/record?code=case.")
    assert len(captured) <= 10, [query["sql"][:80] for query in captured]
