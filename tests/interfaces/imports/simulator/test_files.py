"""A simulation as files: events by month, the truth beside them, and how to make them again."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liuxin.facts.folding.events import EVENTS
from liuxin.interfaces.imports.simulator import Scenario, Stream, World, events
from liuxin.interfaces.imports.simulator.files import write_files
from liuxin.interfaces.imports.simulator.truth import true_cases, true_people
from liuxin.interfaces.imports.simulator.words import HEARTS
from liuxin.kernel.errors import BadInputError

SMALL = Scenario(people=20, months=2, seed=9, cases_per_person_day=0.3, customers=50)


def test_the_files_hold_what_the_stream_gives(tmp_path):
    shares: list[float] = []
    count = write_files(World.make(SMALL), tmp_path / "made", tell=shares.append)
    files = sorted((tmp_path / "made" / "events").iterdir())
    assert [file.name for file in files] == ["2025-01-0001.parquet", "2025-02-0002.parquet"]
    told = pa.concat_tables([pq.read_table(file, schema=EVENTS) for file in files])
    assert told.to_pylist() == pa.concat_tables(list(events(SMALL))).to_pylist()
    assert told.num_rows == count
    assert shares == [0.5, 1.0]


def test_the_truth_lies_beside_them(tmp_path):
    world = World.make(SMALL)
    write_files(world, tmp_path / "made")
    stream = Stream(World.make(SMALL), keep=True)
    for _ in stream.tables():
        pass
    truth = tmp_path / "made" / "truth"
    assert pq.read_table(truth / "cases.parquet").to_pylist() == true_cases(world, stream.drawn).to_pylist()
    people = pq.read_table(truth / "people.parquet")
    assert people.to_pylist() == true_people(world).to_pylist()
    assert people["person"].to_pylist() == list(range(1, 21))
    assert people["speed"].to_pylist() == world.people.traits.speed.tolist()
    assert people["perseverance"].to_pylist() == world.people.traits.hearts[:, HEARTS.index("perseverance")].tolist()


def test_what_lies_beside_them_makes_them_again(tmp_path):
    write_files(World.make(SMALL), tmp_path / "made")
    about = json.loads((tmp_path / "made" / "scenario.json").read_text())
    assert about["simulated"] is True
    assert about["unranked"] == [21]
    told = about["scenario"]
    again = Scenario(**{**told, "first": date.fromisoformat(told["first"]), "until": date.fromisoformat(told["until"])})
    assert list(map(pa.Table.to_pylist, events(again))) == list(map(pa.Table.to_pylist, events(SMALL)))


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_nothing_is_written_over(tmp_path, kind):
    place = tmp_path / "made"
    if kind == "file":
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "mine").write_text("mine")
    with pytest.raises(BadInputError) as error:
        write_files(World.make(SMALL), place)
    assert (error.value.code, error.value.field) == ("simulator.folder_not_empty", "to")


def test_an_empty_folder_is_welcome(tmp_path):
    assert write_files(World.make(SMALL), tmp_path) > 0


def test_a_record_up_to_a_day_ends_with_the_day_before():
    told = Scenario.up_to(date(2025, 3, 10), months=3, people=20, cases_per_person_day=0.3)
    assert (told.first, told.last_edge) == (date(2025, 1, 1), date(2025, 3, 10))
    whole = Scenario.up_to(date(2025, 3, 1), months=3)
    assert (whole.first, whole.last_edge) == (date(2024, 12, 1), date(2025, 3, 1))
    last = max(max(table["at"].to_pylist()) for table in events(told))
    assert told.end - 2 * 86_400 < last < told.end
    with pytest.raises(BadInputError):
        Scenario.up_to(date(2025, 3, 1), months=0)
