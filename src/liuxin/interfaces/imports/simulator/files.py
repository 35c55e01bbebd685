"""A simulation as files: its events month by month, and beside them the truth."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from liuxin.interfaces.imports.simulator.stream import Stream, windows
from liuxin.interfaces.imports.simulator.truth import true_cases, true_people
from liuxin.interfaces.imports.simulator.words import SOURCE, day_of
from liuxin.interfaces.imports.simulator.world import World
from liuxin.kernel.errors import BadInputError

EVENTS: Final = "events"
TRUTH: Final = "truth"
ABOUT: Final = "scenario.json"


def write_files(world: World, folder: Path, tell: Callable[[float], None] = lambda _share: None) -> int:
    """Write events and truth as Parquet and give the number of events; memory holds one window of them.

    `folder/events/<year>-<month>-<number>.parquet` are tables of `facts.folding.events.EVENTS` in the order of `seq`,
    `folder/truth/people.parquet` and `cases.parquet` what is true of them, `folder/scenario.json` how to make them
    again. Raises `BadInputError("simulator.folder_not_empty")`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInputError("simulator.folder_not_empty", field="to", path=str(folder))
    for name in (EVENTS, TRUTH):
        (folder / name).mkdir(parents=True)
    pq.write_table(true_people(world), folder / TRUTH / "people.parquet", compression="zstd")
    stream = Stream(world, keep=True)
    days = windows(world)
    schema = true_cases(world, []).schema
    with pq.ParquetWriter(folder / TRUTH / "cases.parquet", schema, compression="zstd") as truth:
        for number, (some, table) in enumerate(zip(days, stream.tables(), strict=True), 1):
            name = f"{some.first:%Y-%m}-{number:04d}.parquet"
            pq.write_table(table, folder / EVENTS / name, compression="zstd")
            truth.write_table(true_cases(world, stream.drawn))
            stream.drawn.clear()
            tell(number / len(days))
    _write_about(world, folder / ABOUT, stream)
    return stream.events


def _write_about(world: World, path: Path, stream: Stream) -> None:
    scenario = {
        name: str(value) if name in {"first", "until"} else value for name, value in asdict(world.scenario).items()
    }
    about = {
        "source": SOURCE,
        "simulated": True,
        "scenario": {**scenario, "until": str(day_of(world.scenario.end))},
        "events": stream.events,
        "cases": stream.cases,
        "unranked": [world.people.bot + 1],
    }
    path.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
