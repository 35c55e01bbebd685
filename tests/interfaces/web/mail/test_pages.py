from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from liuxin.desk.communication import actions
from liuxin.desk.communication.words import Route, Security
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.organisation import make_account
from tests.factories.post import HeldLetter, Mailbox, Post, hold, letter, make_mail_admin, make_mailbox, put
from tests.factories.talking import MAIL, Message, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
FORM = {
    "code": "service",
    "name": "Service desk",
    "address": "service@desk.example",
    "entrance": "mail",
    "in_host": "127.0.0.1",
    "in_port": "1",
    "in_security": "none",
    "in_user": "service",
    "in_secret": "geheim",
    "folder": "INBOX",
    "out_host": "",
    "out_port": "",
    "out_security": "starttls",
    "per_hour": "30",
    "is_open": "on",
}


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


@pytest.fixture
def admin(desk: Desk) -> Client:
    return browser(int(make_mail_admin().id))


def browser(person: int) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_account(person=person))
    return client


def test_a_mailbox_is_added_and_its_password_never_shown_again(admin: Client):
    assert "No mailbox yet" in admin.get("/mail").content.decode()
    assert admin.post("/mail/new", FORM).status_code == 302
    page = admin.get("/mail/boxes/service").content.decode()
    assert "geheim" not in page
    assert "geheim" not in str(Mailbox.objects.values().get())
    before = Mailbox.objects.get().in_secret
    admin.post("/mail/boxes/service", {**FORM, "in_secret": "", "name": "Other"})
    assert (Mailbox.objects.get().name, Mailbox.objects.get().in_secret) == ("Other", before)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("code", "Ä", "small letters"),
        ("address", "nobody", "no e-mail address"),
        ("in_port", "70000", "between 1 and 65535"),
        ("in_host", "a b", "no name of a server"),
        ("per_hour", "0", "between 1 and 100000"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(admin: Client, field: str, value: str, said: str):
    answer = admin.post("/mail/new", {**FORM, field: value})
    page = answer.content.decode()
    assert (answer.status_code, said in page, "Service desk" in page) == (400, True, True)
    assert f'id="mail-{field}_error"' in page


def test_a_test_of_the_connection_says_what_to_change(admin: Client):
    admin.post("/mail/new", FORM)
    page = admin.post("/mail/boxes/service/test", follow=True).content.decode()
    assert "nothing answers on port 1" in page


def test_an_error_shows_until_the_mailbox_is_read_again(admin: Client):
    box = make_mailbox(Route("127.0.0.1", 1, Security.NONE))
    actions.mailbox_seen(mailbox=box.id, error="no route", by=MAIL, at=NINE)
    assert "no route" in admin.get("/mail").content.decode()
    actions.mailbox_seen(mailbox=box.id, by=MAIL, at=NINE)
    page = admin.get("/mail").content.decode()
    assert ("no route" in page, "in order" in page) == (False, True)


def test_the_outbox_steers_letters_and_tells_none_of_what_they_say(admin: Client):
    post = put()
    page = admin.get("/mail/outbox").content.decode()
    assert "huang@example.org" in page
    assert "请告诉我们" not in page
    admin.post(f"/mail/outbox/{post}/cancel")
    assert Post.objects.get().state == "cancelled"
    admin.post(f"/mail/outbox/{post}/retry")
    assert Post.objects.get().state == "waiting"
    assert admin.post(f"/mail/outbox/{post}/arrived").status_code == 409


def test_a_held_letter_is_let_in_by_who_leads_or_left_out(desk: Desk):
    box = make_mailbox()
    first, second = hold(box), hold(box)
    lead = browser(desk.lead)
    page = lead.get("/mail/held").content.decode()
    assert "bulk mail" in page
    assert 'href="/mail"' not in page
    assert '<a href="/cases">Cases</a><span>/</span><b>Held letters</b>' in page
    assert 'href="/mail/held"' in lead.get("/silent").content.decode()
    assert lead.get(f"/mail/held/{first}/letter").content.startswith(letter()[:5])
    with time_machine.travel(NINE + timedelta(hours=1), tick=False):
        lead.post(f"/mail/held/{first}/let-in")
        lead.post(f"/mail/held/{second}/drop")
    assert (Message.objects.count(), HeldLetter.objects.filter(ended="").count()) == (1, 0)


def test_agents_see_nothing_of_it(desk: Desk):
    agent = browser(desk.agent)
    assert [agent.get(f"/mail{path}").status_code for path in ("", "/new", "/outbox", "/held")] == [403] * 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_take_no_more_statements_for_more_rows(admin: Client, number: int, django_assert_max_num_queries):
    box = make_mailbox()
    for _ in range(number):
        put()
        hold(box)
    for path in ("/mail", "/mail/outbox", "/mail/held"):
        admin.get(path)  # the first visit of a browser is noted
        with django_assert_max_num_queries(10):
            admin.get(path)
