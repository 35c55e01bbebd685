import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.facts import store
from liuxin.facts.absorbing import Batch, Means, absorb, codes_recorded, holds_any
from liuxin.facts.rules import CASE_CODES
from liuxin.facts.words import CaseEvent, FactTable, Manifest
from tests.facts.stories import CLOCKS, NOBODY, event, handed, numbered, opened, when
from tests.facts.test_rules import STEPS

NOW = when(31) + 300 * 86_400
DAY = 86_400


def _means(record: list[CaseEvent]) -> Means:
    def events_of(cases: Collection[str], reached: int) -> Iterator[CaseEvent]:
        return (each for each in record if each.case in cases and each.seq <= reached)

    return Means(CLOCKS, events_of, NOBODY)


def take_in(root: Path, record: list[CaseEvent], cuts: Collection[int], before: Manifest = store.EMPTY) -> Manifest:
    manifest = before
    for reached in sorted({*cuts, len(record)}):
        some = [each for each in record if manifest.seq < each.seq <= reached]
        manifest = absorb(root, manifest, Batch(some, reached), _means(record), NOW)
        store.publish(root, manifest)
    return manifest


def _rows(root: Path, manifest: Manifest, table: FactTable) -> list[dict[str, object]]:
    held = store.read_rows(root, [file for file in manifest.files if file.table is table])
    rows: list[dict[str, object]] = [] if held is None else held.to_pylist()
    return rows


def _case(number: int, steps: list[CaseEvent]) -> list[CaseEvent]:
    name, later = f"C{number}", number * 20 * DAY
    return [
        each._replace(case=name, at=each.at + later) for each in [opened(when(7), holder=number % 3 or None), *steps]
    ]


@st.composite
def records(draw: st.DrawFn) -> list[CaseEvent]:
    """Draw a record of a few cases, opened in different months, whose events come in mixed up and late."""
    cases = [_case(number, steps) for number, steps in enumerate(draw(st.lists(STEPS, min_size=1, max_size=4)))]
    events = [each for case in cases for each in case]
    draw(st.randoms(use_true_random=False)).shuffle(events)
    return numbered(events)


@settings(max_examples=60)
@given(records(), st.sets(st.integers(0, 50)))
def test_step_by_step_gives_the_same_files_as_all_at_once(record: list[CaseEvent], cuts: set[int]):
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        stepwise = take_in(Path(one), record, {cut for cut in cuts if cut <= len(record)})
        at_once = take_in(Path(other), record, ())

        assert replace(stepwise, refreshed_at=0) == replace(at_once, refreshed_at=0)
        assert store.faults(Path(one), stepwise) == []


RECORD = numbered(
    [
        *_case(1, [handed(when(8), 2), event("resolved", when(9))]),
        *_case(2, [event("resolved", when(8))]),
        *_case(3, [event("touched", when(8))]),
        event("reopened", when(28))._replace(case="C2"),
        event("resolved", when(30))._replace(case="C2"),
    ]
)


def test_only_the_months_of_touched_cases_are_written_anew(tmp_path: Path):
    before = take_in(tmp_path, RECORD[:7], ())
    after = take_in(tmp_path, RECORD, (), before)

    changed = {file.month for file in {*after.files} - {*before.files}}

    assert {file.month for file in before.files} == {"2016-03", "2016-04", "2016-05"}
    assert changed == {"2016-04"}


def test_nothing_new_changes_nothing(tmp_path: Path):
    before = take_in(tmp_path, RECORD, ())
    listing = sorted(tmp_path.rglob("*.parquet"))

    after = absorb(tmp_path, before, Batch((), len(RECORD) + 5), _means(RECORD), NOW + 60)

    assert after == replace(before, seq=len(RECORD) + 5, refreshed_at=NOW + 60)
    assert sorted(tmp_path.rglob("*.parquet")) == listing


def test_a_late_opening_brings_the_case_with_all_that_came_before(tmp_path: Path):
    late = numbered([event("resolved", when(8))._replace(case="C1"), *_case(1, [])])

    manifest = take_in(tmp_path, late, {1})

    assert [row["case"] for row in _rows(tmp_path, manifest, FactTable.CASES)] == ["C1"]
    assert len(_rows(tmp_path, manifest, FactTable.RESOLUTIONS)) == 1


def test_the_manifest_knows_what_was_recorded_and_how_far_it_reaches(tmp_path: Path):
    manifest = take_in(tmp_path, RECORD, {4})

    assert (manifest.seq, manifest.reaches_to, manifest.desk) == (len(RECORD), max(each.at for each in RECORD), False)
    assert set(manifest.codes) == {"case.opened", "case.handed_over", "case.resolved", "case.touched", "case.reopened"}
    assert codes_recorded(manifest) == set(manifest.codes)


def test_the_desk_itself_could_have_recorded_everything(tmp_path: Path):
    manifest = take_in(tmp_path, numbered([opened(when(7), source="")]), ())

    assert codes_recorded(manifest) == CASE_CODES


def test_it_is_known_who_ever_held_a_case(tmp_path: Path):
    manifest = take_in(tmp_path, RECORD, ())

    assert holds_any(tmp_path, manifest, {2})
    assert not holds_any(tmp_path, manifest, {77})
    assert not holds_any(tmp_path, store.EMPTY, {2})


class PowerCutError(Exception):
    """The machine stops here."""


class _Faulty:
    """Calls of the system that stop the machine at the n-th of them, as a power cut would."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.left = -1
        self.calls = 0
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "open"), (os, "utime"), (Path, "unlink")):
            patch.setattr(owner, name, self._wrapped(getattr(owner, name)))

    def _wrapped(self, call):
        def counted(*args: object, **more: object) -> object:
            self.calls += 1
            if self.left == 0:
                raise PowerCutError
            self.left -= 1
            return call(*args, **more)

        return counted


def _refresh(root: Path, before: Manifest) -> Manifest:
    after = absorb(root, before, Batch(RECORD[before.seq :], len(RECORD)), _means(RECORD), NOW)
    store.retire(root, before, after, NOW - 2 * store.KEEP_SECONDS)
    store.publish(root, after)
    store.sweep(root, after, NOW)
    return after


def test_a_refresh_that_dies_anywhere_leaves_the_old_facts_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = take_in(tmp_path / "whole", RECORD[:7], ())
    shutil.copytree(tmp_path / "whole", tmp_path / "model")
    after = _refresh(tmp_path / "model", before)
    faulty = _Faulty(monkeypatch)
    seen = set()
    for step in range(1000):
        root = tmp_path / f"dies-{step}"
        shutil.copytree(tmp_path / "whole", root)
        faulty.left, faulty.calls = step, 0
        try:
            _refresh(root, before)
        except PowerCutError:
            died = True
        else:
            died = False
        faulty.left = -1
        found = store.read_manifest(root)
        assert found in {before, after}
        assert store.faults(root, found) == []
        seen.add(found)
        assert _refresh(root, found) == after
        assert store.faults(root, after) == []
        if not died:
            break

    assert seen == {before, after}
    assert step > 10


def test_a_random_cut_of_random_length_is_taken_in_once(tmp_path: Path):
    rng = Random(7)
    manifest = store.EMPTY
    while manifest.seq < len(RECORD):
        reached = min(len(RECORD), manifest.seq + rng.randint(0, 3))
        some = [each for each in RECORD if manifest.seq < each.seq <= reached]
        manifest = absorb(tmp_path, manifest, Batch(some, reached), _means(RECORD), NOW)

    cases = _rows(tmp_path, manifest, FactTable.CASES)
    assert [row["case"] for row in cases] == ["C1", "C2", "C3"]
    assert [row["last_seq"] for row in cases] == [3, 9, 7]
