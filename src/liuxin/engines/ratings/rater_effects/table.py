"""The table of ratings as all effects read it: codes counted from 0, rows in one order, who rated the same beside."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.telling import Flags, Floats, Ints, numbers, same_length, whole_numbers
from liuxin.kernel.errors import BadInputError

LEAST_SECONDS = 0.1
"""No form is filled in quicker than a tenth of a second; a clock that says 0 is taken as that."""


@dataclass(frozen=True, slots=True)
class Table:
    """N ratings sorted by rater, ratee and criterion; R raters, F forms (a rater's ratings of a ratee), cells.

    A cell is a criterion of a ratee: what several raters rate alike. A pair is a rater in a criterion. `level` counts
    from 0. `position` runs from 0 (a rater's first rating) to 1 (his last), and is NaN without an order; `seconds` is
    one number a form, NaN if unknown.
    """

    codes: Ints
    rater: Ints
    cell: Ints
    criterion: Ints
    pair: Ints
    pair_rater: Ints
    form: Ints
    level: Ints
    levels: int
    form_rater: Ints
    form_ratee: Ints
    position: Floats
    seconds: Floats
    ordered: bool
    timed: bool

    @property
    def raters(self) -> int:
        """How many raters there are."""
        return len(self.codes)

    @property
    def form_size(self) -> Ints:
        """How many ratings each form holds, (F,)."""
        return np.bincount(self.form, minlength=len(self.form_rater))

    @property
    def cell_size(self) -> Ints:
        """How many ratings each cell holds, by cell."""
        return np.bincount(self.cell)

    def of_rater(self, values: Floats | Flags | None = None) -> Floats:
        """Add up a number per rating, by rater; their count where none is given."""
        return np.bincount(self.rater, values, self.raters).astype(np.float64)

    def of_form(self, values: Floats | Flags) -> Floats:
        """Add up a number per rating, by form."""
        return np.bincount(self.form, values, len(self.form_rater)).astype(np.float64)

    def rater_of_form(self, values: Floats | Flags | None = None) -> Floats:
        """Add up a number per form, by rater; their count where none is given."""
        return np.bincount(self.form_rater, values, self.raters).astype(np.float64)


def read(
    columns: Mapping[str, ArrayLike], lowest: int, highest: int, seconds: ArrayLike | None, order: ArrayLike | None
) -> Table:
    """Check the columns and bring them into one order.

    Raises `BadInputError("ratings.…")` not_a_number, not_whole, too_small, lengths_differ, off_scale, cell_rated_twice.
    """
    raters, ratees, criteria = (whole_numbers(columns[name], name) for name in ("raters", "ratees", "criteria"))
    levels = whole_numbers(columns["levels"], "levels", least=min(lowest, 0))
    off = (levels < lowest) | (levels > highest)
    if off.any():
        place = int(np.argmax(off)) + 1
        raise BadInputError("ratings.off_scale", field="levels", place=place, lowest=lowest, highest=highest)
    took = np.full(len(levels), np.nan) if seconds is None else _seconds(seconds)
    when = np.zeros(len(levels)) if order is None else numbers(order, "order")
    same_length(raters=raters, ratees=ratees, criteria=criteria, levels=levels, seconds=took, order=when)
    return _sorted((raters, ratees, criteria, levels - lowest), took, when, highest - lowest + 1, order is not None)


def _seconds(seconds: ArrayLike) -> Floats:
    took = numbers(seconds, "seconds", missing=True)
    if (took < 0).any():
        raise BadInputError("ratings.too_small", field="seconds", place=int(np.argmax(took < 0)) + 1, least=0)
    return took


def _sorted(coded: tuple[Ints, Ints, Ints, Ints], took: Floats, when: Floats, levels: int, ordered: bool) -> Table:  # noqa: FBT001
    (codes, rater), (ratees, ratee), (criteria, criterion) = (
        np.unique(column, return_inverse=True) for column in coded[:3]
    )
    form_key = rater * max(len(ratees), 1) + ratee
    wide = max(len(criteria), 1)
    key = form_key * wide + criterion
    by = np.argsort(key, kind="stable")
    rater, ratee, criterion, key, form_key = rater[by], ratee[by], criterion[by], key[by], form_key[by]
    again = np.flatnonzero(key[1:] == key[:-1])
    if len(again):
        raise BadInputError("ratings.cell_rated_twice", field="levels", place=int(by[again[0] + 1]) + 1)
    first = np.flatnonzero(np.diff(form_key, prepend=-1))
    form = np.cumsum(np.diff(form_key, prepend=-1) != 0) - 1
    pairs, pair = np.unique(rater * wide + criterion, return_inverse=True)
    return Table(
        codes=codes,
        rater=rater,
        cell=np.unique(ratee * wide + criterion, return_inverse=True)[1],
        criterion=criterion,
        pair=pair,
        pair_rater=pairs // wide,
        form=form,
        level=coded[3][by],
        levels=levels,
        form_rater=rater[first],
        form_ratee=ratee[first],
        position=_positions(rater, when[by], len(codes)) if ordered else np.full(len(by), np.nan),
        seconds=_per_form(form, took[by], len(first)),
        ordered=ordered,
        timed=bool(np.isfinite(took).any()),
    )


def _positions(rater: Ints, when: Floats, raters: int) -> Floats:
    """Give the place of each rating in its rater's order, 0 to 1; ratings of the same moment share the mean place."""
    by = np.lexsort((when, rater))
    starts = np.concatenate(([0], np.cumsum(np.bincount(rater, minlength=raters))))
    rank = np.empty(len(by))
    rank[by] = np.arange(len(by)) - starts[rater[by]]
    tied = np.cumsum((np.diff(rater[by], prepend=-1) != 0) | (np.diff(when[by], prepend=np.inf) != 0)) - 1
    moment = np.empty(len(by), np.int64)
    moment[by] = tied
    mean = np.bincount(moment, rank) / np.bincount(moment)
    last = np.maximum(np.diff(starts) - 1, 1)
    found: Floats = mean[moment] / last[rater]
    return found


def _per_form(form: Ints, took: Floats, forms: int) -> Floats:
    """Give the seconds of each form: the mean of what its ratings say, NaN where none says it."""
    known = np.isfinite(took)
    count = np.bincount(form, known, forms)
    total = np.bincount(form, np.where(known, np.maximum(took, LEAST_SECONDS), 0.0), forms)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
