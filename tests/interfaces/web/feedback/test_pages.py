"""Pages of talks: the letter with its margin, times, record, appeals; in both languages."""

import re
from datetime import UTC, datetime
from html import unescape
from time import process_time

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.performance.feedback import actions
from liuxin.performance.feedback.words import NewNote, NoteKind, TalkState
from tests.factories import feedback
from tests.factories.feedback import AT, PLACE, SHORT, Made, agreed, appealed, held, local, named, outsider, planned
from tests.factories.history import KEY
from tests.factories.organisation import Account, make_account, make_person

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_CPU = 12, 0.05
CLEAR = datetime(2016, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(settings: Settings):
    settings.SEAL_KEY = KEY.decode()
    with time_machine.travel(CLEAR, tick=False):
        yield


@pytest.fixture
def made() -> Made:
    return planned(values=SHORT)


def browser(person: int, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    account = Account.objects.filter(person=person).first() or make_account(person=person, language=language)
    client.force_login(account)
    client.get("/account")
    return client


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:400]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def at(when: datetime):
    return time_machine.travel(when, tick=False)


@pytest.mark.spec("P5.5")
def test_the_page_of_talks_tells_who_talks_when_and_who_is_late(made: Made):
    page = text(browser(made.hr), "/talks")
    assert "0 of 3 held, 0 with a time" in page
    assert "On track" in page
    assert "late" not in page
    agreed(made)
    assert "0 of 3 held, 1 with a time" in text(browser(made.lead), "/talks")
    with at(local(11, 10)):
        assert "3 late" in text(browser(made.cycle.director), "/talks")


def test_a_person_sees_the_own_talk_and_nobody_elses(made: Made):
    page = text(browser(made.person), "/talks")
    assert "My talk" in page
    other = made.cycle.place.people[1]
    assert browser(made.person).get(f"/talks/{made.talk(other)}").status_code == 404


def test_without_talks_the_page_says_how_they_come_about():
    assert "Talks are planned for a department once its results stand." in text(browser(outsider()), "/talks")


@pytest.mark.spec("P5.3")
@pytest.mark.parametrize(
    ("language", "said", "cannot", "aim"),
    [
        (
            "en",
            "Promises kept: 65.0%",
            "The record holds no goal signed by both",
            "See that the contribution is noticed",
        ),
        ("zh-hans", "承诺兑现率 65.0%", "记录里没有双方签定的目标", "让贡献被看见"),
    ],
)
def test_the_letter_says_each_sentence_with_its_evidence_in_both_languages(made: Made, language, said, cannot, aim):
    client = browser(made.lead, language)
    page = text(client, f"/talks/{made.talk()}")
    assert said in page
    assert cannot in page
    assert page.count(aim) == 2
    html = client.get(f"/talks/{made.talk()}").content.decode()
    numbers = re.findall(r'<span data-e="(\d+)"', html)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert re.findall(r'class="ev" data-e="(\d+)"', html) == numbers
    assert f'href="/scorecard/{made.person}' in html or f"/{made.person}" in html


@pytest.mark.spec("P5.3")
def test_a_sentence_changes_with_the_record_and_a_thin_record_says_that_it_cannot_tell():
    first, second, thin = (
        planned(values=values) for values in (SHORT, SHORT | {"promises_kept": 95.0}, SHORT | {"promises_kept": None})
    )
    pages = [text(browser(each.lead), f"/talks/{each.talk()}") for each in (first, second, thin)]
    assert "surely short of the target" in pages[0]
    assert "Promises kept: 95.0%" in pages[1]
    assert "surely better than the target" in pages[1]
    assert "surely short of the target" not in pages[1]
    assert "Nothing can be told" in pages[2]
    assert "Promises kept: 65.0%" not in pages[2]
    assert "— – —" not in pages[2]


@pytest.mark.spec("P5.3")
def test_both_see_the_same_letter_and_each_only_the_own_notes(made: Made):
    manager, person = browser(made.lead), browser(made.person)
    url = f"/talks/{made.talk()}"
    assert manager.post(f"{url}/note", {"question": "3", "text": "listen to July first"}).status_code == 302
    assert "listen to July first" in text(manager, url)
    assert "listen to July first" not in text(person, url)
    assert "Promises kept: 65.0%" in text(person, url)
    assert "Answer again from the record" in text(manager, url)
    assert "Answer again from the record" not in text(person, url)


@pytest.mark.spec("D1")
def test_wording_is_pointed_out_as_one_types_and_never_blocks(made: Made):
    client = browser(made.lead)
    said = {"question": "1", "text": "You always forget"}
    answer = client.post(f"/talks/{made.talk()}/note", said, headers={"HX-Request": "true"})
    assert "Give the number of times and the dates." in answer.content.decode()
    assert "You always forget" in text(client, f"/talks/{made.talk()}")
    plain = client.post("/talks/hints", {"text": "On 3 March the customer asked twice."})
    assert "note-warn" not in plain.content.decode()


@pytest.mark.spec("P5.2")
def test_goals_are_written_with_what_they_are_drawn_from(made: Made):
    client, url = browser(made.lead), f"/talks/{made.talk()}/goals"
    source = re.search(r'<option value="(line:\d+)"', client.get(url).content.decode())
    assert source
    sent = {"overall": "Better for both", "goal1": "See the gap", "cites1": source.group(1)}
    assert client.post(url, sent).status_code == 302
    page = text(client, f"/talks/{made.talk()}")
    assert "See the gap" in page
    assert "Better for both" in page
    empty = client.post(url, {"overall": "", "goal1": " "})
    assert empty.status_code == 409
    assert "Write at least one goal of this talk." in unescape(empty.content.decode())


@pytest.mark.spec("P5.4")
def test_a_time_is_offered_by_one_and_accepted_by_the_other_with_a_calendar_file(made: Made):
    manager, person, url = browser(made.lead), browser(made.person), f"/talks/{made.talk()}"
    sent = {"day": "2016-06-03", "start": "10:00", "end": "10:40", "place": PLACE}
    assert manager.post(f"{url}/slot", sent).status_code == 302
    offer = made.view().offers[0].id
    assert "2016-06-03 10:00" in text(person, f"{url}/slot")
    assert manager.post(f"{url}/slot/answer", {"offer": offer, "do": "accept"}).status_code == 302
    assert made.view().line.state is TalkState.PLANNED
    assert person.get(f"{url}/calendar.ics").status_code == 409
    person.post(f"{url}/slot/answer", {"offer": offer, "do": "accept"})
    assert made.view().line.state is TalkState.SLOT_AGREED
    file = person.get(f"{url}/calendar.ics")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:20160603T020000Z\r\n" in file.content.decode()


@pytest.mark.spec("P5.4")
@pytest.mark.parametrize(
    ("day", "start", "end", "said"),
    [
        ("2016-06-03", "09:30", "10:30", "One of you is on shift then."),
        ("2016-06-04", "10:00", "11:00", "outside working time"),
        ("2016-05-31", "10:00", "11:00", "That time is over."),
        ("2016-06-03", "15:00", "14:00", "The end is before the start."),
    ],
)
def test_a_time_that_cannot_be_is_refused_beside_its_field_and_what_was_typed_stays(made: Made, day, start, end, said):
    person, url = browser(made.person), f"/talks/{made.talk()}"
    shift = {"day": "2016-06-03", "start": "09:00", "end": "10:00"}
    assert person.post(f"{url}/shift", shift).status_code == 302
    refused = person.post(f"{url}/slot", {"day": day, "start": start, "end": end, "place": "my place"})
    assert refused.status_code == 409
    page = unescape(refused.content.decode())
    assert said in page
    assert 'value="my place"' in page


@pytest.mark.spec("P5.6")
def test_the_record_is_written_once_with_actions_and_then_answered_by_both(made: Made):
    agreed(made)
    manager, url = browser(made.lead), f"/talks/{made.talk()}"
    with at(local(3, 11)):
        assert "Write the record" in text(manager, url)
        sent = {
            "said": "Three complaints were not called back", "own_cause": "knowledge",
            "action1": "Call back the same day", "owner1": made.person, "due1": "2016-07-01",
        }  # fmt: skip
        missing = manager.post(f"{url}/hold", sent | {"due1": ""})
        assert "Say by when." in missing.content.decode()
        assert manager.post(f"{url}/hold", sent).status_code == 302
        page = text(browser(made.person), url)
        for said in ("Three complaints were not called back", "Call back the same day", "knowledge", "Negotiation"):
            assert said in page
        again = manager.post(f"{url}/hold", sent)
        assert (again.status_code, "held only once" in again.content.decode()) == (409, True)


def chosen(made: Made, goal: int) -> str:
    """Give the choice of the lead about a goal: nothing is said for them."""
    page = browser(made.lead).get(f"/talks/{made.talk()}").content.decode()
    return page.partition(f'name="goal{goal}"')[2].partition("</select>")[0]


@pytest.mark.spec("P5.2")
def test_both_check_the_goals_side_by_side(made: Made):
    held(made)
    goal, url = made.view().goals[0].id, f"/talks/{made.talk()}"
    assert "selected" not in chosen(made, goal)
    browser(made.lead).post(f"{url}/checks", {f"goal{goal}": "partly"})
    assert '<option value="partly" selected>' in chosen(made, goal)
    browser(made.person).post(f"{url}/checks", {f"goal{goal}": "reached"})
    page = text(browser(made.hr), url)
    assert "Person : reached · Manager : partly" in page or "Person: reached · Manager: partly" in page
    client = browser(made.person)
    client.post(f"{url}/checks", {})
    assert "Answer for every goal." in text(client, url)


@pytest.mark.spec("P5.6")
def test_an_appeal_goes_from_the_person_over_hr_to_the_decider_with_reasons(made: Made):
    held(made)
    decider = make_person(roles=(Role.MANAGER,))
    person, hr, url = browser(made.person), browser(made.hr), f"/talks/{made.talk()}"
    with at(local(6, 10)):
        sent = {"grounds": "wrong_fact", "text": "Two cases were not mine"}
        assert person.post(f"{url}/appeal", sent).status_code == 302
        key = feedback.Appeal.objects.get().pk
        appeal = f"/talks/appeals/{key}"
        assert "Two cases were not mine" in text(hr, appeal)
        refused = hr.post(f"{appeal}/deciders", {"decider1": made.lead})
        assert refused.status_code == 409
        assert hr.post(f"{appeal}/deciders", {"decider1": decider}).status_code == 302
        by = browser(decider)
        assert "Decide" in text(by, appeal)
        empty = by.post(f"{appeal}/decide", {"outcome": "dismissed", "reasons": " "})
        assert empty.status_code == 409
        assert by.post(f"{appeal}/decide", {"outcome": "dismissed", "reasons": "As recorded"}).status_code == 302
        page = text(person, appeal)
        assert "As recorded" in page
        assert "Total before 85.0, after 85.0." in page
        assert browser(made.lead).get(f"{appeal}/decide").status_code == 403


@pytest.mark.spec("P5.6")
def test_an_appeal_after_its_time_is_refused_in_words(made: Made):
    held(made)
    with at(local(15, 0)):
        late = browser(made.person).post(
            f"/talks/{made.talk()}/appeal", {"grounds": "wrong_fact", "text": "Two cases were not mine"}
        )
    assert late.status_code == 409
    assert "The time to appeal ended" in unescape(late.content.decode())


@pytest.mark.spec("P5.0")
def test_results_become_final_from_the_plan_of_the_round_and_only_after_the_talk(made: Made):
    hr, url = browser(made.hr), f"/talks/rounds/{made.round}"
    hr.post(f"{url}/final")
    assert "0 results are final now." in text(hr, url)
    held(made)
    actions.waive_appeal(talk_id=made.talk(), by=Actor.person(made.person), at=local(3, 12))
    hr.post(f"{url}/final")
    assert "1 result is final now." in text(hr, url)
    assert "1 of 3 results final" in text(hr, url)
    hr.post(f"{url}/finish")
    assert "1 of 3 results are final; the phase cannot be completed yet." in text(hr, url)


@pytest.mark.spec("P5.5")
def test_a_round_is_planned_looked_through_and_published():
    cycle, _results = feedback.in_phase_five()
    hr = browser(cycle.hr)
    sent = {
        "department": cycle.department, "purpose": "Everybody knows where the score comes from", "place": PLACE,
        "start_on": "2016-06-02", "end_on": "2016-06-10",
    }  # fmt: skip
    wrong = hr.post("/talks/rounds/new", sent | {"end_on": "2016-06-01"})
    assert "The last day is before the first." in wrong.content.decode()
    done = hr.post("/talks/rounds/new", sent)
    assert done.status_code == 302
    assert "Only whoever plans or leads sees this yet." in text(hr, done["Location"])
    assert "My talk" not in text(browser(cycle.place.people[0]), "/talks")
    hr.post(f"{done['Location']}/publish")
    assert "My talk" in text(browser(cycle.place.people[1]), "/talks")


@pytest.mark.spec("P5.5")
def test_a_round_with_the_head_is_planned_without_naming_anybody_and_the_director_finds_the_talk():
    cycle, _results = feedback.in_phase_five(of_head=True)
    hr, director = browser(cycle.hr), browser(cycle.director)
    form = text(hr, "/talks/rounds/new")
    assert "A head of department who reports to nobody talks with the director" in form
    sent = {
        "department": cycle.department, "purpose": "Everybody knows where the score comes from", "place": PLACE,
        "start_on": "2016-06-02", "end_on": "2016-06-10",
    }  # fmt: skip
    done = hr.post("/talks/rounds/new", sent)
    hr.post(f"{done['Location']}/publish")
    talk = feedback.Talk.objects.get(person=cycle.place.head)
    assert talk.manager_id == cycle.director
    slot = {"day": "2016-06-03", "start": "10:00", "end": "11:00", "place": PLACE}
    assert director.post(f"/talks/{talk.pk}/slot", slot | {"do": "offer"}).status_code == 302


@pytest.mark.spec("P5.0")
def test_a_talk_is_refused_with_a_reason_once_it_was_confirmed(made: Made):
    person, url = browser(made.person), f"/talks/{made.talk()}"
    assert "This cannot be undone." in text(person, f"{url}/refuse")
    assert person.post(f"{url}/refuse", {"reason": "in writing, please"}).status_code == 302
    page = text(person, url)
    assert "in writing, please" in page
    assert "An appeal may be filed until" in page


def test_preparing_a_talk_costs_few_queries_and_little_time(made: Made):
    note = NewNote(NoteKind.PREPARED, "x", 1)
    actions.write_note(talk_id=made.talk(), note=note, by=Actor.person(made.lead), at=AT)
    client, url = browser(made.lead), f"/talks/{made.talk()}"
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    assert len(found) <= MOST_QUERIES
    spent = []
    for _ in range(5):
        start = process_time()
        client.get(url)
        spent.append(process_time() - start)
    assert min(spent) <= MOST_CPU


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_of_a_talk_opens_in_both_languages(made: Made, language: str):
    agreed(made)
    url = f"/talks/{made.talk()}"
    for key in (made.lead, made.person):
        client = browser(key, language)
        for page in (url, f"{url}/slot", f"/talks/rounds/{made.round}"):
            text(client, page)
    text(browser(made.hr, language), "/talks/rounds/new")
    held(made)
    appeal = appealed(made)
    named(made, appeal, outsider())
    for key in (made.lead, made.person, made.hr):
        client = browser(key, language)
        for page in (url, f"/talks/appeals/{appeal}"):
            text(client, page)
