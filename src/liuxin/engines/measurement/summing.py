"""What is added up for a measure: the columns that its rows are turned into, and the sums over them.

Measures of one population share what they have in common: a column or a sum is computed once, whoever asks for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import mul
from typing import Final, NamedTuple

import ibis
import ibis.expr.operations as ops

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.engines.measurement.words import PENDING, Expression, Kind, Measure, Told, WhyNot

COUNTED: Final = frozenset({WhyNot.COUNTED.value})
LATER: Final = frozenset(map(str, PENDING))
UNANSWERED: Final = frozenset({WhyNot.NO_ANSWER.value})
EXACT: Final = "decimal(38, 0)"
"""Whole numbers of 128 bits: a product of shares, or of large values, outgrows 64."""
LESS: Final = 10**9
"""A weight is squared in millionths of a whole, not in its smallest parts, to stay within 128 bits."""


def only(why_not: ibis.Value, chosen: frozenset[str], value: ibis.Value) -> ibis.Value | None:
    """Give the value where the reason is one of those chosen and null elsewhere; None where it never is.

    A choice between written reasons becomes the same choice between the value and null, without comparing texts. Nulls
    are added up twice as fast as a filter lets rows through.
    """
    node = why_not.op()
    if isinstance(node, ops.Literal):
        return value if node.value in chosen else None
    if not isinstance(node, ops.SearchedCase):
        return ibis.cases((why_not.isin(sorted(chosen)), value))
    results = [only(result.to_expr(), chosen, value) for result in (*node.results, node.default)]
    if all(result is None for result in results):
        return None
    if all(result is value for result in results):
        return value
    told = [ibis.null(value.type()) if result is None else result for result in results]
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


Sum = tuple[str, tuple[str, ...]]
"""How to add up, and the columns whose product is added up."""


@dataclass
class Sums:
    """The sums over those columns, each named once."""

    named: dict[Sum, str] = field(default_factory=dict)

    def name(self, how: str, *columns: str) -> str:
        """Give the name of a sum, asked for where it is new."""
        return self.named.setdefault((how, columns), f"s{len(self.named)}")

    def made(self, rows: ibis.Table) -> dict[str, Expression]:
        """Give the sums as expressions over the rows."""
        return {name: _ADDING[how]([rows[each] for each in of]) for (how, of), name in self.named.items()}


def _sum(factors: Sequence[ibis.Value]) -> Expression:
    return reduce(mul, factors).sum()


def _exact(factors: Sequence[ibis.Value]) -> Expression:
    return reduce(lambda one, other: (one * other).cast(EXACT), (each.cast(EXACT) for each in factors)).sum()


_ADDING: Final[Mapping[str, Callable[[Sequence[ibis.Value]], Expression]]] = {
    "count": lambda factors: factors[0].count(),
    "list": lambda factors: factors[0].collect(),
    "sum": _sum,
    "exact": _exact,
}


class Ask(NamedTuple):
    """What is asked of a population for one measure; `is_large`: squares of its values may outgrow 64 bits."""

    tells: Callable[[Expression], Told]
    kind: Kind
    is_large: bool

    @classmethod
    def of(cls, measure: Measure) -> "Ask":
        """Give what is asked for a measure."""
        return cls(measure.tells, measure.kind, measure.parts is not None)


class Part(NamedTuple):
    """A sum that a measure needs: its column, of how many parts a whole is, and how often a value is in the product."""

    column: str
    whole: int = 1
    power: int = 0


Parts = dict[str, Part]


def sums_of(told: Told, ask: Ask, columns: Columns, sums: Sums) -> Parts:
    """Say which sums a measure needs, by what they stand for; what is not named is nought.

    Where `units` is not named, every row is one whole.
    """
    counted = only(told.why_not, COUNTED, told.value.cast("int64"))
    if counted is None:
        return _later(told, columns, sums)
    value = columns.name(counted)
    found = {"rows": Part(sums.name("count", value)), **_later(told, columns, sums)}
    weight = "" if told.units is None else columns.name(only(told.why_not, COUNTED, told.units))
    if weight:
        found["units"] = Part(sums.name("sum", weight), WHOLE)
    if ask.kind is Kind.GAP:
        found |= _of_sides(told, columns, sums, (value, weight))
    if ask.kind is Kind.QUANTILE:
        found["ordered"] = Part(sums.name("list", value))
    if not weight or ask.kind is Kind.RATE:
        return found | _plain(ask, sums, value)
    return found | _weighted(told, ask, columns, sums, (value, weight))


def _later(told: Told, columns: Columns, sums: Sums) -> Parts:
    found = {}
    for name, chosen in (("pending", LATER), ("unanswered", UNANSWERED)):
        marked = only(told.why_not, chosen, ibis.literal(1, "int8"))
        if marked is not None:
            found[name] = Part(sums.name("count", columns.name(marked)))
    return found


def _plain(ask: Ask, sums: Sums, value: str) -> Parts:
    found = {"total": Part(sums.name("sum", value), power=1)}
    if ask.kind is Kind.MEAN:
        found["squares"] = Part(sums.name("exact" if ask.is_large else "sum", value, value), power=2)
    return found


def _weighted(told: Told, ask: Ask, columns: Columns, sums: Sums, of: tuple[str, str]) -> Parts:
    value, weight = of
    found = {"total": Part(sums.name(_product(told, ask), weight, value), WHOLE, 1)}
    if ask.kind is Kind.MEAN:
        less = columns.name((columns.made[weight] // LESS).cast("int64"))
        whole = (WHOLE // LESS) ** 2
        for power, name in enumerate(("weights2", "weights2_value", "weights2_squares")):
            found[name] = Part(sums.name("exact", less, less, *[value] * power), whole, power)
    return found


def _of_sides(told: Told, columns: Columns, sums: Sums, of: tuple[str, str]) -> Parts:
    found = {}
    for side in (0, 1):
        value, weight = (
            columns.name(ibis.cases((told.side == side, columns.made[name]))) if name else "" for name in of
        )
        found[f"units{side}"] = Part(sums.name("count", value))
        found[f"total{side}"] = Part(sums.name("sum", value), power=1)
        if weight:
            found[f"units{side}"] = Part(sums.name("sum", weight), WHOLE)
            found[f"total{side}"] = Part(sums.name("sum", weight, value), WHOLE, 1)
    return found


def _product(told: Told, ask: Ask) -> str:
    """Tell how a share of a credit is multiplied: one of 0 or 1 stays in 64 bits, if the share does."""
    is_small = told.units is not None and told.units.type().is_integer()
    return "sum" if ask.kind in {Kind.SHARE, Kind.GAP} and is_small and not ask.is_large else "exact"
