"""What can be asked of the facts: readings of measures, the cases behind them, evidence that was frozen."""

import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
from django.conf import settings

from liuxin.engines.measurement import library, running
from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.words import DimensionValue, Evidence, EvidenceRow, Reading, WhyNot
from liuxin.facts import store
from liuxin.facts.absorbing import codes_recorded
from liuxin.facts.grains import GRAINS, split
from liuxin.facts.words import FactSet, FactTable
from liuxin.kernel.errors import BadInputError, CannotTellError
from liuxin.kernel.period import Period

EVIDENCE_KEY: Final = b"liuxin"


def current(root: Path | None = None) -> FactSet:
    """Give the facts as they stand: what is read from them does not change while it is read."""
    place = root or Path(settings.FACTS_ROOT)
    manifest = store.read_manifest(place)
    return FactSet(
        root=place,
        manifest_id=store.identity(manifest),
        seq=manifest.seq,
        as_of=store.as_of(manifest),
        codes=codes_recorded(manifest),
        files={table: tuple(file for file in manifest.files if file.table is table) for table in FactTable},
    )


def faults(root: Path | None = None) -> list[CannotTellError]:
    """Name every file of the store that is gone or is not what was written."""
    place = root or Path(settings.FACTS_ROOT)
    return store.faults(place, store.read_manifest(place))


def extent(facts: FactSet) -> Period | None:
    """Give the time that the record covers, from the month of its first case on; None where it holds no case."""
    months = [file.month for file in facts.files.get(FactTable.CASES, ())]
    if not months:
        return None
    start = datetime.strptime(min(months), "%Y-%m").replace(tzinfo=UTC)
    return Period(start, max(datetime.fromtimestamp(facts.as_of, UTC), start) + timedelta(seconds=1))


def holders(facts: FactSet) -> tuple[frozenset[int], frozenset[int]]:
    """Give the keys of the people and of the teams that ever held a case."""
    held = store.read_rows(facts.root, facts.files.get(FactTable.PARTICIPATION, ()), ["person", "team"])
    if held is None:
        return frozenset(), frozenset()
    people, teams = (frozenset(held[name].unique().drop_null().to_pylist()) for name in ("person", "team"))
    return people, teams


def missing_codes(facts: FactSet, measure: str) -> tuple[str, ...]:
    """Name the kinds of event that a measure needs and the record lacks; nothing where it can be computed."""
    return running.missing_codes(_source(facts), library.find(measure)[0])


def measure(
    facts: FactSet,
    *,
    measures: Iterable[str],
    period: Period | Sequence[Period],
    unranked: Collection[int],
    by: Sequence[str] = (),
    zone: str = "UTC",
    people: Collection[int] | None = None,
    teams: Collection[int] | None = None,
) -> list[Reading]:
    """Read measures for every group of every period.

    `by` names dimensions and at most one grain of time (day to year, local to `zone`), by which the period is cut.
    People or teams that are asked for get a reading each, also where they have no case. `unranked` are system actors
    and placeholders: what they held counts for nobody (`person` None) and stays with the team.
    """
    spans = [period] if isinstance(period, Period) else list(period)
    grains = [name for name in by if name in GRAINS]
    if len(grains) > 1:
        raise BadInputError("measurement.two_grains", field="by", by=", ".join(grains))
    if grains:
        spans = [piece for span in spans for piece in split(span, grains[0], zone)]
    question = running.Question(
        periods=tuple(span.epoch for span in spans),
        unranked=frozenset(unranked),
        by=tuple(dict.fromkeys(name for name in by if name not in GRAINS)),
        people=None if people is None else tuple(sorted(set(people))),
        teams=None if teams is None else tuple(sorted(set(teams))),
    )
    return running.readings(_source(facts), measures, question)


def cases_behind(
    facts: FactSet,
    *,
    measure: str,
    period: Period,
    unranked: Collection[int],
    cell: Mapping[str, DimensionValue] | None = None,
    limit: int | None = None,
) -> Evidence:
    """Open a number down to its rows; `cell` is that of the reading (`{"person": 7}`), nothing for all.

    Those counted come first; of the others each says why not.
    """
    question = running.Question(periods=(period.epoch,), unranked=frozenset(unranked))
    rows = running.evidence(_source(facts), measure, question, cell or {}, limit)
    return _evidence(facts, measure, period, cell or {}, rows)


def evidence_by_person(
    facts: FactSet, *, measure: str, period: Period, people: Collection[int], unranked: Collection[int]
) -> dict[int, Evidence]:
    """Open the numbers of several people at once, for freezing; a person without a case gets evidence without rows."""
    question = running.Question(
        periods=(period.epoch,), unranked=frozenset(unranked), people=tuple(sorted(set(people)))
    )
    found: dict[int, list[EvidenceRow]] = {person: [] for person in sorted(set(people))}
    for row in running.evidence(_source(facts), measure, question, {}):
        if row.person is not None:
            found[row.person].append(row)
    return {person: _evidence(facts, measure, period, {"person": person}, rows) for person, rows in found.items()}


def read_evidence(digest: str, root: Path | None = None) -> Evidence:
    """Read the evidence of a frozen number; raises where the file is gone or is not what was frozen."""
    path = evidence_path(digest, root)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise CannotTellError("facts.evidence_gone", sha256=digest) from error
    if sha256(content).hexdigest() != digest:
        raise CannotTellError("facts.evidence_altered", sha256=digest)
    table = pq.read_table(io.BytesIO(content))
    about: dict[str, Any] = json.loads(table.schema.metadata[EVIDENCE_KEY])
    rows = tuple(EvidenceRow(**{**row, "why_not": WhyNot(row["why_not"])}) for row in table.to_pylist())
    return Evidence(**about, rows=rows)


def evidence_path(digest: str, root: Path | None = None) -> Path:
    """Tell where evidence lies: never swept, and part of every backup."""
    return (root or Path(settings.FACTS_ROOT)) / "evidence" / digest[:2] / f"{digest}.parquet"


def _source(facts: FactSet) -> Source:
    files = {table.value: facts.paths(table) for table in FactTable}
    # Not the manifest's id: an event that touches no case moves the manifest on and leaves every answer as it was.
    key = sha256("\n".join(path for paths in files.values() for path in paths).encode()).hexdigest()
    return Source(key, facts.as_of, facts.codes, files)


def _evidence(
    facts: FactSet, measure: str, period: Period, cell: Mapping[str, DimensionValue], rows: Iterable[EvidenceRow]
) -> Evidence:
    start, end = period.epoch
    return Evidence(measure, start, end, dict(cell), tuple(rows), facts.manifest_id, facts.as_of)
