"""The measures once more, in pandas, straight from the rows of the ServiceNow log.

Nothing of Liuxin's import, history, facts, calendars or measures is used here, so that agreement means something.
What the log means is said again in these lines: order is time, then the file; a row older than the opening counts at
the opening; a broken state (-100) leaves the state as it was; a step back is a reopening only where the log's own count
of reopenings goes up; a closing that nothing resolved is the resolution; after a closing hands are not changed. A
promise is that of the case as it is classified in the end, a resolution that of the case as it was classified then.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

DAY = 86_400
OPENS, HOURS = 8 * 3600, 10 * 3600  # Monday to Friday, 8:00 to 18:00 of the log's own clock
COLUMNS = [
    "number",
    "incident_state",
    "opened_at",
    "sys_updated_at",
    "assigned_to",
    "assignment_group",
    "made_sla",
    "reopen_count",
    "category",
]


def business(at: pd.Series) -> pd.Series:
    """Count business seconds since 1970 by weekdays."""
    days = (at // DAY).to_numpy()
    dates = days.astype("datetime64[D]")
    whole = np.busday_count(np.datetime64("1970-01-01"), dates)
    today = np.where(np.is_busday(dates), np.clip(at.to_numpy() % DAY - OPENS, 0, HOURS), 0)
    return pd.Series(whole * HOURS + today, index=at.index)


def _seconds(texts: pd.Series) -> pd.Series:
    stamps = pd.to_datetime(texts, format="%d/%m/%Y %H:%M")
    return (stamps - pd.Timestamp("1970-01-01")) // pd.Timedelta(seconds=1)


def rows_of(path: Path) -> pd.DataFrame:
    """Read the rows in the order in which they count, with what each says."""
    log = pq.read_table(path, columns=COLUMNS).to_pandas().astype(str)
    rows = pd.DataFrame(
        {
            "case": log.number,
            "opened": _seconds(log.opened_at),
            "at": _seconds(log.sys_updated_at),
            "person": log.assigned_to.where(log.assigned_to != "?"),
            "team": log.assignment_group.where(log.assignment_group != "?"),
            "category": log.category.where(log.category != "?", ""),
            "kept": log.made_sla.str.lower() == "true",
            "reopenings": log.reopen_count.astype(int),
        }
    )
    rows["state"] = log.incident_state.where(log.incident_state != "-100")
    rows = rows.assign(line=range(len(rows))).sort_values(["case", "at", "line"], ignore_index=True)
    rows["at"] = rows[["at", "opened"]].max(axis=1)
    case = rows.groupby("case", sort=False)
    rows["state"] = case.state.ffill()
    highest = case.reopenings.cummax()
    rises = highest > highest.groupby(rows.case).shift().fillna(highest)
    ended = rows.state.isin(["Resolved", "Closed"])
    mark = pd.Series(np.where(ended, 1.0, np.where(rises, 0.0, np.nan)), index=rows.index)
    rows["ended"] = mark.groupby(rows.case).ffill().fillna(0).astype(int)
    before = rows.groupby("case", sort=False).ended.shift().fillna(0).astype(int)
    rows["resolves"] = (rows.ended == 1) & (before == 0)
    rows["reopens"] = (rows.ended == 0) & (before == 1)
    rows["waits"] = (rows.state == "Awaiting User Info") & (rows.ended == 0)
    _keep_hands_after_closing(rows)
    rows["until"] = case["at"].shift(-1)
    return rows


def _keep_hands_after_closing(rows: pd.DataFrame) -> None:
    spell = rows.resolves.groupby(rows.case).cumsum()
    closed = ((rows.state == "Closed") & (rows.ended == 1)).groupby([rows.case, spell]).cummax() & (rows.ended == 1)
    locked = closed.groupby(rows.case).shift().fillna(value=False).astype(bool) & ~rows.reopens
    rows["changes_hands"] = ~locked
    for hand in ("person", "team"):
        told = rows[hand].where(rows[hand].notna(), "nobody").where(~locked)
        told = told.groupby(rows.case).ffill()
        rows[hand] = told.where(told != "nobody")


@dataclass(frozen=True)
class Truth:
    """One row per contribution of each measure: case, person, team, month, value (and weight)."""

    last: pd.DataFrame
    promises: pd.DataFrame
    resolutions: pd.DataFrame
    as_of: int


def truth_of(path: Path) -> Truth:
    """Compute every contribution."""
    rows = rows_of(path)
    last = _last_resolutions(rows)
    return Truth(last, _promises(rows, last), _resolutions(rows), int(rows["at"].max()))


def _with_month(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(month=pd.to_datetime(frame["at"], unit="s").dt.strftime("%Y-%m"))


def _last_resolutions(rows: pd.DataFrame) -> pd.DataFrame:
    last = rows[rows.resolves].drop_duplicates("case", keep="last").set_index("case")
    standing = rows.drop_duplicates("case", keep="last").set_index("case").ended == 1
    last = last[standing.reindex(last.index)]
    limit, place = rows.case.map(last["at"]), rows.case.map(last.line)
    waits = rows[rows.waits & (rows["at"] < limit)]
    waited = business(waits[["until"]].min(axis=1).astype("int64")) - business(waits["at"])
    last["calendar"] = (last["at"] - last.opened) / 3600
    net = business(last["at"]) - business(last.opened)
    last["business"] = net.sub(waited.groupby(waits.case).sum(), fill_value=0).reindex(last.index) / 3600
    last["transfers"] = _transfers(rows, rows.case.map(last["at"]), place).reindex(last.index, fill_value=0)
    return _with_month(last.reset_index())


def _transfers(rows: pd.DataFrame, limit: pd.Series, place: pd.Series) -> pd.Series:
    before = rows[(rows["at"] < limit) | ((rows["at"] == limit) & (rows.line <= place))]
    held = before[before.person.notna()]
    earlier = held.groupby("case").person.shift()
    return ((held.person != earlier) & earlier.notna()).groupby(held.case).sum()


def _promises(rows: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    limit = rows.case.map(last.set_index("case")["at"])
    hands = ["case", "person", "team"]
    held = rows[[*hands, "at"]].assign(until=rows.until.fillna(np.inf).clip(upper=limit))
    first = rows.drop_duplicates("case")
    alone = pd.DataFrame({"case": first.case, "person": None, "team": None, "at": first.opened, "until": first["at"]})
    spans = pd.concat([alone, held], ignore_index=True)
    spans["until"] = spans.until.clip(upper=spans.case.map(last.set_index("case")["at"])).astype("int64")
    spans = spans[spans.until > spans["at"]]
    spans["calendar"] = spans.until - spans["at"]
    spans["business"] = business(spans.until) - business(spans["at"])
    shared = spans.groupby(hands, dropna=False)[["business", "calendar"]].sum().reset_index()
    whole = shared.groupby("case")[["business", "calendar"]].transform("sum")
    shared["weight"] = np.where(whole.business > 0, shared.business / whole.business, shared.calendar / whole.calendar)
    timeless = last[~last.case.isin(shared.case)].assign(weight=1.0)
    shared = pd.concat([shared[[*hands, "weight"]], timeless[[*hands, "weight"]]], ignore_index=True)
    final = rows.drop_duplicates("case", keep="last").set_index("case")[["kept", "category"]]
    shared = shared.join(final, on="case").join(last.set_index("case")["at"], on="case")
    shared["value"] = shared.kept.astype(float)
    return _with_month(shared[shared.weight > 0])


def _resolutions(rows: pd.DataFrame) -> pd.DataFrame:
    marks = rows[rows.resolves | rows.reopens].copy()
    following = marks.groupby("case")["at"].shift(-1)
    found = marks[marks.resolves].assign(reopened=following[marks.resolves])
    found["ended"] = found["at"] + 14 * DAY <= rows["at"].max()
    found["value"] = (found.reopened - found["at"] <= 14 * DAY).astype(float)
    return _with_month(found[found.ended])
