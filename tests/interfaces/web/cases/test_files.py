"""Files of a case: who may have them, and how they are handed over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liuxin.desk.communication import queries
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.organisation import make_account
from tests.factories.post import Attachment, attached_letter
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
    refused = agent.post(f"/cases/{case.code}/reply", {**given, "files": bad})
    assert (refused.status_code, Message.objects.count()) == (400, 0)
    assert "see the offer" in refused.content.decode()
    assert "is a program or script" in refused.content.decode()
    good = [SimpleUploadedFile("../offer.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.txt", b"b")]
    agent.post(f"/cases/{case.code}/reply", {**given, "files": good})
    (message,) = queries.messages([Message.objects.get().thread_id])
    assert [each.name for each in message.attachments] == ["offer.pdf", "b.txt"]
    assert message.at > NINE
