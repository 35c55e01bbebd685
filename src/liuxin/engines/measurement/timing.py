"""When rows belong to which period.

Periods that follow one another are told apart by a balanced tree of comparisons, which costs a tenth of a join over
inequalities; only periods that overlap or leave gaps are joined.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import ibis

from liuxin.engines.measurement.asked import PERIODS, Columns, asked_bound
from liuxin.engines.measurement.words import Timing

Span = tuple[int, int]


@dataclass(frozen=True)
class Spans:
    """The periods of a question, in the order that compiled texts number them: by their ends."""

    given: tuple[Span, ...]

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Give for each number the place of its period in the question."""
        return tuple(sorted(range(len(self.given)), key=lambda place: (self.given[place][1], self.given[place][0])))

    @cached_property
    def sorted(self) -> tuple[Span, ...]:
        """Give the periods in the order of their numbers."""
        return tuple(self.given[place] for place in self.order)

    @cached_property
    def follow(self) -> bool:
        """Tell whether each begins where the one before it ends."""
        follow = all(one[1] == other[0] for one, other in zip(self.sorted, self.sorted[1:], strict=False))
        return follow and all(start < end for start, end in self.sorted)

    def size(self, timing: Timing) -> int:
        """Give how many periods a text is compiled for; 0: any number, by a join."""
        return len(self.given) if self.follow or timing is Timing.STOCK else 0

    def bounds(self, timing: Timing, as_of: int) -> list[int]:
        """Give the bounds that a compiled text asks for."""
        if timing is Timing.STOCK:
            return [min(end, as_of + 1) for _, end in self.sorted]
        if self.follow and self.sorted:
            return [start for start, _ in self.sorted] + [self.sorted[-1][1]]
        return [min((start for start, _ in self.sorted), default=0), max((end for _, end in self.sorted), default=0)]

    def table(self) -> Columns:
        """Give the periods as the table that a join reads."""
        numbered = [(number, *span) for number, span in enumerate(self.sorted)]
        return {name: [row[place] for row in numbered] for place, name in enumerate(PERIODS)}


def within(rows: ibis.Table, timing: Timing, periods: int) -> list[ibis.Value]:
    """Give the conditions that a row of any of the periods fulfils: the engine skips what it need not read."""
    if timing is Timing.STOCK:
        return [rows["at"] < asked_bound(periods - 1), rows.until.isnull() | (rows.until >= asked_bound(0))]
    return [rows["at"] >= asked_bound(0), rows["at"] < asked_bound(periods or 1)]


def timed(rows: ibis.Table, timing: Timing, periods: int, beside: Mapping[str, ibis.Value]) -> ibis.Table:
    """Give the rows with `period` and, for a STOCK, `edge` beside them, and with the columns of `beside`."""
    if timing is Timing.STOCK:
        return _standing(rows, periods, beside)
    if not periods:
        return _joined(rows).mutate(**beside)
    numbers = [ibis.literal(number, "int64") for number in range(periods)]
    return rows.mutate(period=_steps(rows["at"], numbers, first=1), **beside)


def moment(rows: ibis.Table, timing: Timing) -> ibis.Value:
    """Give the moment as of which a row is placed in a department or a customer's age is told."""
    return rows.edge - 1 if timing is Timing.STOCK else rows["at"]


def _joined(rows: ibis.Table) -> ibis.Table:
    asked = ibis.table(PERIODS, name="asked_periods")
    joined = rows.inner_join(asked, [rows["at"] >= asked.starts, rows["at"] < asked.ends])
    return joined.select(*rows.columns, "period")


def _standing(rows: ibis.Table, periods: int, beside: Mapping[str, ibis.Value]) -> ibis.Table:
    """Find who stood so at the end of each period: from the first end after `at` to the last end up to `until`."""
    if periods == 1:
        return rows.mutate(period=ibis.literal(0, "int64"), edge=asked_bound(0), **beside)
    numbers = [ibis.literal(number, "int64") for number in range(periods + 1)]
    ends = {"first_edge": _steps(rows["at"], numbers), "past_edge": _steps(rows.until, numbers)}
    spanned = rows.mutate(**ends, **beside)
    stood = spanned.filter(spanned.first_edge < spanned.past_edge)
    each = stood.mutate(period=ibis.range(stood.first_edge, stood.past_edge).unnest())
    return each.mutate(edge=_choice(each.period, asked_bound, 0, periods))


def _steps(value: ibis.Value, leaves: Sequence[ibis.Value], first: int = 0) -> ibis.Value:
    """Tell how many bounds (from number `first` on) are not above a value; of nothing all, for it has not ended."""

    def halve(low: int, high: int) -> ibis.Value:
        if high - low == 1:
            return leaves[low]
        middle = (low + high) // 2
        below = value < asked_bound(middle - 1 + first)
        return ibis.cases((below, halve(low, middle)), else_=halve(middle, high))

    return halve(0, len(leaves))


def _choice(number: ibis.Value, made: Callable[[int], ibis.Value], low: int, high: int) -> ibis.Value:
    if high - low == 1:
        return made(low)
    middle = (low + high) // 2
    return ibis.cases((number < middle, _choice(number, made, low, middle)), else_=_choice(number, made, middle, high))
