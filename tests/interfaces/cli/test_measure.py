"""`liuxin measure` as it is typed."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import time_machine
from django.conf import settings

from liuxin.engines.measurement.library import GROUPS, KEYS, MEASURES
from liuxin.interfaces.cli.measuring.cells import value_of
from liuxin.interfaces.cli.measuring.names import Asked
from liuxin.kernel.errors import BadInputError
from tests import worlds
from tests.factories.organisation import make_person
from tests.factories.work import AT, FEBRUARY, Work, on_record
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "_now", "li_wei")]


@pytest.fixture
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def working() -> int:
    """Make somebody who keeps 45 of 60 promises in March, 20 of 20 in February; 3 cases were reopened the day after."""
    person = make_person(name_en="Li Wei", name_zh="李伟")
    on_record(Work(person, cases=60, kept=45, reopened=3))
    on_record(Work(person, cases=20, kept=20, period=FEBRUARY), calendar=False)
    return person


standing_world = worlds.standing(working)


@pytest.fixture
def li_wei(standing_world: tuple[int, Path], db: None, _facts_of_its_own: None) -> int:
    del db, _facts_of_its_own
    return worlds.handed_out(standing_world)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_without_a_measure_all_are_shown_with_their_intervals(terminal: Terminal):
    shown = terminal("measure")

    assert shown.exit_code == 0
    assert all(key in shown.stdout for key in KEYS)
    assert "81.2 %" in shown.stdout
    assert "Intervals of 95 %." in shown.stdout


def test_a_group_gives_a_row_each_with_names(terminal: Terminal, li_wei: int):
    found = _rows(terminal("measure", "promises_kept", "--by", "person", "--by", "month", "--format", "csv").stdout)

    assert [(row["person"], row["person_name"], row["value"], row["n"], row["why"]) for row in found] == [
        (str(li_wei), "Li Wei", "100", "20", "too_few"),
        (str(li_wei), "Li Wei", "75", "60", ""),
    ]
    assert found[1]["period_start"] == "2016-03-01T00:00:00+08:00"
    assert (found[1]["unit"], found[1]["interval"]) == ("percent", "wilson")


def test_groups_may_be_named_with_commas(terminal: Terminal):
    both = terminal("measure", "promises_kept", "--by", "person", "--by", "month", "--format", "csv").stdout

    assert terminal("measure", "promises_kept", "--by", "person, month", "--format", "csv").stdout == both


def test_a_table_names_the_month_and_marks_a_small_sample(terminal: Terminal):
    lines = terminal("measure", "promises_kept", "--by", "person", "--by", "month").stdout.splitlines()

    assert lines[1].split()[:5] == ["promises_kept", "2016-02", "Li", "Wei", "100.0"]
    assert "too few (at least 30)" in lines[1]
    assert "too few" not in lines[2]


@pytest.mark.parametrize("grain", ["day", "week", "quarter", "year"])
def test_time_can_be_cut_otherwise(terminal: Terminal, grain: str):
    found = _rows(terminal("measure", "cases_resolved", "--by", grain, "--format", "csv").stdout)

    assert sum(float(row["value"]) for row in found) == 80
    assert terminal("measure", "cases_resolved", "--by", grain).exit_code == 0


def test_the_default_period_begins_with_the_day_of_the_first_case(terminal: Terminal):
    assert "Period: 2016-02-02 to" in terminal("measure", "cases_resolved").stdout


def test_days_are_those_of_the_organisation_and_the_last_is_included(terminal: Terminal):
    def resolved(*days: str) -> str:
        return _rows(terminal("measure", "cases_resolved", *days, "--format", "csv").stdout)[0]["value"]

    assert resolved("--from", "2016-03-01", "--to", "2016-03-02") == "57"
    assert resolved("--from", "2016-03-03", "--to", "2016-03-03") == "3"


@pytest.mark.parametrize("who", ["Li Wei", "key"])
def test_a_person_is_named_or_given_by_key(terminal: Terminal, li_wei: int, who: str):
    asked = str(li_wei) if who == "key" else who

    found = json.loads(
        terminal("measure", "cases_resolved", "--by", "person", "--person", asked, "--format", "json").stdout
    )

    assert [(row["person"], row["value"]) for row in found] == [(li_wei, 80.0)]


def test_the_cases_behind_a_number_are_listed(terminal: Terminal):
    found = _rows(
        terminal(
            *("measure", "promises_kept", "--cases", "--person", "Li Wei"),
            *("--from", "2016-03-01", "--to", "2016-03-31", "--format", "csv"),
        ).stdout
    )

    assert len(found) == 60
    assert sum(float(row["value"]) for row in found) == 45
    assert {row["counted"] for row in found} == {"true"}
    assert (
        "60 rows, 60 of them counted."
        in terminal(*("measure", "promises_kept", "--cases", "--from", "2016-03-01", "--to", "2016-03-31")).stdout
    )


def test_readings_are_written_to_files(terminal: Terminal, tmp_path: Path):
    sheet, table, text = tmp_path / "all.csv", tmp_path / "all.parquet", tmp_path / "all.json"

    for file in (sheet, table, text):
        assert terminal("measure", "--by", "person", "--output", str(file)).exit_code == 0

    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    keys = [row["measure"] for row in _rows(sheet.read_text(encoding="utf-8-sig"))]
    assert {"cases_resolved", "resolution_time_business.p90", "promises_kept"} < set(keys) < set(KEYS)
    assert pq.read_table(table)["measure"].to_pylist() == keys
    assert [row["measure"] for row in json.loads(text.read_text(encoding="utf-8"))] == keys


def test_the_list_explains_each_measure_in_the_language_of_the_terminal(terminal: Terminal, chinese_terminal: Terminal):
    english, chinese = terminal("measure", "--list").stdout, chinese_terminal("measure", "--list").stdout

    assert all(measure.code in english and measure.code in chinese for measure in MEASURES.values())
    for group, name in GROUPS.items():
        listed = any(measure.group == group for measure in MEASURES.values())
        assert (name.en in english.splitlines()) is listed
        assert (name.zh in chinese.splitlines()) is listed


def test_codes_are_never_broken_on_a_narrow_terminal(terminal: Terminal):
    terminal.runner.env = {**terminal.runner.env, "COLUMNS": "80"}
    words = {word for line in terminal("measure").stdout.splitlines() for word in line.split()[:1]}

    assert set(KEYS) <= words


def test_the_list_has_a_line_a_measure_with_the_definition_under_it(terminal: Terminal):
    terminal.runner.env = {**terminal.runner.env, "COLUMNS": "80"}
    lines = terminal("measure", "--list").stdout.splitlines()

    measure = MEASURES["resolution_time_business"]
    line = next(line for line in lines if line.startswith(measure.keys[0]))
    assert line == f"{'  '.join(measure.keys)}  {measure.name.en} (hours)"
    under = lines[lines.index(line) + 1]
    assert under.startswith("    ")
    assert measure.definition.en.startswith(under.strip())


def test_money_has_its_unit():
    assert value_of(36.849, MEASURES["cost_per_case"]) == "36.85 yuan"


def test_what_was_not_recorded_is_said(terminal: Terminal):
    shown = terminal("measure", "transfers_per_case").stdout

    assert "not recorded (lacks case.handed_over)" in shown
    assert "not recorded (lacks case.handed_over)" in terminal("measure", "--list").stdout


def test_facts_are_told_anew_on_request(terminal: Terminal):
    before = terminal("measure", "--format", "csv").stdout

    assert terminal("measure", "--anew", "--format", "csv").stdout == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("smiles",), "There is no measure “smiles”. Known are: cases_opened, cases_resolved"),
        (("--by", "weather"), "cannot be grouped by “weather”"),
        (("--by", "day", "--by", "week"), "cut in one way only"),
        (("--from", "2016-05-01", "--to", "2016-04-01"), "The period ends"),
        (("--person", "Nobody"), "No “Nobody” among those who ever held a case"),
        (("--team", "Nobody"), "No “Nobody” among those who ever held a case"),
        (("--output", "/no/such/folder/all.csv"), "There is no folder /no/such/folder"),
        (("--from", "2031-01-01", "--to", "2031-12-31"), "it runs from 2016-02-02 to 2016-03-"),
        (("--from", "2001-01-01", "--to", "2001-12-31"), "The record holds nothing of 2001-01-01 to 2001-12-31"),
        (("--how", "smiles"), "There is no measure “smiles”"),
        (("cases_resolved", "--cases", "--where", "person=Li Wei"), "For person give a key"),
        (("cases_resolved", "--cases", "--where", "weather=wet"), "cannot be grouped by “weather”"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(terminal: Terminal, words: tuple[str, ...], said: str):
    refused = terminal("measure", *words)

    assert refused.exit_code == 1
    assert said in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "parquet"),
        ("--cases",),
        ("cases_resolved", "promises_kept", "--cases"),
        ("cases_resolved", "--cases", "--person", "Li Wei", "--person", "Li Wei"),
        ("--from", "yesterday"),
        ("--format", "pdf"),
        ("cases_resolved", "--where", "channel=phone"),
        ("cases_resolved", "--cases", "--where", "channel"),
        ("cases_resolved", "--cases", "--by", "month"),
    ],
)
def test_wrong_usage_has_an_exit_code_of_its_own(terminal: Terminal, words: tuple[str, ...]):
    assert terminal("measure", *words).exit_code == 2


def test_two_of_one_name_are_told_apart_by_key(terminal: Terminal, li_wei: int):
    other = make_person(name_en="Li Wei", name_zh="李玮")
    on_record(Work(other, cases=1, kept=1), calendar=False)

    refused = terminal("measure", "--person", "Li Wei")

    assert refused.exit_code == 1
    assert f"{li_wei}, {other}" in refused.stderr


def test_keys_of_one_name_are_told_in_their_order_whatever_the_record_gives_first():
    with pytest.raises(BadInputError) as refused:
        Asked({1121: "Li Wei", 1120: "Li Wei"}, {}, {}).person("Li Wei")
    assert refused.value.params["keys"] == "1120, 1121"


def test_help_answers_with_examples(terminal: Terminal):
    assert "liuxin measure promises_kept --by team --by month" in terminal("measure", "--help").stdout


@pytest.mark.parametrize("words", [("smiles",), ("--by", "weather"), ("--by", "day", "--by", "week")])
def test_a_wrong_question_is_refused_before_the_facts_are_brought_up_to_date(
    terminal: Terminal, home: Path, words: tuple[str, ...]
):
    Path(settings.FACTS_ROOT).mkdir(parents=True, exist_ok=True)
    before = sorted(Path(settings.FACTS_ROOT).rglob("*"))
    on_record(Work(make_person(name_en="New"), cases=1, kept=1), calendar=False, seal=False)

    assert terminal("measure", *words).exit_code == 1
    assert sorted(Path(settings.FACTS_ROOT).rglob("*")) == before


def test_how_a_number_is_computed_is_read_off_its_definition(terminal: Terminal, chinese_terminal: Terminal):
    terminal("measure")
    measure = MEASURES["promises_kept"]

    english = terminal("measure", "--how", "promises_kept").stdout
    chinese = chinese_terminal("measure", "--how", "promises_kept").stdout

    for text in (measure.definition, measure.population_text, measure.numerator_text, measure.credit_text):
        assert text.en in english
        assert text.zh in chinese
    assert measure.source in english
    assert "a share; per cent; higher is better; it may score a person." in english
    assert "case.promise_judged" in english
    assert "百分比；越高越好" in chinese


def test_how_a_percentile_is_computed_names_the_percentile(terminal: Terminal):
    shown = terminal("measure", "--how", "resolution_time_business.p90").stdout

    assert "resolution_time_business.p90" in shown.splitlines()[0]
    assert "the 90th percentile; hours; lower is better" in shown


def test_how_says_what_this_record_lacks_and_what_would_be_needed(terminal: Terminal):
    terminal("measure")

    shown = terminal("measure", "--how", "transfers_per_case").stdout

    assert f"not recorded (lacks case.handed_over) {MEASURES['transfers_per_case'].needs_note.en}" in shown


def test_cases_can_be_narrowed_to_a_cell_of_any_dimension(terminal: Terminal):
    def listed(*where: str) -> list[dict[str, str]]:
        options = [word for each in where for word in ("--where", each)]
        return _rows(terminal("measure", "cases_resolved", "--cases", *options, "--format", "csv").stdout)

    assert (len(listed("channel=phone")), len(listed("channel=email"))) == (80, 0)
    assert (len(listed("channel=phone", "site=")), len(listed("site=3"))) == (80, 0)


@pytest.mark.parametrize(
    "name",
    [
        *("team", "department", "position", "customer", "customer_kind", "age", "site", "product", "category"),
        *("priority", "channel", "stage", "kind"),
    ],
)
def test_readings_can_be_grouped_by_anything(terminal: Terminal, name: str):
    found = _rows(terminal("measure", "cases_resolved", "--by", name, "--format", "csv").stdout)

    assert sum(float(row["value"]) for row in found) == 80
    assert terminal("measure", "cases_resolved", "--by", name).exit_code == 0


def test_a_table_on_the_terminal_ends_somewhere_and_says_so(terminal: Terminal):
    shown = terminal("measure", "--by", "day").stdout

    assert "The first 2,000 of" in shown
    assert len(shown.splitlines()) < 2_100
