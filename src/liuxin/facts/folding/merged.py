"""Cases that live on in another: they end there and count as received, and as nothing else of their own.

What people did in them stays credited to them: replies, hands, next steps. A merge that was taken back never was.
"""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts.folding.segments import Ints
from liuxin.facts.words import FactTable

MERGED: Final = "case.merged"
UNMERGED: Final = "case.unmerged"
_NOT_ITS_OWN: Final = (
    *("resolved_at", "closed_at", "closer", "closer_team", "due", "promise", "promise_at", "outcome_recorded"),
)
"""What the row of such a case does not tell: its resolution, closing and promise are those of the other."""


def standing(codes: pa.DictionaryArray, case: Ints, at: Ints, seq: Ints) -> Ints:
    """Give the rows of the merges that stand: the last word of each case about it."""
    words = codes.dictionary.to_pylist()
    wanted = np.array([word in {MERGED, UNMERGED} for word in words], np.bool_)
    rows = np.flatnonzero(wanted[np.asarray(codes.indices)]) if wanted.any() else np.zeros(0, np.int64)
    if not rows.size:
        return rows
    rows = rows[np.lexsort((seq[rows], at[rows], case[rows]))]
    last = rows[np.append(case[rows][1:] != case[rows][:-1], True)]
    merges = np.array([word == MERGED for word in words], np.bool_)
    found: Ints = last[merges[np.asarray(codes.indices)[last]]]
    return found


def without_merged(told: dict[FactTable, pa.Table], merged: pa.Array) -> dict[FactTable, pa.Table]:
    """Leave out of what is told of merged cases whatever is not their own."""
    if not len(merged):
        return told
    cases = told[FactTable.CASES]
    gone = pc.is_in(cases["case"], merged)
    for name in _NOT_ITS_OWN:
        place, column = cases.schema.get_field_index(name), cases[name]
        nothing = pa.scalar(False) if column.type == pa.bool_() else pa.scalar(None, column.type)  # noqa: FBT003
        cases = cases.set_column(place, cases.schema.field(name), pc.if_else(gone, nothing, column))
    others = {
        table: told[table].filter(pc.invert(pc.is_in(told[table]["case"], merged)))
        for table in (FactTable.RESOLUTIONS, FactTable.RESPONSES)
    }
    return {**told, FactTable.CASES: cases, **others}
