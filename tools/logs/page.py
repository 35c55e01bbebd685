"""The page: a table of what was found, measure by measure, a column a log."""

import json
from collections.abc import Mapping
from typing import Any

from liuxin.engines.measurement.library import GROUPS, MEASURES
from tools.places import ROOT

PAGE = ROOT / "docs" / "recipes" / "what-logs-can-tell.md"
FOUND = ROOT / "docs" / "recipes" / "what-logs-can-tell.json"
BEGIN, END = "<!-- begin: written by python -m tools.logs -->", "<!-- end -->"

FILES: Mapping[str, str] = {
    "servicenow": "",
    "italian_helpdesk": "italian-helpdesk/helpdesk.csv.gz",
    "volvo_problems": "volvo-bpi2013-closed-problems/BPI13C.csv.gz",
    "sanfrancisco_311": "sanfrancisco-311/311_service_requests.csv.gz",
}
"""Logs by their mapping, and where each lies in the folder that LIUXIN_TEST_DATA names; nothing: it is shipped."""

TITLES = ("ServiceNow", "Italian help desk", "Volvo problems", "San Francisco 311")
Told = dict[str, Any]


def found() -> dict[str, Told]:
    """Give what was found in the logs so far."""
    told: dict[str, Told] = json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else {}
    return told


def keep(told: Mapping[str, Told]) -> None:
    """Keep what was found."""
    ordered = {name: told[name] for name in FILES if name in told}
    FOUND.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def page() -> str:
    """Give the page with its table as it should be now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table(found())}\n{END}{after}"


def table(told: Mapping[str, Told]) -> str:
    """Write what was found as a table."""
    lines = ["| measure | " + " | ".join(TITLES) + " |", "| --- |" + " --- |" * len(TITLES)]
    for group, name in GROUPS.items():
        members = [measure for measure in MEASURES.values() if measure.group == group]
        lines += [f"| **{name.en}** |" + " |" * len(TITLES)] if members else []
        for measure in members:
            cells = (_cell(told[log]["measures"].get(measure.code)) for log in FILES)
            lines.append(f"| {measure.name.en} (`{measure.code}`) | " + " | ".join(cells) + " |")
    people = ("yes" if told[log]["people"] else "refused: the source names nobody" for log in FILES)
    return "\n".join([*lines, "| **Figures of persons** | " + " | ".join(people) + " |"]) + "\n"


def _cell(told: Told | None) -> str:
    if told is None:
        return "not looked at yet"
    if "missing" in told:
        return "not recorded: " + ", ".join(f"`{code}`" for code in told["missing"])
    if told["counted"]:
        return f"{told['counted']:,}"
    if told["one_side"]:
        return "none counts: all are on one side of the comparison"
    reasons = ", ".join(f"{reason.replace('_', ' ')} ({rows:,})" for reason, rows in told["not"].items())
    return "none counts: " + (reasons or "there is no such case")
