import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liuxin.desk.history import queries as history
from liuxin.desk.history.words import EventFilter
from liuxin.desk.surveys import actions, queries
from liuxin.desk.surveys.words import NewAnswer, Seen, SheetState
from liuxin.kernel.actor import Actor
from tests.factories.organisation import NOW, SYSTEM
from tests.factories.surveys import HEARTS, Answer, Link, issue, levels, open_sheet

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sheet() -> int:
    return open_sheet("r1", group="recipient")


@pytest.fixture
def url(sheet) -> str:
    return reverse("surveys:link", args=[issue(sheet)])


def browser(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def begun(url: str, language: str = "en") -> Client:
    client = browser(language)
    assert client.post(url, {"do": "begin"}).status_code == 302
    return client


def post(client: Client, url: str, question: str, answer: str, note: str = "", **more):
    return client.post(url, {"question": question, "answer": answer, "note": note, "go": "review"}, **more)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.spec("P4.3")
def test_a_scanner_that_reads_the_link_changes_nothing(url, sheet):
    for made in (browser, lambda: begun(url)):
        client = made()
        with CaptureQueriesContext(connection) as asked:
            for address in (url, f"{url}?q=care", f"{url}?q=review"):
                assert client.get(address).status_code == 200
                client.head(address)
        assert [query["sql"] for query in asked if WRITES.match(query["sql"])] == []
    link = Link.objects.get(sheet=sheet)
    assert (link.used_on, Answer.objects.count()) == (None, 0)


def test_reading_a_fresh_link_does_not_bind_it(url, sheet):
    browser().get(url)
    assert Link.objects.get(sheet=sheet).bound_digest is None
    begun(url)
    assert Link.objects.get(sheet=sheet).bound_digest is not None


def test_the_first_page_says_what_it_is_and_the_form_begins_with_nothing_chosen(url):
    page = text(browser("zh-hans").get(url))
    for words in ("评 陈晓", "服务对象", "共 6 个小问题", "您的姓名不与回答一起保存", "开始"):
        assert words in page, words
    form = begun(url, "zh-hans").get(url).content.decode()
    assert "陈晓能站在客户的角度，急客户之所急吗？" in form
    assert form.count('type="radio"') == 6
    assert " checked" not in form


@pytest.mark.spec("P4.3")
def test_the_whole_form_goes_without_script(url, sheet):
    client = begun(url)
    for heart, following in zip(HEARTS, [*HEARTS[1:], "review"], strict=True):
        page = client.get(f"{url}?q={heart}").content.decode()
        assert f'name="go" value="{following}"' in page
        answer = "not_seen" if heart == "love" else "5"
        note = "the old lady's card" if heart == "care" else ""
        response = client.post(url, {"question": heart, "answer": answer, "note": note, "go": following})
        assert response["Location"] == f"{url}?q={following}"
    review = text(client.get(f"{url}?q=review"))
    assert review.count("A line about what you saw would help here") == 4
    assert "not answered yet" not in review
    assert client.post(url, {"go": "submit"})["Location"] == url
    assert "Thank you" in text(client.get(url))
    view = queries.sheet(sheet)
    assert view.state is SheetState.SUBMITTED
    assert view.answers["care"] == NewAnswer(Seen.SEEN, 5, "the old lady's card")
    assert view.answers["love"] == NewAnswer(Seen.NOT_SEEN)


def test_what_is_missing_is_named_and_nothing_is_lost(url, sheet):
    client = begun(url)
    post(client, url, "care", "3")
    response = client.post(url, {"go": "submit"})
    assert response.status_code == 400
    page = text(response)
    assert "Questions without an answer: 5" in page
    assert page.count("not answered yet") == 5
    assert queries.sheet(sheet).answers == levels(3)


def test_a_note_without_a_choice_is_kept_on_the_page_with_what_to_do(url, sheet):
    response = post(begun(url), url, "care", "", "C-47402")
    assert response.status_code == 400
    assert "Choose a level, or “not seen”" in text(response)
    assert ">C-47402</textarea>" in response.content.decode()
    assert queries.sheet(sheet).answers == {}


@pytest.mark.parametrize("answer", ["0", "6", "five", "-1", "³"])
def test_a_level_that_is_none_is_refused_beside_the_question(url, sheet, answer):
    response = post(begun(url), url, "care", answer)
    assert response.status_code == 400
    assert "Choose a level from 1 to 5" in text(response)
    assert queries.sheet(sheet).answers == {}


def test_with_script_each_choice_is_kept_at_once(url, sheet):
    client = begun(url, "zh-hans")
    response = post(client, url, "care", "4", "第一件", headers={"HX-Request": "true"})
    fragment = response.content.decode()
    assert response.status_code == 200
    assert "已自动保存" in fragment
    assert "1 / 6" in fragment
    assert fragment.count('class="f"') == 1
    assert "<html" not in fragment
    assert queries.sheet(sheet).answers == {"care": NewAnswer(Seen.SEEN, 4, "第一件")}


def test_what_was_answered_is_there_again(url):
    client = begun(url)
    post(client, url, "care", "4", "first")
    page = client.get(f"{url}?q=care").content.decode()
    assert page.count(" checked") == 1
    assert 'value="4" checked' in page
    assert "Does Chen Xiao think of trouble before it comes" in client.get(url).content.decode()


@pytest.mark.spec("P4.3")
def test_a_forwarded_link_says_where_it_is_open_and_shows_no_answer(url, sheet):
    post(begun(url), url, "care", "1", "never again")
    stranger = browser()
    response = stranger.get(url)
    assert response.status_code == 409
    assert "opened on another device or browser" in text(response)
    assert "never again" not in response.content.decode()
    for fields in ({"do": "begin"}, {"question": "care", "answer": "5"}, {"go": "submit"}):
        assert stranger.post(url, fields).status_code == 409
    assert queries.sheet(sheet).answers == {"care": NewAnswer(Seen.SEEN, 1, "never again")}


def test_a_reused_link_says_that_it_was_answered(url, sheet):
    client = begun(url)
    for heart in HEARTS:
        post(client, url, heart, "3")
    client.post(url, {"go": "submit"})
    for holder in (client, browser()):
        assert "This link was answered already" in text(holder.get(url))
        assert "This link was answered already" in text(post(holder, url, "care", "1"))
    assert queries.sheet(sheet).answers == levels(3, 3, 3, 3, 3, 3)


def test_an_expired_link_says_so(url, sheet):
    client = begun(url)
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        for holder in (client, browser()):
            response = holder.get(url)
            assert response.status_code == 410
            assert "has expired" in text(response)
        assert post(client, url, "care", "1").status_code == 410
    assert queries.sheet(sheet).answers == {}


def test_a_revoked_link_says_so(url, sheet):
    client = begun(url)
    actions.withdraw_sheets(sheet_ids=[sheet], by=SYSTEM, at=NOW)
    for response in (client.get(url), post(client, url, "care", "1")):
        assert response.status_code == 410
        assert "was taken back" in text(response)


def test_an_unknown_link_says_so():
    response = browser().get(reverse("surveys:link", args=["made-up"]))
    assert response.status_code == 404
    assert "There is no such link" in text(response)


def test_the_secret_is_kept_from_scripts_and_for_this_link_only(url):
    morsel = begun(url).cookies["link"]
    assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == (url, True, "Lax")


def test_the_page_is_never_kept_by_anybody_between(url):
    assert "no-store" in browser().get(url)["Cache-Control"]


def test_language_and_theme_turn_without_an_account(url):
    client = begun(url, "zh-hans")
    assert "急客户之所急" in client.get(url).content.decode()
    assert client.post(reverse("language"), {"language": "en", "next": url})["Location"] == url
    page = client.get(url).content.decode()
    assert "share the urgency" in page
    assert 'lang="en"' in page
    assert client.post(reverse("theme"), {"theme": "dark", "next": url})["Location"] == url
    assert 'data-bs-theme="dark"' in client.get(url).content.decode()


def test_the_page_asks_for_nothing_that_the_content_policy_blocks(url):
    page = begun(url).get(url)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert not re.search(r"\son\w+=|style=|<script(?![^>]*src=)", page.content.decode())


def test_a_form_from_another_site_is_refused(url, sheet):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url, {"do": "begin"}).status_code == 403
    assert Link.objects.get(sheet=sheet).bound_digest is None


@pytest.mark.parametrize("done", [0, 3])
def test_a_question_is_read_in_constant_statements(url, done, django_assert_num_queries):
    client = begun(url)
    for heart in HEARTS[:done]:
        post(client, url, heart, "3")
    with django_assert_num_queries(9):
        client.get(url)


def test_the_record_of_a_link_holds_the_pseudonym_and_the_day(url):
    client = begun(url)
    for heart in HEARTS:
        post(client, url, heart, "1", "a secret line")
    client.post(url, {"go": "submit"})
    actions.tell_days(by=Actor.system("surveys"), at=NOW + timedelta(days=1))
    found = history.search(roles=("auditor",), wanted=EventFilter(code="surveys.", actor_kind="rater")).events
    assert {event.code for event in found} == {"surveys.link_begun", "surveys.sheet_submitted"}
    assert {(event.actor.id, event.at.hour, event.recorded_at.hour) for event in found} == {("r1", 0, 0)}
    assert "secret" not in repr(found)
