"""One round: sealed, in the facts, a root of the day, an examination when one is asked for."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from liuxin.desk.history import queries
from liuxin.facts.queries import current, faults
from liuxin.interfaces.jobs import examinations
from liuxin.interfaces.jobs.rounds import Part, Rounds, catch_up
from liuxin.kernel.actor import Actor
from tests.factories.history import AT, about, behind_the_guards, seals, told
from tests.factories.organisation import make_person
from tests.factories.work import Work, on_record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("D6")]


def now() -> datetime:
    return AT


def stranger(number: int = 1) -> list[int]:
    """Something happened that the facts do not measure."""
    return told([about("customer", f"C{number}")], seal=False)


def test_a_round_seals_brings_the_facts_up_to_date_and_keeps_the_root_of_the_day(home: Path):
    stranger()
    assert Rounds(now).once() == timedelta(seconds=1)
    assert (queries.head().seq, current().seq) == (1, 1)
    assert [path.name for path in (home / "roots").iterdir()] == ["2016-03-01.json"]


@pytest.mark.usefixtures("home")
def test_a_round_with_nothing_to_do_changes_nothing():
    stranger()
    rounds = Rounds(now)
    rounds.once()
    before = (queries.head(), current())
    rounds.once()
    assert (queries.head(), current()) == before


@pytest.mark.usefixtures("home")
def test_catching_up_tells_where_the_chain_then_ends():
    stranger(1)
    stranger(2)
    assert catch_up(AT).seq == 2
    assert [seq for seq, _ in seals()] == [1, 2]


def test_after_an_error_the_pause_doubles_up_to_a_minute_and_is_short_again_when_all_is_well():
    tried: list[float] = []
    broken = True

    def do(at: datetime) -> None:
        tried.append((at - AT).total_seconds())
        if broken:
            raise OSError("no space left")

    part = Part(do)
    for second in range(200):
        part.run(AT + timedelta(seconds=second))
    assert tried == [0, 2, 6, 14, 30, 62, 122, 182]
    broken = False
    for second in range(242, 246):
        part.run(AT + timedelta(seconds=second))
    assert tried[8:] == [242, 243, 244, 245]


@pytest.mark.usefixtures("home")
def test_an_examination_that_is_asked_for_is_done_beside_the_rounds():
    stranger()
    rounds = Rounds(now)
    rounds.once()
    examinations.ask(roles={"auditor"}, by=Actor.person(4), at=AT)
    for _ in range(100):
        rounds.once()
        if examinations.last():
            break
        time.sleep(0.05)
    last = examinations.last()
    assert last
    assert (last.ok, last.checked) == (True, 1)


def test_facts_that_cannot_be_read_are_made_anew(home: Path, settings: Settings):
    settings.FACTS_ROOT = home / "facts"
    stranger()
    Rounds(now).once()
    (home / "facts" / "manifest.json").write_text("spoilt")
    assert Rounds(now).once() == timedelta(seconds=1)
    assert current().seq == 1


@pytest.mark.parametrize("damage", ["gone", "cut short"])
def test_a_fact_file_that_is_lost_is_made_anew_within_the_minute(home: Path, settings: Settings, damage: str):
    settings.FACTS_ROOT = home / "facts"
    time_now = AT
    rounds = Rounds(lambda: time_now)
    on_record(Work(make_person(name_en="Li Wei"), cases=2, kept=1), seal=False)
    rounds.once()
    whole = current()
    path = home / "facts" / next(file.path for files in whole.files.values() for file in files)
    path.unlink() if damage == "gone" else path.write_bytes(b"PAR1")
    time_now = AT + timedelta(minutes=1)
    rounds.once()
    assert (faults(), current().seq) == ([], whole.seq)


def test_whoever_catches_up_finds_lost_fact_files_made_anew(home: Path, settings: Settings):
    settings.FACTS_ROOT = home / "facts"
    on_record(Work(make_person(name_en="Li Wei"), cases=2, kept=1), seal=False)
    catch_up(AT)
    for files in current().files.values():
        for file in files:
            (home / "facts" / file.path).unlink()
    catch_up(AT)
    assert faults() == []


def test_what_the_facts_hold_no_more_is_swept_within_the_hour_though_nothing_new_is_sealed(
    home: Path, settings: Settings
):
    settings.FACTS_ROOT = home / "facts"
    time_now = AT
    rounds = Rounds(lambda: time_now)
    on_record(Work(make_person(name_en="Li Wei"), cases=1, kept=1), seal=False)
    rounds.once()
    before = set((home / "facts").rglob("*.parquet"))
    on_record(Work(make_person(name_en="Zhao Fang"), cases=1, kept=1), calendar=False, seal=False)
    rounds.once()
    named = {home / "facts" / file.path for files in current().files.values() for file in files}
    assert before - named
    for path in (home / "facts").rglob("*.parquet"):
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    time_now = AT + timedelta(hours=1, seconds=1)
    rounds.once()
    assert set((home / "facts").rglob("*.parquet")) == named


def test_a_part_that_fails_does_not_stop_the_others(home: Path):
    told(1)
    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET payload = '{]'")
    examinations.ask(roles={"auditor"}, by=Actor.person(4), at=AT)
    rounds = Rounds(now)
    for _ in range(100):
        assert rounds.once() == timedelta(seconds=1)
        if examinations.last():
            break
        time.sleep(0.05)
    assert examinations.last()
    stranger(2)
    rounds.once()
    assert queries.head().unsealed == 0
    assert [path.name for path in (home / "roots").iterdir()] == ["2016-03-01.json"]
