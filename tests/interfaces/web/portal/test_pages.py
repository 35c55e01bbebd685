"""The pages for customers: writing in, following, all one's matters; what must never be seen, and by whom."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words.answering import Reply
from liuxin.desk.communication.words import NewAttachment
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, Language, NewCustomer
from liuxin.desk.files import actions as files
from liuxin.desk.files.words import Limits
from liuxin.interfaces.jobs import asking, links, surveying
from liuxin.interfaces.web.cases.outcome_asked import asked
from liuxin.kernel.actor import Actor
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, seen
from tests.factories.organisation import LONG_AGO, SYSTEM, Account, make_account, standing_of
from tests.factories.portal import CLOCK, DAY, HUANG, Asked, CameBy, Pass, come_in, make_window, release, resolve
from tests.factories.post import Attachment, Post, SetAside, StoredFile
from tests.factories.surveying import Asking, switch_on
from tests.factories.talking import Message, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)", re.IGNORECASE)
FORM = reverse("portal:write", args=["help"])
FRAME = reverse("portal:embed", args=["help"])
BACKEND = "django.contrib.auth.backends.ModelBackend"
WRITTEN = {"name": "黄先生", "email": HUANG, "title": "地库漏水", "text": "B2 又漏水了。", "place": "甲区 1 栋"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NINE, tick=False) as moving:
        yield moving


standing_desk = worlds.standing(make_window)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def guest(language: str = "en") -> Client:
    return Client(headers={"accept-language": language}, enforce_csrf_checks=True)


def token_of(client: Client, url: str = FORM) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(url).content.decode())
    assert found
    return found[1]


def told_of(desk: Desk, case: str) -> str:
    """Give what the colleagues' page says of the customer's word."""
    found = asked(queries.case(standing_of(desk.director), case, NINE + DAY), NINE + DAY)
    with translation.override("en"):
        return str(found and found["word"])


def send(client: Client, clock, url: str = FORM, **changes):
    token = token_of(client, url)
    clock.shift(timedelta(seconds=5))
    return client.post(url, {**WRITTEN, "token": token, **changes})


def followed(case: str) -> str:
    customer = Case.objects.get(code=case).customer
    return reverse("portal:case", args=[links.token(case, customer.code if customer else "")])


def colleague(username: str, person: int) -> Client:
    account = make_account(username, person=person)
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend=BACKEND)
    return client


def with_token(client: Client, url: str, data: dict[str, Any]):
    """Post with the token of the page, as a browser does."""
    page = client.get(url).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    sending = re.search(r'name="sending" value="([^"]+)"', page)
    return client.post(
        url,
        {
            "csrfmiddlewaretoken": found[1] if found else "",
            "sending": sending[1] if sending else "",
            **data,
        },
    )


def test_a_guest_writes_and_gets_a_number_a_link_and_a_letter(desk: Desk, clock):
    client = guest("en")
    assert "How can we help?" in client.get(reverse("portal:home")).content.decode()
    answer = send(client, clock, prefers="phone", phone="138 0000 1111")
    case = Case.objects.get()
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert case.code in page
    assert followed(case.code).rsplit(":", 2)[0] in page
    assert Message.objects.get().text == "📍 甲区 1 栋\nB2 又漏水了。\n\n☎ 138 0000 1111"
    assert (CameBy.objects.get().language, CameBy.objects.get().prefers) == ("en", "phone")
    letter = Post.objects.get()
    assert (letter.to, letter.subject) == (HUANG, f"We have it ({case.code})")
    assert "漏水" not in letter.text + letter.subject
    assert "/p/case/" in letter.text


def test_a_form_that_is_sent_twice_is_one_case_and_one_letter(desk: Desk, clock):
    client = guest()
    token = token_of(client)
    clock.shift(5)
    first, again = (client.post(FORM, {**WRITTEN, "token": token}) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert (Case.objects.count(), Message.objects.count(), Post.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"email": "", "phone": ""}, "at least an e-mail address or a phone number"),
        ({"email": "nobody"}, "does not look like an e-mail address"),
        ({"text": "水" * 350_000}, "at most 20,000"),
        ({"homepage": "https://spam.example"}, "there to catch machines"),
        ({"token": ""}, "look it through once more"),
        ({"token": "made:up"}, "look it through once more"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Desk, clock, changes, said):
    answer = send(guest(), clock, **changes)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "甲区 1 栋" in page
    assert {**WRITTEN, **changes}["text"] in page
    assert (Case.objects.count(), Post.objects.count()) == (0, 0)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_files_come_with_what_a_guest_writes_and_both_sides_have_them(desk: Desk, clock):
    client = guest()
    page = client.get(FORM).content.decode()
    assert "up to 25 MB each, 50 MB together. No programs, no macros." in page
    assert 'enctype="multipart/form-data"' in page
    given = [SimpleUploadedFile("../漏水.png", PNG), SimpleUploadedFile("bill.pdf", b"%PDF-1.7 x")]
    assert send(client, clock, FRAME, attached=given).status_code == 302
    case = Case.objects.get()
    ours, theirs = colleague("agent", desk.agent), guest()
    picture, bill = Attachment.objects.order_by("pk")
    assert (picture.name, bill.name, bill.file is not None) == ("漏水.png", "bill.pdf", True)
    assert "bill.pdf" in ours.get(reverse("cases:case", args=[case.code])).content.decode()
    url = followed(case.code)
    page = theirs.get(url).content.decode()
    assert f'href="{url}/files/{bill.pk}" download' in page
    assert f'<img src="{url}/files/{picture.pk}?show=1" alt="漏水.png"' in page
    got = theirs.get(f"{url}/files/{bill.pk}?show=1")
    assert (got.content, got["Content-Type"]) == (b"%PDF-1.7 x", "application/octet-stream")
    assert (got["Content-Disposition"][:10], got["X-Content-Type-Options"]) == ("attachment", "nosniff")
    assert "sandbox" in got["Content-Security-Policy"]
    assert theirs.get(f"{url}/files/{picture.pk}?show=1")["Content-Type"] == "image/png"
    other = come_in(email="li@example.org", name="李女士")
    assert theirs.get(f"{followed(other.case)}/files/{bill.pk}").status_code == 404
    assert theirs.get(reverse("portal:mine-file", args=[case.code, bill.pk])).status_code == 302
    assert inside().get(reverse("portal:mine-file", args=[case.code, bill.pk])).content == b"%PDF-1.7 x"
    assert case.customer
    actions.erase_customer(customer=case.customer.code, by=SYSTEM, at=NINE)
    assert theirs.get(f"{url}/files/{bill.pk}").status_code == 404
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_of_ours_is_the_customers_once_it_has_gone_out_and_not_before(desk: Desk):
    came = come_in()
    by, seen_now = Actor.person(desk.agent), seen(Case.objects.get(code=came.case))
    reply = Reply("请看报价。", came.message, attachments=(NewAttachment("报价.pdf", b"%PDF-1.7 y"),))
    actions.send_answer(case=seen_now, reply=reply, by=by, at=NINE)
    url = f"{followed(came.case)}/files/{Attachment.objects.get().pk}"
    assert guest().get(url).status_code == 404
    release(NINE + timedelta(seconds=10))
    assert guest().get(url).content == b"%PDF-1.7 y"
    assert "报价.pdf" in guest().get(followed(came.case)).content.decode()


LARGE = bytes(50 * 1024 * 1024)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("run.exe", b"MZ" + bytes(9), "“run.exe” is a program or script"),
        ("film.mp4", LARGE, "“film.mp4” is too large and was not kept: at most 25 MB each"),
        ("empty.txt", b"", "“empty.txt” is empty"),
    ],
)
def test_a_refused_file_is_named_at_its_field_and_nothing_typed_is_lost(desk: Desk, clock, name, content, said):
    good = SimpleUploadedFile("good.txt", b"good")
    refused = send(guest(), clock, attached=[good, SimpleUploadedFile(name, content)])
    page = refused.content.decode()
    assert refused.status_code == 400
    assert said in page.split('id="guest-attached_error"')[1]
    assert "Please choose your files once more" not in page
    assert kept_in(page) == ["good.txt"]
    assert "B2 又漏水了。" in page
    assert (Case.objects.count(), Attachment.objects.count()) == (0, 0)


def test_each_of_several_refused_files_is_named_once_and_nobody_is_asked_for_those_that_are_kept(desk: Desk, clock):
    files_of = [SimpleUploadedFile(*one) for one in (("run.exe", b"MZ" + bytes(9)), ("漏水.png", PNG), ("no.txt", b""))]
    page = send(guest(), clock, attached=files_of).content.decode()
    assert (page.count("“run.exe” is a program"), page.count("“no.txt” is empty")) == (1, 1)
    assert "Please choose your files once more" not in page
    assert kept_in(page) == ["漏水.png"]


def kept_in(page: str) -> list[str]:
    """Give the names of the files that wait for a form, each with a ticked box."""
    return re.findall(r'name="attached-kept" value="[^"]+" checked[^>]*>\s*<span>(.*?) <span', page)


def tokens_in(page: str) -> list[str]:
    return [html.unescape(token) for token in re.findall(r'name="attached-kept" value="([^"]+)"', page)]


def test_files_chosen_before_an_error_elsewhere_wait_for_the_form_and_go_along_while_ticked(
    desk: Desk, clock, django_capture_on_commit_callbacks
):
    client = guest()
    files_of = [SimpleUploadedFile("漏水.png", PNG), SimpleUploadedFile("bill.pdf", b"%PDF-1.7 x")]
    page = send(client, clock, title="", attached=files_of).content.decode()
    assert kept_in(page) == ["漏水.png", "bill.pdf"]
    assert (StoredFile.objects.count(), SetAside.objects.count()) == (0, 2)
    kept, token = tokens_in(page), re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    again = {**WRITTEN, "token": html.unescape(token[1])}
    of_another: dict[str, Any] = {"title": "", "attached-kept": kept}
    stranger = send(guest(), clock, **of_another).content.decode()
    assert (kept_in(stranger), "Please choose your files once more" in stranger) == ([], True)
    forged = client.post(FORM, {**again, "title": "", "attached-kept": [f"{kept[0]}x", "made up"]}).content.decode()
    assert kept_in(forged) == []
    more = {"attached-kept": kept, "attached": SimpleUploadedFile("c.txt", b"more")}
    page = client.post(FORM, {**again, "title": "", **more}).content.decode()
    assert kept_in(page) == ["漏水.png", "bill.pdf", "c.txt"]
    keys = list(SetAside.objects.values_list("key", flat=True))
    assert all((settings.FILES_ROOT / "aside" / key).exists() for key in keys)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(FORM, {**again, "attached-kept": tokens_in(page)[::2]}).status_code == 302
    assert list(Attachment.objects.order_by("pk").values_list("name", flat=True)) == ["漏水.png", "c.txt"]
    assert SetAside.objects.count() == 0
    assert [key for key in keys if (settings.FILES_ROOT / "aside" / key).exists()] == []


def test_what_waits_for_a_form_counts_towards_the_limit_and_is_thrown_away_when_nobody_sends_it(desk: Desk, clock):
    files.set_limits(limits=Limits(1000, 1500), by=SYSTEM, at=NINE)
    came = come_in()
    client, url = guest(), followed(came.case)
    first = with_token(client, url, {"do": "answer", "text": "", "attached": SimpleUploadedFile("a.txt", bytes(900))})
    kept = tokens_in(first.content.decode())
    said: dict[str, Any] = {"do": "answer", "text": "还漏。", "attached-kept": kept}
    refused = with_token(client, url, {**said, "attached": SimpleUploadedFile("b.txt", bytes(900))})
    assert (refused.status_code, kept_in(refused.content.decode())) == (400, ["a.txt"])
    other = come_in(email="li@example.org", name="李女士")
    assert with_token(client, followed(other.case), said).status_code == 302
    assert Attachment.objects.count() == 0
    asking.ask_again(by=CLOCK, at=NINE + timedelta(hours=11))
    assert SetAside.objects.count() == 1
    asking.ask_again(by=CLOCK, at=NINE + timedelta(hours=13))
    assert SetAside.objects.count() == 0


def test_files_that_are_too_large_together_and_too_many_are_refused(desk: Desk, clock):
    def many(count: int, size: int) -> list[SimpleUploadedFile]:
        return [SimpleUploadedFile(f"{number}.txt", bytes(size)) for number in range(count)]

    files.set_limits(limits=Limits(1000, 2500), by=SYSTEM, at=NINE)
    assert "at most 0 MB, “2.txt” is beyond it" in send(guest(), clock, attached=many(3, 900)).content.decode()
    assert "at most 50 attachments" in send(guest(), clock, attached=many(51, 1)).content.decode()
    assert Case.objects.count() == 0


def test_the_customer_answers_and_says_no_with_pictures(desk: Desk):
    came = come_in()
    client, url = guest(), followed(came.case)
    said = with_token(client, url, {"do": "answer", "text": "还漏。", "attached": SimpleUploadedFile("a.png", PNG)})
    assert urlsplit(said["Location"]).query == "done=answered"
    resolve(desk, came.case)
    bad: dict[str, Any] = {"do": "not_settled", "reason": "还在滴水", "attached": SimpleUploadedFile("b.bat", b"x")}
    refused = with_token(client, url, bad)
    assert (refused.status_code, "“b.bat” is a program" in refused.content.decode()) == (400, True)
    assert "还在滴水" in refused.content.decode()
    assert Case.objects.get(code=came.case).status == "resolved"
    with_token(client, url, {**bad, "attached": SimpleUploadedFile("b.png", PNG)})
    assert Case.objects.get(code=came.case).status == "open"
    assert list(Attachment.objects.order_by("pk").values_list("name", "message__direction")) == [
        ("a.png", "in"),
        ("b.png", "in"),
    ]
    assert guest().get(url).content.decode().count("b.png") >= 1


def test_a_form_that_comes_back_at_once_or_after_half_a_day_is_looked_through_again(desk: Desk, clock):
    client = guest()
    token = token_of(client)
    hasty = client.post(FORM, {**WRITTEN, "token": token})
    assert "look it through once more" in hasty.content.decode()
    clock.shift(timedelta(hours=12))
    late = client.post(FORM, {**WRITTEN, "token": token})
    assert "B2 又漏水了。" in late.content.decode()
    assert Case.objects.count() == 0


def test_a_token_of_another_form_does_not_do(desk: Desk, clock):
    client = guest()
    make_entrance(desk, "other", queries.entrance("help").channel)
    token = token_of(client, reverse("portal:write", args=["other"]))
    clock.shift(5)
    assert client.post(FORM, {**WRITTEN, "token": token}).status_code == 400


def test_one_network_sends_only_so_many_forms_an_hour_and_keeps_what_was_typed(desk: Desk, clock):
    client = guest()
    for _ in range(20):
        assert send(client, clock).status_code == 302
    refused = send(client, clock)
    assert (refused.status_code, Case.objects.count()) == (429, 20)
    assert "B2 又漏水了。" in refused.content.decode()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7 }}"])
def test_script_in_what_is_written_stays_text(desk: Desk, clock, text: str):
    send(guest(), clock, text=text, title=text, name=text)
    page = guest().get(followed(Case.objects.get().code)).content.decode()
    assert text not in page or "<" not in text
    assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_names_that_end_headers_reach_no_letter(desk: Desk, clock):
    send(guest(), clock, name="黄\r\nBcc: all@example.org")
    letter = Post.objects.get()
    assert "Bcc" not in letter.to + letter.to_name + letter.subject


def test_a_closed_way_in_and_a_mailbox_have_no_form(desk: Desk):
    way = queries.entrance("help")
    actions.set_entrance(entrance=replace(way, is_open=False), by=SYSTEM, at=NINE)
    for url in (FORM, FRAME):
        assert guest().get(url).status_code == 404
    assert "There is no form open just now" in guest().get(reverse("portal:home")).content.decode()


def test_a_frame_is_shown_by_the_named_sites_only_and_needs_no_cookie(desk: Desk, clock):
    client = guest()
    bare = client.get(FRAME)
    assert "frame-ancestors 'self';" in bare["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in bare
    way = replace(queries.entrance("help"), frame_sites=("https://www.example.org",))
    actions.set_entrance(entrance=way, by=SYSTEM, at=NINE)
    answer = client.get(FRAME)
    assert "frame-ancestors 'self' https://www.example.org" in answer["Content-Security-Policy"]
    assert not client.cookies
    gone = send(client, clock, FRAME)
    assert gone.status_code == 302
    done = client.get(gone["Location"])
    assert "frame-ancestors 'self' https://www.example.org" in done["Content-Security-Policy"]
    assert 'target="_blank"' in done.content.decode()
    assert not client.cookies
    assert "frame-ancestors 'none'" in client.get(FORM)["Content-Security-Policy"]


def test_a_form_on_another_site_that_posts_here_is_looked_through_first(desk: Desk):
    answer = guest().post(FORM, WRITTEN)
    assert answer.status_code == 400
    assert "look it through once more" in answer.content.decode()
    assert "B2 又漏水了。" in answer.content.decode()


def test_the_customer_follows_answers_and_confirms_by_the_link(desk: Desk):
    came = come_in()
    agent = Actor.person(desk.agent)
    actions.note(case=came.case, text="爱投诉", by=agent, at=NINE)
    actions.reply(case=came.case, text="马上来。", by=agent, at=NINE)
    release(NINE + DAY)
    client, url = guest(), followed(came.case)
    page = client.get(url).content.decode()
    assert "马上来。" in page
    assert "爱投诉" not in page
    assert "陈晓" not in page
    said = with_token(client, url, {"do": "answer", "text": "谢谢，等你们。"})
    assert (said.status_code, urlsplit(said["Location"]).query) == (302, "done=answered")
    assert "谢谢，等你们。" in client.get(said["Location"]).content.decode()
    resolve(desk, came.case)
    release(NINE + DAY)
    page = client.get(url).content.decode()
    assert "Is it settled?" in page
    assert "已修好。" in page
    done = with_token(client, url, {"do": "settled"})
    assert urlsplit(done["Location"]).query == "done=settled"
    assert Case.objects.get(code=came.case).status == "closed"
    assert "The matter is closed." in client.get(done["Location"]).content.decode()
    assert told_of(desk, came.case) == "settled, says the customer"
    with_token(client, url, {"do": "answer", "text": "又滴水了。"})
    assert told_of(desk, came.case) == "settled at first, then taken up again"


def test_the_customer_says_no_with_a_reason_and_a_bare_no_loses_nothing(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    client, url = guest(), followed(came.case)
    bare = with_token(client, url, {"do": "not_settled", "reason": ""})
    assert (bare.status_code, "This field is required" in bare.content.decode()) == (400, True)
    said = with_token(client, url, {"do": "not_settled", "reason": "还在滴水"})
    assert urlsplit(said["Location"]).query == "done=reopened"
    assert Case.objects.get(code=came.case).status == "open"
    late = with_token(client, url, {"do": "settled"})
    assert late.status_code == 409
    assert "still being worked on" in late.content.decode()


@pytest.mark.spec("S7")
def test_the_page_of_a_case_leads_to_its_survey_while_one_is_open_and_no_longer(desk: Desk, clock):
    switch_on()
    came = come_in()
    resolve(desk, came.case)
    client, url = guest(), followed(came.case)
    assert "/how-was-it/" not in client.get(url).content.decode()
    clock.shift(timedelta(hours=25))
    assert surveying.ask(by=CLOCK, at=NINE + timedelta(hours=25)) == 1
    page = client.get(url).content.decode()
    found = re.search(r'href="(/how-was-it/[^"]+)"', page)
    assert found
    assert client.get(found[1]).status_code == 200
    assert Asking.objects.get().answered_at is None
    clock.shift(timedelta(days=30))
    assert found[1] not in client.get(url).content.decode()


def test_a_scanner_that_opens_every_link_changes_nothing(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    token = actions.make_pass(email=HUANG, by=SYSTEM, at=NINE)
    sent = followed(came.case).rsplit("/", 1)[1]
    urls = [
        *(reverse("portal:home"), FORM, FRAME, followed(came.case), reverse("portal:link")),
        reverse("portal:enter", args=[token]),
        reverse("portal:sent", args=[sent]),
        reverse("portal:embed-sent", args=["help", sent]),
        *(f"{followed(came.case)}?do={deed}" for deed in ("settled", "not_settled", "answer")),
    ]
    with CaptureQueriesContext(connection) as asked:
        for url in urls:
            for method in ("get", "head"):
                assert getattr(guest(), method)(url).status_code == 200, url
    assert [each["sql"] for each in asked if WRITES.match(each["sql"])] == []
    assert Case.objects.get(code=came.case).status == "resolved"
    queries.check_pass(token, NINE)


def test_a_forged_a_guessed_a_foreign_and_an_expired_link_lead_nowhere_and_say_how_to_go_on(desk: Desk, clock):
    mine, other = come_in(), come_in(email="li@example.org", name="李女士")
    good = followed(mine.case).rsplit("/", 1)[1]
    for bad in (good[:-1] + ("A" if good[-1] != "A" else "B"), "C-000001", links.token(other.case, desk.customer)):
        answer = guest().get(reverse("portal:case", args=[bad]))
        assert answer.status_code == 404
        assert "李女士" not in answer.content.decode()
        assert reverse("portal:link") in answer.content.decode()
    clock.shift(timedelta(days=61))
    expired = guest().get(followed_at(good))
    assert (expired.status_code, "has expired" in expired.content.decode()) == (410, True)


def followed_at(token: str) -> str:
    return reverse("portal:case", args=[token])


def test_a_link_without_its_form_token_changes_nothing(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    assert guest().post(followed(came.case), {"do": "settled"}).status_code == 403
    assert Case.objects.get(code=came.case).status == "resolved"


def test_the_answer_is_the_same_for_an_address_that_is_known_and_one_that_is_not(desk: Desk):
    come_in()
    pages = []
    for email in (HUANG, "nobody@example.org"):
        answer = with_token(guest(), reverse("portal:link"), {"email": email})
        assert answer.status_code == 200
        pages.append(re.sub(r'value="[^"]*"', "", answer.content.decode()).replace(email, ""))
    assert pages[0] == pages[1]
    assert (Pass.objects.count(), Post.objects.count()) == (1, 1)


def inside(email: str = HUANG) -> Client:
    client = guest()
    with_token(client, reverse("portal:link"), {"email": email})
    found = re.search(r"/p/enter/\S+", Post.objects.latest("pk").text)
    assert found
    assert "Go in" in client.get(found[0]).content.decode()
    answer = with_token(client, found[0], {})
    assert answer.status_code == 302
    return client


def test_whoever_has_the_address_sees_all_their_matters_and_no_others_until_they_leave(desk: Desk, clock):
    mine, theirs = come_in(), come_in(email="li@example.org", name="李女士", title="别人的事")
    client = inside()
    page = client.get(reverse("portal:mine")).content.decode()
    assert mine.case in page
    assert theirs.case not in page
    assert client.get(reverse("portal:mine-case", args=[mine.case])).status_code == 200
    foreign = client.get(reverse("portal:mine-case", args=[theirs.case]))
    assert (foreign.status_code, "别人的事" in foreign.content.decode()) == (404, False)
    assert "sessionid" not in client.cookies
    assert client.cookies["portal"]["httponly"]
    assert client.get(reverse("cases:list")).status_code == 302
    clock.shift(timedelta(hours=13))
    assert client.get(reverse("portal:mine")).status_code == 302


def test_leaving_ends_the_session_also_for_whoever_copied_the_cookie(desk: Desk):
    come_in()
    client = inside()
    copied = client.cookies["portal"].value
    client.post(reverse("portal:leave"), {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    thief = guest()
    thief.cookies["portal"] = copied
    assert thief.get(reverse("portal:mine")).status_code == 302


def test_a_way_in_works_once(desk: Desk):
    come_in()
    inside()
    found = re.search(r"/p/enter/\S+", Post.objects.latest("pk").text)
    assert found
    assert guest().get(found[0]).status_code == 410


def test_staff_cookies_open_nothing_of_customers_and_a_made_up_cookie_neither(desk: Desk):
    come_in()
    agent = colleague("agent", desk.agent)
    assert agent.get(reverse("portal:mine")).status_code == 302
    forger = guest()
    forger.cookies["portal"] = "huang:forged:cookie"
    assert forger.get(reverse("portal:mine")).status_code == 302


def test_people_of_a_department_see_what_it_asked_for_and_confirm(desk: Desk):
    new = NewCustomer("工程部", CustomerKind.INTERNAL, department=desk.department)
    code = customers.add_customer(customer=new, by=SYSTEM, at=LONG_AGO)
    case, theirs = desk.receive(customer=code), desk.receive(title="业主的事")
    resolve(desk, case.code)
    lead = colleague("lead", desk.lead)
    page = lead.get(reverse("portal:ours")).content.decode()
    assert case.code in page
    assert "业主的事" not in page
    assert lead.get(reverse("portal:ours-case", args=[theirs.code])).status_code == 404
    said = lead.post(reverse("portal:ours-case", args=[case.code]), {"do": "settled", "sending": "abcdefgh1"})
    assert said.status_code == 302
    assert Case.objects.get(pk=case.pk).status == "closed"
    stranger = colleague("stranger", desk.other_lead)
    assert "no customer yet" in stranger.get(reverse("portal:ours")).content.decode()


def test_a_silent_customer_is_asked_again_in_their_language_by_the_round(desk: Desk):
    came = come_in(language=Language.EN)
    resolve(desk, came.case)
    asking.ask_again(by=CLOCK, at=NINE + 3 * DAY - timedelta(seconds=1))
    assert Asked.objects.count() == 1
    asking.ask_again(by=CLOCK, at=NINE + 3 * DAY + timedelta(minutes=1))
    assert Asked.objects.count() == 2
    letter = Message.objects.filter(direction="out").latest("pk")
    assert letter.text.startswith("Hello,\n\nAbout “地库漏水”")
    assert "/p/case/" in letter.text
    asking.ask_again(by=CLOCK, at=NINE + 9 * DAY)
    assert Asked.objects.count() == 2
    assert Case.objects.get(code=came.case).status == "resolved"


def test_a_named_person_closes_the_silent_case_and_the_outcome_says_so(desk: Desk, clock):
    came = come_in()
    resolve(desk, came.case)
    asking.ask_again(by=CLOCK, at=NINE + 3 * DAY)
    agent = colleague("agent", desk.agent)
    assert came.case in agent.get(reverse("portal:silent")).content.decode()
    page = agent.get(reverse("cases:case", args=[came.case])).content.decode()
    assert "asked twice, no answer yet" in page
    assert reverse("portal:unanswered", args=[came.case]) not in page
    url = reverse("portal:unanswered", args=[came.case])
    early = agent.post(url, {"version": seen(Case.objects.get(code=came.case)).version, "remark": "x"})
    assert (early.status_code, "may answer until" in early.content.decode()) == (409, True)
    clock.move_to(NINE + 8 * DAY)
    agent = Client(headers={"accept-language": "en"})
    agent.force_login(Account.objects.get(username="agent"), backend=BACKEND)
    asked_page = agent.get(reverse("cases:case", args=[came.case])).content.decode()
    assert "silent: somebody decides now" in asked_page
    assert url in asked_page
    page = agent.get(url).content.decode()
    assert "2016-06-01、2016-06-04" in page
    version = Case.objects.get(code=came.case).version
    assert agent.post(url, {"version": version, "remark": "两次未答。"}).status_code == 302
    done = Case.objects.get(code=came.case)
    assert (done.status, done.outcome_text) == ("closed", "已修好。\n\n两次未答。")
    assert "Nobody is silent" in agent.get(reverse("portal:silent")).content.decode()


def test_the_director_opens_changes_and_closes_a_way_in(desk: Desk):
    director = colleague("director", desk.director)
    new = {
        "code": "repairs",
        "name_zh": "报修",
        "name_en": "Repairs",
        "channel": "portal",
        "team": str(desk.team),
        "kind": "report",
        "service_stage": "aftersale",
        "priority": "2",
        "minutes": "60",
        "frame_sites": "https://www.example.org",
        "is_open": "on",
    }
    assert director.post(reverse("portal:entrance-new"), new).status_code == 302
    twice = director.post(reverse("portal:entrance-new"), new)
    assert (twice.status_code, "already" in twice.content.decode()) == (400, True)
    url = reverse("portal:entrance", args=["repairs"])
    page = director.get(url).content.decode()
    assert "/p/embed/repairs" in page
    wrong = director.post(url, {**new, "frame_sites": "example.org; script-src *"})
    assert (wrong.status_code, "is not the address of a site" in wrong.content.decode()) == (400, True)
    assert director.post(url, {**new, "is_open": ""}).status_code == 302
    assert guest().get(reverse("portal:write", args=["repairs"])).status_code == 404
    assert "Repairs" in director.get(reverse("portal:entrances")).content.decode()


def test_the_director_sets_what_is_agreed_and_customers_read_the_organisations_name(desk: Desk):
    director = colleague("director", desk.director)
    data = {
        "name_zh": "安居物业",
        "name_en": "Anju Homes",
        "again_after": "2",
        "decide_after": "5",
        "reopen_within": "30",
        "names": "none",
    }
    url = reverse("portal:terms")
    assert director.post(url, {**data, "again_after": "0"}).status_code == 400
    assert director.post(url, data).status_code == 302
    assert "Anju Homes" in guest("en").get(reverse("portal:home")).content.decode()
    assert "安居物业" in guest("zh-hans").get(reverse("portal:home")).content.decode()


def test_the_reader_chooses_the_language_and_keeps_it(desk: Desk):
    client = guest("en")
    assert "有什么可以帮您" in client.get(reverse("portal:home"), {"lang": "zh-hans"}).content.decode()
    assert "有什么可以帮您" in client.get(reverse("portal:home")).content.decode()
    assert client.get(reverse("portal:home"), {"lang": "xx"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_pages_for_customers_take_few_statements_however_much_there_is(desk: Desk, count: int):
    came = [come_in() for _ in range(count)]
    client = inside()
    for url in (reverse("portal:mine"), followed(came[0].case), reverse("portal:home"), FORM):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= 10, url


def test_nobody_indexes_or_caches_what_customers_read(desk: Desk):
    came = come_in()
    answer = guest().get(followed(came.case))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
