from collections.abc import Sequence
from pathlib import Path

import pytest

from liuxin.interfaces.imports.loading import check_log
from liuxin.interfaces.imports.looking import FirstLook, look_at, propose
from liuxin.interfaces.imports.mapping import Layout, parse_mapping
from liuxin.interfaces.imports.shipped import SERVICENOW_LOG
from liuxin.kernel.errors import BadInputError
from tests.interfaces.imports.logs import Line, write

LOG = ("number", "incident_state", "made_sla", "opened_at", "sys_updated_at", "assigned_to", "priority", "closed_at")
TABLE = ("工单号", "报修时间", "关闭时间", "状态", "经手人", "班组", "业主", "优先级", "渠道")


def event(number: str, state: str, at: str, *, who: str = "Resolver 1", kept: str = "true") -> tuple[str, ...]:
    return (number, state, kept, "1/3/2016 09:00", at, who, "3 - Moderate", "20/3/2016 10:00")


EVENTS = [
    row
    for number in range(9)
    for row in (
        event(f"INC{number}", "New", "1/3/2016 09:05", who="?"),
        event(f"INC{number}", "Awaiting User Info", "14/3/2016 10:00"),
        event(f"INC{number}", "-100", "15/3/2016 10:00"),
        event(f"INC{number}", "Resolved", "15/3/2016 11:00", kept="false" if number else "true"),
        event(f"INC{number}", "Closed", "20/3/2016 10:00", kept="false" if number else "true"),
    )
]
CASES = [
    (
        f"A{number}",
        "2016-03-01 09:00",
        "2016-03-02 10:00",
        "已关闭",
        f"经手{number % 3}",
        "一班",
        f"业主{number}",
        "紧急",
        "电话",
    )
    for number in range(9)
]


def looked(folder: Path, rows: Sequence[Line], header: tuple[str, ...], encoding: str = "utf-8") -> FirstLook:
    return look_at(write(folder / "log.csv", rows, header=header, encoding=encoding))


def guessed(look: FirstLook) -> dict[str, str]:
    return {guess.word: guess.column for guess in look.guesses}


def warned(look: FirstLook) -> list[str]:
    return [why.code.removeprefix("import.look.") for why in look.warnings]


def test_an_event_log_is_told_with_its_columns(tmp_path: Path) -> None:
    look = looked(tmp_path, EVENTS, LOG)
    assert (look.layout, look.rows, look.is_whole, look.marks) == (Layout.EVENTS, 45, True, ("?",))
    assert guessed(look) == {
        "case": "number",
        "opened": "opened_at",
        "time": "sys_updated_at",
        "state": "incident_state",
        "promise": "made_sla",
        "holder": "assigned_to",
    }


def test_a_column_that_shows_what_came_later_is_found(tmp_path: Path) -> None:
    look = looked(tmp_path, EVENTS, LOG)
    assert {name: why.params for name, why in look.leaks.items()} == {"closed_at": {"share": 80}}
    assert list(look.last_row) == ["made_sla"]


def test_a_state_that_is_a_number_among_words_is_warned_of(tmp_path: Path) -> None:
    assert warned(looked(tmp_path, EVENTS, LOG)) == ["odd_state"]


def test_a_case_table_in_chinese_is_told_with_its_columns(tmp_path: Path) -> None:
    look = looked(tmp_path, CASES, TABLE, "gb18030")
    assert (look.layout, look.form.encoding) == (Layout.CASES, "gb18030")
    assert guessed(look) == {
        "case": "工单号",
        "opened": "报修时间",
        "closed": "关闭时间",
        "state": "状态",
        "holder": "经手人",
        "team": "班组",
        "customer": "业主",
        "channel": "渠道",
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("rows", "header"), [(EVENTS, LOG), (CASES, TABLE)])
def test_a_proposal_can_be_used_as_it_is(
    tmp_path: Path, rows: list[tuple[str, ...]], header: tuple[str, ...], language: str
) -> None:
    path = write(tmp_path / "log.csv", rows, header=header)
    mapping = parse_mapping(propose(look_at(path), language))
    result = check_log(path, mapping)
    assert (result.tally.bulk.created, result.tally.rows_held) == (9, 0)


def test_a_proposal_says_why_in_the_language_asked_for(tmp_path: Path) -> None:
    look = looked(tmp_path, EVENTS, LOG)
    english, chinese = propose(look, "en"), propose(look, "zh-hans")
    assert "# closed_at: later than its own row on 80% of the rows" in english
    assert "“14/3/2016 10:00” in sys_updated_at" in english
    assert '"Awaiting User Info" = "waiting"  # 9' in english
    assert '"-100" = "report"  # 9' in english
    assert "# closed_at: 80% 的行里它晚于该行本身" in chinese


def test_a_date_that_could_be_read_both_ways_is_said_to_be_ambiguous(tmp_path: Path) -> None:
    rows = [("A1", "3/4/2016", "5/4/2016", "Closed"), ("A2", "4/4/2016", "6/4/2016", "Closed")]
    look = looked(tmp_path, rows, ("number", "opened", "closed", "state"))
    assert warned(look) == ["day_or_month", "day_or_month", "no_holder"]
    assert look.warnings[0].params == {"column": "opened", "value": "3/4/2016"}


def test_a_date_that_could_be_read_both_ways_follows_another_column_that_cannot(tmp_path: Path) -> None:
    rows = [("A1", "3/4/2016", "3/14/2016", "Closed"), ("A2", "4/4/2016", "4/15/2016", "Closed")]
    look = looked(tmp_path, rows, ("number", "opened", "closed", "state"))
    assert warned(look) == ["no_holder"]
    assert 'formats = ["%m/%d/%Y"]' in propose(look, "en")


def test_a_repeated_name_is_warned_of(tmp_path: Path) -> None:
    rows = [("A1", "x", "New", "y"), ("A1", "x", "Closed", "y"), ("A2", "x", "New", "y"), ("A2", "x", "New", "y")]
    assert "repeated_name" in warned(looked(tmp_path, rows, ("case", "Variant", "state", "Variant")))


def test_rows_of_broken_form_are_counted(tmp_path: Path) -> None:
    look = looked(tmp_path, [*EVENTS, ("INC1", "New")], LOG)
    assert look.broken == 1
    assert "broken_rows" in warned(look)


def test_a_file_in_which_nothing_is_recognised_says_what_to_name(tmp_path: Path) -> None:
    look = looked(tmp_path, [("1", "2"), ("3", "4")], ("foo", "bar"))
    assert [why.params.get("word") for why in look.warnings] == ["case", "state", "time", None]


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        looked(tmp_path, [], LOG)
    assert refused.value.code == "import.no_rows"


@pytest.mark.scale
def test_the_servicenow_log_is_told_and_its_proposal_counts_as_the_ready_mapping_does() -> None:
    look = look_at(SERVICENOW_LOG)
    assert guessed(look) == {
        "case": "number",
        "opened": "opened_at",
        "time": "sys_updated_at",
        "state": "incident_state",
        "promise": "made_sla",
        "reopenings": "reopen_count",
        "outcome": "closed_code",
        "team": "assignment_group",
        "holder": "assigned_to",
        "customer": "caller_id",
        "site": "location",
        "priority": "priority",
        "channel": "contact_type",
        "category": "category",
    }
    assert list(look.leaks) == ["resolved_at", "closed_at"]
    tally = check_log(SERVICENOW_LOG, parse_mapping(propose(look, "en"))).tally
    assert (tally.bulk.created, tally.rows_held, tally.reopened, tally.kept) == (24_918, 0, 275, 15_803)
