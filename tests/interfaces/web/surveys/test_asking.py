"""The same form for raters who are signed in: their own door, with evidence beside each question."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from liuxin.desk.surveys import actions, queries
from liuxin.desk.surveys.words import NewAnswer, NewSheet, SheetState, respondent
from liuxin.interfaces.web.surveys import asking
from liuxin.interfaces.web.surveys.asking import Door, Evidence
from tests.factories.organisation import NOW, SYSTEM
from tests.factories.surveys import ABOUT, HEARTS, levels, open_sheet

pytestmark = pytest.mark.django_db
URL = "/evaluation/form/7"


def asked(method: str, url: str = URL, fields: Mapping[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().generic(method, url)
    if method == "POST":
        request = RequestFactory().post(url, dict(fields or {}))
    request.user = AnonymousUser()
    return request


def door(sheet: int, **more: object) -> Door:
    def save(answers: Mapping[str, NewAnswer], submit: bool) -> None:  # noqa: FBT001 - see Door
        actions.save_answers(sheet_id=sheet, answers=answers, submit=submit, by=respondent("r1"), at=NOW)

    return Door(action=URL, done="/done", save=save, **more)  # type: ignore[arg-type]


def ask(sheet: int, request: HttpRequest, language: str = "en", **more: object) -> HttpResponse:
    with override(language):
        return asking.ask(request, queries.sheet(sheet), door(sheet, **more))


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_evidence_stands_beside_its_question_and_no_other():
    case = Evidence("C-47711 地库漏水", "09-21", "修好后未回访", "/cases/C-47711")
    given: dict[str, Any] = {"evidence": {"attention": [case]}, "evidence_of": "Three of 23 cases", "back": "/my-day"}
    sheet = open_sheet()
    page = ask(sheet, asked("GET", f"{URL}?q=attention"), **given)
    for words in ("Three of 23 cases", "C-47711 地库漏水", "09-21", "修好后未回访"):
        assert words in text(page), words
    assert 'href="/cases/C-47711"' in page.content.decode()
    assert 'href="/my-day"' in page.content.decode()
    assert "C-47711" not in text(ask(sheet, asked("GET", f"{URL}?q=care"), **given))


def test_it_leads_on_to_the_door_when_it_is_handed_in():
    sheet = open_sheet()
    response = ask(sheet, asked("POST", fields={"question": "care", "answer": "4", "note": "", "go": "love"}))
    assert response["Location"] == f"{URL}?q=love"
    for heart in HEARTS[1:]:
        ask(sheet, asked("POST", fields={"question": heart, "answer": "4", "go": "review"}))
    assert ask(sheet, asked("POST", fields={"go": "submit"}))["Location"] == "/done"
    assert queries.sheet(sheet).state is SheetState.SUBMITTED
    assert queries.sheet(sheet).answers == levels(4, 4, 4, 4, 4, 4)


def test_a_question_that_is_none_leads_back_to_the_form():
    response = ask(open_sheet(), asked("POST", fields={"question": "patience", "answer": "4"}))
    assert response["Location"] == URL


@pytest.mark.parametrize(("confidential", "words"), [(True, "匿名，满 3 人才显示"), (False, "直接上级 · 不匿名")])
def test_the_form_says_truly_who_will_know(confidential, words):
    group = "peer" if confidential else "supervisor"
    sheet = open_sheet(group=group, confidential=confidential)
    assert words in text(ask(sheet, asked("GET"), "zh-hans"))


@pytest.mark.parametrize("asks", [True, False])
def test_a_line_is_asked_for_at_the_ends_only_where_the_questionnaire_says_so(asks):
    name, questions, _ = queries.shipped("six_hearts")
    key = actions.publish_questionnaire(
        code="short", name=name, questions=questions[:2], note_at_ends=asks, by=SYSTEM, at=NOW
    )
    new = NewSheet("5", "peer", "r1", ABOUT)
    (sheet,) = actions.open_sheets(questionnaire_id=key, purpose="p", wanted=[new], by=SYSTEM, at=NOW)
    page = ask(sheet, asked("GET"))
    assert ("a line helps with 1 and 5" in text(page)) is asks
    assert 'class="hearts"' not in page.content.decode()
    ask(sheet, asked("POST", fields={"question": "care", "answer": "5", "go": "love"}))
    ask(sheet, asked("POST", fields={"question": "love", "answer": "3", "go": "review"}))
    review = text(ask(sheet, asked("GET", f"{URL}?q=review")))
    assert review.count("A line about what you saw would help") == int(asks)
    assert ask(sheet, asked("POST", fields={"go": "submit"}))["Location"] == "/done"
