"""What is added up for a measure: the columns that its rows are turned into, and the sums over them.

Measures of one population share what they have in common: a column or a sum is computed once, whoever asks for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import ibis
import ibis.expr.operations as ops

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.engines.measurement.words import PENDING, Expression, Kind, Told, WhyNot

COUNTED: Final = frozenset({WhyNot.COUNTED.value})
LATER: Final = frozenset(map(str, PENDING))
UNANSWERED: Final = frozenset({WhyNot.NO_ANSWER.value})
EXACT: Final = "decimal(38, 0)"
"""Whole numbers of 128 bits: a product of shares, or of large values, outgrows 64."""
LESS: Final = 10**9
"""A weight is squared in millionths of a whole, not in its smallest parts, to stay within 128 bits."""


def whether(why_not: ibis.Value, chosen: frozenset[str]) -> "ibis.Value | bool":
    """Tell whether the reason is one of those chosen, without comparing texts where the reasons are written down.

    A choice between written reasons becomes the same choice between true and false; True or False alone means that
    it is so, or never so, for every row.
    """
    node = why_not.op()
    if isinstance(node, ops.Literal):
        return node.value in chosen
    if not isinstance(node, ops.SearchedCase):
        return why_not.isin(sorted(chosen))
    results = [whether(result.to_expr(), chosen) for result in (*node.results, node.default)]
    if all(result is True for result in results) or all(result is False for result in results):
        return bool(results[0])
    told = [ibis.literal(value=result) if isinstance(result, bool) else result for result in results]
    conditions = [condition.to_expr() for condition in node.cases]
    return ibis.cases(*zip(conditions, told[:-1], strict=True), else_=told[-1])


@dataclass
class Columns:
    """The columns that rows are turned into, each named once."""

    named: dict[Expression, str] = field(default_factory=dict)
    made: dict[str, Expression] = field(default_factory=dict)

    def name(self, value: Expression) -> str:
        """Give the name of a column, made where it is new."""
        known = self.named.setdefault(value.op(), f"c{len(self.named)}")
        self.made[known] = value
        return known


Sum = tuple[str, tuple[str, ...], str]
"""How to add up, which columns, and of which rows ("": of all)."""


@dataclass
class Sums:
    """The sums over those columns, each named once. `names` gives for what each sum of a measure stands."""

    named: dict[Sum, str] = field(default_factory=dict)

    def name(self, how: str, *columns: str, where: str = "") -> str:
        """Give the name of a sum, asked for where it is new."""
        return self.named.setdefault((how, columns, where), f"s{len(self.named)}")

    def made(self, rows: ibis.Table) -> dict[str, Expression]:
        """Give the sums as expressions over the rows."""
        return {name: _ADDING[how](rows, columns, where) for (how, columns, where), name in self.named.items()}


def _count(rows: ibis.Table, _columns: tuple[str, ...], where: str) -> Expression:
    return rows.count(where=rows[where]) if where else rows.count()


def _sum(rows: ibis.Table, columns: tuple[str, ...], where: str) -> Expression:
    value = rows[columns[0]]
    for other in columns[1:]:
        value = value * rows[other]
    return value.sum(where=rows[where]) if where else value.sum()


def _exact(rows: ibis.Table, columns: tuple[str, ...], where: str) -> Expression:
    value = rows[columns[0]].cast(EXACT)
    for other in columns[1:]:
        value = (value * rows[other].cast(EXACT)).cast(EXACT)
    return value.sum(where=rows[where]) if where else value.sum()


def _list(rows: ibis.Table, columns: tuple[str, ...], where: str) -> Expression:
    return rows[columns[0]].collect(where=rows[where] if where else None)


_ADDING: Final[Mapping[str, Callable[[ibis.Table, tuple[str, ...], str], Expression]]] = {
    "count": _count,
    "sum": _sum,
    "exact": _exact,
    "list": _list,
}


class Part(NamedTuple):
    """A sum that a measure needs: its column, of how many parts a whole is, and how often a value is in the product."""

    column: str
    whole: int = 1
    power: int = 0


Parts = dict[str, Part]


def sums_of(told: Told, kind: Kind, columns: Columns, sums: Sums) -> Parts:
    """Say which sums a measure needs, by what they stand for; what is not named is nought.

    Where `units` is not named, every row is one whole.
    """
    counted = whether(told.why_not, COUNTED)
    if counted is False:
        return {}
    where = "" if counted is True else columns.name(counted)
    found = {"rows": Part(sums.name("count", where=where)), **_later(told, columns, sums)}
    if told.units is not None:
        found["units"] = Part(sums.name("sum", columns.name(told.units), where=where), WHOLE)
    value = columns.name(told.value.cast("int64"))
    if kind is Kind.GAP:
        counting = columns.made[where] if where else ibis.literal(value=True)
        found |= _of_sides(told, columns, sums, value, counting)
    if kind is Kind.QUANTILE:
        found["ordered"] = Part(sums.name("list", value, where=where))
    if told.units is None or kind is Kind.RATE:
        return found | _plain(kind, sums, value, where)
    return found | _weighted(told.units, kind, columns, sums, (value, where))


def _later(told: Told, columns: Columns, sums: Sums) -> Parts:
    found = {}
    for name, chosen in (("pending", LATER), ("unanswered", UNANSWERED)):
        so = whether(told.why_not, chosen)
        if so is not False:
            so = ibis.literal(value=True) if so is True else so
            found[name] = Part(sums.name("count", where=columns.name(so)))
    return found


def _plain(kind: Kind, sums: Sums, value: str, where: str) -> Parts:
    found = {"total": Part(sums.name("sum", value, where=where), power=1)}
    if kind is Kind.MEAN:
        found["squares"] = Part(sums.name("exact", value, value, where=where), power=2)
    return found


def _weighted(units: Expression, kind: Kind, columns: Columns, sums: Sums, of: tuple[str, str]) -> Parts:
    (value, where), weight = of, columns.name(units)
    found = {"total": Part(sums.name("exact", weight, value, where=where), WHOLE, 1)}
    if kind is Kind.MEAN:
        less = columns.name((units // LESS).cast("int64"))
        whole = (WHOLE // LESS) ** 2
        for power, name in enumerate(("weights2", "weights2_value", "weights2_squares")):
            found[name] = Part(sums.name("exact", less, less, *[value] * power, where=where), whole, power)
    return found


def _of_sides(told: Told, columns: Columns, sums: Sums, value: str, counted: Expression) -> Parts:
    found = {}
    for side in (0, 1):
        where = columns.name(counted & (told.side == side))
        found[f"units{side}"] = Part(sums.name("count", where=where))
        found[f"total{side}"] = Part(sums.name("sum", value, where=where), power=1)
        if told.units is not None:
            weight = columns.name(told.units)
            found[f"units{side}"] = Part(sums.name("sum", weight, where=where), WHOLE)
            found[f"total{side}"] = Part(sums.name("exact", weight, value, where=where), WHOLE, 1)
    return found
