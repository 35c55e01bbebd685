"""The list of sets and one set; drafts, what is wrong with them, putting in force, throwing away."""

from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.performance.indicators import queries
from liuxin.performance.indicators.words import Band, Grain, MissingRule, SetStatus, SetView
from tests.factories import evaluation as frozen
from tests.factories import organisation as made
from tests.factories.history import KEY
from tests.factories.indicators import AT, KEPT, REOPENED, SOLVED, SYSTEM, draft, example, line
from tests.factories.work import APRIL, MARCH, Work, on_record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.4")]
LIST = "/indicators"


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def browser(*roles: Role, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(roles=roles))
    client.get("/account")
    return client


def text(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def view(key: int) -> SetView:
    return queries.indicator_set(organisation.standing(SYSTEM, AT), key)


def sheet(key: int, *rows: tuple[str, str, str, str, str], **changes: str) -> dict[str, str]:
    names = ("measure", "weight", "floor", "target", "stretch")
    fields = {f"line{i}-{name}": value for i, row in enumerate(rows) for name, value in zip(names, row, strict=True)}
    head = {
        "name_zh": "专员",
        "name_en": "Agent",
        "grain": "month",
        "missing_rule": "block",
        "expect": view(key).changed_at.isoformat(),
        "count": str(len(rows)),
        "do": "save",
    }
    return head | fields | changes


PROMISES = ("promises_kept", "60", "60", "80", "95")
SOLVED_ROW = ("cases_resolved", "40", "10", "20", "30")


def send(client: Client, key: int, fields: dict[str, str]) -> tuple[int, str]:
    response = client.post(f"{LIST}/{key}/edit", fields)
    return response.status_code, unescape(response.content.decode())


@pytest.mark.spec("D6")
def test_rules_are_open_to_everyone_who_signed_in():
    key = example()
    for client in (browser(), browser(Role.AGENT)):
        assert "Case desk agent" in text(client, LIST)
        page = text(client, f"{LIST}/{key}")
        assert "Promises kept" in page
        assert "New draft" not in text(client, LIST)
        assert "Draft the next version" not in page


def test_an_example_says_that_nobody_has_agreed_to_it():
    key = example()
    assert "Nobody has agreed to this set." in text(browser(Role.AGENT), f"{LIST}/{key}")
    assert "没有任何人同意过这套指标。" in text(browser(Role.AGENT, language="zh-hans"), f"{LIST}/{key}")


def test_a_line_shows_weight_scale_definition_credit_and_source():
    page = text(browser(), f"{LIST}/{example()}")
    assert "floor 60.0%, target 80.0%, stretch 95.0%" in page
    assert "50%" in page
    assert "ITIL 4 service level management; COPC CX Standard (on time)" in page
    assert "by the business time each held it" in page
    assert "less is better" in page
    assert "The other lines share its weight in proportion." in page


def test_a_band_is_drawn_and_said_as_a_band():
    page = text(browser(), f"{LIST}/{draft(line('cases_resolved', '100', Band(10, 20, 40, 60)))}")
    assert "best from 20 to 40; floors 10 and 60" in page
    assert 'class="f-band"' in page


def test_it_cannot_be_told_how_many_reached_a_target_from_too_little_history():
    page = text(browser(), f"{LIST}/{example()}")
    assert "How many would have reached it: cannot tell." in page
    assert "There are only 0 earlier results of “Promises kept”" in page


@pytest.mark.spec("P2.3")
def test_it_is_told_how_many_of_those_whom_it_binds_reached_a_target():
    desk = made.make_position()
    march = [Work(made.make_person(position=desk), 30, kept, period=MARCH) for kept in range(10, 30)]
    on_record(*march, Work(march[0].person, 1, 1, period=APRIL))
    page = text(browser(), f"{LIST}/{draft(line(), position_id=desk)}")
    assert "Of 20 earlier results of this position reached:" in page
    assert 'floor <b class="num">60%</b>' in page
    assert 'target <b class="num">30%</b>' in page
    assert 'stretch <b class="num">5%</b>' in page


def freeze(key: int, *people: int) -> None:
    frozen.frozen(key, {person: frozen.readings({"promises_kept": 80.0}) for person in people})


def test_scorecards_frozen_with_it_are_counted_for_all_and_linked_for_whom_they_are_open():
    desk = made.make_position()
    key = example(line(), position_id=desk)
    one, other = (made.make_person(name_en=name, position=desk) for name in ("Ada Moon", "Bo Sun"))
    freeze(key, one, other)
    page = text(browser(Role.AGENT), f"{LIST}/{key}")
    assert "2 cards, frozen" in page
    assert "Ada Moon" not in page
    assert f"/people/{one}" not in page
    open_page = text(browser(Role.DIRECTOR), f"{LIST}/{key}")
    assert "Ada Moon" in open_page
    assert "Bo Sun" in open_page


def test_cards_cost_the_same_for_one_person_and_for_three():
    client = browser(Role.DIRECTOR)
    desk, other = made.make_position(), made.make_position()
    key, more = example(line(), position_id=desk), example(line(), position_id=other)
    freeze(key, made.make_person(position=desk))
    freeze(more, *(made.make_person(position=other) for _ in range(3)))
    assert count(client, f"{LIST}/{more}") == count(client, f"{LIST}/{key}")


def test_the_list_says_which_version_is_in_force_and_finds_by_name():
    desk = made.make_position()
    example(position_id=desk)
    example(position_id=desk)
    page = text(browser(), LIST)
    assert page.count('<span class="tag tag-sim">example</span>') == 2
    assert page.count(">replaced<") == 1
    assert "2016-06-01" in page
    assert "Case desk agent" in text(browser(), f"{LIST}?q=DESK")
    assert "No set fits" in text(browser(), f"{LIST}?q=plumber")


def test_an_empty_list_says_what_will_fill_it():
    assert "HR or the director drafts the first one" in text(browser(), LIST)


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_hr_and_the_director_write(role: Role):
    key, client = draft(line()), browser(role)
    for word in ("edit", "put-in-force", "discard"):
        assert client.get(f"{LIST}/{key}/{word}").status_code == 403
        assert client.post(f"{LIST}/{key}/{word}").status_code == 403
    assert client.get(f"{LIST}/new").status_code == 403
    assert view(key).weight_total == 100


def test_a_draft_is_begun_empty_and_named_after_its_position():
    desk = made.make_position()
    response = browser(Role.HR).post(f"{LIST}/new", {"position": desk, "start": "empty", "grain": "year"})
    [found] = queries.set_lines(organisation.standing(SYSTEM, AT))
    assert response.headers["Location"] == f"{LIST}/{found.id}/edit"
    assert (found.lines, found.grain, found.name) == (0, Grain.YEAR, found.position_name)


def test_a_draft_is_begun_as_a_copy_for_another_position():
    source, other = example(), made.make_position()
    browser(Role.HR).post(f"{LIST}/new", {"position": other, "start": f"copy-{source}", "grain": "year"})
    made_set = next(each for each in queries.set_lines(organisation.standing(SYSTEM, AT)) if each.position == other)
    assert (made_set.lines, made_set.status, made_set.grain) == (3, SetStatus.DRAFT, Grain.MONTH)


def test_a_draft_from_too_little_history_is_empty_and_says_why():
    client = browser(Role.DIRECTOR)
    form = {"position": made.make_position(), "start": "history", "grain": "month"}
    page = unescape(client.post(f"{LIST}/new", form, follow=True).content.decode())
    assert "There are only 0 earlier results of “Cases resolved”" in page
    assert "Add the first line below." in page


def test_a_draft_is_saved_before_its_weights_add_to_a_hundred():
    key, client = draft(), browser(Role.HR)
    status, _ = send(client, key, sheet(key, PROMISES))
    found = view(key)
    assert status == 302
    assert (found.name.en, found.missing_rule, found.weight_total) == ("Agent", MissingRule.BLOCK, Decimal(60))
    assert [(each.measure, each.yardstick) for each in found.indicators] == [("promises_kept", KEPT)]
    assert "40 are missing to 100." in text(client, f"{LIST}/{key}/edit")


def test_numbers_are_read_as_people_write_them():
    key = draft()
    row = ("promises_kept", "６２.5％", " 60% ", "80", "95")
    assert send(browser(Role.HR), key, sheet(key, row))[0] == 302
    assert float(view(key).weight_total) == 62.5


def test_a_band_is_written_with_its_four_points():
    key = draft()
    fields = sheet(key, ("cases_resolved", "100", "10", "20", "40"), **{"line0-shape": "band", "line0-top": "60"})
    assert send(browser(Role.HR), key, fields)[0] == 302
    assert view(key).indicators[0].yardstick == Band(10, 20, 40, 60)


@pytest.mark.parametrize(
    ("rows", "field", "sentence"),
    [
        ([(*PROMISES[:3], "99", "95")], "target", "The target 99 of “Promises kept” reaches or passes its stretch 95."),
        (
            [(*PROMISES[:2], "85", "80", "95")],
            "floor",
            "The floor 85 of “Promises kept” is not short",
        ),
        ([("dreams", *PROMISES[1:])], "measure", "dreams"),
        ([PROMISES, PROMISES], "measure", "“Promises kept” is already in this set"),
        ([("transfers_per_case", "20", "3", "2", "1")], "measure", "never scores a person"),
        ([("promises_kept", "0", *PROMISES[2:])], "weight", "Give it a weight above 0 or take it out."),
        ([("promises_kept", "101", *PROMISES[2:])], "weight", "A weight lies between 0 and 100."),
        ([("promises_kept", "12.345", *PROMISES[2:])], "weight", "Write at most two decimals."),
        ([("promises_kept", "ten", *PROMISES[2:])], "weight", "“ten” is no number. Write one such as 85 or 97.5."),
        ([("promises_kept", "NaN", *PROMISES[2:])], "weight", "“NaN” is no number."),
        ([("promises_kept", "50", "", "80", "95")], "floor", "Write a number here."),
        ([("", *PROMISES[1:])], "measure", "Choose a measure, or take the line out."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    rows: list[tuple[str, str, str, str, str]], field: str, sentence: str
):
    key = draft(line())
    status, page = send(browser(Role.HR), key, sheet(key, *rows, name_en="Typed name"))
    place = f'id="line{len(rows) - 1}-{field}_error"'
    assert status == 200
    assert sentence in page[page.index(place) :].partition("</span></div>")[0]
    assert 'value="Typed name"' in page
    assert f'value="{rows[-1][1]}"' in page
    assert "Not saved: 1 part of the form" in page
    assert view(key).weight_total == 100


def test_every_wrong_line_is_named_at_once_in_the_readers_language():
    key = draft()
    wrong = sheet(key, (*PROMISES[:3], "99", "95"), ("cases_resolved", "x", "1", "2", "3"))
    _, page = send(browser(Role.HR, language="zh-hans"), key, wrong)
    assert "“承诺兑现率”的目标 99 已达到或超过挑战值 95" in page
    assert "“x”不是数字" in page
    assert "表单有 2 处还不对" in page


def test_a_set_needs_a_name():
    key = draft()
    assert "Give the set a name" in send(browser(Role.HR), key, sheet(key, name_zh="", name_en=""))[1]


@pytest.mark.parametrize(
    ("deed", "order"),
    [
        ("up-1", ["cases_resolved", "promises_kept"]),
        ("down-0", ["cases_resolved", "promises_kept"]),
        ("remove-0", ["cases_resolved"]),
        ("add", ["promises_kept", "cases_resolved", ""]),
        ("up-77", ["promises_kept", "cases_resolved"]),
        ("nonsense", ["promises_kept", "cases_resolved"]),
    ],
)
def test_lines_are_moved_added_and_taken_out_without_saving(deed: str, order: list[str]):
    key, client = draft(line()), browser(Role.HR)
    response = client.post(f"{LIST}/{key}/edit", sheet(key, PROMISES, SOLVED_ROW, do=deed))
    assert [form["measure"].value() or "" for form in response.context["sheet"].lines] == order
    assert "Not saved yet." in response.content.decode()
    assert len(view(key).indicators) == 1


def test_the_running_sum_answers_alone():
    key, client = draft(), browser(Role.HR)
    fields = sheet(key, (*PROMISES[:1], "50", *PROMISES[2:]), ("", "49", "", "", ""), do="sum")
    page = client.post(f"{LIST}/{key}/edit", fields, headers={"hx-request": "true"}).content.decode()
    assert "99" in page
    assert "1 are missing to 100." in page
    assert "<form" not in page


def test_the_second_of_two_tabs_is_told_and_keeps_what_it_typed():
    key, client = draft(line()), browser(Role.HR)
    first, second = sheet(key, PROMISES), sheet(key, SOLVED_ROW, name_en="Second tab")
    assert send(client, key, first)[0] == 302
    status, page = send(client, key, second)
    assert status == 409
    assert "Somebody has changed this draft since you opened it." in page
    assert 'value="Second tab"' in page
    assert view(key).indicators[0].measure == "promises_kept"
    again = second | {"expect": view(key).changed_at.isoformat()}
    assert f'value="{again["expect"]}"' in page
    assert send(client, key, again)[0] == 302
    assert view(key).name.en == "Second tab"


def test_a_set_in_force_is_not_edited():
    key = example()
    response = browser(Role.HR).get(f"{LIST}/{key}/edit")
    assert response.status_code == 409
    assert "Draft the next version." in response.content.decode()


def test_putting_in_force_is_confirmed_and_says_that_nobody_agreed():
    key, client = draft(line()), browser(Role.HR)
    page = text(client, f"{LIST}/{key}/put-in-force")
    assert "Nobody has agreed to it, and every page will say so" in page
    assert not view(key).in_force
    client.post(f"{LIST}/{key}/put-in-force", {"expect": view(key).changed_at.isoformat()})
    assert view(key).status is SetStatus.EXAMPLE


def test_what_is_typed_is_saved_on_the_way_to_putting_it_in_force():
    key, client = draft(line()), browser(Role.HR)
    response = client.post(f"{LIST}/{key}/edit", sheet(key, PROMISES, SOLVED_ROW, do="force"))
    assert response.headers["Location"] == f"{LIST}/{key}/put-in-force"
    assert len(view(key).indicators) == 2


def test_weights_that_add_to_99_do_not_come_into_force():
    key, client = draft(line(weight="99")), browser(Role.HR)
    response = client.post(f"{LIST}/{key}/put-in-force", {"expect": view(key).changed_at.isoformat()})
    assert response.status_code == 409
    assert "The weights add to 99%, which is 1% away from 100%." in response.content.decode()
    assert not view(key).in_force


@pytest.mark.parametrize("word", ["put-in-force", "discard"])
@pytest.mark.parametrize("expect", ["", "yesterday", "2016-05-31T08:00:00+00:00"])
def test_what_was_not_read_as_it_stands_is_not_confirmed(word: str, expect: str):
    key = draft(line())
    response = browser(Role.HR).post(f"{LIST}/{key}/{word}", {"expect": expect})
    assert response.status_code == 409
    assert view(key).status is SetStatus.DRAFT


def test_a_draft_is_thrown_away_once_confirmed():
    key, client = draft(line()), browser(Role.DIRECTOR)
    assert "Discard this draft?" in text(client, f"{LIST}/{key}/discard")
    response = client.post(f"{LIST}/{key}/discard", {"expect": view(key).changed_at.isoformat()}, follow=True)
    assert "The draft is thrown away." in response.content.decode()
    assert client.get(f"{LIST}/{key}").status_code == 404


def count(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_list_costs_the_same_for_one_set_and_for_three():
    client = browser(Role.HR)
    example()
    once = count(client, LIST)
    example()
    draft()
    assert count(client, LIST) == once


def test_a_set_costs_the_same_with_one_line_and_with_three():
    client = browser(Role.HR)
    one, three = example(line()), example()
    assert count(client, f"{LIST}/{one}") == count(client, f"{LIST}/{three}")
    single = draft(line())
    triple = draft(
        line(weight="50"), line("reopened_within_14_days", "30", REOPENED), line("cases_resolved", "9", SOLVED)
    )
    assert count(client, f"{LIST}/{single}/edit") == count(client, f"{LIST}/{triple}/edit")
