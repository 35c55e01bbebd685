import json
import multiprocessing
import os
from multiprocessing.synchronize import Event
from pathlib import Path

import pyarrow as pa
import pytest

from liuxin.facts import store
from liuxin.facts.words import FactFile, FactTable, Manifest
from liuxin.kernel.errors import CannotTellError, ConflictError

ROWS = pa.table({"case": ["A", "B"]})


def _manifest(root: Path, seq: int = 2) -> Manifest:
    file = store.write_rows(root, FactTable.CASES, "2016-03", ROWS, (1, 2))
    return Manifest(
        seq=seq,
        reaches_to=100,
        refreshed_at=200,
        codes=("case.opened",),
        desk=False,
        unranked=(9,),
        files=(file,),
    )


def test_a_store_that_was_never_written_is_empty(tmp_path: Path):
    assert store.read_manifest(tmp_path / "none") == store.EMPTY


def test_what_was_published_is_read_again(tmp_path: Path):
    manifest = _manifest(tmp_path)
    store.publish(tmp_path, manifest)

    assert store.read_manifest(tmp_path) == manifest
    rows = store.read_rows(tmp_path, manifest.files)
    assert rows is not None
    assert rows.to_pydict() == {"case": ["A", "B"]}


def test_a_file_is_named_by_its_content_and_written_once(tmp_path: Path):
    first = store.write_rows(tmp_path, FactTable.CASES, "2016-03", ROWS, (1, 2))
    written = (tmp_path / first.path).stat().st_mtime_ns
    again = store.write_rows(tmp_path, FactTable.CASES, "2016-03", ROWS, (1, 2))

    assert first == again
    assert first.path == f"cases/month=2016-03/{first.sha256[:24]}.parquet"
    assert (tmp_path / first.path).stat().st_mtime_ns == written


def test_a_file_that_was_cut_short_is_written_again(tmp_path: Path):
    manifest = _manifest(tmp_path)
    (tmp_path / manifest.files[0].path).write_bytes(b"PAR1")

    assert [error.code for error in store.faults(tmp_path, manifest)] == ["facts.file_unreadable"]
    _manifest(tmp_path)
    assert store.faults(tmp_path, manifest) == []


def test_the_same_facts_have_the_same_name_whenever_they_were_refreshed(tmp_path: Path):
    one = _manifest(tmp_path)
    later = Manifest(1, 1, 999, (), desk=False, unranked=(), files=())

    assert store.identity(one) == store.identity(_manifest(tmp_path))
    assert store.identity(later) == store.identity(Manifest(1, 1, 555, (), desk=False, unranked=(), files=()))
    assert store.identity(one) != store.identity(_manifest(tmp_path, seq=3))


def test_an_event_from_the_future_does_not_carry_the_record_further_than_the_refresh(tmp_path: Path):
    assert store.as_of(_manifest(tmp_path)) == 100
    assert store.as_of(Manifest(1, 900, 200, (), desk=False, unranked=(), files=())) == 200


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', '{"format": 2, "files": [{}]}', '{"format": 99}'])
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, text: str):
    (tmp_path / store.MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(CannotTellError) as error:
        store.read_manifest(tmp_path)

    assert error.value.code in {"facts.manifest_unreadable", "facts.format_unknown"}
    assert error.value.params["path"] == str(tmp_path / store.MANIFEST)


def test_files_that_are_gone_or_altered_are_named(tmp_path: Path):
    manifest = _manifest(tmp_path)
    path = tmp_path / manifest.files[0].path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    altered = store.faults(tmp_path, manifest)
    path.unlink()
    gone = store.faults(tmp_path, manifest)

    assert [(error.code, error.params["path"]) for error in altered + gone] == [
        ("facts.file_unreadable", manifest.files[0].path),
        ("facts.file_gone", manifest.files[0].path),
    ]
    with pytest.raises(CannotTellError):
        store.read_rows(tmp_path, manifest.files)


def test_a_file_that_is_no_longer_named_stays_for_an_hour(tmp_path: Path):
    before = _manifest(tmp_path)
    path = tmp_path / before.files[0].path
    os.utime(path, (0, 0))
    store.retire(tmp_path, before, store.EMPTY, 10_000)

    assert store.sweep(tmp_path, store.EMPTY, 10_000 + store.KEEP_SECONDS) == 0
    assert path.exists()
    assert store.sweep(tmp_path, store.EMPTY, 10_001 + store.KEEP_SECONDS) == 1
    assert not path.exists()


def test_a_file_that_is_named_is_never_swept(tmp_path: Path):
    manifest = _manifest(tmp_path)

    assert store.sweep(tmp_path, manifest, 1e12) == 0
    assert store.faults(tmp_path, manifest) == []


def test_leavings_of_a_writer_that_died_are_swept(tmp_path: Path):
    _manifest(tmp_path)
    left = tmp_path / "cases" / "month=2016-03" / ".half.parquet.1.tmp"
    left.write_bytes(b"half")

    assert store.sweep(tmp_path, store.EMPTY, 1e12) == 2
    assert not left.exists()


def test_two_writers_are_never_at_it_together(tmp_path: Path):
    with store.writing(tmp_path), pytest.raises(ConflictError) as error, store.writing(tmp_path, wait_seconds=0.1):
        pass

    assert error.value.code == "facts.writer_busy"
    with store.writing(tmp_path, wait_seconds=0.1):
        pass


def _die_while_writing(root: Path, held: Event) -> None:
    with store.writing(root):
        held.set()
        os._exit(9)


def test_a_writer_that_was_killed_holds_up_nobody(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=_die_while_writing, args=(tmp_path, held))
    process.start()
    assert held.wait(30)
    process.join(30)

    with store.writing(tmp_path, wait_seconds=5):
        pass


def test_a_manifest_names_its_files_in_plain_json(tmp_path: Path):
    store.publish(tmp_path, _manifest(tmp_path))

    kept = json.loads((tmp_path / store.MANIFEST).read_text(encoding="utf-8"))

    assert kept["format"] == store.FORMAT
    assert set(kept["files"][0]) == set(FactFile.__slots__)
