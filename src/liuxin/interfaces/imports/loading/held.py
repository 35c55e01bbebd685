"""What could not be recorded: the quarantine file, which can be corrected and imported again, and the report."""

import csv
import os
from collections.abc import Iterator
from collections.abc import Mapping as Map
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from liuxin.interfaces.imports.folding import HeldCase, Note
from liuxin.interfaces.imports.readers import Cell, Source
from liuxin.interfaces.imports.readers.header import FIRST_OWN, OWN
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, LiuxinError

LANGUAGES = ("zh-hans", "en")
QUARANTINE_HEADER = (FIRST_OWN, f"{OWN}code", f"{OWN}reason_zh", f"{OWN}reason_en")
REPORT_HEADER = ("line", "case", "what", "code", "reason_zh", "reason_en")
HELD_WITH_CASE = "import.held_with_case"
MOST_HELD = 500_000


@dataclass(slots=True)
class Held:
    """The lines that wait, each with why: its own error, or the line of its case that has one."""

    errors: dict[int, LiuxinError] = field(default_factory=dict)
    because_of: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.errors) + len(self.because_of)

    def case(self, held: HeldCase) -> None:
        """Hold a whole case. Raises `import.too_many_held`, where the mapping rather than the file must be wrong."""
        cause = min(held.errors)
        self.errors.update(held.errors)
        self.because_of.update((line, cause) for line in held.lines if line not in held.errors)
        if len(self) > MOST_HELD:
            raise BadInputError("import.too_many_held", most=MOST_HELD, example=self.errors[cause].code)

    def reason(self, line: int) -> tuple[str, Map[str, object]]:
        """Give code and parameters of why a line waits."""
        if line in self.errors:
            error = self.errors[line]
            return error.code, error.params | {"field": error.field}
        return HELD_WITH_CASE, {"cause": str(self.because_of[line])}

    def __contains__(self, line: int) -> bool:
        return line in self.errors or line in self.because_of


def write_quarantine(path: Path, source: Source, held: Held) -> None:
    """Write the rows that wait, each as it stood in the file, with its line, code and reason before it.

    Written beside and moved into place whole: also when the file imported is itself a quarantine file of this name.
    """
    own = [place for place, name in enumerate(source.header) if name.startswith(OWN)]
    with _replacing(path) as file:
        writer = csv.writer(file)
        writer.writerow([*QUARANTINE_HEADER, *_without(source.header, own)])
        for row in source.rows(lambda _: None):
            if row.line in held:
                code, params = held.reason(row.line)
                said = [sentence(code, language, **params) for language in LANGUAGES]
                writer.writerow([row.line, code, *said, *map(_plain, _without(row.cells, own))])


def _without(cells: tuple[Any, ...], own: list[int]) -> list[Any]:
    return [cell for place, cell in enumerate(cells) if place not in own]


def _plain(cell: Cell) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else cell


class ReportFile:
    """The report, line by line: what was skipped, held or noted, and why; written while the import runs."""

    def __init__(self, file: IO[str] | None) -> None:
        self._writer = csv.writer(file) if file else None
        if self._writer:
            self._writer.writerow(REPORT_HEADER)

    def note(self, note: Note, what: str) -> None:
        """Write one note."""
        self._write(str(note.line), note.case, what, note.code, note.params)

    def held(self, held: Held, case: str, lines: tuple[int, ...]) -> None:
        """Write the lines of one case that wait."""
        for line in lines:
            code, params = held.reason(line)
            self._write(str(line), case, "held", code, params)

    def count(self, code: str, number: int) -> None:
        """Write one count; counts stand at the end, without a line."""
        if self._writer:
            self._writer.writerow(["", "", "count", code, number, number])

    def _write(self, line: str, case: str, what: str, code: str, params: Map[str, object]) -> None:
        if self._writer:
            said = [sentence(code, language, **params) for language in LANGUAGES]
            self._writer.writerow([line, case, what, code, *said])


@contextmanager
def report_file(path: Path | None) -> Iterator[ReportFile]:
    """Give the report of a run; it stands under its name only when the run is done."""
    if path is None:
        yield ReportFile(None)
        return
    with _replacing(path) as file:
        yield ReportFile(file)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """Write a text file beside and move it into place. The mark at the start lets Excel read it as UTF-8."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
