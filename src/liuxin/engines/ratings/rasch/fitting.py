"""The many-facet Rasch model: from a table of ratings to measures, errors and fit."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.rasch.design import design, ground
from liuxin.engines.ratings.rasch.joint import active_part, joint
from liuxin.engines.ratings.rasch.marginal import marginal
from liuxin.engines.ratings.rasch.outcome import told
from liuxin.engines.ratings.rasch.subsets import subsets
from liuxin.engines.ratings.rasch.words import Design, Fit, Method, Model
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError


def fit(
    facets: Mapping[str, ArrayLike],
    scores: ArrayLike,
    *,
    lowest: int,
    highest: int,
    positive: Collection[str] = (),
    floating: str | None = None,
    model: Model = Model.RATING_SCALE,
    by: str | None = None,
    method: Method = Method.JOINT,
    corrected: bool = True,
) -> Fit | CannotTell:
    """Fit the many-facet Rasch model (Linacre 1989) to a table of ratings.

    The log of the odds of level k against k - 1 is the sum of the measures of a rating's elements, less the threshold:
    ln(P_k / P_(k-1)) = B_n - C_j - D_i - F_k (Linacre 1989, eq. 5.1), with F_ik per element of facet `by` under partial
    credit (Masters 1982).

    `facets` holds per facet an array (ratings,) of whole numbers from 0 on, `scores` (ratings,) the levels, whole
    numbers from `lowest` to `highest`. `positive` names the facets whose higher measures mean higher ratings (the first
    one unless said), all others count against them. Every facet has a mean of 0 but `floating` (the first unless said).
    `corrected` takes the bias off joint likelihood; marginal likelihood sums over the first of the `positive` facets.

    Gives `CannotTell` where nothing was rated, all ratings are on one level, one subject or one rater only is there,
    parts of the design have no rating in common (`subsets` names them), facets always change together, all ratings are
    extreme, or no stable result is found.
    Raises `BadInputError`: "ratings.too_few_facets", "ratings.no_such_facet", "ratings.no_scale", "ratings.off_scale",
    and what `telling.whole_numbers` and `telling.same_length` raise.
    """
    if (by is not None) != (model is Model.PARTIAL_CREDIT):
        raise BadInputError("ratings.no_such_facet", field="by")
    scale = {"lowest": lowest, "highest": highest}
    table = design(facets, scores, **scale, positive=positive, floating=floating, by=by, method=method)
    return _fitted(table, method, corrected=corrected)


def _fitted(table: Design, method: Method, *, corrected: bool) -> Fit | CannotTell:
    if (trouble := _too_little(table)) is not None:
        return trouble
    on = ground(table, None if method is Method.JOINT else table.first)
    active = active_part(table, on)
    if (trouble := _falls_apart(table) or _left_too_little(active)) is not None:
        return trouble
    found = joint(active, on, corrected=corrected) if method is Method.JOINT else marginal(active, on)
    if found is None:
        return CannotTell(Reason.NOT_CONVERGED)
    return told(table, on, active, found, method)


def _too_little(table: Design) -> CannotTell | None:
    if not len(table.levels):
        return CannotTell(Reason.NOTHING)
    if not np.ptp(table.levels):
        return CannotTell(Reason.ONE_CATEGORY)
    sizes = dict(zip(table.names, table.sizes, strict=True))
    rated = [sizes[name] for name, sign in zip(table.names, table.signs, strict=True) if sign > 0]
    raters = [sizes[name] for name, sign in zip(table.names, table.signs, strict=True) if sign < 0]
    if max(rated) == 1:
        return CannotTell(Reason.ONE_SUBJECT, 1, 2)
    return CannotTell(Reason.ONE_RATER, 1, 2) if max(raters, default=1) == 1 else None


def _falls_apart(table: Design) -> CannotTell | None:
    found = subsets(dict(zip(table.names, table.codes, strict=True)))
    return None if found.connected else CannotTell(Reason.DISCONNECTED, found.count, 1)


def _left_too_little(active: Design) -> CannotTell | None:
    if not len(active.levels):
        return CannotTell(Reason.EXTREME)
    return _falls_apart(active)
