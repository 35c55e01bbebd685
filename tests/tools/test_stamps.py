from pathlib import Path

import pytest

from tools import stamps


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "made.txt"
    path.write_text("made", encoding="utf-8")
    return path


def test_a_step_is_done_while_its_stamp_tells_the_truth(tmp_path: Path, made: Path):
    stamp = tmp_path / "stamps" / "step.json"
    assert not stamps.holds(stamp, "inputs")
    stamps.keep(stamp, "inputs", [made])
    assert stamps.holds(stamp, "inputs")
    assert not stamps.holds(stamp, "other inputs")


def test_a_step_is_not_done_when_something_that_it_made_was_lost_or_changed(tmp_path: Path, made: Path):
    stamp = tmp_path / "step.json"
    stamps.keep(stamp, "inputs", [made])
    made.write_text("made smaller or larger", encoding="utf-8")
    assert not stamps.holds(stamp, "inputs")
    made.unlink()
    assert not stamps.holds(stamp, "inputs")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"inputs": "inputs"}'])
def test_a_stamp_that_cannot_be_read_is_none(tmp_path: Path, text: str):
    stamp = tmp_path / "step.json"
    stamp.write_text(text, encoding="utf-8")
    assert not stamps.holds(stamp, "inputs")


def test_the_digest_follows_names_contents_and_words(tmp_path: Path, made: Path):
    first = stamps.digest([made], "word")
    assert stamps.digest([made], "word") == first
    assert stamps.digest([made], "other") != first
    made.write_text("else", encoding="utf-8")
    assert stamps.digest([made], "word") != first
