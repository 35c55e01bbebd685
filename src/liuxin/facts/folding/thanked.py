"""Cases that a letter of thanks took up again: that they were open, and what that asked for, never was."""

from typing import Final

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.segments import Ints

THANKED: Final = "case.only_thanked"
REOPENED: Final = "case.reopened"
_WITH_IT: Final = frozenset({REOPENED, "case.next_planned", "case.next_done", "case.response_due"})
"""What such a letter brings about: the case is open, a next step is planned, a reply is owed."""


def never_was(codes: pa.DictionaryArray, case: Ints, at: Ints, seq: Ints) -> Ints:
    """Give the rows from each opening again that came of thanks up to where that was said."""
    words = codes.dictionary.to_pylist()
    if THANKED not in words:
        return np.zeros(0, np.int64)
    told = np.asarray(codes.indices)
    rows = np.flatnonzero(np.isin(case, case[told == words.index(THANKED)]))
    rows = rows[np.lexsort((seq[rows], at[rows], case[rows]))]
    gone: list[int] = []
    since: list[int] = []
    of = -1
    for row in rows.tolist():
        if case[row] != of:
            of, since = case[row], []
        code = words[told[row]]
        if code == THANKED:
            gone += since
            since = []
        elif code == REOPENED:
            since = [row]
        elif since and code in _WITH_IT:
            since.append(row)
    return np.array(gone, np.int64)
