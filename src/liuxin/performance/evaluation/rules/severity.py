"""How strict raters are: the fairness engine computes it, and here it is decided what the engine may see."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from liuxin.engines.intervals import Z
from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.telling import Flags, Floats, Reason
from liuxin.performance.evaluation.words import (
    ANONYMOUS,
    HIGHEST,
    LOWEST,
    FairWhy,
    K,
    RaterKind,
    Rating,
    Severities,
    Severity,
    Table,
)

LOWEST_LEVEL: Final = int(LOWEST)
HIGHEST_LEVEL: Final = int(HIGHEST)


def told_table(ratings: Mapping[int, Sequence[Rating]]) -> Table:
    """Give, as columns, the ratings that lie in a cell of which something is told whatever else is handed in.

    These are the manager's, and of an anonymous kind those of hearts that three of its raters saw who cannot open the
    result. The self-rating is about nobody else, and is left out.
    """
    rows = [(person, each.rater, each.heart, each.level) for person, some in ratings.items() for each in _told(some)]
    hearts = {heart: place for place, heart in enumerate(sorted({row[2] for row in rows}))}
    columns = np.array([(row[0], row[1], hearts[row[2]], row[3]) for row in rows], np.int64).reshape(-1, 4)
    return Table(*columns.T)


def _told(some: Sequence[Rating]) -> list[Rating]:
    """Of an anonymous kind, a rater gives one rating of a heart: so ratings are counted for raters."""
    seen = Counter((each.kind, each.heart) for each in some if each.level is not None and not each.reads_results)
    return [
        each
        for each in some
        if each.level is not None
        and (each.kind is RaterKind.SUPERVISOR or (each.kind in ANONYMOUS and seen[each.kind, each.heart] >= K))
    ]


def severities(table: Table, people: Collection[int]) -> Severities:
    """Tell how strict the raters are who can be compared with those of some people.

    Parts of the cycle whose raters share nobody with the others are worked out apart, each around its own average: of
    fewer than three raters there is none.
    """
    if not len(table.levels):
        return Severities({})
    parts = rasch.subsets({"ratees": table.ratees, "raters": table.raters, "hearts": table.hearts}).of_ratings
    wanted = np.unique(parts[np.isin(table.ratees, list(people))])
    told = [_of_part(table, parts == part) for part in wanted]
    known = {rater: each for some in told for rater, each in some.of.items()}
    whys = {some.why for some in told} - {FairWhy.FEW_RATINGS}
    return Severities(known, min(whys, default=FairWhy.FEW_RATINGS))


def _of_part(table: Table, rows: Flags) -> Severities:
    columns = (table.ratees[rows], table.raters[rows], table.hearts[rows])
    if len(np.unique(columns[1])) < K:
        return Severities({}, FairWhy.APART)
    found = rasch.fair(*columns, table.levels[rows], LOWEST_LEVEL, HIGHEST_LEVEL)
    raters = found.raters
    known = np.flatnonzero(np.isfinite(raters.value) & np.isfinite(raters.low) & np.isfinite(raters.high))
    if not len(known):
        return Severities({}, _why(found))
    values, errors = drawn_in(raters.value[known], (raters.high - raters.low)[known] / (2 * Z))
    sure = (raters.low[known] > 0) | (raters.high[known] < 0)
    severe = (Severity(*each) for each in zip(values.tolist(), errors.tolist(), sure.tolist(), strict=True))
    return Severities(dict(zip(raters.codes[known].tolist(), severe, strict=True)))


def drawn_in(values: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """Draw severities towards 0, each by how unsure it is, and give them with what is left unsure.

    The raters are taken as draws around the average rater; how far they lie apart beyond chance is found by moments
    (Morris 1983, J. Am. Stat. Assoc. 78:47). A rater of whom little is known is taken as nearly average.
    """
    chance = errors**2
    apart = max(0.0, float(np.mean(values**2 - chance)))
    share = apart / np.maximum(apart + chance, np.finfo(float).tiny)
    return share * values, np.sqrt(share * chance)


def _why(found: rasch.Fair) -> FairWhy:
    if found.fit is not None:
        return FairWhy.FEW_RATINGS
    return FairWhy.APART if Reason.DISCONNECTED in found.raters.why else FairWhy.NO_FIT
