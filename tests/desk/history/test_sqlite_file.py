"""What only SQLite has: one file to flip bits in, and rows that are replaced past the triggers of DELETE."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from liuxin.desk.history import queries
from liuxin.desk.history.words import Fault
from tests.factories.history import KEY, event, row, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("D6")]


def database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def flip(offset: int) -> None:
    connection.close()
    with database_file().open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0x10]))


@pytest.fixture
def raw() -> Iterator[Callable[[], bytes]]:
    """Give the bytes of the file, and put them back afterwards."""
    whole: list[bytes] = []

    def read() -> bytes:
        connection.close()
        whole[:] = [database_file().read_bytes()]
        return whole[0]

    yield read
    connection.close()
    for content in whole:
        database_file().write_bytes(content)


def test_one_flipped_bit_anywhere_in_a_row_on_disk_is_seen_and_the_row_named(raw: Callable[[], bytes]):
    ids = told([event(n, payload={"holder": n, "team": "工程"}) for n in range(1, 8)])
    kept = row(ids[3])
    file = raw()
    first = file.index(b"case.handed_overcaseINC0000004")
    end = file.index(bytes(kept["leaf"])) + 32
    assert 120 < end - first < 300
    for offset in range(first, end):
        flip(offset)
        report = queries.verify(key=KEY)
        assert (Fault.ALTERED, 4, ids[3]) in {
            (problem.what, problem.seq, problem.event_id) for problem in report.problems
        }, (offset - first, report.problems)
        flip(offset)
    assert queries.verify(key=KEY).ok


def test_one_flipped_bit_in_the_frame_of_a_row_or_in_its_seal_is_seen(raw: Callable[[], bytes]):
    ids = told(7)
    file = raw()
    frame = file.index(b"case.handed_overcaseINC0000004")
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM history_seal WHERE seq = 4")
        seal = file.index(bytes(cursor.fetchone()[0]))
    for offset in [*range(frame - 18, frame), *range(seal, seal + 32)]:
        flip(offset)
        assert not queries.verify(key=KEY).ok, offset - frame
        flip(offset)
    assert queries.verify(key=KEY).ok
    assert len(ids) == 7


def test_a_flipped_bit_in_an_index_is_seen(raw: Callable[[], bytes]):
    told(7)
    file = raw()
    flip(file.index(b"4", file.replace(b"overcase", b"overCASE").index(b"caseINC0000004")))
    assert Fault.UNREADABLE in {problem.what for problem in queries.verify(key=KEY).problems}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO history_event SELECT * FROM history_event WHERE id = {key}",
        "INSERT OR REPLACE INTO history_seal (seq, event_id, hash) VALUES (2, {key}, X'00')",
    ],
)
def test_a_replacement_is_no_way_around_the_guards(statement: str):
    key = told(3)[1]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(key=key))
