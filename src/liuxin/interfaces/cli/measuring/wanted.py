"""What was asked for on the command line, refused while nothing has been read yet."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from liuxin.engines.measurement import library
from liuxin.engines.measurement.external import PREFIX
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Dimension
from liuxin.facts.grains import GRAINS
from liuxin.interfaces.cli import terminal
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.period import Period

FORMS = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
DIMENSIONS = tuple(each.value for each in Dimension)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for. `where` are pairs of dimension and value that the cases listed must fit."""

    measures: tuple[str, ...]
    by: tuple[str, ...]
    first: date | None
    last: date | None
    people: tuple[str, ...]
    teams: tuple[str, ...]
    form: str
    output: Path | None
    where: tuple[tuple[str, str], ...] = ()

    @property
    def grain(self) -> str:
        """Name the grain of time that readings are cut by, empty where they aren't."""
        return next((name for name in self.by if name in GRAINS), "")

    @property
    def groups(self) -> tuple[str, ...]:
        """Name the dimensions that readings are grouped by."""
        return tuple(dict.fromkeys(name for name in self.by if name not in GRAINS))

    def keys(self, externals: Externals) -> tuple[str, ...]:
        """Name the numbers asked for: all of them where none is named. Raises `measurement.unknown_measure`."""
        asked = self.measures or (*library.MEASURES, *(f"{PREFIX}{code}" for code in externals))
        library.wanted_of(asked, externals)
        return asked

    def check(self) -> None:
        """Refuse what cannot be written, grouped or cut."""
        if self.form == "parquet" and self.output is None:
            raise click.UsageError(terminal.sentence("cli.measure.parquet_needs_output"))
        if self.output is not None and not self.output.absolute().parent.is_dir():
            raise BadInputError("cli.measure.folder_missing", field="output", path=str(self.output.parent))
        unknown = [name for name in (*self.by, *(name for name, _ in self.where)) if name not in (*DIMENSIONS, *GRAINS)]
        if unknown:
            raise BadInputError(
                "measurement.unknown_grouping", field="by", by=", ".join(unknown), known=", ".join(DIMENSIONS)
            )
        grains = [name for name in self.by if name in GRAINS]
        if len(grains) > 1:
            raise BadInputError("measurement.two_grains", field="by", by=", ".join(grains))
        if self.first and self.last:
            Period.of_days(self.first, self.last, "UTC")

    def check_one_cell(self) -> None:
        """Refuse to list the cases of more than one number."""
        if len(self.measures) != 1 or len(self.people) > 1 or len(self.teams) > 1 or self.by:
            raise click.UsageError(terminal.sentence("cli.measure.cases_of_one"))


def form_of(output: Path | None) -> str:
    """Tell the form by the name of the file; the terminal gets a table."""
    return "table" if output is None else FORMS.get(output.suffix.lower(), "csv")
