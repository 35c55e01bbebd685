"""How far raters agree. Which figure answers which question stands in docs/statistics/README.md."""

from liuxin.engines.ratings.agreement.concordance import Concordance, kendall_w
from liuxin.engines.ratings.agreement.intraclass import Icc, IccForm, icc, icc_all
from liuxin.engines.ratings.agreement.kappa import (
    FleissKappa,
    Kappa,
    Weights,
    crosstable,
    fleiss_kappa,
    kappa,
    tally,
    weighted_kappa,
)
from liuxin.engines.ratings.agreement.krippendorff import Alpha, Level, alpha
from liuxin.engines.ratings.agreement.mixed import UnbalancedIcc, icc_unbalanced
from liuxin.engines.ratings.agreement.within import Within, r_wg, r_wg_j

__all__ = [
    "Alpha",
    "Concordance",
    "FleissKappa",
    "Icc",
    "IccForm",
    "Kappa",
    "Level",
    "UnbalancedIcc",
    "Weights",
    "Within",
    "alpha",
    "crosstable",
    "fleiss_kappa",
    "icc",
    "icc_all",
    "icc_unbalanced",
    "kappa",
    "kendall_w",
    "r_wg",
    "r_wg_j",
    "tally",
    "weighted_kappa",
]
