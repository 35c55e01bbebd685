"""Tables of indicators."""

from liuxin.performance.indicators.models.external import ExternalMeasure, ExternalMeasurePosition
from liuxin.performance.indicators.models.readings import ReadingBatch, ReadingRow
from liuxin.performance.indicators.models.sets import Indicator, IndicatorSet

__all__ = [
    "ExternalMeasure",
    "ExternalMeasurePosition",
    "Indicator",
    "IndicatorSet",
    "ReadingBatch",
    "ReadingRow",
]
