import json
from dataclasses import replace
from pathlib import Path

import pytest

from liuxin.facts import manifests
from liuxin.facts.folder import folder
from liuxin.facts.manifests import EMPTY, KEEP_SECONDS
from liuxin.facts.words import FactFile, FactTable, Group, Manifest, Retired
from liuxin.kernel.errors import CannotTellError


def file(name: str, part: str = "2016-03.0", table: FactTable | Group = FactTable.CASES) -> FactFile:
    return FactFile(table, part, f"{table}/{name}", 2, 100, 1, 2, "ab", "A", "B")


FULL = Manifest(
    seq=2,
    reaches_to=100,
    refreshed_at=200,
    codes=("case.opened",),
    desk=False,
    has_people=True,
    unranked=(9,),
    months=(("2016-03", 2),),
    replaced=(("2016-03.0", 1),),
    files=(file("one"), file("two", "fresh", Group.EVENTS)),
    retired=(Retired("cases/old", 150),),
)


def test_a_store_that_was_never_written_is_empty(tmp_path: Path):
    assert manifests.read(folder(tmp_path / "none")) == EMPTY


def test_what_was_published_is_read_again(tmp_path: Path):
    manifests.publish(folder(tmp_path), FULL)

    assert manifests.read(folder(tmp_path)) == FULL


def test_a_manifest_names_its_files_in_plain_json(tmp_path: Path):
    manifests.publish(folder(tmp_path), FULL)

    kept = json.loads((tmp_path / manifests.MANIFEST).read_text(encoding="utf-8"))

    assert kept["format"] == manifests.FORMAT
    assert set(kept["files"][0]) == set(FactFile.__slots__)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "facts.manifest_unreadable"),
        ("{", "facts.manifest_unreadable"),
        ("[]", "facts.manifest_unreadable"),
        ('{"format": 6}', "facts.manifest_unreadable"),
        ('{"format": 6, "files": [{}]}', "facts.manifest_unreadable"),
        ('{"format": 4}', "facts.format_unknown"),
        ('{"format": 99}', "facts.format_unknown"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, text: str, code: str):
    (tmp_path / manifests.MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(CannotTellError) as error:
        manifests.read(folder(tmp_path))

    assert (error.value.code, error.value.params) == (code, {"path": str(tmp_path / manifests.MANIFEST)})


def test_the_month_of_a_file_is_that_of_its_part():
    assert file("x", "2016-03.12").month == "2016-03"
    assert [file("x", part).month for part in ("fresh", "whole", "duties")] == ["", "", ""]


def test_the_files_of_a_table_are_found_by_part():
    assert FULL.of(FactTable.CASES) == (file("one"),)
    assert FULL.of(Group.EVENTS, "fresh") == (file("two", "fresh", Group.EVENTS),)
    assert FULL.of(Group.EVENTS, "2016-03.0") == ()


def test_the_same_facts_have_the_same_name_whenever_they_were_refreshed():
    later = replace(FULL, refreshed_at=999, retired=())

    assert manifests.identity(later) == manifests.identity(FULL)
    assert manifests.says_the_same(later, FULL)


@pytest.mark.parametrize(
    "other",
    [
        replace(FULL, seq=3),
        replace(FULL, reaches_to=99),
        replace(FULL, codes=()),
        replace(FULL, desk=True),
        replace(FULL, unranked=()),
        replace(FULL, files=FULL.files[:1]),
    ],
)
def test_other_facts_have_another_name(other: Manifest):
    assert manifests.identity(other) != manifests.identity(FULL)
    assert not manifests.says_the_same(other, FULL)


def test_an_event_from_the_future_does_not_carry_the_record_further_than_the_refresh():
    assert manifests.as_of(FULL) == 100
    assert manifests.as_of(replace(FULL, reaches_to=900)) == 200


def test_files_that_are_no_longer_named_wait_to_be_removed():
    after = replace(FULL, files=FULL.files[:1], retired=())

    assert manifests.retiring(FULL, after, 1000).retired == (Retired("cases/old", 150), Retired("events/two", 1000))


def test_a_file_waits_from_when_it_was_last_named_and_is_forgotten_when_its_hour_is_over():
    late = manifests.retiring(FULL, FULL, 150 + KEEP_SECONDS)
    again = manifests.retiring(FULL, replace(FULL, files=(*FULL.files, file("old"))), 1000)

    assert (late.retired, again.retired) == ((), ())
