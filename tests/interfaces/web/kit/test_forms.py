"""Sentences about fields and forms, as a reader meets them."""

import pytest
from django import forms
from django.test import Client, RequestFactory
from django.utils import translation

from liuxin.interfaces.web.kit import views
from liuxin.kernel.errors import NotAllowedError

pytestmark = pytest.mark.django_db


class Sample(forms.Form):
    """One field of each kind that pages use."""

    text = forms.CharField(max_length=5)
    when = forms.DateTimeField()
    count = forms.IntegerField(min_value=1)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({}, "text", "请填写这一项。"),
        ({"text": "abcdefg"}, "text", "最多 5 个字，现在有 7 个，请缩短。"),
        ({"text": "a\x00b"}, "text", "这里含有不可见的空字符，请删去后重填。"),
        ({"when": "yesterday"}, "when", "请填写日期和时间，例如 2026-11-23 14:30。"),
        ({"count": "many"}, "count", "请填写整数。"),
        ({"count": "0"}, "count", "请填写不小于 1 的数。"),
    ],
)
def test_a_field_says_in_plain_chinese_what_to_do(given: dict[str, str], field: str, said: str):
    with translation.override("zh-hans"):
        assert Sample(given).errors[field] == [said]


def test_a_stale_form_says_to_open_the_page_again_and_nothing_of_roles():
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    said = strict.post("/theme", {"theme": "dark"}).content.decode()
    assert "Open the page again and send it once more." in said
    assert "Your role does not include this" not in said


@pytest.mark.parametrize(
    ("language", "said", "of_roles"),
    [
        ("en", "“Transfer” is not yours to do here.", "Your role does not include this"),
        ("zh-hans", "“转派”现在不由您来做。", "您的角色不包含此项"),
    ],
)
def test_a_case_in_other_hands_is_told_so_and_nothing_of_roles(
    language: str, said: str, of_roles: str, rf: RequestFactory
):
    with translation.override(language):
        page = views.error(rf.get("/x"), NotAllowedError("cases.not_allowed", act="transfer")).content.decode()
    assert said in page
    assert of_roles not in page


def test_a_wrong_address_does_not_speak_of_a_form():
    reader = Client(headers={"accept-language": "en"})
    answer = reader.get("/nowhere/at/all")
    assert answer.status_code == 404
    assert "send it again" not in answer.content.decode()
