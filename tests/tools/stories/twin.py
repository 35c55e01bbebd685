"""A made-up twin of the data of the stories, in the same files and columns, and small."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

Cells = Iterable[Sequence[object]]
STRICT = "R100"
"""The first rater of both panels; he rates one level and more below the others."""


def write(folder: Path) -> Path:
    """Write all four sets into a folder; give the folder."""
    writing, circle = folder / "immer-writing-ratings", folder / "tripler-round-robin"
    writing.mkdir(parents=True)
    circle.mkdir()
    _texts(writing / "data.immer01a.csv.gz", "type", ("k1", "k2", "k3", "k4", "k5"), 3)
    _texts(writing / "data.immer04a.csv.gz", "task", ("TA", "CC", "GR", "VOC"), 7)
    _peers(circle / "multiGroup.csv", ("ex", "ne"), (1, 7), groups=3, rated_themselves=True)
    _peers(circle / "likingLong.csv", ("liking_a", "liking_b", "metaliking_a", "metaliking_b"), (0, 5), groups=1)
    return folder


def _texts(path: Path, unit: str, criteria: tuple[str, ...], highest: int) -> None:
    """Twelve raters; of 260 texts six are rated by all, the others by one or two."""
    draw = np.random.default_rng(highest)
    rows: list[list[object]] = []
    for text in range(260):
        able = draw.normal(highest / 2, highest / 5, len(criteria))
        raters = range(12) if text < 6 else draw.choice(12, 1 if text % 4 else 2, replace=False).tolist()
        for rater in raters:
            seen = able + draw.normal(0, highest / 12, len(criteria)) - (highest / 3 if rater == 0 else 0)
            rows.append([10000 + text // 2, "EI"[text % 2], f"R{100 + rater}", *_levels(seen, 0, highest)])
    rows.append([*rows[0][:3], *([0] * len(criteria))])
    _write(path, ["idstud", unit, "rater", *criteria], rows)


def _peers(
    path: Path, criteria: tuple[str, ...], scale: tuple[int, int], *, groups: int, rated_themselves: bool = False
) -> None:
    """Groups of eighteen who rate one another; nobody rates another group."""
    draw = np.random.default_rng(groups)
    rows: list[list[object]] = []
    for group in range(groups):
        people = range(100 * group, 100 * group + 18)
        liked = draw.normal(sum(scale) / 2, 0.5, (18, len(criteria)))
        for rater in people:
            for place, ratee in enumerate(people):
                seen = _levels(liked[place] + draw.normal(0, 1, len(criteria)), *scale)
                told = seen if rater != ratee or rated_themselves else ["NA"] * len(criteria)
                rows.append([rater, ratee, *told, *([group] if groups > 1 else [])])
    _write(path, ["perceiver.id", "target.id", *criteria, *(["group.id"] if groups > 1 else [])], rows)


def _levels(seen: np.ndarray, lowest: int, highest: int) -> list[object]:
    return [int(each) for each in np.clip(np.rint(seen), lowest, highest)]


def _write(path: Path, header: list[str], rows: Cells) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows([header, *rows])
    content = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
