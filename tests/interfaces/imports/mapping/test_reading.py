from datetime import date
from pathlib import Path

import pytest

from liuxin.desk.cases.words import Channel, Outcome
from liuxin.interfaces.imports.mapping import Layout, StateWord, parse_mapping, read_mapping
from liuxin.interfaces.imports.mapping.words import HeldFrom, TrustedWhen
from liuxin.kernel.errors import BadInputError
from tests.interfaces.imports.logs import MAPPING

CASES = """
[source]
name = "table"
layout = "cases"
[time]
zone = "Asia/Shanghai"
[columns]
case = "工单号"
opened = "报修时间"
closed = "关闭时间"
holder = "经手人"
[people]
held_from = "opened"
"""


def refusal(text: str) -> BadInputError:
    with pytest.raises(BadInputError) as refused:
        parse_mapping(text)
    return refused.value


def changed(old: str, new: str) -> BadInputError:
    assert old in MAPPING
    return refusal(MAPPING.replace(old, new))


def test_a_mapping_of_events_is_read() -> None:
    mapping = parse_mapping(MAPPING)
    assert (mapping.name, mapping.layout, mapping.zone.key) == ("tests", Layout.EVENTS, "UTC")
    assert mapping.columns.holder == ("who",)
    assert mapping.reading.missing == {"", "?"}
    assert mapping.states["-100"] is StateWord.REPORT
    assert mapping.promises == {"true": True, "false": False}
    assert mapping.trust == {"kept": TrustedWhen.LAST_ROW, "code": TrustedWhen.LAST_ROW}
    assert mapping.defaults.outcome is Outcome.NOT_RECORDED


def test_a_mapping_of_a_case_table_is_read() -> None:
    mapping = parse_mapping(CASES)
    assert (mapping.layout, mapping.zone.key, mapping.people.held_from) == (
        Layout.CASES,
        "Asia/Shanghai",
        HeldFrom.OPENED,
    )


def test_without_a_calendar_work_goes_around_the_clock() -> None:
    hours = parse_mapping(MAPPING).hours
    assert hours.code == "around-the-clock"
    assert hours.hours == dict.fromkeys(range(7), ((0, 1440),))


def test_a_calendar_is_read() -> None:
    text = """
    [calendar]
    code = "desk"
    zone = "Asia/Shanghai"
    first = 2016-01-01
    last = 2016-12-31
    days_off = [2016-10-01]
    [calendar.hours]
    mon = ["09:00-12:00", "13:30-18:00"]
    sat = "09:00-12:00"
    """
    hours = parse_mapping(MAPPING + text).hours
    assert hours.hours == {0: ((540, 720), (810, 1080)), 5: ((540, 720),)}
    assert (hours.first, hours.last, hours.days_off) == (
        date(2016, 1, 1),
        date(2016, 12, 31),
        frozenset({date(2016, 10, 1)}),
    )


def test_channels_read_by_table() -> None:
    text = MAPPING.replace("[states]\n", '[channels]\n"Self service" = "portal"\n[states]\n')
    assert parse_mapping(text).channels == {"Self service": Channel.PORTAL}


@pytest.mark.parametrize(
    ("old", "new", "field", "near"),
    [
        ("[states]", "[stats]", "stats", "states"),
        ('holder = "who"', 'holdr = "who"', "columns.holdr", "holder"),
        ('missing = ["?"]', 'mising = ["?"]', "reading.mising", "missing"),
        ('system = ["Robot"]', 'systems = ["Robot"]', "people.systems", "system"),
    ],
)
def test_an_unknown_key_is_named_with_the_one_that_was_meant(old: str, new: str, field: str, near: str) -> None:
    error = changed(old, new)
    assert (error.code, error.field, error.params["near"]) == ("import.mapping_unknown_key", field, near)


@pytest.mark.parametrize(
    ("old", "new", "field", "wanted", "found"),
    [
        ('case = "case"', "case = 3", "columns.case", "string", "integer"),
        ('missing = ["?"]', "missing = [1]", "reading.missing", "array of strings", "array"),
        ('Closed = "closed"', "Closed = true", "states.Closed", "string", "boolean"),
        ('kept = ["true"]', "kept = true", "promise.kept", "array of strings", "boolean"),
        ('zone = "UTC"', "zone = 2016-01-01", "time.zone", "string", "date"),
    ],
)
def test_a_wrong_type_is_named(old: str, new: str, field: str, wanted: str, found: str) -> None:
    error = changed(old, new)
    assert (error.code, error.field) == ("import.mapping_wrong_type", field)
    assert (error.params["wanted"], error.params["found"]) == (wanted, found)


def test_a_section_that_is_no_table_is_named() -> None:
    assert refusal("source = 3").code == "import.mapping_wrong_type"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('Closed = "closed"', 'Closed = "shut"', "states.Closed"),
        ('layout = "events"', 'layout = "rows"', "source.layout"),
        ('missing = ["?"]', 'missing = ["?"]\nduplicates = "drop"', "reading.duplicates"),
    ],
)
def test_a_word_that_is_none_is_named_with_those_that_are(old: str, new: str, field: str) -> None:
    error = changed(old, new)
    assert (error.code, error.field) == ("import.mapping_bad_word", field)
    assert error.params["allowed"]


def test_a_priority_outside_one_to_four_is_refused() -> None:
    error = refusal(MAPPING + '[priorities]\n"5 - Planning" = 5\n')
    assert (error.code, error.field) == ("import.mapping_outside", "priorities.5 - Planning")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('name = "tests"', "", "source.name"),
        ('layout = "events"', "", "source.layout"),
        ('time = "at"', "", "columns.time"),
        ('case = "case"', "", "columns.case"),
        ('zone = "UTC"', "", "time.zone"),
        ('kept = ["true"]', "", "promise.kept"),
    ],
)
def test_a_missing_key_is_named(old: str, new: str, field: str) -> None:
    error = changed(old, new)
    assert (error.code, error.field) == ("import.mapping_missing_key", field)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (MAPPING.replace('team = "team"', 'team = "team"\nclosed = "team"'), "columns.closed"),
        (CASES.replace('holder = "经手人"', 'actor = "经手人"'), "columns.actor"),
        (CASES + '[trust]\nnever = ["x"]\n', "trust.never"),
    ],
)
def test_a_key_of_the_other_layout_is_refused(text: str, field: str) -> None:
    error = refusal(text)
    assert (error.code, error.field) == ("import.mapping_not_for_layout", field)


def test_what_is_final_must_be_said_to_be_so() -> None:
    error = changed('last_row = ["kept", "code"]', 'last_row = ["code"]')
    assert (error.code, error.field, error.params["column"]) == ("import.trust_unsaid", "columns.promise", "kept")


def test_a_final_column_is_not_read_as_known_at_the_event() -> None:
    error = changed('last_row = ["kept", "code"]', 'last_row = ["kept", "code", "who"]')
    assert (error.code, error.field) == ("import.trust_last_row", "columns.holder")


def test_a_column_that_is_never_true_is_not_read() -> None:
    error = changed('last_row = ["kept", "code"]', 'last_row = ["kept", "code"]\nnever = ["opened"]')
    assert (error.code, error.field) == ("import.trust_never", "columns.opened")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('missed = ["false"]', 'missed = ["true"]', "promise.missed"),
        ('last_row = ["kept", "code"]', 'last_row = ["kept", "code"]\nnever = ["code"]', "trust.never"),
    ],
)
def test_a_contradiction_is_named(old: str, new: str, field: str) -> None:
    error = changed(old, new)
    assert (error.code, error.field) == ("import.mapping_contradiction", field)


def test_a_log_without_an_open_state_is_refused() -> None:
    error = refusal(MAPPING.replace('= "open"', '= "waiting"'))
    assert (error.code, error.field) == ("import.mapping_no_open_state", "states")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    error = changed('zone = "UTC"', f'zone = "{zone}"')
    assert error.field == "time.zone"
    assert error.code in {"import.mapping_zone_unknown", "import.mapping_missing_key"}


@pytest.mark.parametrize("hours", ["9-18", "18:00-09:00", "09:00-25:00"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    error = refusal(MAPPING + f'[calendar]\ncode = "x"\n[calendar.hours]\nmon = "{hours}"\n')
    assert (error.code, error.field) == ("import.mapping_bad_hours", "calendar.hours.mon")


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ('zone = "UTC"', "calendar.code", "import.mapping_missing_key"),
        ('code = "x"\nclosed = 1', "calendar.closed", "import.mapping_unknown_key"),
        ('code = "x"\nfirst = 2016-02-01\nlast = 2016-01-01', "calendar.last", "calendar.ends_before_start"),
        ('code = "x"\n[calendar.hours]\nmo = "09:00-18:00"', "calendar.hours.mo", "import.mapping_unknown_key"),
        ('code = "x"\ndays_off = ["2016-01-01"]', "calendar.days_off", "import.mapping_wrong_type"),
    ],
)
def test_a_calendar_that_is_none_is_refused(text: str, field: str, code: str) -> None:
    error = refusal(f"{MAPPING}[calendar]\n{text}\n")
    assert (error.code, error.field) == (code, field)


def test_what_is_no_toml_is_refused_with_the_place() -> None:
    error = refusal("[source\nname = 3")
    assert error.code == "import.mapping_not_toml"
    assert "line 1" in str(error.params["said"])


def test_a_file_that_is_not_there_or_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as missing:
        read_mapping(tmp_path / "no.toml")
    (tmp_path / "gbk.toml").write_bytes('[source]\nname = "工单"\n'.encode("gbk"))
    with pytest.raises(BadInputError) as garbled:
        read_mapping(tmp_path / "gbk.toml")
    assert (missing.value.code, garbled.value.code) == ("import.mapping_missing", "import.mapping_not_utf8")


def test_a_state_cannot_leave_a_case_with_its_holder_and_with_nobody() -> None:
    error = changed('system = ["Robot"]', 'unchanged_at = ["New", "Active"]\nnobody_at = ["New"]')
    assert (error.code, error.field, error.params["value"]) == (
        "import.mapping_contradiction",
        "people.nobody_at",
        "New",
    )


def test_every_column_of_a_joined_label_is_held_against_the_trust() -> None:
    error = refusal(MAPPING.replace('holder = "who"', 'holder = ["who", "code"]'))
    assert (error.code, error.field, error.params["column"]) == ("import.trust_last_row", "columns.holder", "code")


@pytest.mark.parametrize(
    ("added", "code", "field"),
    [
        ('[happenings]\nReply = "message.seen"\n', "mapping_bad_word", "happenings.Reply"),
        ('[happenings]\nRated = "survey.answered"\n', "mapping_missing_key", "columns.overall"),
        ('[happenings]\nSettled = "case.confirmed"\n', "mapping_missing_key", "columns.settled"),
        ('[happened]\nopened = "message.sent"\n', "mapping_not_for_layout", "happened"),
        ('[answers]\nyes = ["y"]\nno = ["y"]\n', "mapping_contradiction", "answers.no"),
        ("[scores]\nBest = 7\n", "mapping_outside", "scores.Best"),
    ],
)
def test_what_happens_around_a_case_is_named_and_has_what_it_needs(added: str, code: str, field: str) -> None:
    error = refusal(MAPPING + added)
    assert (error.code, error.field) == (f"import.{code}", field)
