"""Readings from outside through their own actions: a file handed in by HR, confirmed by the director."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.interfaces.imports.simulator.duties import AGAIN
from liuxin.interfaces.imports.simulator.words import SOURCE
from liuxin.interfaces.imports.simulator.world import World
from liuxin.interfaces.imports.simulator.writing.company import staff_number
from liuxin.interfaces.imports.simulator.writing.histories import instant
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import BatchState, FileSeen, NewExternal, RawReading

Row = Mapping[str, Any]
HANDED_IN_BEFORE: Final = timedelta(hours=1)
_CORRECTED: Final = "更正一行抄错的数（模拟）"


@dataclass(frozen=True, slots=True)
class _Outside:
    """A measure that another system counts; without a trade it is for everybody."""

    code: str
    name: Bilingual
    definition: Bilingual
    source: str
    unit: Unit
    kind: ExternalKind
    direction: Direction
    trade: Trade | None = None


_MEASURES: Final = (
    _Outside(
        "attendance",
        Bilingual("到岗率", "Attendance"),
        Bilingual(
            "实际到岗班次占应到班次的百分比，以应到班次为权重。",
            "Shifts attended in per cent of those due, weighted by those due.",
        ),
        "考勤系统（模拟） / time clock (simulated)",
        Unit.PERCENT,
        ExternalKind.SHARE,
        Direction.HIGHER,
        Trade.GUARDS,
    ),
    _Outside(
        "sales",
        Bilingual("销售额", "Sales"),
        Bilingual("当月签约的销售额合计。", "Sales contracted in the month, added up."),
        "销售系统（模拟） / sales ledger (simulated)",
        Unit.CURRENCY,
        ExternalKind.SUM,
        Direction.HIGHER,
        Trade.SALES,
    ),
    _Outside(
        "hourly_rate",
        Bilingual("小时费率", "Hourly rate"),
        Bilingual("一个工作小时的全部人工成本。", "What an hour of work costs, all included."),
        "薪酬系统（模拟） / payroll (simulated)",
        Unit.CURRENCY,
        ExternalKind.MEAN,
        Direction.NONE,
    ),
)


def write_readings(world: World, table: pa.Table, keys: Keys, *, by: Actor) -> dict[str, int]:
    """Define the external measures and bring in their files, each when it came; give the keys of the batches by name.

    What is there already stays as it is. A file that takes the place of another says so.
    """
    measures = {outside.code: _define(outside, world, keys, by) for outside in _MEASURES}
    hands = _Hands(keys.people[world.people.count - 1], keys.people[world.people.count - 2])
    batches: dict[str, int] = {}
    for name, rows in _files(table):
        batches[name] = hands.bring(measures[rows[0]["text"]], name, rows, batches.get(name.removesuffix(AGAIN)))
    return batches


def _define(outside: _Outside, world: World, keys: Keys, by: Actor) -> int:
    at = instant(world.scenario.start)
    known = {line.defined.code: line.id for line in queries.external_lines(organisation.standing(by, at), retired=True)}
    if outside.code in known:
        return known[outside.code]
    new = NewExternal(
        code=outside.code,
        name=outside.name,
        definition=outside.definition,
        source=outside.source,
        unit=outside.unit,
        direction=outside.direction,
        kind=outside.kind,
        positions=frozenset() if outside.trade is None else frozenset({keys.positions[outside.trade + 1]}),
    )
    return actions.define_external(new=new, by=by, at=at)


def _files(table: pa.Table) -> Iterator[tuple[str, list[Row]]]:
    wanted = table.filter(pc.equal(table["code"].cast(pa.string()), "reading.confirmed"))
    for name, rows in groupby(wanted.to_pylist(), key=lambda row: str(row["subject"]).partition("/")[0]):
        yield name, list(rows)


@dataclass(frozen=True, slots=True)
class _Hands:
    """Who hands in, and who confirms."""

    importer: int
    second: int

    def bring(self, measure: int, name: str, rows: Sequence[Row], replaces: int | None) -> int:
        """Bring one file in, unless it is there, and give its batch."""
        told = [_typed(row) for row in rows]
        # The name stands in the header: the same rates month after month are still different files.
        text = "\n".join([name, *(f"{each.who},{each.value},{each.weight}" for each in told)])
        file = FileSeen(f"{name}.csv", sha256(text.encode()).hexdigest())
        at = instant(rows[0]["at"])
        known = next(iter(queries.same_file(measure, file.sha256)), None)
        batch = known.id if known else self._propose(measure, rows[0], told, file, replaces)
        if known is None or known.state is BatchState.PROPOSED:
            actions.confirm_readings(batch_id=batch, by=Actor.person(self.second, via=SOURCE), at=at)
        return batch

    def _propose(
        self, measure: int, first: Row, told: Sequence[RawReading], file: FileSeen, replaces: int | None
    ) -> int:
        return actions.propose_readings(
            measure_id=measure,
            period=Period(instant(first["start"]), instant(first["end"])),
            rows=told,
            file=file,
            replaces=replaces,
            note="" if replaces is None else _CORRECTED,
            by=Actor.person(self.importer, via=SOURCE),
            at=instant(first["at"]) - HANDED_IN_BEFORE,
        )


def _typed(row: Row) -> RawReading:
    """Give a reading as it stands in the file."""
    line = int(str(row["subject"]).rpartition("/")[2])
    return RawReading(line, staff_number(row["person"] - 1), _plain(row["value"]), _plain(row["weight"]))


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
