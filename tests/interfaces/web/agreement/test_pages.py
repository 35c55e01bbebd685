"""The page of an agreement: its text, who signed, what can be done, and what is told where it cannot."""

import re
from html import unescape

import pytest
from django.test import Client

from liuxin.kernel.actor import Actor
from liuxin.performance.agreement import actions, queries
from tests.factories import agreement as made
from tests.factories.agreement import LATER
from tests.factories.organisation import make_account, make_person, standing_of

pytestmark = pytest.mark.django_db


class Two:
    """A lead and an agent with an agreement between them, each with a browser."""

    def __init__(self, language: str = "en", **opening) -> None:
        self.lead, self.agent = make_person("王芳", name_en="Wang Fang"), make_person("李强", name_en="Li Qiang")
        self.key = made.open_between(self.lead, self.agent, by=Actor.person(self.lead), **opening)
        self.browsers = {person: browser(person, language) for person in (self.lead, self.agent)}

    def page(self, person: int, url: str = "") -> str:
        return unescape(self.browsers[person].get(url or f"/agreements/{self.key}").content.decode())

    def send(self, who: int, act: str, /, **fields):
        latest = queries.agreement(standing_of(who, LATER), self.key).latest
        sent = {"version": latest.number, "sha256": latest.sha256} | fields
        return self.browsers[who].post(f"/agreements/{self.key}/{act}", sent)

    def propose(self, person: int, target: str, expect: int = 1) -> None:
        actions.propose(
            agreement_id=self.key, lines=made.text(target), expect=expect, by=Actor.person(person), at=LATER
        )


def browser(person: int, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(make_account(person=person, language=""))
    return client


@pytest.mark.spec("P1.2")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("1 of 2 signed", "2 of 2 signed", "binds since")),
        ("zh-hans", ("2 方中 1 方已签", "2 方中 2 方已签", "起生效")),
    ],
)
def test_seals_appear_as_each_signs_and_the_version_binds(language: str, words: tuple[str, str, str]):
    two = Two(language)
    panel = f"/agreements/{two.key}/panel"
    assert two.page(two.lead, panel).count('class="seal seal-v"') == 2
    assert two.send(two.lead, "sign").status_code == 302
    page = two.page(two.agent, panel)
    assert (words[0] in page, page.count('class="seal "'), page.count('class="seal seal-v"')) == (True, 1, 1)
    two.send(two.agent, "sign")
    page = two.page(two.agent, panel)
    assert (words[1] in page, words[2] in page, page.count('class="seal "')) == (True, True, 2)


def test_what_changed_is_marked_and_the_earlier_text_stays_to_be_read():
    two = Two()
    two.propose(two.agent, "90%")
    page = two.page(two.lead)
    assert "<del>95</del><ins>90</ins>%" in page
    assert "proposed by Li Qiang" in page
    assert "1 earlier version" in page


def test_signing_a_version_that_was_replaced_is_told_and_signs_nothing():
    two = Two()
    old = queries.agreement(standing_of(two.lead), two.key).latest
    two.propose(two.agent, "90%")
    response = two.send(two.lead, "sign", version=1, sha256=old.sha256)
    assert response.status_code == 409
    assert "Version 1 is no longer the latest; that is version 2." in unescape(response.content.decode())
    assert queries.states([two.key])[two.key].signed == 0


def test_an_objection_without_a_reason_is_told_at_its_field():
    two = Two()
    response = two.send(two.agent, "object", reason=" ")
    assert response.status_code == 400
    page = unescape(response.content.decode())
    assert 'id="reason-' in page
    assert 'aria-invalid="true"' in page
    assert "Give the reason" in page


def test_what_was_typed_is_kept_where_somebody_else_was_first():
    two = Two()
    made.answer(two.key, two.lead)
    actions.withdraw(agreement_id=two.key, reason="岗位取消", by=Actor.person(two.lead), at=LATER)
    response = two.send(two.agent, "comment", text="")
    assert response.status_code == 400
    two = Two()
    old = queries.agreement(standing_of(two.agent), two.key).latest
    two.propose(two.lead, "90%")
    response = two.send(two.agent, "refuse", version=1, sha256=old.sha256, reason="夜班人手不够")
    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert ">夜班人手不够</textarea>" in page
    assert "no longer the latest" in page


@pytest.mark.parametrize("act", ["object", "refuse"])
def test_disagreement_and_refusal_show_with_their_reason(act: str):
    two = Two()
    two.send(two.agent, act, reason="夜班人手不够")
    page = two.page(two.lead)
    assert "夜班人手不够" in page
    assert "1 open objection" in page
    assert ("refuses to sign" in page) is (act == "refuse")


def test_the_panel_is_sent_again_only_when_something_changed():
    two = Two()
    first = two.browsers[two.lead].get(f"/agreements/{two.key}/panel")
    seen = unescape(first.content.decode()).split("?seen=")[1].split("&")[0]
    url = f"/agreements/{two.key}/panel?seen={seen}"
    assert two.browsers[two.lead].get(url).status_code == 204
    two.propose(two.agent, "90%")
    changed = two.browsers[two.lead].get(url)
    assert changed.status_code == 200
    page = unescape(changed.content.decode())
    assert 'hx-swap-oob="true">Something changed: version 2, 0 of 2 signed.' in page
    assert "<html" not in page


def test_the_panel_keeps_where_to_go_back_and_leads_nowhere_else():
    two = Two()
    page = two.page(two.lead, f"/agreements/{two.key}?next=https://elsewhere.example/")
    assert page.count("elsewhere") == 2  # the forms of language and theme come back to this very address
    assert two.send(two.lead, "comment", text="好", next="//elsewhere.example/").url == f"/agreements/{two.key}"
    assert two.send(two.lead, "comment", text="好", next="/account").url == "/account"


def test_a_deputy_is_named_by_staff_number_and_signs():
    two = Two()
    deputy = make_person("赵敏", name_en="Zhao Min", staff_number="A77")
    assert two.send(two.agent, "deputy", person=two.agent, deputy="A78").status_code == 400
    assert two.send(two.agent, "deputy", person=two.agent, deputy="A77").status_code == 302
    assert "deputy: Zhao Min" in two.page(two.lead)
    two.browsers[deputy] = browser(deputy)
    two.send(deputy, "sign")
    assert "Zhao Min signed as deputy" in two.page(two.lead)


def test_after_the_deadline_nothing_is_offered_that_would_be_refused():
    two = Two(deadline=made.DEADLINE)
    page = two.page(two.agent)
    assert "time is over" in page
    assert "Sign version" not in page
    response = two.send(two.agent, "sign")
    assert response.status_code == 409
    assert "has passed" in unescape(response.content.decode())


def test_a_time_limit_is_moved_to_the_end_of_a_day():
    two = Two(deadline=made.DEADLINE)
    assert two.send(two.lead, "deadline", deadline="soon").status_code == 400
    assert two.send(two.lead, "deadline", deadline="2999-01-01").status_code == 302
    assert "Sign version 1" in two.page(two.agent)


def test_a_formal_decision_shows_its_reason():
    decider = make_person("陈总", name_en="Chen")
    two = Two(decider=decider)
    two.browsers[decider] = browser(decider)
    assert "Decide formally" in two.page(decider)
    assert "Decide formally" not in two.page(two.lead)
    assert two.send(decider, "decide", version=1, why="旺季先按此执行").status_code == 302
    page = two.page(two.agent)
    assert "旺季先按此执行" in page
    assert "decided formally" in page


def test_a_text_altered_behind_the_back_is_named():
    two = Two()
    assert "the text was altered" not in two.page(two.lead)
    made.Line.objects.filter(version__agreement=two.key, key="target").update(text="50%")
    assert "the text was altered" in two.page(two.lead)


def test_what_is_not_open_to_somebody_is_not_there():
    two = Two()
    stranger = browser(make_person())
    for path in ("", "/panel"):
        assert stranger.get(f"/agreements/{two.key}{path}").status_code == 404
    assert stranger.post(f"/agreements/{two.key}/sign").status_code == 404


def test_the_page_leads_to_what_is_negotiated():
    two = Two(kind="indicator_set", subject="7")
    assert 'href="/indicators/7">To what is negotiated' in two.page(two.lead)
    other = Two(kind="something else", subject="7")
    assert "To what is negotiated" not in other.page(other.lead)


def test_what_has_a_way_back_of_its_own_is_not_withdrawn_here():
    two = Two(kind="indicator_set", subject="7")
    assert "Withdraw for good" not in two.page(two.lead)
    response = two.send(two.lead, "withdraw", withdrawal="岗位取消")
    assert response.status_code == 409
    assert "Take it back on its own page" in unescape(response.content.decode())
    assert "Withdraw for good" in (goal := Two(subject="8")).page(goal.lead)


def test_after_the_deadline_the_page_says_whom_to_ask():
    two = Two(deadline=made.DEADLINE)
    assert "Ask Wang Fang for more time." in two.page(two.agent)
    assert "for more time" not in two.page(two.lead)


@pytest.mark.spec("P1.2")
def test_both_read_the_same_text_whatever_the_language_of_the_page():
    chinese, english = Two("zh-hans"), Two("en")
    pages = (chinese.page(chinese.lead, f"/agreements/{chinese.key}"), english.page(english.agent))
    texts = [re.search(r'<dl class="text">.*?</dl>', page, re.DOTALL).group() for page in pages]  # type: ignore[union-attr]
    assert texts[0] == texts[1]
    assert '<dt><span lang="zh-Hans">目标值</span><span lang="en">Target</span></dt>' in texts[0]
