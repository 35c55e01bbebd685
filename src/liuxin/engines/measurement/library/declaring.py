"""How measures are declared: one function per kind of number, so that a declaration says only what is its own."""

from functools import partial
from typing import Final

from liuxin.engines.measurement.words import Kind, Measure, Statistic, Unit

count: Final = partial(Measure, unit=Unit.COUNT, kind=Kind.COUNT, statistics=(Statistic.COUNT,), least_sample=0)
"""A number of rows. It is no estimate, so that it has no least sample."""

share: Final = partial(Measure, unit=Unit.PERCENT, kind=Kind.SHARE, statistics=(Statistic.SHARE,))
"""Which part of the rows, in per cent."""

quantile: Final = partial(Measure, kind=Kind.QUANTILE, statistics=(Statistic.MEDIAN, Statistic.P90))
"""The middle of the rows in order, and what nine of ten do not exceed."""

mean: Final = partial(Measure, kind=Kind.MEAN, statistics=(Statistic.MEAN,))
"""The arithmetic mean of the rows, each by its share."""

rate: Final = partial(Measure, unit=Unit.PER_100, kind=Kind.RATE, statistics=(Statistic.RATE,))
"""How many events per hundred."""

gap: Final = partial(Measure, unit=Unit.POINTS, kind=Kind.GAP, statistics=(Statistic.GAP,))
"""By how many percentage points one share is above another."""
