"""External measures and batches of readings in every state, made by the room's own actions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

from liuxin.desk.history.models import Event
from liuxin.desk.organisation.words import Role, Standing
from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.models import ExternalMeasure, ExternalMeasurePosition, ReadingBatch, ReadingRow
from liuxin.performance.indicators.words import FileSeen, NewExternal, RawReading
from tests.factories.organisation import make_person, make_position, make_team, standing_of

AT = datetime(2016, 7, 4, 1, tzinfo=UTC)
MAY = Period(datetime(2016, 5, 1, tzinfo=UTC), datetime(2016, 6, 1, tzinfo=UTC))
JUNE = Period(datetime(2016, 6, 1, tzinfo=UTC), datetime(2016, 7, 1, tzinfo=UTC))
QUARTER = Period(datetime(2016, 4, 1, tzinfo=UTC), datetime(2016, 7, 1, tzinfo=UTC))
ATTENDANCE = NewExternal(
    code="attendance",
    name=Bilingual("出勤率", "Attendance"),
    definition=Bilingual("出勤天数占应出勤天数的百分比。", "Days attended in per cent of days due."),
    source="考勤机",
    unit=Unit.PERCENT,
    direction=Direction.HIGHER,
    kind=ExternalKind.SHARE,
)
SALES = replace(
    ATTENDANCE,
    code="sales",
    name=Bilingual("销售额", "Sales"),
    unit=Unit.CURRENCY,
    kind=ExternalKind.SUM,
    places=2,
)
_numbers = count(1)
__all__ = [
    "AT",
    "ATTENDANCE",
    "JUNE",
    "MAY",
    "QUARTER",
    "SALES",
    "Event",
    "ExternalMeasure",
    "ExternalMeasurePosition",
    "ReadingBatch",
    "ReadingRow",
]


@dataclass(frozen=True, slots=True)
class Office:
    """Two of HR, a director, and a position with three people, `A1` to `A3`; B9 has another position."""

    importer: int
    second: int
    director: int
    position: int
    team: int
    people: tuple[int, int, int]
    other: int
    measure: int

    @property
    def hr(self) -> Standing:
        """The standing of the importer."""
        return standing_of(self.importer, AT)

    def propose(
        self,
        *values: tuple[str, str],
        period: Period = MAY,
        replaces: int | None = None,
        note: str = "",
        by: int | None = None,
        measure: int | None = None,
    ) -> int:
        """Hand in readings by staff number and text, as the importer, in a file of its own."""
        return actions.propose_readings(
            measure_id=self.measure if measure is None else measure,
            period=period,
            rows=raw(values),
            file=file(),
            replaces=replaces,
            note=note,
            by=Actor.person(self.importer if by is None else by),
            at=AT,
        )

    def confirm(self, batch: int, by: int | None = None, at: datetime = AT) -> int:
        """Confirm as the second person."""
        actions.confirm_readings(batch_id=batch, by=Actor.person(self.second if by is None else by), at=at)
        return batch

    def confirmed(self, *values: tuple[str, str], period: Period = MAY) -> int:
        """Hand in and confirm."""
        return self.confirm(self.propose(*values, period=period))


def make_office(new: NewExternal = ATTENDANCE, *, for_all: bool = False) -> Office:
    """Make the office and a measure that is for its position, or `for_all`."""
    position, other = make_position("guard", name_zh="保安", name_en="Guard"), make_position("sales")
    team = make_team("gate")
    people = tuple(
        make_person(name, staff_number=f"A{number}", position=position, teams=(team,), roles=(Role.AGENT,))
        for number, name in enumerate(("陈晓", "周航", "郭立"), start=1)
    )
    importer = make_person("人事甲", roles=(Role.HR,))
    return Office(
        importer=importer,
        second=make_person("人事乙", roles=(Role.HR,)),
        director=make_person("总监", roles=(Role.DIRECTOR,)),
        position=position,
        team=team,
        people=(people[0], people[1], people[2]),
        other=make_person("李四", staff_number="B9", position=other),
        measure=define(replace(new, positions=frozenset() if for_all else frozenset({position})), by=importer),
    )


def define(new: NewExternal, by: int) -> int:
    """Define a measure."""
    return actions.define_external(new=new, by=Actor.person(by), at=AT)


def raw(values: Iterable[tuple[str, str]]) -> list[RawReading]:
    """Give rows as a file would, from line 2 on."""
    return [RawReading(line, who, value) for line, (who, value) in enumerate(values, start=2)]


def file(name: str = "may.xlsx") -> FileSeen:
    """Give a file that nobody has seen before."""
    return FileSeen(name, sha256(str(next(_numbers)).encode()).hexdigest())


def told(code: str) -> list[tuple[str, str, str]]:
    """Give subject kind, subject and payload of the events of a code, in the order of recording."""
    rows = Event.objects.filter(code=code).order_by("id")
    told = rows.values_list("subject_kind", "subject", "payload")
    return [(kind, subject, payload or "") for kind, subject, payload in told]


def in_force() -> list[tuple[int | None, float]]:
    """Give person and value of what counts, by person and period."""
    rows = ReadingRow.objects.filter(in_force=True).order_by("person", "start")
    return list(rows.values_list("person", "value"))


def lines(standing: Standing) -> list[tuple[str, int, int]]:
    """Give code, readings in force and batches that wait, of the list."""
    return [(line.defined.code, line.readings, line.waiting) for line in queries.external_lines(standing)]
