"""A mapping file (TOML) read strictly: unknown keys, wrong types and contradictions are refused by name."""

import tomllib
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from liuxin.desk.cases.words import HAPPENINGS, Channel, Kind, Outcome, ServiceStage
from liuxin.desk.customers.words import CustomerKind, SiteKind
from liuxin.interfaces.imports.dates import check_formats
from liuxin.interfaces.imports.mapping import values
from liuxin.interfaces.imports.mapping.hours import check_zone, read_hours
from liuxin.interfaces.imports.mapping.words import (
    EVENT_COLUMNS,
    FINAL_COLUMNS,
    JOINED,
    Columns,
    Defaults,
    Duplicates,
    HeldFrom,
    Layout,
    Mapping,
    People,
    Position,
    Reading,
    StateWord,
    TrustedWhen,
)
from liuxin.kernel.errors import BadInputError

Readers = Map[str, Callable[[str, object], Any]]

_priority = partial(values.whole, low=1, high=4)

SECTIONS: Map[str, Readers] = {
    "source": {"name": values.text, "layout": values.one_of(Layout), "attribution": values.text},
    "reading": {
        "encoding": values.text,
        "delimiter": values.text,
        "sheet": values.text,
        "missing": values.texts,
        "duplicates": values.one_of(Duplicates),
    },
    "time": {"formats": values.texts, "zone": values.text},
    "columns": {each.name: values.texts if each.name in JOINED else values.text for each in fields(Columns)},
    "promise": {"kept": values.texts, "missed": values.texts},
    "answers": {"yes": values.texts, "no": values.texts},
    "defaults": {
        "kind": values.one_of(Kind),
        "stage": values.one_of(ServiceStage),
        "channel": values.one_of(Channel),
        "priority": _priority,
        "outcome": values.one_of(Outcome),
        "customer_kind": values.one_of(CustomerKind),
        "site_kind": values.one_of(SiteKind),
    },
    "people": {
        "system": values.texts,
        "unchanged_at": values.texts,
        "nobody_at": values.texts,
        "held_from": values.one_of(HeldFrom),
        "number_prefix": values.text,
        "team_prefix": values.text,
        "position": values.text,
        "position_zh": values.text,
        "position_en": values.text,
    },
    "trust": {"last_row": values.texts, "never": values.texts},
}
"""Sections with fixed keys, and how each key is read."""

TABLES: Readers = {
    "states": values.table_of(values.one_of(StateWord)),
    "priorities": values.table_of(_priority),
    "channels": values.table_of(values.one_of(Channel)),
    "kinds": values.table_of(values.one_of(Kind)),
    "outcomes": values.table_of(values.one_of(Outcome)),
    "happenings": values.table_of(values.one_of_these(HAPPENINGS)),
    "happened": values.table_of(values.one_of_these(HAPPENINGS)),
    "scores": values.table_of(partial(values.whole, low=1, high=5)),
}
"""Sections whose keys are words of the source."""

NEEDED = {
    Layout.EVENTS: ("columns.case", "columns.time", "columns.state", "states"),
    Layout.CASES: ("columns.case", "columns.opened"),
}
NEEDED_AROUND = {
    "survey.answered": ("columns.overall",),
    "case.confirmed": ("columns.settled", "answers"),
    "case.next_planned": ("columns.step_due",),
    "review.recorded": ("columns.holder",),
}
"""What must be said besides, by the code of what happens around a case."""

NOT_FOR = {
    Layout.EVENTS: ("columns.resolved", "columns.closed", "people.held_from", "happened"),
    Layout.CASES: (
        "columns.actor",
        "columns.reopenings",
        "people.unchanged_at",
        "people.nobody_at",
        "trust.last_row",
        "trust.never",
        "happenings",
    ),
}


def read_mapping(path: Path) -> Mapping:
    """Read and check a mapping file. Raises `BadInputError` that names the key and what to do."""
    if not path.is_file():
        raise BadInputError("import.mapping_missing", path=str(path))
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError("import.mapping_not_utf8", path=path.name) from error
    return parse_mapping(content)


def parse_mapping(content: str) -> Mapping:
    """Check the text of a mapping."""
    try:
        raw = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError("import.mapping_not_toml", said=str(error)) from error
    read = {name: _section(name, value) for name, value in raw.items()}
    layout = _needed(read, "source.layout")
    _needed(read, "source.name")
    _check_layout(read, layout)
    _check_trust(read, layout)
    return _mapping(read, layout)


def _section(name: str, value: object) -> dict[str, Any]:
    if name == "calendar":
        return {"hours": read_hours(values.table(name, value))}
    if name in TABLES:
        found: dict[str, Any] = TABLES[name](name, value)
        return found
    if name not in SECTIONS:
        known = [*SECTIONS, *TABLES, "calendar"]
        raise BadInputError("import.mapping_unknown_key", field=name, near=values.near(name, known))
    readers = SECTIONS[name]
    found = {}
    for key, entry in values.table(name, value).items():
        if key not in readers:
            near = values.near(key, readers)
            raise BadInputError("import.mapping_unknown_key", field=f"{name}.{key}", near=near)
        found[key] = readers[key](f"{name}.{key}", entry)
    return found


def _needed(read: Map[str, Map[str, Any]], key: str) -> Any:
    section, _, name = key.partition(".")
    value = read.get(section, {}).get(name) if name else read.get(section)
    if not value:
        raise BadInputError("import.mapping_missing_key", field=key)
    return value


def _check_layout(read: Map[str, Map[str, Any]], layout: Layout) -> None:
    for key in NEEDED[layout]:
        _needed(read, key)
    for key in NOT_FOR[layout]:
        section, _, name = key.partition(".")
        if read.get(section, {}).get(name) if name else read.get(section):
            raise BadInputError("import.mapping_not_for_layout", field=key, layout=layout.value)
    _needed(read, "time.zone")
    if read["columns"].get("promise"):
        _needed(read, "promise.kept")
        _needed(read, "promise.missed")
    _check_apart(read, "promise", "kept", "missed")
    _check_apart(read, "people", "unchanged_at", "nobody_at")
    _check_apart(read, "answers", "yes", "no")
    for code in {*read.get("happenings", {}).values(), *read.get("happened", {}).values()}:
        for key in NEEDED_AROUND.get(code, ()):
            _needed(read, key)
    if layout is Layout.EVENTS and StateWord.OPEN not in read["states"].values():
        raise BadInputError("import.mapping_no_open_state", field="states")


def _check_apart(read: Map[str, Map[str, Any]], section: str, one: str, other: str) -> None:
    """Refuse a word that stands in two lists of which only one can hold."""
    both = set(read.get(section, {}).get(one, ())) & set(read.get(section, {}).get(other, ()))
    if both:
        raise BadInputError("import.mapping_contradiction", field=f"{section}.{other}", value=", ".join(sorted(both)))


def _check_trust(read: Map[str, Map[str, Any]], layout: Layout) -> None:
    """Hold the columns against what the mapping says of their truth: nothing later is read as known earlier."""
    trust = read.get("trust", {})
    last_row, never = set(trust.get("last_row", ())), set(trust.get("never", ()))
    if last_row & never:
        raise BadInputError("import.mapping_contradiction", field="trust.never", value=", ".join(last_row & never))
    for word, column in read["columns"].items():
        for name in (column,) if isinstance(column, str) else column:
            if name in never:
                raise BadInputError("import.trust_never", field=f"columns.{word}", column=name)
            if name in last_row and word in EVENT_COLUMNS:
                raise BadInputError("import.trust_last_row", field=f"columns.{word}", column=name)
            if layout is Layout.EVENTS and word in FINAL_COLUMNS and name not in last_row:
                raise BadInputError("import.trust_unsaid", field=f"columns.{word}", column=name)


def _mapping(read: Map[str, Map[str, Any]], layout: Layout) -> Mapping:
    reading = dict(read.get("reading", {}))
    promise, answers = read.get("promise", {}), read.get("answers", {})
    trust = read.get("trust", {})
    return Mapping(
        name=read["source"]["name"],
        layout=layout,
        attribution=read["source"].get("attribution", ""),
        columns=Columns(**read["columns"]),
        reading=Reading(**reading | {"missing": frozenset(reading.get("missing", ())) | {""}}),
        formats=check_formats("time.formats", read["time"].get("formats", ())),
        zone=ZoneInfo(check_zone("time.zone", read["time"]["zone"])),
        **{name: read.get(name, {}) for name in TABLES},
        promises=dict.fromkeys(promise.get("kept", ()), True) | dict.fromkeys(promise.get("missed", ()), False),
        answers=dict.fromkeys(answers.get("yes", ()), True) | dict.fromkeys(answers.get("no", ()), False),
        defaults=Defaults(**read.get("defaults", {})),
        people=_people(dict(read.get("people", {}))),
        hours=read["calendar"]["hours"] if "calendar" in read else read_hours({}),
        trust=dict.fromkeys(trust.get("last_row", ()), TrustedWhen.LAST_ROW)
        | dict.fromkeys(trust.get("never", ()), TrustedWhen.NEVER),
    )


def _people(raw: dict[str, Any]) -> People:
    position = Position(raw.pop("position", ""), raw.pop("position_zh", ""), raw.pop("position_en", ""))
    listed: dict[str, Any] = {name: frozenset(raw.pop(name, ())) for name in ("system", "unchanged_at", "nobody_at")}
    return People(**listed, position=position, **raw)
