import re
from dataclasses import replace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from liuxin.desk.organisation.words import ANONYMOUS, Role, Standing
from liuxin.interfaces.web.kit import navigation, views
from liuxin.interfaces.web.kit.context import Shell
from liuxin.interfaces.web.kit.middleware import ErrorPages
from liuxin.interfaces.web.kit.templatetags import kit
from liuxin.kernel.errors import (
    BadInputError,
    CannotTellError,
    ConflictError,
    LiuxinError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)


@pytest.fixture
def reader(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def test_the_start_page_speaks_chinese_unless_asked_otherwise(reader: Client):
    page = reader.get("/").content.decode()
    assert '<html lang="zh-Hans"' in page
    assert "每个数字，都能打开到它背后的工单" in page


def test_the_start_page_speaks_english_to_an_english_browser(reader: Client):
    page = reader.get("/", headers={"accept-language": "en-GB"}).content.decode()
    assert '<html lang="en"' in page
    assert "A number you can open, down to the case." in page


def test_the_language_is_kept_by_a_post(reader: Client):
    reader.post("/language", {"language": "en", "next": "/"})
    assert '<html lang="en"' in reader.get("/").content.decode()


def test_without_a_choice_the_system_decides_on_the_theme(reader: Client):
    page = reader.get("/").content.decode()
    assert 'media="(prefers-color-scheme: dark)"' in page
    assert "data-bs-theme" not in page


@pytest.mark.parametrize(("theme", "media"), [("dark", "all"), ("light", "not all")])
def test_a_chosen_theme_is_kept_and_drawn_by_the_server(reader: Client, theme: str, media: str):
    assert reader.post("/theme", {"theme": theme, "next": "/"}).headers["Location"] == "/"
    page = reader.get("/").content.decode()
    assert f'data-bs-theme="{theme}"' in page
    assert f'media="{media}"' in page


def test_the_choice_of_the_system_forgets_the_theme(reader: Client):
    reader.post("/theme", {"theme": "dark"})
    reader.post("/theme", {"theme": "system"})
    assert "data-bs-theme" not in reader.get("/").content.decode()


def test_the_theme_leads_back_to_no_other_site(reader: Client):
    assert reader.post("/theme", {"theme": "dark", "next": "https://example.org/"}).headers["Location"] == "/"


def test_a_theme_that_nobody_drew_is_not_kept(reader: Client):
    assert reader.post("/theme", {"theme": '"><script>'}).cookies["theme"].value == ""


def test_nothing_inline_stands_on_the_page_and_the_policy_forbids_it(reader: Client):
    answer = reader.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r"\s(style|on[a-z]+)=", page)


ERRORS = [
    (BadInputError("period.naive"), 400),
    (NotAllowedError("kernel.made_up"), 403),
    (NotFoundError("kernel.made_up"), 404),
    (ConflictError("kernel.made_up"), 409),
    (RuleBrokenError("kernel.made_up"), 409),
    (CannotTellError("kernel.made_up"), 409),
]


@pytest.mark.parametrize(("problem", "status"), ERRORS)
def test_each_error_has_its_status_and_says_what_to_do(problem: LiuxinError, status: int, rf: RequestFactory):
    request = rf.get("/somewhere")
    answer = ErrorPages(lambda _: HttpResponse()).process_exception(request, problem)
    assert answer is not None
    assert answer.status_code == status
    assert f'href="{reverse("start")}"' in answer.content.decode()


def test_an_error_that_is_not_ours_goes_on_to_django(rf: RequestFactory):
    assert ErrorPages(lambda _: HttpResponse()).process_exception(rf.get("/"), ValueError("x")) is None


@pytest.mark.parametrize(("language", "sentence"), [("en", "At most 2 MB at a time"), ("zh-hans", "一次最多 2 MB")])
def test_what_is_larger_than_anything_here_takes_is_refused_unread(
    reader: Client, settings: Settings, language: str, sentence: str
):
    settings.LARGEST_BODY = 2 * 1024 * 1024
    reader.cookies["django_language"] = language
    form = "application/x-www-form-urlencoded"
    told = str(settings.LARGEST_BODY + 1)
    refused = reader.generic("POST", "/theme", b"theme=dark", content_type=form, CONTENT_LENGTH=told)
    assert (refused.status_code, "theme" in refused.cookies) == (413, False)
    assert sentence in refused.content.decode()
    assert reader.generic("POST", "/theme", b"theme=dark", content_type=form).status_code == 302


def test_htmx_gets_the_error_as_a_fragment(rf: RequestFactory):
    answer = views.error(rf.get("/x", headers={"hx-request": "true"}), NotFoundError("kernel.made_up"))
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_an_unknown_address_has_a_page_in_both_languages(reader: Client):
    assert "这里没有内容" in reader.get("/nowhere").content.decode()
    english = reader.get("/nowhere", headers={"accept-language": "en"})
    assert english.status_code == 404
    assert "There is nothing here" in english.content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "This address only takes what a form sends"), ("zh-hans", "这个网址只接收表单")]
)
def test_an_address_that_only_takes_forms_is_no_blank_page(reader: Client, language: str, said: str):
    answer = reader.get("/theme", headers={"accept-language": language})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert said in answer.content.decode()


def test_when_everything_breaks_the_page_asks_neither_database_nor_session(rf: RequestFactory):
    answer = views.server_error(rf.get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "出错了" in page
    assert "Something broke" in page


def test_a_fragment_whose_reader_signed_out_sends_the_whole_page_to_sign_in(rf: RequestFactory):
    def signed_out(request: HttpRequest) -> HttpResponse:
        del request
        return HttpResponse(status=302, headers={"Location": reverse("organisation:sign-in") + "?next=/x"})

    request = rf.get("/x", headers={"hx-request": "true", "hx-current-url": "/board"})
    answer = ErrorPages(signed_out)(request)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/board")


@pytest.mark.parametrize(("count", "tabs", "more"), [(3, 3, 0), (5, 5, 0), (6, 4, 2), (9, 4, 5)])
def test_a_phone_has_five_tabs_and_no_place_is_out_of_reach(rf: RequestFactory, count: int, tabs: int, more: int):
    shell = Shell(rf.get("/"))
    places = tuple(navigation.Place(f"/{i}", "dots", str(i), current=False) for i in range(count))
    vars(shell)["places"] = places
    assert (len(shell.tabs), len(shell.more)) == (tabs, more)
    assert shell.tabs + shell.more == places


def test_a_link_of_the_side_bar_says_where_one_is_and_holds_nothing_but_its_label():
    here = navigation.Place("/a?b=1&c=2", "sun-high", '<b>"日"</b>', current=True, key="d")
    there = navigation.Place("/b", "inbox", "Cases", current=False)
    drawn = [kit.links([here, there], kind) for kind in ("side", "tab", "more")]
    label, icon = "&lt;b&gt;&quot;日&quot;&lt;/b&gt;", kit.icon("sun-high")
    assert [text.split("</a>")[0] for text in drawn] == [
        f'<a href="/a?b=1&amp;c=2" data-key="g d" aria-current="page" title="{label}">{icon}<span>{label}</span>',
        f'<a href="/a?b=1&amp;c=2" aria-current="page">{icon}<span>{label}</span>',
        f'<a href="/a?b=1&amp;c=2" aria-current="page">{label}',
    ]
    assert all("aria-current" not in text.split("</a>")[1] for text in drawn)
    assert kit.links([replace(here, current=False)]) != kit.links([here])


def test_nobody_is_shown_no_place():
    assert navigation.places(ANONYMOUS, "start") == ()


@pytest.mark.parametrize(
    ("roles", "url"),
    [({Role.AGENT}, "/me/scorecard"), ({Role.MANAGER}, "/board"), ({Role.AGENT, Role.MANAGER}, "/board")],
)
def test_a_scorecard_belongs_to_one_place_of_the_side_bar(roles: set[Role], url: str):
    standing = Standing(account_id=1, person_id=1, roles=frozenset(roles))
    assert [place.url for place in navigation.places(standing, "insight:scorecard") if place.current] == [url]


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_shown_only_places_that_exist(role: Role):
    for place in navigation.places(Standing(account_id=1, person_id=1, roles=frozenset({role})), "start"):
        assert place.url.startswith("/")
        assert place.label
