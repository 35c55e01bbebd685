"""Help for choosing lines and weights: what is worth a second look before a set is proposed. Nothing is forbidden."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from math import floor
from typing import Final

from liuxin.kernel.quantities import WHOLE, Percent
from liuxin.performance.indicators.words import Entry, Hint, IndicatorView

FEWEST, MOST = 3, 8
HEAVY: Final = Decimal(40)
"""A line above it decides alone whether a total is good."""
WORTH_GAMING: Final = Decimal(15)


def hints(lines: Sequence[IndicatorView], entry_of: Callable[[str], Entry | None]) -> tuple[Hint, ...]:
    """Say what is worth a second look: too few or too many lines, one that outweighs all, one that can be gamed."""
    return (*_number(lines), *_weight(lines), *_balance(lines, entry_of))


def _number(lines: Sequence[IndicatorView]) -> Iterator[Hint]:
    if lines and len(lines) < FEWEST:
        yield Hint("indicators.hint.few", {"count": len(lines), "least": FEWEST})
    if len(lines) > MOST:
        yield Hint("indicators.hint.many", {"count": len(lines), "most": MOST})


def _weight(lines: Sequence[IndicatorView]) -> Iterator[Hint]:
    for line in lines:
        if line.weight.value > HEAVY:
            yield Hint("indicators.hint.heavy", {"measure": line.measure, "weight": line.weight.value})


def _balance(lines: Sequence[IndicatorView], entry_of: Callable[[str], Entry | None]) -> Iterator[Hint]:
    held = {entry.code for line in lines if (entry := entry_of(line.measure))}
    for line in lines:
        entry = entry_of(line.measure)
        if entry is None or line.weight.value < WORTH_GAMING or held.intersection(entry.counters):
            continue
        if entry.counters:
            yield Hint("indicators.hint.no_counter", {"measure": line.measure, "drives_wrong": entry.drives_wrong})


def parted(parts: Sequence[int]) -> tuple[Percent, ...]:
    """Part 100 in proportion into whole percents; what is left over goes to the largest remainders."""
    total = sum(parts)
    exact = [part * WHOLE / total for part in parts]
    whole = [floor(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda place: (whole[place] - exact[place], place))
    lucky = set(order[: int(WHOLE) - sum(whole)])
    return tuple(Percent(Decimal(each + (place in lucky))) for place, each in enumerate(whole))
