"""External measures in the browser's words: list, definition, import with an error, confirmation, correction."""

import base64
import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.performance.indicators.words import About
from tests.factories import organisation as made
from tests.factories.readings import (
    JUNE,
    SALES,
    ExternalMeasure,
    Office,
    ReadingBatch,
    define,
    in_force,
    make_office,
)
from tests.factories.work import Work, on_record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]
LIST = "/indicators/external"
DAYS = {"period": "other", "first": "2016-05-01", "last": "2016-05-31"}
GOOD = "工号,数值,备注\nA1,95%,\nA2,98.5,补签一天\n"
BAD = "工号,数值\nA1,95%\nA77,很好\n"


@pytest.fixture
def office() -> Office:
    return make_office()


def browser(person: int, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(person=person, language=language))
    client.get("/account")
    return client


def text(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def upload(
    client: Client, office: Office, content: str | bytes, name: str = "may.csv", **fields: str
) -> tuple[int, str]:
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, content)
    given = {**DAYS, "source": "考勤机", "do": "look", "file": file, **fields}
    response = client.post(f"{LIST}/{office.measure}/import", given)
    return response.status_code, unescape(response.content.decode())


def carried(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_an_empty_list_says_what_to_do():
    client = browser(made.make_person(roles=(Role.AGENT,)))
    page = text(client, LIST)
    assert "No external measures yet" in page
    assert "New external measure" not in page
    assert "External measures" in text(client, "/indicators")


def test_the_list_tells_what_waits_to_those_who_may_confirm(office: Office):
    office.propose(("A1", "95"))
    waiting = "To be confirmed by a second person"
    assert waiting in text(browser(office.second), LIST)
    assert waiting not in text(browser(office.people[0]), LIST)


@pytest.mark.parametrize(
    ("sort", "codes"),
    [("code", ["attendance", "sales"]), ("-code", ["sales", "attendance"]), ("-readings", ["attendance", "sales"])],
)
def test_the_list_is_sorted_by_its_columns(office: Office, sort: str, codes: list[str]):
    define(SALES, by=office.importer)
    office.confirmed(("A1", "95"))
    assert re.findall(r"<code>(\w+)</code>", text(browser(office.importer), f"{LIST}?sort={sort}")) == codes
    assert re.findall(r"<code>(\w+)</code>", text(browser(office.second), f"{LIST}?q=销售")) == ["sales"]
    assert "No measure fits" in text(browser(office.director), f"{LIST}?q=nothing")


FORM = {
    "code": "inspection",
    "name_zh": "检查得分",
    "definition_zh": "每月检查的平均得分率。",
    "source": "检查表",
    "unit": "percent",
    "kind": "mean",
    "direction": "higher",
    "about": "person",
    "places": "1",
    "least_sample": "1",
}


def test_a_measure_is_defined_changed_and_retired(office: Office):
    client = browser(office.importer)
    answer = client.post(f"{LIST}/new", FORM | {"positions": [str(office.position)]})
    found = ExternalMeasure.objects.get(code="inspection")
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}/{found.pk}")
    page = text(client, f"{LIST}/{found.pk}")
    assert "每月检查的平均得分率。" in page
    assert "external.inspection" in page
    fields = FORM | {"expect": carried(text(client, f"{LIST}/{found.pk}/edit")).get("expect", "")}
    fields["expect"] = found.changed_at.isoformat()
    assert client.post(f"{LIST}/{found.pk}/edit", fields | {"source": "新检查表"}).status_code == 302
    assert ExternalMeasure.objects.get(pk=found.pk).source == "新检查表"
    assert client.post(f"{LIST}/{found.pk}/edit", fields).status_code == 409
    assert client.post(f"{LIST}/{found.pk}/retire").status_code == 302
    assert "retired" in text(client, f"{LIST}/{found.pk}")


def test_what_is_wrong_with_a_definition_stands_at_its_field(office: Office):
    client = browser(office.importer)
    page = unescape(client.post(f"{LIST}/new", FORM | {"code": "Attendance!"}).content.decode())
    assert "A code starts with a small letter" in page
    page = unescape(client.post(f"{LIST}/new", FORM | {"code": "attendance"}).content.decode())
    assert "belongs to another external measure already" in page
    page = unescape(client.post(f"{LIST}/new", FORM | {"name_zh": " ", "name_en": ""}).content.decode())
    assert "Write a name, in Chinese or English or both." in page


def test_the_periods_offered_are_those_of_the_record(office: Office):
    on_record(Work(made.make_person(), cases=1, kept=1))
    page = text(browser(office.importer), f"{LIST}/{office.measure}/import")
    offered = re.findall(r'<option value="([\w-]+)"', page)
    assert offered[0] == "2016-03"
    assert "2016-04" not in offered


def test_a_file_is_looked_at_before_anything_is_written(office: Office):
    status, page = upload(browser(office.importer), office, GOOD)
    assert status == 200
    assert "2 readings could be read without an error." in page
    assert "Should have a reading and have none: 1." in page
    assert "郭立" in page or "A3" in page
    assert not ReadingBatch.objects.exists()


def test_errors_are_told_with_line_and_column_and_come_back_in_a_workbook(office: Office):
    client = browser(office.importer, language="zh-hans")
    _status, page = upload(client, office, BAD)
    assert "2 处错误" in page
    assert "没有工号“A77”。" in page
    assert "提交，待他人确认" not in page
    answer = client.post(f"{LIST}/{office.measure}/import", carried(page) | {"do": "faults"})
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][-1] == "错误"
    assert rows[1][-1] is None
    assert str(rows[2][-1]).startswith("没有工号“A77”。")


def test_what_was_looked_at_is_handed_in_and_confirmed_by_another(office: Office):
    client = browser(office.importer)
    _status, page = upload(client, office, GOOD)
    answer = client.post(f"{LIST}/{office.measure}/import", carried(page) | {"do": "propose"})
    batch = ReadingBatch.objects.get()
    assert answer["Location"] == f"{LIST}/batches/{batch.pk}"
    assert (batch.file_name, batch.source, batch.state) == ("may.csv", "考勤机", "proposed")
    own = text(client, f"{LIST}/batches/{batch.pk}")
    assert "it counts once somebody else has confirmed it" in own
    assert "Confirm or reject…" not in own
    refused = client.get(f"{LIST}/batches/{batch.pk}/decide")
    assert refused.status_code == 403
    assert "somebody else must confirm" in unescape(refused.content.decode())
    assert "ask your lead or an administrator for the role" not in unescape(refused.content.decode())
    second = browser(office.second)
    assert "Confirm these readings?" in text(second, f"{LIST}/batches/{batch.pk}/decide")
    assert second.post(f"{LIST}/batches/{batch.pk}/decide", {"do": "confirm"}).status_code == 302
    assert [value for _person, value in in_force()] == [95.0, 98.5]
    assert second.post(f"{LIST}/batches/{batch.pk}/decide", {"do": "confirm"}).status_code == 409


def test_a_rejection_and_a_withdrawal_ask_for_the_reason(office: Office):
    batch = office.propose(("A1", "95"))
    second = browser(office.second)
    url = f"{LIST}/batches/{batch}/decide"
    assert "Write the reason" in unescape(second.post(url, {"do": "reject", "reason": " "}).content.decode())
    assert second.post(url, {"do": "reject", "reason": "应出勤天数有误"}).status_code == 302
    assert "应出勤天数有误" in text(second, f"{LIST}/batches/{batch}")
    counted = office.confirmed(("A1", "95"))
    url = f"{LIST}/batches/{counted}/withdraw"
    assert "Write the reason" in unescape(second.post(url, {"reason": ""}).content.decode())
    assert second.post(url, {"reason": "考勤机坏了"}).status_code == 302
    assert in_force() == []


def test_a_correction_shows_what_changes_and_who_falls_away(office: Office):
    old = office.confirmed(("A1", "95"), ("A2", "98"))
    client = browser(office.importer)
    _status, page = upload(client, office, "工号,数值\nA1,96\n", replaces=str(old), note="补签一天")
    assert "Of the batch to be corrected, missing in this file: 1." in page
    client.post(f"{LIST}/{office.measure}/import", carried(page) | {"do": "propose"})
    new = ReadingBatch.objects.get(replaces=old)
    decide = text(browser(office.second), f"{LIST}/batches/{new.pk}/decide")
    assert "95.0%" in decide
    assert "+1.0" in decide
    assert "They had a reading in the file that is corrected" in decide


def test_a_correction_without_its_reason_says_so_at_the_field(office: Office):
    old = office.confirmed(("A1", "95"))
    client = browser(office.importer)
    _status, page = upload(client, office, "工号,数值\nA1,96\n", replaces=str(old))
    sent = client.post(f"{LIST}/{office.measure}/import", carried(page) | {"do": "propose"})
    assert "Write the reason: it is kept with the batch." in unescape(sent.content.decode())


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        ("", {}, "The submitted file is empty"),
        ("姓名,数值\n陈晓,95\n", {}, "has no column “Staff number”"),
        ("工号,数值\n", {}, "no row below it"),
        ("工号,数值\nA1,\n", {}, "No row of the file holds a value."),
        (GOOD, {"last": "2030-01-31", "first": "2030-01-01"}, "numbers may still change"),
        (GOOD, {"first": ""}, "Write the first and the last day."),
        (GOOD, {"first": "2016-06-01"}, "The last day is before the first."),
        (GOOD, {"sheet": "x" * 40}, "at most 31"),
    ],
)
def test_what_cannot_be_looked_at_is_said_at_the_field(office: Office, content: str, fields: dict[str, str], said: str):
    status, page = upload(browser(office.importer), office, content, **fields)
    assert status == 200
    assert said in page


def test_without_a_file_or_with_a_forged_one_nothing_happens(office: Office):
    client = browser(office.importer)
    sent = client.post(f"{LIST}/{office.measure}/import", DAYS | {"source": "x", "do": "propose", "content": "%%%"})
    assert "Choose the file to upload." in unescape(sent.content.decode())
    forged = base64.b64encode(BAD.encode()).decode()
    fields = DAYS | {"source": "x", "do": "propose", "content": forged, "name": "may.csv"}
    sent = client.post(f"{LIST}/{office.measure}/import", fields)
    assert "Errors in the file: 2. Nothing was imported;" in unescape(sent.content.decode())
    assert not ReadingBatch.objects.exists()


def test_a_file_that_is_too_large_is_refused(office: Office):
    _status, page = upload(browser(office.importer), office, "x" * (1_400 * 1024 + 1))
    assert "more than 1,400 KB" in page


def test_chinese_csv_and_workbooks_are_read(office: Office):
    many = "".join(f"A{number},9{number}.5%\n" for number in range(1, 4))
    _status, page = upload(browser(office.importer), office, f"工号,出勤率\n{many}".encode("gb18030"))
    assert "3 readings could be read without an error." in page
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in (["工号", "数值"], ["A1", 95]):
        book.active.append(row)
    book.save(file)
    _status, page = upload(browser(office.second), office, file.getvalue(), name="五月.xlsx")
    assert "1 reading could be read without an error." in page


def test_the_template_of_a_period_names_those_whose_reading_is_expected(office: Office):
    answer = browser(office.importer).get(f"{LIST}/{office.measure}/template-export?period=2016-05")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Staff number", "Name", "Value", "Weight", "Remark")
    assert [row[0] for row in rows[1:]] == ["A1", "A2", "A3"]
    second = browser(office.second)
    for wrong in ("period=x", "period=all", "period=other&first=2016-05-31&last=2016-05-01", "period=other&first=x"):
        assert second.get(f"{LIST}/{office.measure}/template-export?{wrong}").status_code == 400
    days = "period=other&first=2016-05-01&last=2016-05-15"
    assert second.get(f"{LIST}/{office.measure}/template-export?{days}").status_code == 200


def test_a_measure_shows_how_complete_it_is_and_exports_what_may_be_seen(office: Office):
    batch = office.confirmed(("A1", "95"), ("A2", "96"))
    page = text(browser(office.importer), f"{LIST}/{office.measure}")
    assert "How complete it is" in page
    assert f"{LIST}/batches/{batch}?row=2#row-2" in page
    mine = browser(office.people[0])
    own = text(mine, f"{LIST}/{office.measure}")
    assert "How complete it is" not in own
    assert re.search(r"\bA2\b", own) is None
    table = b"".join(mine.get(f"{LIST}/{office.measure}/export?form=csv")).decode()
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ["A1"]
    everything = b"".join(browser(office.director).get(f"{LIST}/{office.measure}/export?form=csv")).decode()
    assert [line.split(",")[0] for line in everything.splitlines()[1:]] == ["A1", "A2"]
    assert "2016-05-01,2016-05-31,95.0,1.0,考勤机,may.xlsx,2" in everything


def test_readings_are_filtered_by_period_and_name(office: Office):
    office.confirmed(("A1", "95"), ("A2", "96"))
    office.confirmed(("A1", "97"), period=JUNE)
    client = browser(office.importer)
    june = text(client, f"{LIST}/{office.measure}?period=2016-06")
    assert "97.0%" in june
    assert "95.0%" not in june
    assert "No reading fits" in text(client, f"{LIST}/{office.measure}?q=nobody")


def test_a_batch_shows_the_page_that_holds_a_row_and_only_to_those_who_may_see_it(office: Office):
    batch = office.confirmed(("A1", "95"), ("A2", "96"))
    assert 'id="row-3"' in text(browser(office.importer), f"{LIST}/batches/{batch}?row=3")
    mine = text(browser(office.people[0]), f"{LIST}/batches/{batch}")
    assert 'id="row-2"' in mine
    assert 'id="row-3"' not in mine
    assert browser(office.other).get(f"{LIST}/batches/{batch}").status_code == 404
    assert browser(office.director).get(f"{LIST}/batches/999999").status_code == 404


def test_a_measure_of_teams_is_imported_by_code(office: Office):
    measure = define(replace(SALES, about=About.TEAM), by=office.importer)
    _status, page = upload(browser(office.importer), replace(office, measure=measure), "班组代码,数值\ngate,1200.50\n")
    assert "1 reading could be read without an error." in page
    assert "1,200.50" in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_as_many_statements_for_three_as_for_one(
    office: Office, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    office.confirmed(*((f"A{number}", "95") for number in range(1, count + 1)))
    client = browser(office.importer)
    with django_assert_num_queries(16):
        assert client.get(f"{LIST}/{office.measure}").status_code == 200
