"""Values adjusted for the mix of cases: what each person got against what is to be expected of such cases.

One expected model for all (see `fit_expected`) says what cases of such strata usually come to. ratio = observed /
expected (Breslow & Day 1987, Statistical Methods in Cancer Research II, chapter 2); adjusted is the value that all
cases together would have, were all of them moved on the scale of the link as this person's are: ratio × overall for
counts and times; for shares so many log-odds that what is expected of his cases is what he got, so that it stays within
0 and 1 (standardised over the mix of all as by Roalfe, Holder & Wilson 2008, BMC Health Serv. Res. 8:275). Intervals:
Wilson's for shares, Garwood's for counts, of the mean of logarithms for times, moved the same way; what is expected is
taken as known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.comparison.expected import Expected, Outcome, fit_expected
from liuxin.engines.ratings.comparison.moving import Rows, added, moved
from liuxin.engines.ratings.telling import (
    CannotTell,
    Flags,
    Floats,
    Ints,
    Reason,
    above_zero,
    numbers,
    same_length,
    whole_numbers,
    whys,
)
from liuxin.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class CaseMix:
    """What each person got and what was to be expected; one entry a person, in the order of `people`, their codes.

    `amount` is the sum of cases, exposures or weights that count, `left_out` of those that nobody else had the like of.
    `observed` and `expected` are sums (of times: geometric means), `ratio` the one over the other with `ratio_low` and
    `ratio_high`. `raw`, `usual` (what is expected) and `adjusted` with `low` and `high` are in the unit of one case: a
    share, a count per exposure, a geometric mean of times. `overall` is that of all who count. Intervals are of 95 %.

    `moves` (people, factors) is how far each factor moves what is expected of a person from what is expected overall,
    on the scale of log-odds, log counts or log times: exp of it is a factor. `most` is the place of the factor that
    moves most. Whoever has nothing that counts has NaN, `most` -1 and the reason NOBODY_ELSE.
    """

    people: Ints
    amount: Floats
    left_out: Floats
    observed: Floats
    expected: Floats
    ratio: Floats
    ratio_low: Floats
    ratio_high: Floats
    raw: Floats
    usual: Floats
    adjusted: Floats
    low: Floats
    high: Floats
    moves: Floats
    most: Ints
    why: tuple[Reason | None, ...]
    overall: float
    penalty: float
    freedom: float


def case_mix(
    people: ArrayLike,
    outcomes: ArrayLike,
    factors: ArrayLike,
    *,
    outcome: Outcome,
    exposures: ArrayLike | None = None,
) -> CaseMix | CannotTell:
    """Adjust each person's value for the mix of cases by indirect standardisation (how: see above).

    One row a case, or a sum of cases: `people` (rows,) codes; `factors` (rows, factors) codes of the strata, such as
    priority and product; `outcomes` (rows,). SHARE: successes out of `exposures` trials (1 each where not given).
    COUNT: counts in `exposures` (1). TIME: times above 0 in one unit, `exposures` their weights (1).

    Cases of a level that one person alone has are left out and told; `CannotTell`: NOTHING without a row, ONE_SUBJECT
    with one person, NOBODY_ELSE where nothing remains to compare, NO_VARIANCE where all outcomes are alike, TOO_FEW
    times to know their spread, NOT_CONVERGED. Raises `BadInputError("ratings.not_a_number" | "ratings.not_whole" |
    "ratings.too_small" | "ratings.lengths_differ" | "ratings.not_above_zero" | "ratings.more_than_all" |
    "ratings.wrong_shape")`.
    """
    person, told, amount, strata = _read(people, outcomes, factors, outcome, exposures)
    if not len(person):
        return CannotTell(Reason.NOTHING)
    codes, places = np.unique(person, return_inverse=True)
    if len(codes) < 2:  # noqa: PLR2004 -- it takes two to compare
        return CannotTell(Reason.ONE_SUBJECT, 1, 2)
    return _compared(codes, _added(places, told, amount, strata, outcome), outcome)


def _read(
    people: ArrayLike, outcomes: ArrayLike, factors: ArrayLike, outcome: Outcome, exposures: ArrayLike | None
) -> tuple[Ints, Floats, Floats, Ints]:
    person = np.atleast_1d(whole_numbers(people, "people"))
    told, strata = np.atleast_1d(numbers(outcomes, "outcomes")), whole_numbers(factors, "factors")
    amount = np.ones(len(told)) if exposures is None else np.atleast_1d(above_zero(exposures, "exposures"))
    if strata.ndim != 2 or not strata.shape[1]:  # noqa: PLR2004 -- rows and factors
        raise BadInputError("ratings.wrong_shape", field="factors", has=strata.ndim, needs=2)
    same_length(people=person, outcomes=told, factors=strata, exposures=amount)
    if outcome is Outcome.TIME:
        return person, amount * np.log(above_zero(told, "outcomes")), amount, strata
    _refuse(told < 0, "ratings.too_small", least=0)
    if outcome is Outcome.SHARE:
        _refuse(told > amount, "ratings.more_than_all")
    return person, told, amount, strata


def _refuse(wrong: Flags, code: str, **params: int) -> None:
    if wrong.any():
        raise BadInputError(code, field="outcomes", place=str(int(np.argmax(wrong)) + 1), **params)


def _added(person: Ints, told: Floats, amount: Floats, strata: Ints, outcome: Outcome) -> Rows:
    """Add the cases up by person and stratum."""
    stratum, first = np.zeros(len(person), np.int64), np.zeros(0, np.int64)
    for column in strata.T:
        level = np.unique(column, return_inverse=True)[1]
        _, first, stratum = np.unique(stratum * (level.max() + 1) + level, return_index=True, return_inverse=True)
    many = len(first)
    pair, places = np.unique(person * many + stratum, return_inverse=True)
    squares = told**2 / amount if outcome is Outcome.TIME else np.zeros(len(told))
    amounts, tolds, squared = (added(places, each, len(pair)) for each in (amount, told, squares))
    return Rows(pair // many, pair % many, amounts, tolds, squared, strata[first])


def _comparable(rows: Rows) -> Flags:
    """Tell which rows have no level that one person alone has; what goes may leave others alone."""
    kept, before = np.ones(len(rows.person), np.bool_), -1
    people = int(rows.person.max()) + 1
    columns = [np.unique(column, return_inverse=True)[1] for column in rows.levels.T]
    while before != kept.sum():
        before = kept.sum()
        for column in columns:
            level = column[rows.stratum]
            held = np.unique(level[kept] * people + rows.person[kept]) // people
            kept &= np.bincount(held, minlength=int(column.max()) + 1)[level] > 1
    return kept


def _all_alike(rows: Rows, outcome: Outcome) -> bool:
    told, amount = float(rows.told.sum()), float(rows.amount.sum())
    if outcome is Outcome.TIME:
        return float(rows.squares.sum()) - told * told / amount <= 1e-12 * float(rows.squares.sum())
    return told <= 0 or (outcome is Outcome.SHARE and told >= amount)


def _compared(codes: Ints, rows: Rows, outcome: Outcome) -> CaseMix | CannotTell:
    kept = _comparable(rows)
    if not kept.any():
        return CannotTell(Reason.NOBODY_ELSE)
    counted = rows.only(kept)
    if _all_alike(counted, outcome):
        return CannotTell(Reason.NO_VARIANCE)
    return _adjusted(codes, counted, rows.by_person(rows.amount * ~kept, len(codes)), outcome)


def _adjusted(codes: Ints, rows: Rows, left_out: Floats, outcome: Outcome) -> CaseMix | CannotTell:
    model = fit_expected(rows.cells(), outcome)
    if model is None:
        return CannotTell(Reason.NOT_CONVERGED)
    found = moved(rows, model, outcome, len(codes))
    if isinstance(found, CannotTell):
        return found
    amount = rows.by_person(rows.amount, len(codes))
    none, moves = amount <= 0, _moves(rows, model, amount)
    return CaseMix(
        people=codes,
        amount=amount,
        left_out=left_out,
        observed=np.where(none, np.nan, found.observed),
        expected=np.where(none, np.nan, found.expected),
        ratio=np.divide(found.observed, found.expected, out=np.full(len(codes), np.nan), where=~none),
        ratio_low=found.ratio_low,
        ratio_high=found.ratio_high,
        raw=found.raw,
        usual=found.usual,
        adjusted=found.adjusted,
        low=found.low,
        high=found.high,
        moves=moves,
        most=np.where(none, -1, np.argmax(np.abs(moves), axis=1)),
        why=whys(none, Reason.NOBODY_ELSE),
        overall=found.overall,
        penalty=model.penalty,
        freedom=model.freedom,
    )


def _moves(rows: Rows, model: Expected, amount: Floats) -> Floats:
    """Give how far each factor moves what is expected of a person from what is expected of all: (people, factors)."""
    share = np.divide(1.0, amount, out=np.full(len(amount), np.nan), where=amount > 0)
    usual = rows.cells().amount @ model.parts / amount.sum()
    parts = (rows.by_person(rows.amount * part[rows.stratum], len(amount)) for part in model.parts.T)
    return np.asarray(np.column_stack([part * share for part in parts]) - usual)
