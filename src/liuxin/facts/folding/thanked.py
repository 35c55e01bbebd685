"""Cases that a letter of thanks took up again: that they were open, and what that asked for, never was."""

from typing import Final

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.segments import Ints

THANKED: Final = "case.only_thanked"
REOPENED: Final = "case.reopened"
OWED: Final = "case.response_due"
_WITH_IT: Final = frozenset({"case.next_planned", "case.next_done"})
"""What comes of being opened again, besides that a reply is owed: a next step is planned."""
_AFRESH: Final = frozenset({"case.resolved", "case.closed", "message.sent"})
"""What was before is not of the letter: it was answered, or the case was done."""


def never_was(codes: pa.DictionaryArray, case: Ints, at: Ints, seq: Ints) -> Ints:
    """Give the rows of what each letter of thanks brought about: that it is open again, a next step, a reply owed."""
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
        code = words[told[row]]
        if case[row] != of or code in _AFRESH:
            of, since = case[row], []
        if code == THANKED:
            gone += since
            since = []
        elif code == REOPENED:
            since = [row]
        elif code == OWED or (since and code in _WITH_IT):
            since.append(row)
    return np.array(gone, np.int64)
