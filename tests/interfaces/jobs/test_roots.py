import json
from datetime import timedelta
from pathlib import Path

import pytest

from liuxin.desk.history.words import ChainHead, Root
from liuxin.interfaces.jobs import roots
from liuxin.kernel.errors import BadInputError
from tests.factories.history import AT

pytestmark = pytest.mark.spec("D6")
HEAD = ChainHead(seq=12, hash="ab" * 32, unsealed=0, oldest_unsealed_at=None)
EMPTY = ChainHead(seq=0, hash="00" * 32, unsealed=3, oldest_unsealed_at=AT)


def test_the_root_of_the_day_is_written_once(tmp_path: Path):
    path = roots.keep_daily(tmp_path / "roots", HEAD, AT)
    assert path == tmp_path / "roots" / "2016-03-01.json"
    assert json.loads(path.read_text()) == {"seq": 12, "hash": "ab" * 32, "at": "2016-03-01T09:30:00.250000+00:00"}
    assert roots.keep_daily(tmp_path / "roots", HEAD, AT + timedelta(hours=1)) is None
    assert roots.keep_daily(tmp_path / "roots", HEAD, AT + timedelta(days=1)) is not None
    assert sorted(file.name for file in (tmp_path / "roots").iterdir()) == ["2016-03-01.json", "2016-03-02.json"]


def test_an_empty_chain_has_no_root(tmp_path: Path):
    assert roots.keep_daily(tmp_path, EMPTY, AT) is None
    assert list(tmp_path.iterdir()) == []


def test_roots_are_read_back(tmp_path: Path):
    roots.keep_daily(tmp_path, HEAD, AT)
    assert roots.kept(tmp_path) == [Root(12, "ab" * 32)]


def test_a_root_is_never_written_over_a_file(tmp_path: Path):
    (tmp_path / "kept.json").write_text("{}")
    with pytest.raises(BadInputError, match=r"audit\.root_exists"):
        roots.write(tmp_path / "kept.json", HEAD, AT)
    assert (tmp_path / "kept.json").read_text() == "{}"
    assert [file.name for file in tmp_path.iterdir()] == ["kept.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seq": "x", "hash": "y"}', "\x00"])
def test_a_file_that_is_no_root_is_named(tmp_path: Path, text: str):
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(BadInputError) as raised:
        roots.kept(tmp_path)
    assert (raised.value.code, raised.value.params) == ("audit.root_unreadable", {"file": "bad.json"})
