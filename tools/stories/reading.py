"""Read the data of the stories from the folder that LIUXIN_TEST_DATA names; none of them may be committed."""

import csv
import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from liuxin.engines.ratings.telling import Flags, Ints

Row = dict[str, str]
NOT_RATED = "NA"


@dataclass(frozen=True, slots=True)
class Data:
    """A set of ratings: columns (N,), the scale, the names of its criteria; `group` (N,) is 0 without groups.

    `again` counts ratings left out as the same rater had rated the same before.
    """

    name: str
    rater: Ints
    ratee: Ints
    criterion: Ints
    level: Ints
    group: Ints
    lowest: int
    highest: int
    criteria: tuple[str, ...]
    again: int

    def among(self, rows: Flags) -> "Data":
        """Give the same with some rows only."""
        columns = ("rater", "ratee", "criterion", "level", "group")
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})


def read(folder: Path) -> list[Data]:
    """Give all sets: two of trained raters of writing, two of everybody rating everybody."""
    writing, circle = folder / "immer-writing-ratings", folder / "tripler-round-robin"
    liking = ("liking_a", "liking_b", "metaliking_a", "metaliking_b")
    return [
        _texts("writing-a", writing / "data.immer01a.csv.gz", "type", ("k1", "k2", "k3", "k4", "k5"), 3),
        _texts("writing-b", writing / "data.immer04a.csv.gz", "task", ("TA", "CC", "GR", "VOC"), 7),
        _peers("personality", circle / "multiGroup.csv", ("ex", "ne"), (1, 7)),
        _peers("liking", circle / "likingLong.csv", liking, (0, 5)),
    ]


def _texts(name: str, path: Path, unit: str, criteria: tuple[str, ...], highest: int) -> Data:
    """Read a set of texts: what is rated is a text, that is a student and a task."""
    rows = _rows(path)
    text = _codes([f"{row['idstud']} {row[unit]}" for row in rows])
    rater = _codes([row["rater"] for row in rows])
    return _melted(name, rows, (rater, text, np.zeros(len(rows), np.int64)), criteria, (0, highest))


def _peers(name: str, path: Path, criteria: tuple[str, ...], scale: tuple[int, int]) -> Data:
    """Read a set of people who rate one another, without their ratings of themselves."""
    rows = [row for row in _rows(path) if row["perceiver.id"] != row["target.id"]]
    rater, ratee = (np.array([int(row[key]) for row in rows], np.int64) for key in ("perceiver.id", "target.id"))
    group = np.array([int(row.get("group.id", 0)) for row in rows], np.int64)
    return _melted(name, rows, (rater, ratee, group), criteria, scale)


def _melted(
    name: str, rows: Sequence[Row], who: tuple[Ints, Ints, Ints], criteria: tuple[str, ...], scale: tuple[int, int]
) -> Data:
    """Give one row a rating; what was not rated is left out, and what the same rater rated again."""
    _, first = np.unique(np.stack(who[:2]), axis=1, return_index=True)
    kept = np.sort(first)
    told = [(row, place, rows[row][each]) for row in kept.tolist() for place, each in enumerate(criteria)]
    given = [each for each in told if each[2] != NOT_RATED]
    at, criterion, level = (np.array([int(each[part]) for each in given], np.int64) for part in range(3))
    rater, ratee, group = (each[at] for each in who)
    return Data(name, rater, ratee, criterion, level, group, *scale, criteria, len(rows) - len(kept))


def _codes(names: Iterable[str]) -> Ints:
    return np.unique(np.array(list(names)), return_inverse=True)[1].astype(np.int64)


def _rows(path: Path) -> list[Row]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(text.decode("utf-8").splitlines()))
