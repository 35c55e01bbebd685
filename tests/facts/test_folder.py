import os
from pathlib import Path

import pytest

from liuxin.facts.folder import LocalFolder, RemoteFolder, folder


@pytest.fixture(params=["local", "memory"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path) if request.param == "local" else f"memory://{tmp_path}"


def test_the_kind_of_place_is_told_by_its_address(tmp_path: Path):
    assert isinstance(folder(tmp_path), LocalFolder)
    assert isinstance(folder(f"file://{tmp_path}"), LocalFolder)
    assert isinstance(folder("memory://somewhere"), RemoteFolder)
    assert folder(f"file://{tmp_path}").name == folder(tmp_path / "x" / "..").name == str(tmp_path.resolve())
    assert folder("memory://somewhere/").name == folder("memory://somewhere").name == "memory:///somewhere"


def test_what_was_put_is_read(root: str):
    place = folder(root)
    place.put("a/b.txt", b"one")
    place.put("a/b.txt", b"other")

    assert place.read("a/b.txt") == b"other"
    with place.open("a/b.txt") as opened:
        assert opened.read() == b"other"
    entry = place.entry("a/b.txt")
    assert entry is not None
    assert (entry.name, entry.size) == ("a/b.txt", 5)
    assert [each.name for each in place.entries("a")] == ["a/b.txt"]


def test_what_is_not_there_is_said(root: str):
    place = folder(root)

    assert place.entry("none") is None
    assert list(place.entries("none")) == []
    place.remove("none")
    for attempt in (place.read, place.open):
        with pytest.raises(FileNotFoundError):
            attempt("none")


def test_a_file_can_be_taken_away(root: str):
    place = folder(root)
    place.put("a/b.txt", b"one")
    place.remove("a/b.txt")

    assert place.entry("a/b.txt") is None


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = folder(tmp_path)
    place.put("a.txt", b"one")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        place.put("a.txt", b"other")

    assert place.read("a.txt") == b"one"
    assert [each.name for each in place.entries("")] == ["a.txt"]
