"""What is asked of the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from liuxin.engines.measurement.asked import EXTERNAL, PERIODS, Asked, Columns, SmallTable
from liuxin.engines.measurement.compiling import Shape
from liuxin.engines.measurement.external import External
from liuxin.engines.measurement.grouping import DIMENSIONS, OF_PEOPLE
from liuxin.engines.measurement.timing import Span, Spans
from liuxin.engines.measurement.words import DimensionValue, Measure, Timing
from liuxin.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every measure: periods in epoch seconds, the grouping, and whose rows are wanted (None: all).

    `unranked` are system actors and placeholders, whose rows belong to nobody. `external` are the definitions of the
    external measures that may be named, by code.
    """

    periods: tuple[Span, ...]
    unranked: frozenset[int]
    by: tuple[str, ...] = ()
    people: tuple[int, ...] | None = None
    teams: tuple[int, ...] | None = None
    external: Mapping[str, External] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse a grouping that is not known."""
        for name in self.by:
            refuse_unknown(name, "by")

    @property
    def spans(self) -> Spans:
        """Give the periods as compiled texts number them."""
        return Spans(self.periods)

    @property
    def restricted(self) -> Mapping[str, tuple[int, ...]]:
        """Give the values asked for, in order, by the dimension that they restrict."""
        lists = {"person": self.people, "team": self.teams}
        return {name: tuple(sorted(set(values))) for name, values in lists.items() if values is not None}

    @property
    def names_people(self) -> bool:
        """Tell whether it can be answered only where the record has persons."""
        return self.people is not None or bool(OF_PEOPLE & {*self.by})

    @property
    def expected(self) -> tuple[tuple[int, ...], ...] | None:
        """Give for each dimension the values that are answered even where no row has them; None: only what is found."""
        if any(name not in self.restricted for name in self.by):
            return None
        return tuple(self.restricted[name] for name in self.by)

    def shape(self, measure: Measure, by: tuple[str, ...]) -> Shape:
        """Give what the compiled text depends on."""
        periods = self.spans.size(measure.population.timing)
        # Whoever is asked for by name is ranked.
        unranked = bool(self.unranked) and self.people is None
        return Shape(by, tuple(self.restricted), periods, unranked, bool(measure.readings_of))

    def asked(self, as_of: int, timing: Timing, measure: str, cell: Mapping[str, DimensionValue]) -> Asked:
        """Give what is put into a compiled text; `measure` is the external one whose readings are wanted."""
        tables: dict[str, tuple[Mapping[str, str], Columns]] = {
            "asked_periods": (PERIODS, self.spans.table()),
            "asked_measure": (EXTERNAL, {"measure": [measure]}),
            "asked_cell": (DIMENSIONS, {name: [value] for name, value in cell.items()}),
        }
        small = {name: SmallTable(*table) for name, table in tables.items()}
        # Whoever is never ranked has no row of his own: what he held is nobody's.
        lists = {
            name: [value for value in values if name != "person" or value not in self.unranked]
            for name, values in self.restricted.items()
        }
        return Asked(as_of, self.spans.bounds(timing, as_of), lists | {"unranked": sorted(self.unranked)}, small)


def refuse_unknown(name: str, field_: str) -> None:
    """Raise where a dimension is not known; `field_` is the part of the question that names it."""
    if name not in DIMENSIONS:
        known = ", ".join(DIMENSIONS)
        raise BadInputError("measurement.unknown_grouping", field=field_, by=name, known=known)
