"""One log in the installation that LIUXIN_HOME names: taken in, and asked what it can tell. Needs Django set up."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Reading
from liuxin.facts import queries
from liuxin.facts.words import FactSet
from liuxin.interfaces.imports.loading import import_log
from liuxin.interfaces.imports.mapping import read_mapping
from liuxin.interfaces.imports.shipped import SERVICENOW_LOG, mapping_path
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.period import Period
from tools.logs.page import FILES, Told
from tools.places import fail

AT = datetime(2026, 1, 1, tzinfo=UTC)


def file_of(name: str) -> Path | None:
    """Give the file of a log, None where it is not at hand."""
    if not FILES[name]:
        return SERVICENOW_LOG
    folder = os.environ.get("LIUXIN_TEST_DATA")
    path = Path(folder or "") / FILES[name]
    return path if folder and path.is_file() else None


def take(name: str) -> None:
    """Import a log, seal it, tell its facts."""
    path = file_of(name)
    if path is None:
        fail(f"{name} is not at hand: LIUXIN_TEST_DATA names the folder with {FILES[name]}.")
    call_command("migrate", interactive=False, verbosity=0)
    import_log(path, read_mapping(mapping_path(name)), at=AT)
    rounds.catch_up(AT)


def tell() -> dict[str, Any]:
    """Say of every measure what this record can tell, over its whole time."""
    facts = queries.current()
    period = queries.extent(facts)
    if period is None:
        fail("The record holds no case.")
    found = queries.measure(facts, measures=MEASURES, period=period, unranked=organisation.unranked_people())
    usual = {reading.measure: reading for reading in reversed(found)}
    measures = {code: _told(facts, usual[code], period) for code in MEASURES}
    return {"people": facts.has_people, "cases": sum(facts.months.values()), "measures": measures}


def _told(facts: FactSet, reading: Reading, period: Period) -> Told:
    if reading.missing:
        return {"missing": list(reading.missing)}
    if reading.value is not None and reading.rows:
        return {"counted": reading.rows}
    evidence = queries.cases_behind(
        facts, measure=reading.measure, period=period, unranked=organisation.unranked_people()
    )
    sides = {row.side for row in evidence.counted}
    why = Counter(row.why_not.value for row in evidence.rows if not row.counted)
    return {"counted": 0, "one_side": len(sides) == 1 and None not in sides, "not": dict(sorted(why.items()))}
