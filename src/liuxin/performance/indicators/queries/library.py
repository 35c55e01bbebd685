"""Reads of the library that comes with Liuxin, and of what the record of this installation can answer."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from liuxin.engines.measurement import library as measures
from liuxin.facts import queries as facts_queries
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import (
    NO_TEXT,
    Entry,
    IndicatorKind,
    Library,
    Starter,
    StarterItem,
    Usual,
)

CONTENT: Final = Path(__file__).parent.parent / "content"
_OTHER_NAMES: Final = {"reopen_rate": "reopened_within_14_days"}
"""Entries that the engine measures under another name."""


@cache
def library() -> Library:
    """Give the library: read once."""
    content = _content("library")
    named = {
        part: {row["code"]: _text(row) for row in content[part]}
        for part in ("groups", "positions", "credit_rules", "units", "strengths")
    }
    entries = tuple(_entry(row, named) for row in content["indicators"])
    return Library(entries, named["groups"], named["positions"])


@cache
def starters() -> Mapping[str, Starter]:
    """Give the starters by code."""
    content = _content("starters")
    why = _text(content["why_rated"])
    return {row["code"]: _starter(row, why) for row in content["starters"]}


def starter_for(position_code: str) -> str:
    """Give the starter that suits a position by its code, or nothing."""
    return next((code for code, each in starters().items() if position_code in each.positions), "")


def recorded() -> Mapping[str, tuple[str, ...]]:
    """Give for each measure of the library that Liuxin computes the events that the record here lacks."""
    facts = facts_queries.current()
    known = (each.measure for each in library().entries if each.measure)
    return {key: facts_queries.missing_codes(facts, key) for key in known}


def _content(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def _entry(row: Mapping[str, Any], about: Mapping[str, Mapping[str, Bilingual]]) -> Entry:
    usual, code = row["usual"], row["code"]
    measure = _OTHER_NAMES.get(code, code)
    return Entry(
        code=code,
        group=row["group"],
        kind=IndicatorKind(row["kind"]),
        name=_text(row["name"]),
        definition=_text(row["definition"]),
        unit=about["units"][row["unit"]],
        direction=row["direction"],
        credit=about["credit_rules"][row["credit"]["rule"]],
        why_credited=_text(row["credit"]["why"]),
        why_rated=_text(row["why_rated"]) if "why_rated" in row else NO_TEXT,
        least_sample=row["least_sample"],
        usual=Usual(_text(usual), usual["strength"], about["strengths"][usual["strength"]], _text(row["note"])),
        drives_wrong=_text(row["drives_wrong"]),
        counters=tuple(row["counter"]),
        positions=tuple(row["positions"]),
        reference=tuple(row["reference"]),
        measure=measure if measure in measures.MEASURES else "",
    )


def _starter(row: Mapping[str, Any], why: Bilingual) -> Starter:
    items = (
        StarterItem(each["measure"], each["weight"], (each["scale"][0], each["scale"][1], each["scale"][2]))
        for each in row["items"]
    )
    return Starter(row["code"], tuple(row["positions"]), tuple(items), why)


def _text(pair: Mapping[str, str]) -> Bilingual:
    return Bilingual(pair["zh"], pair["en"])
