"""What can be asked of the facts: readings of measures, the cases behind them, evidence that was frozen."""

import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from liuxin.desk.history import queries as history
from liuxin.engines.measurement import library, running
from liuxin.engines.measurement.embedded import Limits, Source
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import DimensionValue, Evidence, EvidenceRow, Reading, Statistic, WhyNot
from liuxin.facts import manifests, store, together
from liuxin.facts.absorbing import codes_recorded
from liuxin.facts.folder import folder
from liuxin.facts.folding.events import CASE_CODES, MATTER_CODES
from liuxin.facts.grains import GRAINS, split
from liuxin.facts.words import FactFile, FactSet, FactTable, Group, Manifest, PeopleEvidence
from liuxin.kernel.errors import BadInputError, CannotTellError
from liuxin.kernel.period import Period

EVIDENCE_KEY: Final = b"liuxin"
OF_PEOPLE: Final = "of_people"
"""Said in the file of many people, which is read by person."""
NO_EXTERNALS: Final[Externals] = MappingProxyType({})


def current(root: Path | str | None = None) -> FactSet:
    """Give the facts as they stand: what is read from them does not change while it is read."""
    place = root or settings.FACTS_ROOT
    return _facts(place, manifests.read(folder(place)))


def cited(manifest_id: str, root: Path | str | None = None) -> FactSet | None:
    """Give what the manifest of a freeze stood for: how far it reached and what it held; None where none was kept.

    Its files may be gone since: the numbers are in the freeze, their rows in its evidence.
    """
    place = root or settings.FACTS_ROOT
    kept = manifests.read(folder(place), cited_name(manifest_id))
    return _facts(place, kept) if kept.seq else None


def _facts(place: Path | str, manifest: Manifest) -> FactSet:
    files: dict[FactTable | Group, list[FactFile]] = {table: [] for table in store.TABLES}
    for file in manifest.files:
        files[file.table].append(file)
    return FactSet(
        root=place,
        manifest_id=manifests.identity(manifest),
        seq=manifest.seq,
        as_of=manifests.as_of(manifest),
        codes=codes_recorded(manifest),
        files={table: tuple(each) for table, each in files.items()},
        months=dict(manifest.months),
        touched=frozenset(part for part, _ in manifest.replaced),
        has_people=manifest.has_people,
    )


def waiting(facts: FactSet) -> int:
    """Count the events of work that have not reached the facts.

    Talks are left out: they follow the results that are computed, and would hold up what they ask for.
    """
    codes = {code for code in CASE_CODES | MATTER_CODES if not code.startswith("talk.")}
    return history.waiting(codes, after=facts.seq)


def faults(root: Path | str | None = None) -> list[CannotTellError]:
    """Name every file of the store that is gone or is not what was written."""
    place = folder(root or settings.FACTS_ROOT)
    return store.faults(place, manifests.read(place))


def extent(facts: FactSet) -> Period | None:
    """Give the time that the record covers, from the opening of its first case on; None where it holds no case."""
    if not facts.months:
        return None
    start = _first_opening(facts)
    return Period(start, max(datetime.fromtimestamp(facts.as_of, UTC), start) + timedelta(seconds=1))


def _first_opening(facts: FactSet) -> datetime:
    first = min(facts.months)
    files = (file for file in facts.files.get(FactTable.CASES, ()) if file.month in {"", first} and file.rows)
    found = [_earliest(str(facts.root), file) for file in files]
    return datetime.fromtimestamp(min(found), UTC) if found else datetime.strptime(first, "%Y-%m").replace(tzinfo=UTC)


@lru_cache(maxsize=256)
def _earliest(root: str, file: FactFile) -> int:
    """Give when the first of the cases in a file was opened; files never change, so that each is read once."""
    opened = store.read_rows(folder(root), [file], ["opened_at"])
    return int(pc.min(opened["opened_at"]).as_py()) if opened is not None else 0


def holders(facts: FactSet) -> tuple[frozenset[int], frozenset[int]]:
    """Give the keys of the people and of the teams that ever held a case."""
    held = store.read_rows(folder(facts.root), facts.files.get(Group.HOLDERS, ()))
    if held is None:
        return frozenset(), frozenset()
    people, teams = (frozenset(held[name].unique().drop_null().to_pylist()) for name in ("person", "team"))
    return people, teams


def worked_with(facts: FactSet, *, people: Collection[int], period: Period) -> pa.Table:
    """Tell with whom some people worked on cases of a period: person, other, cases; those with most cases first."""
    return together.worked_with(_source(facts), people, period.epoch)


def served(facts: FactSet, *, people: Collection[int], period: Period) -> pa.Table:
    """Tell for whom some people worked in a period: person, customer, cases; those with most cases first."""
    return together.served(_source(facts), people, period.epoch)


def shared_cases(facts: FactSet, *, person: int, other: int, period: Period, limit: int) -> list[str]:
    """Name cases of a period on which two people both worked, at most so many."""
    return together.shared(_source(facts), person, other, period.epoch, limit)


def missing_codes(facts: FactSet, measure: str, *, external: Externals = NO_EXTERNALS) -> tuple[str, ...]:
    """Name the kinds of event that a measure needs and the record lacks; nothing where it can be computed."""
    return running.missing_codes(_source(facts), library.find(measure, external)[0])


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
    external: Externals = NO_EXTERNALS,
) -> list[Reading]:
    """Read measures for every group of every period.

    `by` names dimensions and at most one grain of time (day to year, local to `zone`), by which the period is cut.
    People or teams that are asked for get a reading each, also where they have no case. `unranked` are system actors
    and placeholders: what they held counts for nobody (`person` None) and stays with the team. `external` are the
    definitions of the external measures that may be named, by code.
    """
    question = _question(
        period=period, by=by, zone=zone, unranked=unranked, people=people, teams=teams, external=external
    )
    return running.readings(_source(facts), measures, question)


def measure_table(
    facts: FactSet,
    *,
    measures: Iterable[str],
    period: Period | Sequence[Period],
    unranked: Collection[int],
    by: Sequence[str] = (),
    zone: str = "UTC",
    people: Collection[int] | None = None,
    teams: Collection[int] | None = None,
    external: Externals = NO_EXTERNALS,
) -> pa.Table:
    """Read measures as `measure` does, as columns: for whole organisations.

    The columns are those of `running.table`, with `key` (measure and statistic), and `period_start` and `period_end`
    (epoch seconds) in the place of `period`.
    """
    question = _question(
        period=period, by=by, zone=zone, unranked=unranked, people=people, teams=teams, external=external
    )
    found = running.table(_source(facts), measures, question)
    starts, ends = ([span[edge] for span in question.periods] for edge in (0, 1))
    for name, edges in (("period_start", starts), ("period_end", ends)):
        found = found.append_column(name, pc.take(pa.array(edges, pa.int64()), found["period"]))
    return found.append_column("key", _keys(found, external)).drop_columns("period")


def _keys(found: pa.Table, external: Externals) -> pa.ChunkedArray:
    """Name each number by its key, told once for every measure and statistic."""
    named = pc.binary_join_element_wise(*(found[name].cast(pa.string()) for name in ("measure", "statistic")), ".")
    words = pc.unique(named)
    keys = [_key(word, external) for word in words.to_pylist()]
    return pc.take(pa.array(keys, pa.string()), pc.index_in(named, value_set=words))


def _key(named: str, external: Externals) -> str:
    code, _, statistic = named.rpartition(".")
    return library.find(code, external)[0].key(Statistic(statistic))


def _question(
    *,
    period: Period | Sequence[Period],
    by: Sequence[str],
    zone: str,
    unranked: Collection[int],
    people: Collection[int] | None,
    teams: Collection[int] | None,
    external: Externals,
) -> running.Question:
    spans = [period] if isinstance(period, Period) else list(period)
    grains = [name for name in by if name in GRAINS]
    if len(grains) > 1:
        raise BadInputError("measurement.two_grains", field="by", by=", ".join(grains))
    if grains:
        spans = [piece for span in spans for piece in split(span, grains[0], zone)]
    return running.Question(
        periods=tuple(span.epoch for span in spans),
        unranked=frozenset(unranked),
        by=tuple(dict.fromkeys(name for name in by if name not in GRAINS)),
        people=None if people is None else tuple(sorted(set(people))),
        teams=None if teams is None else tuple(sorted(set(teams))),
        external=external,
    )


def cases_behind(
    facts: FactSet,
    *,
    measure: str,
    period: Period,
    unranked: Collection[int],
    cell: Mapping[str, DimensionValue] | None = None,
    limit: int | None = None,
    external: Externals = NO_EXTERNALS,
) -> Evidence:
    """Open a number down to its rows; `cell` is that of the reading (`{"person": 7}`), nothing for all.

    Those counted come first; of the others each says why not.
    """
    question = running.Question(periods=(period.epoch,), unranked=frozenset(unranked), external=external)
    rows = running.evidence(_source(facts), measure, question, cell or {}, limit)
    return _evidence(facts, measure, period, cell or {}, rows)


def evidence_of_people(
    facts: FactSet,
    *,
    measure: str,
    period: Period,
    people: Collection[int],
    unranked: Collection[int],
    external: Externals = NO_EXTERNALS,
) -> PeopleEvidence:
    """Open the numbers of several people at once, for freezing: in columns, as there may be hundreds of thousands."""
    asked = running.Question((period.epoch,), frozenset(unranked), people=tuple(sorted(set(people))), external=external)
    rows = running.evidence_table(_source(facts), measure, asked)
    return PeopleEvidence(measure, *period.epoch, rows, facts.manifest_id, facts.as_of)


def read_evidence(digest: str, root: Path | str | None = None, *, person: int | None = None) -> Evidence:
    """Read the evidence of a frozen number; raises where the file is gone or is not what was frozen.

    A file of many people is read for one `person`; the older files are of one person each.
    """
    try:
        content = folder(root or settings.FACTS_ROOT).read(evidence_name(digest))
    except FileNotFoundError as error:
        raise CannotTellError("facts.evidence_gone", sha256=digest) from error
    if sha256(content).hexdigest() != digest:
        raise CannotTellError("facts.evidence_altered", sha256=digest)
    only = None if person is None else [("person", "=", person)]
    about: dict[str, Any] = json.loads(pq.read_schema(io.BytesIO(content)).metadata[EVIDENCE_KEY])
    of_people = about.pop(OF_PEOPLE, False)
    if of_people:
        about["cell"] = {"person": person}
    table = pq.read_table(io.BytesIO(content), filters=only if of_people else None)
    rows = tuple(EvidenceRow(**{**row, "why_not": WhyNot(row["why_not"])}) for row in table.to_pylist())
    return Evidence(**about, rows=rows)


def evidence_name(digest: str) -> str:
    """Tell where in the store evidence lies: never swept, and part of every backup."""
    return f"evidence/{digest[:2]}/{digest}.parquet"


def cited_name(manifest_id: str) -> str:
    """Tell where the manifest lies that a freeze cites: beside the evidence."""
    return f"evidence/manifests/{manifest_id}.json"


def _source(facts: FactSet) -> Source:
    place = folder(facts.root)
    plain: dict[str, tuple[str, ...]] = {}
    thinned: dict[str, tuple[str, ...]] = {}
    for table in FactTable:
        files = facts.files.get(table, ())
        plain[table.value] = tuple(place.address(file.path) for file in files if file.part not in facts.touched)
        thinned[table.value] = tuple(place.address(file.path) for file in files if file.part in facts.touched)
    replaced = tuple(place.address(file.path) for file in facts.files.get(Group.REPLACED, ()))
    # Not the manifest's id: an event that touches no case moves the manifest on and leaves every answer as it was.
    named = [path for paths in (*plain.values(), *thinned.values(), replaced) for path in paths]
    key = sha256("\n".join([*named, str(facts.has_people)]).encode()).hexdigest()
    return Source(
        key=key,
        as_of=facts.as_of,
        codes=facts.codes,
        files=plain,
        has_people=facts.has_people,
        thinned=thinned,
        replaced=replaced,
        filesystem=place.filesystem,
        limits=Limits(threads=settings.ENGINE_THREADS, memory=settings.ENGINE_MEMORY),
    )


def _evidence(
    facts: FactSet, measure: str, period: Period, cell: Mapping[str, DimensionValue], rows: Iterable[EvidenceRow]
) -> Evidence:
    start, end = period.epoch
    return Evidence(measure, start, end, dict(cell), tuple(rows), facts.manifest_id, facts.as_of)
