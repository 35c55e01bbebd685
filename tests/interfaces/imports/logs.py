"""Small logs for tests, in the form of the ServiceNow log, and mappings for them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

HEADER = ("case", "at", "opened", "state", "who", "team", "caller", "priority", "kept", "code", "again")
MAPPING = """
[source]
name = "tests"
layout = "events"
[reading]
missing = ["?"]
[time]
formats = ["%d/%m/%Y %H:%M"]
zone = "UTC"
[columns]
case = "case"
time = "at"
opened = "opened"
state = "state"
holder = "who"
team = "team"
customer = "caller"
priority = "priority"
promise = "kept"
outcome = "code"
reopenings = "again"
[states]
New = "open"
Active = "open"
"Awaiting User Info" = "waiting"
Resolved = "resolved"
Closed = "closed"
"-100" = "report"
Merged = "ignore"
[promise]
kept = ["true"]
missed = ["false"]
[people]
system = ["Robot"]
[trust]
last_row = ["kept", "code"]
"""

Line = Sequence[str]


def line(case: str, at: str, state: str, **other: str) -> tuple[str, ...]:
    """Give a row: opened on 1 March 2016 at 9, nobody's, priority 3, promise kept, code 6, never reopened."""
    usual = {
        "opened": "1/3/2016 09:00",
        "who": "?",
        "team": "?",
        "caller": "Caller 1",
        "priority": "3",
        "kept": "true",
        "code": "code 6",
        "again": "0",
    }
    cells = usual | other | {"case": case, "at": at, "state": state}
    return tuple(cells[name] for name in HEADER)


def text(rows: Iterable[Line], *, header: Line = HEADER, delimiter: str = ",") -> str:
    """Give rows under a header as delimited text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write(path: Path, rows: Iterable[Line], *, header: Line = HEADER, encoding: str = "utf-8") -> Path:
    """Write a log and give its path."""
    path.write_bytes(text(rows, header=header).encode(encoding))
    return path


def life(case: str, *, who: str = "Resolver 1", team: str = "Group 1", day: int = 1) -> list[tuple[str, ...]]:
    """Give the four rows of a plain case: new, taken, resolved, closed."""
    return [
        line(case, f"{day}/3/2016 09:00", "New", team=team, opened=f"{day}/3/2016 09:00"),
        line(case, f"{day}/3/2016 10:00", "Active", who=who, team=team, opened=f"{day}/3/2016 09:00"),
        line(case, f"{day}/3/2016 12:00", "Resolved", who=who, team=team, opened=f"{day}/3/2016 09:00"),
        line(case, f"{day + 5}/3/2016 12:00", "Closed", who=who, team=team, opened=f"{day}/3/2016 09:00"),
    ]
