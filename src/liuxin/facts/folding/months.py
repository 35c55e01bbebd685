"""Months: a case stands in the files of the month in which it was opened."""

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Told, about_cases, numbered, tellings
from liuxin.facts.folding.columns import Columns
from liuxin.facts.folding.segments import NONE, Ints


def months_of(events: pa.Table) -> pa.Array:
    """Name, for every event of a table, the month (UTC, as 2016-03) in which its case was opened.

    Null for what is not about a case, and for cases whose opening is not in the table.
    """
    columns = Columns(events)
    case = numbered(columns.array("subject"))[1]
    rows = about_cases(columns.array("subject_kind"))
    opened = rows[tellings(columns.array("code"))[rows] == Told.OPENED]
    at, seq = (columns.numbers(name, opened) for name in ("at", "seq"))
    opened = opened[np.lexsort((seq, at))[::-1]]
    opened_at = np.full(int(case.max(initial=0)) + 1, NONE, np.int64)
    opened_at[case[opened]] = columns.numbers("at", opened)
    told = np.full(case.size, NONE, np.int64)
    told[rows] = opened_at[case[rows]]
    return month_names(told)


def month_names(at: Ints) -> pa.Array:
    """Name the month of instants; null for NONE."""
    month = np.where(at == NONE, 0, at).astype("datetime64[s]").astype("datetime64[M]")
    names, which = np.unique(month, return_inverse=True)
    indices = pa.array(which.astype(np.int32), mask=at == NONE)
    return pa.DictionaryArray.from_arrays(indices, pa.array(names.astype(str).tolist(), pa.string()))
