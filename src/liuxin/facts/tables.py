"""From stories to the rows of the fact tables: business time for all of them at once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from liuxin.engines.measurement.schemas import WHOLE, arrow_schema
from liuxin.facts.words import FactTable, Story
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError, NotFoundError

Clocks = Callable[[str], BusinessClock]
Seconds = NDArray[np.int64]
Span = tuple[int, int]


class Worked(NamedTuple):
    """Business seconds of spans, 0 where they are not known, and where they are."""

    seconds: Seconds
    known: NDArray[np.bool_]


_ORDER: Final = {
    FactTable.CASES: ["case"],
    FactTable.RESOLUTIONS: ["case", "n"],
    FactTable.PARTICIPATION: ["case", "seq"],
}


def month_of(opened_at: int) -> str:
    """Name the month (UTC) in whose file a case stands."""
    return datetime.fromtimestamp(opened_at, UTC).strftime("%Y-%m")


def tabulate(stories: Sequence[Story], clocks: Clocks) -> dict[FactTable, pa.Table]:
    """Write stories as rows of the three tables."""
    return {
        FactTable.CASES: _table(FactTable.CASES, (_case_row(story) for story in stories)),
        FactTable.RESOLUTIONS: _resolutions(stories, clocks),
        FactTable.PARTICIPATION: _participation(stories, clocks),
    }


def in_order(table: FactTable, rows: pa.Table) -> pa.Table:
    """Sort rows so that the same facts always make the same file."""
    return rows.sort_by([(name, "ascending") for name in _ORDER[table]])


def _table(table: FactTable, rows: Iterable[dict[str, Any]], **columns: Seconds | pa.Array) -> pa.Table:
    schema = arrow_schema(table)
    written = [field for field in schema if field.name not in columns]
    made = pa.Table.from_pylist(list(rows), pa.schema(written))
    for name, values in columns.items():
        made = made.append_column(schema.field(name), pa.array(values, schema.field(name).type))
    return made.select(schema.names)


def _where(story: Story) -> dict[str, Any]:
    opening = story.opening
    return {
        "case": story.case,
        "customer": opening.customer,
        "kind": opening.kind,
        "stage": opening.stage,
        "channel": opening.channel,
        "priority": story.priority,
        "category": story.category,
        "opened_at": opening.at,
    }


def _case_row(story: Story) -> dict[str, Any]:
    standing = [each.at for each in story.resolutions[-1:] if each.reopened_at is None]
    return {
        **_where(story),
        "site": story.opening.site,
        "source": story.opening.source,
        "resolved_at": standing[0] if standing else None,
        "closed_at": story.closed_at,
        "outcome": story.outcome,
        "outcome_recorded": story.outcome_recorded,
        "due": story.opening.due,
        "promise": None if story.promise is None else int(story.promise),
        "promise_basis": story.promise_basis,
        "promise_at": story.limit,
        "reopenings": story.reopenings,
        "transfers": story.transfers,
        "last_seq": story.last_seq,
    }


def _resolutions(stories: Sequence[Story], clocks: Clocks) -> pa.Table:
    rows = [
        _where(story)
        | each._asdict()
        | {
            "n": place,
            "calendar_seconds": each.at - story.opening.at,
            "last": place == len(story.resolutions),
        }
        for story in stories
        for place, each in enumerate(story.resolutions, 1)
    ]
    told = [story for story in stories for _ in story.resolutions]
    whole = [(row["opened_at"], row["at"]) for row in rows]
    waits = [
        (place, start, row["at"] if end is None else min(end, row["at"]))
        for place, (story, row) in enumerate(zip(told, rows, strict=True))
        for start, end in story.waits
    ]
    worked = _worked(whole, [story.opening.calendar for story in told], clocks)
    calendars = [told[place].opening.calendar for place, _, _ in waits]
    waited = _worked([(start, end) for _, start, end in waits], calendars, clocks)
    places = np.asarray([place for place, _, _ in waits], dtype=np.int64)
    np.subtract.at(worked.seconds, places, waited.seconds)
    return _table(
        FactTable.RESOLUTIONS, rows, business_seconds=pa.array(worked.seconds, pa.int64(), mask=~worked.known)
    )


def _participation(stories: Sequence[Story], clocks: Clocks) -> pa.Table:
    rows = [row for story in stories for row in _holding_rows(story)]
    told = [place for place, story in enumerate(stories) for _ in story.holdings]
    limits = [stories[place].limit for place in told]
    spans = [
        (row["start"], row["start"] if limit is None else min(row["end"] or limit, limit))
        for row, limit in zip(rows, limits, strict=True)
    ]
    case = np.asarray(told, dtype=np.int64)
    worked = _worked(spans, [stories[place].opening.calendar for place in told], clocks)
    elapsed = np.asarray([max(0, end - start) for start, end in spans], dtype=np.int64)
    first = np.cumsum([0, *(len(story.holdings) for story in stories)])[:-1]
    holders = first + np.asarray([story.at_limit for story in stories], dtype=np.int64)
    undecided = np.asarray([limit is None for limit in limits], dtype=np.bool_)
    return _table(
        FactTable.PARTICIPATION,
        rows,
        business_seconds=pa.array(worked.seconds, pa.int64(), mask=undecided | ~worked.known),
        units=pa.array(shares(case, _of_known_cases(worked, case), elapsed, holders), pa.int64(), mask=undecided),
    )


def _of_known_cases(worked: Worked, case: Seconds) -> Seconds:
    """Give business seconds to share by: none for a case of which some are not known, so that calendar time decides."""
    return np.where(np.isin(case, case[~worked.known]), 0, worked.seconds)


def _holding_rows(story: Story) -> Iterable[dict[str, Any]]:
    ends: list[int | None] = [*(holding.at for holding in story.holdings[1:]), None]
    for holding, end in zip(story.holdings, ends, strict=True):
        yield {
            "case": story.case,
            "seq": holding.seq,
            "person": holding.person,
            "team": holding.team,
            "accountable": holding.accountable,
            "start": holding.at,
            "end": end,
            "kept": None if story.promise is None else int(story.promise),
        }


def shares(case: Seconds, worked: Seconds, elapsed: Seconds, holders: Seconds) -> Seconds:
    """Share one credit per case among its holdings, in units of which `WHOLE` make one.

    By business time; where none passed by calendar time; where no time passed at all it is whole and goes to the
    holding (by its place, one per case) in force at the limit. The units of a case sum to `WHOLE` exactly: what
    rounding leaves over goes to the heaviest holding.
    """
    cases = holders.size
    business = np.bincount(case, weights=worked, minlength=cases)
    calendar = np.bincount(case, weights=elapsed, minlength=cases)
    weights = np.where(business[case] > 0, worked, elapsed).astype(np.float64)
    total = np.where(business > 0, business, calendar)
    timeless = np.flatnonzero(total == 0)
    weights[holders[timeless]] = 1.0
    total[timeless] = 1.0
    units: Seconds = np.floor(weights / total[case] * WHOLE).astype(np.int64)
    given = np.zeros(cases, dtype=np.int64)
    np.add.at(given, case, units)
    units[_largest(case, weights, cases)] += WHOLE - given
    return units


def _largest(case: Seconds, weights: NDArray[np.float64], cases: int) -> Seconds:
    """Give the place of the heaviest holding of every case, the first of several."""
    order = np.lexsort((-np.arange(case.size), weights, case))
    last: Seconds = np.cumsum(np.bincount(case, minlength=cases)) - 1
    return order[last]


def _worked(spans: Sequence[Span], calendars: Sequence[str], clocks: Clocks) -> Worked:
    """Give the business seconds of every span on its calendar, and whether they are known.

    A span that ends before it starts has none. One case without a calendar, or outside its table, is not known and
    holds up no other.
    """
    starts, ends = np.asarray(spans, dtype=np.int64).reshape(-1, 2).T
    seconds = np.zeros(len(spans), dtype=np.int64)
    known = ends <= starts
    named = np.asarray(calendars, dtype=np.str_)
    for calendar in sorted(set(calendars)):
        clock = _clock(calendar, clocks)
        if clock is None:
            continue
        told = (named == calendar) & (ends > starts) & (starts >= clock.first) & (ends <= clock.last)
        seconds[told] = clock.elapsed_array(ends[told]) - clock.elapsed_array(starts[told])
        known |= told
    return Worked(seconds, known)


def _clock(calendar: str, clocks: Clocks) -> BusinessClock | None:
    try:
        return clocks(calendar)
    except (NotFoundError, CannotTellError):
        return None
