"""An import in two words, for tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from liuxin.interfaces.imports.loading import ImportResult, Wishes, check_log, import_log
from liuxin.interfaces.imports.mapping import parse_mapping
from tests.interfaces.imports.logs import MAPPING, Line, write

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Bench:
    """A folder with a log, a quarantine and a report."""

    folder: Path

    @property
    def quarantine(self) -> Path:
        """Where lines wait."""
        return self.folder / "quarantine.csv"

    @property
    def report(self) -> Path:
        """Where the report goes."""
        return self.folder / "report.csv"

    def take(self, rows: Iterable[Line] | Path, *, mapping: str = MAPPING, check: bool = False) -> ImportResult:
        """Import rows, or a file, by a mapping."""
        path = rows if isinstance(rows, Path) else write(self.folder / "log.csv", rows)
        wishes = Wishes(quarantine=self.quarantine, report=self.report)
        if check:
            return check_log(path, parse_mapping(mapping), wishes=wishes)
        return import_log(path, parse_mapping(mapping), at=AT, wishes=wishes)

    def waiting(self) -> list[tuple[int, str]]:
        """Give line and code of what waits."""
        lines = self.quarantine.read_text(encoding="utf-8-sig", errors="surrogateescape").splitlines()[1:]
        return [(int(line.split(",")[0]), line.split(",")[1].removeprefix("import.")) for line in lines]
