"""How far raters agree. Which figure answers which question stands in docs/statistics/README.md."""

from liuxin.engines.ratings.agreement.intraclass import Icc, IccForm, icc, icc_all
from liuxin.engines.ratings.agreement.krippendorff import Alpha, Level, alpha

__all__ = [
    "Alpha",
    "Icc",
    "IccForm",
    "Level",
    "alpha",
    "icc",
    "icc_all",
]
