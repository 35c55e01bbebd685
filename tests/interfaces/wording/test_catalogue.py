import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from liuxin.desk.cases.words import Act
from liuxin.interfaces.wording import catalogue as wording
from liuxin.interfaces.wording.catalogue import catalogue, sentence, sentence_of
from liuxin.kernel.errors import BadInputError, CannotTellError, NotAllowedError
from liuxin.kernel.text import Bilingual
from tests.interfaces.wording.raised_codes import indirect_raises, raised_codes

SOURCE = Path(wording.__file__).parents[2]
HALF_WIDTH_BESIDE_CHINESE = tuple(f"{character}{mark}" for character in "。的了请是在不" for mark in ",;?")


def test_every_code_that_is_raised_has_a_sentence_in_both_languages() -> None:
    known = catalogue()
    silent = {code: places for code, places in raised_codes().items() if code not in known}
    assert silent == {}


def test_every_raised_code_is_written_where_it_is_raised() -> None:
    assert indirect_raises() == []


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_sentence_is_whole_and_the_same_in_both_languages(code: str) -> None:
    entry = catalogue()[code]
    fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (entry.zh, entry.en)]
    assert entry.zh
    assert entry.en
    assert fields[0] == fields[1]
    assert not any(pair in entry.zh for pair in HALF_WIDTH_BESIDE_CHINESE)


def test_a_sentence_is_filled_in_the_language_asked_for() -> None:
    assert (
        sentence("quantity.not_a_number", "en", value="ten")
        == "“ten” is not a number. Give a number, for example 12.5."
    )
    assert sentence("quantity.not_a_number", "zh-hans", value="十") == "“十”不是数字。请填写数字，例如 12.5。"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (99, "99"),
        (12_500, "12,500"),
        (-3, "\u22123"),
        (Decimal("99.90"), "99.9"),
        (0.1, "0.1"),
        (None, "—"),
        ("", "—"),
        (date(2016, 3, 1), "2016-03-01"),
        (datetime(2016, 3, 1, 8, 5, tzinfo=UTC), "2016-03-01 08:05 UTC"),
        (("a", "b"), "a, b"),
        (Bilingual("甲", "first"), "first"),
    ],
)
def test_what_fills_a_sentence_is_written_as_the_house_writes(value: object, shown: str) -> None:
    assert sentence("quantity.not_a_number", "en", value=value).startswith(f"“{shown}”")


def test_what_the_error_did_not_bring_is_shown_absent() -> None:
    assert sentence("quantity.not_a_number", "en").startswith("“—”")


def test_a_code_without_a_sentence_still_says_something_with_the_code() -> None:
    assert "no.such_code" in sentence("no.such_code", "en")
    assert "no.such_code" in sentence("no.such_code", "zh")


def test_an_error_names_its_line_and_field() -> None:
    error = BadInputError("quantity.not_a_number", line=12, field="weight", value="x")
    assert sentence_of(error, "zh") == "第 12 行：“x”不是数字。请填写数字，例如 12.5。"
    assert sentence_of(error, "en").startswith("Line 12: “x” is not a number.")


def test_an_error_calls_what_was_refused_by_its_name_and_not_by_its_code() -> None:
    error = NotAllowedError("cases.not_allowed", act="transfer")
    assert sentence_of(error, "zh").startswith("“转派”现在不由您来做。")
    assert sentence_of(error, "en").startswith("“Transfer” is not yours to do here.")


def test_every_deed_that_is_refused_at_the_desk_has_a_name() -> None:
    given = r'"cases\.not_allowed", act="(\w+)"'
    deeds = {deed for file in SOURCE.rglob("*.py") for deed in re.findall(given, file.read_text(encoding="utf-8"))}
    assert len(deeds) > 20
    assert sorted(deed for deed in deeds | set(Act) if not wording.has_sentence(f"cases.act.{deed}")) == []


def test_an_error_without_a_line_is_its_sentence() -> None:
    error = CannotTellError("calendar.out_of_table", calendar="cn", at="a", first="b", last="c")
    assert sentence_of(error, "en").startswith("The time a is outside the working calendar “cn” (b to c).")


@pytest.mark.parametrize("content", ["a.b: {zh: 甲}", "a.b: text", "- a.b"])
def test_a_catalogue_that_lacks_a_language_is_refused(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text(content, encoding="utf-8")
    assert_catalogue_fails(tmp_path, monkeypatch, "every code needs zh and en")


def test_a_code_in_two_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("a.b: {zh: 甲, en: a}", encoding="utf-8")
    assert_catalogue_fails(tmp_path, monkeypatch, "stands in two files")


def assert_catalogue_fails(folder: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    monkeypatch.setattr(wording, "CODES", folder)
    with pytest.raises(wording.CatalogueError, match=why):
        catalogue.__wrapped__()
