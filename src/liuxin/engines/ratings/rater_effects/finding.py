"""All effects of all raters at once."""

from numpy.typing import ArrayLike

from liuxin.engines.ratings.rater_effects.course import drift, haste
from liuxin.engines.ratings.rater_effects.fitting import fit
from liuxin.engines.ratings.rater_effects.halo import halo
from liuxin.engines.ratings.rater_effects.judging import Effect, RaterEffects, nobody
from liuxin.engines.ratings.rater_effects.levels import central_tendency, range_restriction, severity
from liuxin.engines.ratings.rater_effects.sameness import longest_run, same_forms, straight_lining
from liuxin.engines.ratings.rater_effects.table import read
from liuxin.engines.ratings.telling import Reason


def effects(  # noqa: PLR0917 -- the columns of one table, in the order in which they are always written
    raters: ArrayLike,
    ratees: ArrayLike,
    criteria: ArrayLike,
    levels: ArrayLike,
    lowest: int,
    highest: int,
    seconds: ArrayLike | None = None,
    order: ArrayLike | None = None,
) -> RaterEffects:
    """Tell of every rater how strict he is and what else colours his ratings, each with interval and verdict.

    One row a rating, all columns (N,): codes of rater, ratee and criterion (whole, from 0), the level given
    (`lowest`…`highest`), the seconds that the form took (the same on every row of a form; NaN where not recorded), and
    when it was rated (any rising number). Self-ratings are the caller's to leave out.

    Raises `BadInputError("ratings.…")` not_a_number, not_whole, too_small, off_scale, lengths_differ, cell_rated_twice.
    Too little is no error: the verdict is `CANNOT_TELL`, with the reason. Formulas and sources stand with each effect,
    what is controlled over many raters in `judging`, all in docs/statistics/rater-effects.md.
    """
    columns = {"raters": raters, "ratees": ratees, "criteria": criteria, "levels": levels}
    table = read(columns, lowest, highest, seconds, order)
    if not table.raters:
        return RaterEffects(table.codes, {effect: nobody(0, 0, Reason.NOTHING) for effect in Effect})
    known = fit(table)
    haloed, agreeing = halo(table, known)
    return RaterEffects(
        table.codes,
        {
            Effect.SEVERITY: severity(table, known),
            Effect.CENTRAL_TENDENCY: central_tendency(table, known),
            Effect.RANGE_RESTRICTION: range_restriction(table, known, agreeing),
            Effect.HALO: haloed,
            Effect.STRAIGHT_LINING: straight_lining(table),
            Effect.LONGEST_RUN: longest_run(table),
            Effect.SAME_FORMS: same_forms(table, known),
            Effect.DRIFT: drift(table, known),
            Effect.HASTE: haste(table),
        },
    )
