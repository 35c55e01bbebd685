import json
import multiprocessing
import os
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from liuxin.engines.measurement.schemas import arrow_schema
from liuxin.facts import store
from liuxin.facts.folder import folder
from liuxin.facts.manifests import EMPTY, KEEP_SECONDS
from liuxin.facts.words import FactFile, FactTable, Group, Manifest, Retired
from liuxin.kernel.errors import CannotTellError, ConflictError
from tests.facts.test_manifests import FULL

ROWS = pa.table({"case": ["B", "A"]})


def _file(root: Path) -> FactFile:
    return store.write_rows(folder(root), FactTable.CASES, "2016-03.0", ROWS, (1, 2))


def _manifest(root: Path) -> Manifest:
    return replace(EMPTY, files=(_file(root),))


def test_rows_are_read_as_they_were_written_in_the_order_of_their_table(tmp_path: Path):
    file = _file(tmp_path)

    rows = store.read_rows(folder(tmp_path), [file])
    assert rows is not None
    assert rows.to_pydict() == {"case": ["A", "B"]}
    assert store.read_rows(folder(tmp_path), []) is None
    assert (file.rows, file.first, file.last, file.month) == (2, "A", "B", "2016-03")
    assert file.size == (tmp_path / file.path).stat().st_size


def test_a_file_is_named_by_its_content_and_written_once(tmp_path: Path):
    first = _file(tmp_path)
    written = (tmp_path / first.path).stat().st_mtime_ns
    again = _file(tmp_path)

    assert first == again
    assert first.path == f"cases/month=2016-03/{first.sha256[:24]}.parquet"
    assert (tmp_path / first.path).stat().st_mtime_ns == written


def test_what_is_not_kept_by_month_lies_in_a_folder_of_its_own(tmp_path: Path):
    file = store.write_rows(
        folder(tmp_path), Group.HOLDERS, "whole", pa.table({"person": [2, 1], "team": [1, 1]}), (0, 0)
    )

    assert file.path.startswith("holders/whole/")


def test_a_file_that_was_cut_short_is_seen_at_once_and_written_again(tmp_path: Path):
    manifest, place = _manifest(tmp_path), folder(tmp_path)
    (tmp_path / manifest.files[0].path).write_bytes(b"PAR1")

    for look in (store.damaged, store.faults):
        assert [error.code for error in look(place, manifest)] == ["facts.file_unreadable"]
    with pytest.raises(CannotTellError, match=r"facts\.file_unreadable"):
        store.read_rows(place, manifest.files)
    _file(tmp_path)
    assert store.faults(place, manifest) == []


def test_files_that_are_gone_or_altered_are_named(tmp_path: Path):
    manifest, place = _manifest(tmp_path), folder(tmp_path)
    path = tmp_path / manifest.files[0].path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    altered = store.faults(place, manifest)
    path.unlink()
    gone = [*store.faults(place, manifest), *store.damaged(place, manifest)]

    name = manifest.files[0].path
    assert [(error.code, error.params["path"]) for error in altered + gone] == [
        ("facts.file_unreadable", name),
        ("facts.file_gone", name),
        ("facts.file_gone", name),
    ]
    with pytest.raises(CannotTellError, match=r"facts\.file_gone"):
        store.read_rows(place, manifest.files)


def test_horilla_1038_the_rows_of_a_person_are_found_without_reading_the_others(tmp_path: Path):
    people, each = 40, 5_000
    columns = {field.name: pa.nulls(people * each, field.type) for field in arrow_schema("participation")}
    columns |= {
        "case": pa.array([f"C{number:07}" for number in range(people * each)]),
        "person": pa.array([number % people for number in range(people * each)], pa.int64()),
        "start": pa.array(range(people * each), pa.int64()),
    }
    file = store.write_rows(folder(tmp_path), FactTable.PARTICIPATION, "2016-03.0", pa.table(columns), (1, 2))

    path = str(tmp_path / file.path)
    spans = duckdb.sql(
        f"SELECT stats_min_value::INT, stats_max_value::INT FROM parquet_metadata('{path}')"
        " WHERE path_in_schema = 'person' ORDER BY row_group_id"
    ).fetchall()
    assert [first <= 17 <= last for first, last in spans] == [False, True, False, False]
    (scanned,) = _scanned(f"SELECT count(start) FROM read_parquet('{path}') WHERE person = 17")
    assert scanned == 5_000


def _scanned(sql: str) -> list[int]:
    """Tell how many rows came out of each scan of a query: the groups that cannot hold the person are not in it."""
    plan = duckdb.sql(f"EXPLAIN (ANALYZE, FORMAT json) {sql}").fetchall()[0][1]
    found = []

    def look(node: dict[str, Any]) -> None:
        if "operator_name" in node and "READ_PARQUET" in str(node["operator_name"]).upper():
            found.append(int(node["operator_cardinality"]))
        for child in node.get("children", []):
            look(child)

    look(json.loads(plan))
    return found


def test_a_file_is_removed_an_hour_after_it_was_last_named(tmp_path: Path):
    manifest, place = _manifest(tmp_path), folder(tmp_path)
    path = manifest.files[0].path
    waiting = Manifest(
        **{**{name: getattr(EMPTY, name) for name in Manifest.__slots__}, "retired": (Retired(path, 10),)}
    )

    assert store.remove_retired(place, waiting, 10 + KEEP_SECONDS - 1) == 0
    assert store.sweep(place, waiting, 1e12) == 0
    assert (tmp_path / path).exists()
    assert store.remove_retired(place, waiting, 10 + KEEP_SECONDS) == 1
    assert not (tmp_path / path).exists()


def test_a_file_that_is_named_is_never_swept(tmp_path: Path):
    manifest = _manifest(tmp_path)

    assert store.sweep(folder(tmp_path), manifest, 1e12) == 0
    assert store.faults(folder(tmp_path), manifest) == []


def test_leavings_of_a_writer_that_died_are_swept_when_they_are_an_hour_old(tmp_path: Path):
    path = tmp_path / _manifest(tmp_path).files[0].path
    left = path.with_name(".half.parquet.1.tmp")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))

    assert store.sweep(folder(tmp_path), EMPTY, KEEP_SECONDS + 1) == 1
    assert not left.exists()
    assert path.exists()


def test_two_writers_are_never_at_it_together(tmp_path: Path):
    place, locks = folder(tmp_path / "facts"), tmp_path / "locks"
    with store.writing(place, locks), pytest.raises(ConflictError) as error, store.writing(place, locks, 0.1):
        pass

    assert (error.value.code, error.value.params) == ("facts.writer_busy", {"seconds": 0})
    with store.writing(place, locks, 0.1), store.writing(folder("memory://elsewhere"), locks, 0.1):
        pass


def _die_while_writing(root: Path, held: Event) -> None:
    with store.writing(folder(root), root / "locks"):
        held.set()
        os._exit(9)


def test_a_writer_that_was_killed_holds_up_nobody(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=_die_while_writing, args=(tmp_path, held))
    process.start()
    assert held.wait(30)
    process.join(30)

    with store.writing(folder(tmp_path), tmp_path / "locks", 5):
        pass


def test_a_manifest_lists_its_files_in_one_order():
    assert store.in_manifest(reversed(FULL.files)) == FULL.files
