"""Files of a case: who may have them, and how they are handed over."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liuxin.desk.communication import queries
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.organisation import make_account
from tests.factories.post import Attachment, SetAside, attached_letter
from tests.factories.talking import Message

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def browser(person: int) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_account(person=person))
    return client


def test_whoever_sees_the_case_has_its_files_and_nobody_else(desk: Desk):
    case, other = desk.receive(), desk.receive()
    message, file = attached_letter(case)
    address, agent, stranger = f"/cases/{case.code}/files/{file}", browser(desk.agent), browser(desk.other_agent)
    assert agent.get(address).content == b"%PDF-1.7 x"
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert agent.get(f"/cases/{other.code}/files/{file}").status_code == 404
    assert agent.get(f"/cases/{case.code}/letters/{message}").content.startswith(b"From: huang")
    assert stranger.get(f"/cases/{case.code}/letters/{message}").status_code == 404


def test_a_file_is_downloaded_and_never_opened(desk: Desk):
    case = desk.receive()
    _, file = attached_letter(case, b"<script>alert(1)</script>", "a\r\nb.html")
    agent = browser(desk.agent)
    for query in ("", "?show=1"):
        given = agent.get(f"/cases/{case.code}/files/{file}{query}")
        assert given["Content-Disposition"] == 'attachment; filename="ab.html"'
        assert given["Content-Type"] == "application/octet-stream"
        assert given["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in given["Content-Security-Policy"]


def test_a_picture_is_shown_by_its_content_and_not_by_its_name(desk: Desk):
    case = desk.receive()
    _, picture = attached_letter(case, PNG, "图.bin")
    _, sham = attached_letter(case, b"<svg/>", "图.png")
    agent = browser(desk.agent)
    shown = agent.get(f"/cases/{case.code}/files/{picture}?show=1")
    assert (shown["Content-Type"], shown["Content-Disposition"][:6]) == ("image/png", "inline")
    assert agent.get(f"/cases/{case.code}/files/{sham}?show=1")["Content-Disposition"][:10] == "attachment"


def test_the_page_says_what_was_refused_and_why(desk: Desk):
    case = desk.receive()
    attached_letter(case, b"MZ" + bytes(2046), "invoice.pdf.exe")
    page = browser(desk.agent).get(f"/cases/{case.code}").content.decode()
    assert "invoice.pdf.exe" in page
    assert "was refused: a program or script (2 KB)" in page
    assert Attachment.objects.get().file is None


def test_an_answer_takes_files_along_and_a_refused_one_loses_nothing_that_was_typed(desk: Desk):
    case = desk.receive()
    agent = browser(desk.agent)
    given = {"text": "see the offer", "version": str(case.version), "read_to": "0", "after": "keep"}
    bad = SimpleUploadedFile("run.exe", b"MZ")
    refused = agent.post(f"/cases/{case.code}/reply", {**given, "attached": bad})
    assert (refused.status_code, Message.objects.count()) == (400, 0)
    assert "see the offer" in refused.content.decode()
    assert "is a program or script" in refused.content.decode().split('id="reply-attached_error"')[1]
    assert "Please choose your files once more" not in refused.content.decode()
    good = [SimpleUploadedFile("../offer.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.txt", b"b")]
    agent.post(f"/cases/{case.code}/reply", {**given, "attached": good})
    (message,) = queries.messages([Message.objects.get().thread_id])
    assert [each.name for each in message.attachments] == ["offer.pdf", "b.txt"]
    assert message.at > NINE


def kept_in(page: str) -> dict[str, str]:
    """Give the tokens of the files that wait for a form, each offered ticked, by name."""
    found = re.findall(r'name="attached-kept" value="([^"]+)" checked[^>]*>\s*<span>(.*?) <span', page)
    return {name: html.unescape(token) for token, name in found}


def test_files_chosen_before_an_error_wait_for_that_colleague_and_case_and_go_along_while_ticked(desk: Desk):
    case, other = desk.receive(), desk.receive()
    agent = browser(desk.agent)
    given = {"text": "see the offer", "version": str(case.version), "read_to": "0", "after": "keep"}
    wrong = {**given, "after": "wait", "wait_action": "", "wait_due": "2016-06-09T10:00"}
    chosen = [SimpleUploadedFile("offer.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.txt", b"b")]
    kept = kept_in(agent.post(f"/cases/{case.code}/reply", {**wrong, "attached": chosen}).content.decode())
    assert (list(kept), Attachment.objects.count(), SetAside.objects.count()) == (["offer.pdf", "b.txt"], 0, 2)
    more = {"attached": SimpleUploadedFile("c.txt", b"c"), "attached-kept": list(kept.values())}
    kept = kept_in(agent.post(f"/cases/{case.code}/reply", {**wrong, "text": " ", **more}).content.decode())
    assert list(kept) == ["offer.pdf", "b.txt", "c.txt"]
    for whose, where in ((browser(desk.director), case), (agent, other)):
        tried = whose.post(f"/cases/{where.code}/reply", {**given, "attached-kept": list(kept.values())})
        assert tried.status_code == 400
        assert kept_in(tried.content.decode()) == {}
        assert tried.content.decode().count("Please choose your files once more") == 1
    assert Message.objects.count() == 0
    ticked = {**given, "attached-kept": [kept["offer.pdf"], kept["c.txt"]]}
    assert agent.post(f"/cases/{case.code}/reply", ticked).status_code == 302
    (message,) = queries.messages([Message.objects.get().thread_id])
    assert [each.name for each in message.attachments] == ["offer.pdf", "c.txt"]
    assert SetAside.objects.count() == 0


def test_what_waited_too_long_or_was_discarded_is_asked_for_again_before_anything_goes_out(desk: Desk):
    case = desk.receive()
    agent = browser(desk.agent)
    given = {"text": "see the offer", "version": str(case.version), "read_to": "0", "after": "keep"}
    chosen = {**given, "text": "", "attached": SimpleUploadedFile("b.txt", b"b")}
    with time_machine.travel(NINE, tick=False) as clock:
        kept = kept_in(agent.post(f"/cases/{case.code}/reply", chosen).content.decode())
        clock.shift(timedelta(hours=13))
        late = agent.post(f"/cases/{case.code}/reply", {**given, "attached-kept": kept["b.txt"]})
        assert (late.status_code, "Please choose your files once more" in late.content.decode()) == (400, True)
        agent.post(f"/cases/{case.code}/draft", {"text": "see the offer", "do": "discard"})
    assert (Message.objects.count(), SetAside.objects.count()) == (0, 0)


def test_the_files_of_an_answer_that_was_taken_back_are_offered_again_and_go_along_with_the_next(desk: Desk):
    case = desk.receive()
    agent, page = browser(desk.agent), f"/cases/{case.code}"
    given = {"text": "see the offer", "version": str(case.version), "read_to": "0", "after": "keep"}
    agent.post(f"{page}/reply", {**given, "attached": SimpleUploadedFile("offer.pdf", b"%PDF-1.7")})
    first = Message.objects.get()
    taken = agent.post(f"{page}/messages/{first.pk}/take-back", follow=True)
    assert "its text and its files are in the composer again" in taken.content.decode()
    kept = kept_in(taken.content.decode())
    assert list(kept) == ["offer.pdf"]
    assert kept_in(agent.get(page).content.decode()) == {}
    assert kept_in(browser(desk.director).get(f"{page}?back={first.pk}").content.decode()) == {}
    agent.post(f"{page}/reply", {**given, "read_to": str(first.pk), "attached-kept": list(kept.values())})
    second = Message.objects.exclude(pk=first.pk).get()
    assert list(Attachment.objects.filter(message=second).values_list("name", flat=True)) == ["offer.pdf"]
    assert SetAside.objects.count() == 0


@pytest.mark.parametrize("number", ["²", "9" * 30, "-1", "x"])
def test_a_case_is_shown_whatever_letter_or_template_its_address_names(desk: Desk, number: str):
    case, agent = desk.receive(), browser(desk.agent)
    assert agent.get(f"/cases/{case.code}", {"back": number}).status_code == 200
    wanted = agent.get(f"/cases/{case.code}", {"template": number})
    assert wanted.status_code == (404 if number.isdecimal() else 200)
    assert agent.get(f"/cases/{case.code}/live", {"since": number}).status_code == 200
