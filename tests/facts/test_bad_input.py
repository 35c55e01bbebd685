"""What must not hurt: late and early events, damage, a full disk, two at once, and what was erased."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from liuxin.desk.history import actions as history_actions
from liuxin.desk.history.words import SealedEvent
from liuxin.engines.measurement.schemas import arrow_schema
from liuxin.facts import actions, loading, queries, store
from liuxin.facts.folder import folder
from liuxin.facts.folding.events import CASE_CODES, from_history
from liuxin.facts.folding.fold import fold
from liuxin.facts.words import FactSet, FactTable, Group
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import CannotTellError
from liuxin.kernel.period import Period
from tests.factories import history
from tests.facts.folding.stories import table_of
from tests.facts.kept import LATER, Rows, as_rows, faults_of, manifest_of, pieces, rows_read, small, take_in
from tests.facts.record import APRIL, MARCH, case, sealed, two_cases
from tests.facts.stories import CLOCKS, NOBODY, CaseEvent, event, handed, numbered, opened, when

YEAR = 366 * 86_400


def _case(number: int, *steps: CaseEvent, later: int = 0) -> list[CaseEvent]:
    name = f"C{number}"
    return [each._replace(at=each.at + later) for each in case(name, opened(when(7), holder=number), *steps)]


RECORD = numbered(
    [
        *_case(1, handed(when(8), 2), event("resolved", when(9))),
        *_case(2, event("resolved", when(8)), later=40 * 86_400),
        *_case(3, event("touched", when(8)), later=80 * 86_400),
        event("reopened", when(28))._replace(case="C1"),
        event("resolved", when(30))._replace(case="C1"),
        event("resolved", when(30))._replace(case="LOST"),
    ]
)


def expected(record: list[CaseEvent]) -> dict[FactTable, Rows]:
    """Tell what one computation gives."""
    told = {table: as_rows(rows) for table, rows in fold(table_of(record), CLOCKS, NOBODY).items()}
    return {table: rows for table, rows in told.items() if rows}


def base_and_fresh(root: Path | str) -> FactSet:
    """Take the record in so that some of it is in the base, some fresh, some replaced, and one case an orphan."""
    events = table_of(RECORD)
    with small(floor=5):
        take_in(root, events.slice(0, 8))
    with small(floor=1000):
        return take_in(root, events)


def test_a_store_with_everything_in_it_has_both_layers(tmp_path: Path):
    facts = base_and_fresh(tmp_path)

    assert {file.part for file in facts.files[Group.EVENTS]} == {"2016-03.0", "2016-04.0", "2016-05.0", "fresh"}
    assert facts.touched == {"2016-03.0"}
    assert facts.months == {"2016-03": 1, "2016-04": 1, "2016-05": 1}
    assert [file.rows for file in facts.files[Group.ORPHANS]] == [1]
    assert [file.rows for file in facts.files[Group.REPLACED]] == [1]
    assert rows_read(facts) == expected(RECORD)


def test_events_that_come_a_year_out_of_order_tell_the_same(tmp_path: Path):
    mixed = [each._replace(at=each.at + YEAR * (each.seq % 3 - 1)) for each in RECORD]
    with small(floor=2):
        facts = take_in(tmp_path, *pieces(table_of(mixed), [4]))
        facts = take_in(tmp_path, table_of(mixed))

    assert rows_read(facts) == expected(mixed)


def test_a_second_opening_a_year_before_moves_the_case_to_its_month(tmp_path: Path):
    moved = [*RECORD, opened(when(7) - YEAR, case="C1")._replace(seq=len(RECORD) + 1)]
    with small(floor=2):
        assert sorted(take_in(tmp_path, table_of(RECORD)).months) == ["2016-03", "2016-04", "2016-05"]
        facts = take_in(tmp_path, table_of(moved))

    assert facts.months == {"2015-03": 1, "2016-04": 1, "2016-05": 1}
    assert rows_read(facts) == expected(moved)


def test_a_case_without_an_opening_waits_for_it(tmp_path: Path):
    base_and_fresh(tmp_path)
    late = [*RECORD, opened(when(6), case="LOST")._replace(seq=len(RECORD) + 1)]

    facts = take_in(tmp_path, table_of(late))

    assert facts.files[Group.ORPHANS] == ()
    assert facts.months == {"2016-03": 2, "2016-04": 1, "2016-05": 1}
    assert rows_read(facts) == expected(late)


def test_a_clock_that_is_set_back_takes_nothing_back(tmp_path: Path):
    before = base_and_fresh(tmp_path)
    back = [*RECORD, event("touched", when(1) - YEAR)._replace(case="C3", seq=len(RECORD) + 1)]

    after = actions.take_in_tables(
        [table_of(back)], clocks=CLOCKS, unranked=(), at=datetime(2001, 1, 1, tzinfo=UTC), root=tmp_path
    )

    assert (after.seq, after.as_of) == (before.seq + 1, before.as_of)
    assert rows_read(after) == expected(back)


def test_a_calendar_that_ends_before_the_case_leaves_business_time_unknown(tmp_path: Path):
    far = [each._replace(at=each.at + 9 * YEAR) for each in RECORD]

    facts = take_in(tmp_path, table_of(far))

    assert rows_read(facts) == expected(far)
    years = Period(MARCH.start, datetime(2028, 1, 1, tzinfo=UTC))
    (reading,) = queries.measure(facts, measures=["cases_resolved"], period=years, unranked=())
    assert reading.value == 2.0


@pytest.mark.parametrize("damage", ["gone", "short"])
def test_damaged_fact_files_are_named_and_made_anew_from_the_events_beside_them(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
):
    whole = base_and_fresh(tmp_path)
    files = [file for table in (*FactTable, Group.HOLDERS) for file in whole.files[table]]
    assert len(files) > 10
    for file in files:
        path = tmp_path / file.path
        path.unlink() if damage == "gone" else path.write_bytes(b"PAR1")
    assert len(faults_of(tmp_path)) == len(files)

    facts = take_in(tmp_path)

    assert facts == whole
    assert faults_of(tmp_path) == []
    assert all(file.path in caplog.text for file in files)
    assert rows_read(facts) == expected(RECORD)


@pytest.mark.parametrize("table", [Group.EVENTS, Group.ORPHANS, Group.REPLACED])
def test_damaged_events_that_nothing_can_tell_anew_are_an_error(tmp_path: Path, table: Group):
    file = base_and_fresh(tmp_path).files[table][0]
    (tmp_path / file.path).unlink()

    with pytest.raises(CannotTellError) as error:
        take_in(tmp_path, table_of(RECORD))

    assert (error.value.code, error.value.params) == ("facts.file_gone", {"path": file.path})


def _catch_up(**more: object) -> FactSet:
    return actions.catch_up(**{"clocks": CLOCKS, "unranked": (), "at": LATER, **more})  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("table", [Group.EVENTS, Group.ORPHANS, Group.REPLACED, FactTable.CASES])
@pytest.mark.parametrize("damage", ["gone", "short", "altered"])
def test_whatever_is_damaged_is_told_anew_from_history(table: FactTable | Group, damage: str, settings: object):
    root = Path(str(settings.FACTS_ROOT))  # type: ignore[attr-defined]
    sealed(*RECORD)
    with small(floor=5):
        _catch_up()
    sealed(event("touched", when(10))._replace(case="C1"))
    whole = _catch_up()
    content = bytearray((root / whole.files[table][0].path).read_bytes())
    content[len(content) // 2 :] = {"altered": bytes(len(content) - len(content) // 2), "short": b""}.get(damage, b"")
    path = root / whole.files[table][0].path
    path.unlink() if damage == "gone" else path.write_bytes(content)

    facts = _catch_up(anew=damage == "altered")

    assert faults_of(root) == []
    assert rows_read(facts) == rows_read(_catch_up(anew=True))


@contextmanager
def disk_full(after: int) -> Iterator[None]:
    """Fill the disk after so many files."""
    left, sync = after, os.fsync

    def counted(handle: int) -> None:
        nonlocal left
        if left <= 0:
            raise OSError(28, "No space left on device")
        left -= 1
        sync(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", counted)
        yield


def _fits(root: Path, events: pa.Table, files: int) -> bool:
    """Refresh on a disk with room for so many files; what is said where it does not fit is checked."""
    try:
        with disk_full(files):
            take_in(root, events)
    except CannotTellError as error:
        if (error.code, error.params) != ("facts.disk_full", {"path": str(root)}):
            raise
        return False
    return True


@pytest.mark.parametrize("floor", [1000, 2])
def test_a_full_disk_leaves_the_facts_as_they_were_and_says_so(tmp_path: Path, floor: int):
    events = table_of(RECORD)
    for files in range(1000):
        root = tmp_path / str(files)
        with small(floor=floor):
            before = take_in(root, events.slice(0, 8))
            if _fits(root, events, files):
                break
            assert queries.current(root) in (before, take_in(root))
            assert faults_of(root) == []
            assert [*root.rglob("*.tmp")] == []
            assert rows_read(take_in(root, events)) == expected(RECORD)

    assert files > 5


def test_two_refreshes_at_once_give_the_same_as_one_after_the_other(tmp_path: Path):
    events = table_of(RECORD)
    found: list[FactSet] = []
    start = threading.Barrier(2)

    def refresh() -> None:
        start.wait()
        found.append(take_in(tmp_path, *pieces(events, range(0, 99, 3))))

    threads = [threading.Thread(target=refresh) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(found) == 2
    assert found[0] == found[1]
    assert rows_read(found[0]) == expected(RECORD)


def test_others_who_are_not_ranked_are_told_apart_without_a_database(tmp_path: Path):
    base_and_fresh(tmp_path)

    facts = take_in(tmp_path, unranked=frozenset({2}))

    assert rows_read(facts) == {
        table: as_rows(rows) for table, rows in fold(table_of(RECORD), CLOCKS, frozenset({2})).items() if rows.num_rows
    }
    assert manifest_of(tmp_path).unranked == (2,)
    assert facts.has_people
    assert not take_in(tmp_path, unranked=frozenset({1, 2, 3})).has_people


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["case", "customer", "person"])
def test_what_was_erased_is_in_no_file_that_a_reader_finds(kind: str, settings: object):
    root = Path(str(settings.FACTS_ROOT))  # type: ignore[attr-defined]
    subject = {"case": "GOOD", "customer": "5", "person": "1"}[kind]
    sealed(*two_cases())
    history.told([history.about("customer", "5"), history.about("person", "1")])
    before = _catch_up()
    history_actions.erase(subject_kind=kind, subject=subject, by=Actor.person(7), at=APRIL)
    history_actions.seal(key=history.KEY, at=APRIL)

    after = _catch_up()

    cases = {row[0] for row in rows_read(after)[FactTable.CASES]}
    assert cases == ({"LATE"} if kind == "case" else {"LATE", "GOOD"})
    assert after.seq == before.seq + 1
    named = [root / file.path for files in after.files.values() for file in files]
    assert all((subject.encode() not in path.read_bytes()) for path in named) or kind != "case"
    assert rows_read(after) == rows_read(_catch_up(anew=True))


@pytest.mark.parametrize("where", ["memory://facts-of-a-test", ""])
def test_a_store_may_lie_anywhere(tmp_path: Path, where: str):
    root = where or str(tmp_path)

    facts = base_and_fresh(root)

    assert rows_read(facts) == expected(RECORD)
    assert faults_of(root) == []
    (reading,) = queries.measure(facts, measures=["cases_resolved"], period=MARCH, unranked=())
    assert reading.value == 1.0
    behind = queries.cases_behind(facts, measure="cases_resolved", period=MARCH, unranked=())
    digest = actions.write_evidence(behind, root=root)
    assert queries.read_evidence(digest, root) == behind
    assert queries.cited(facts.manifest_id, root) == facts


def test_neither_compaction_nor_sweep_takes_what_a_freeze_cites(tmp_path: Path):
    events = table_of(RECORD)
    with small(floor=1000):
        frozen = take_in(tmp_path, events.slice(0, 8))
    behind = queries.cases_behind(frozen, measure="cases_resolved", period=MARCH, unranked=())
    digest = actions.write_evidence(behind, root=tmp_path)
    cited = {path: path.read_bytes() for path in (tmp_path / "evidence").rglob("*") if path.is_file()}

    with small(floor=2):
        take_in(tmp_path, events)
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 0))
    for years in (1, 2):
        actions.take_in_tables(
            (), clocks=CLOCKS, unranked={years}, at=LATER.replace(year=LATER.year + years), root=tmp_path
        )

    assert len(cited) == 2
    assert {path: path.read_bytes() for path in cited} == cited
    assert queries.read_evidence(digest, tmp_path) == behind
    kept = queries.cited(frozen.manifest_id, tmp_path)
    assert kept == frozen
    assert kept is not None
    assert (kept.seq, kept.as_of) == (8, frozen.as_of)
    assert not any((tmp_path / file.path).exists() for file in frozen.files[Group.EVENTS])
    assert queries.cited("never", tmp_path) is None


def test_duties_of_a_month_are_told_anew_when_the_case_is_taken_for_something_else(tmp_path: Path):
    warned = [_beside("warning.raised", "7", when(9), person=1, case="C1", due=when(10))]
    known = [*RECORD, event("classified", when(20), category="lift")._replace(case="C1")]
    take_in(tmp_path, _mixed([*RECORD, *warned]))

    before = rows_read(queries.current(tmp_path))[FactTable.DUTIES]
    after = rows_read(take_in(tmp_path, _mixed([*RECORD, *warned, known[-1]])))[FactTable.DUTIES]

    place = list(arrow_schema("duties").names).index("category")
    assert ([row[place] for row in before], [row[place] for row in after]) == (["leak"], ["lift"])


def _beside(code: str, subject: str, at: int, **payload: int | str) -> CaseEvent:
    return CaseEvent(0, code, subject, at, payload)


def _mixed(events: list[CaseEvent]) -> pa.Table:
    """Write events of cases and of what is beside them as a table, in the order given."""
    return from_history(
        SealedEvent(
            seq, each.code, "case" if each.code in CASE_CODES else "thing", each.case, "", "",
            datetime.fromtimestamp(each.at, UTC), each.payload,
        )
        for seq, each in enumerate(events, 1)
    )  # fmt: skip


def test_a_disk_that_fills_up_while_a_large_load_is_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    events = table_of(RECORD)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "Error writing bytes to file. Detail: [errno 28] No space left on device")

    with small(gulp=4):
        with monkeypatch.context() as patch:
            patch.setattr(loading, "_write_months", full)
            with pytest.raises(CannotTellError, match=r"facts\.disk_full"):
                take_in(tmp_path, events)
        assert queries.current(tmp_path).seq == 0
        assert rows_read(take_in(tmp_path, events)) == expected(RECORD)


def test_what_a_load_that_died_has_laid_down_is_taken_away(tmp_path: Path, settings: object):
    settings.HOME = tmp_path / "home"  # type: ignore[attr-defined]
    left = tmp_path / "home" / "scratch" / store.short_name(folder(tmp_path)) / "load-x" / "come.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    with small(gulp=4):
        take_in(tmp_path, table_of(RECORD))

    assert not left.exists()
