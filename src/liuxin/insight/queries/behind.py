"""The cases behind a number, live or as they were frozen."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseLine
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing, TeamName
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import DimensionValue, Evidence, EvidenceRow, Kind, Measure, Reading, Why
from liuxin.facts import queries as facts
from liuxin.insight import periods, permissions, rules
from liuxin.insight.queries import ground as ground_queries
from liuxin.insight.queries.ground import Ground
from liuxin.insight.queries.reach import CardReach, card_reach, open_teams
from liuxin.insight.queries.rows import names_of_cut
from liuxin.insight.rules import Origin
from liuxin.insight.words import AsOf, Behind, CaseRow, Cut, CutName, Number, Show
from liuxin.kernel.errors import BadInputError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ScoredLine
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import ImportedRow, is_rated

SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Cell:
    """Whose number is opened: a person's, a team's, a person's within a team, or what nobody is recorded for.

    `person` and `team` are keys; the matching `of_nobody` asks for the rows that name none. `cut` narrows it to one
    `value` of another dimension, None being what the record names nothing for.
    """

    person: int | None = None
    team: int | None = None
    of_nobody: bool = False
    of_no_team: bool = False
    cut: Cut | None = None
    value: DimensionValue = None

    @property
    def values(self) -> dict[str, DimensionValue]:
        """The cell as the facts know it."""
        found: dict[str, DimensionValue] = {}
        if self.person is not None or self.of_nobody:
            found["person"] = self.person
        if self.team is not None or self.of_no_team:
            found["team"] = self.team
        if self.cut is not None and self.cut not in {Cut.PERSON, Cut.TEAM}:
            found[self.cut.value] = self.value
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the list is wanted; without a size all of it, and then without titles."""

    show: Show = Show.ALL
    first: int = 0
    size: int | None = None


def behind(standing: Standing, *, key: str, period: str, cell: Cell, part: Part, at: datetime) -> Behind:
    """Open a number of today down to its cases.

    Raises `NotFoundError("insight.no_cases_open")` where the number is not open to the reader.
    """
    if is_rated(key):
        # Who rated what stays closed: a rating is told on the pages of its results, by kinds of rater.
        raise NotFoundError("insight.no_cases_open")
    stood = ground_queries.ground(at)
    measure, statistic = stood.find(key)
    team = _team(standing, cell)
    person = _person(standing, cell, at)
    span = stood.span(period)
    key = measure.key(statistic)
    number = Number(key, measure, statistic, _reading(stood, key, span.period, cell))
    evidence = facts.cases_behind(
        stood.facts,
        measure=key,
        period=span.period,
        cell=cell.values,
        unranked=stood.unranked,
        external=stood.externals,
    )
    if number.reading.why is Why.NOT_RECORDED:
        # Rows there may be, but what would make them count was never recorded.
        evidence = replace(evidence, rows=())
    opened = _Opened(number, evidence, person, team, stood.zone, stood.as_of, cut=_cut_name(cell), frozen=False)
    return _laid_out(standing, opened, part, at)


def behind_frozen(standing: Standing, *, key: str, reading_id: int, person_id: int, part: Part, at: datetime) -> Behind:
    """Open a frozen number down to the cases that were frozen with it: they stay as they were.

    Whoever sees the card for deciding an appeal only may open the numbers of which its letter speaks.
    """
    reach = card_reach(standing, person_id, at)
    evidence = evaluation.evidence(reach.reader, reading_id, at)
    period = Period(periods.from_epoch(evidence.period_start), periods.from_epoch(evidence.period_end))
    if not _opens(reach, period, key):
        raise NotFoundError("insight.no_cases_open")
    card = evaluation.scorecard(reach.reader, person_id, period, at)
    line = next((each.line for each in card.frozen if each.id == reading_id), None)
    if line is None or line.indicator.measure != key:
        raise NotFoundError("insight.no_cases_open")
    opened = _Opened(
        _frozen_number(line, evidence, person_id),
        evidence,
        organisation.names([person_id]).get(person_id),
        None,
        organisation.zone(),
        AsOf(card.stamp.at, card.stamp.seq, card.stamp.manifest_id),
        cut=None,
        frozen=True,
    )
    return _laid_out(standing, opened, part, at)


def _opens(reach: CardReach, period: Period, key: str) -> bool:
    on_appeal = reach.of_period(period)
    return reach.appeals is None or (on_appeal is not None and key in on_appeal.measures)


def _frozen_number(line: ScoredLine, evidence: Evidence, person_id: int) -> Number:
    measure, statistic = library.find(line.indicator.measure, indicators.externals())
    measured = line.measured
    reading = Reading(
        measure=measure.code,
        statistic=statistic,
        person=person_id,
        team=None,
        period_start=evidence.period_start,
        period_end=evidence.period_end,
        value=measured.value,
        n=measured.n,
        rows=measured.rows,
        low=measured.low,
        high=measured.high,
        sum_value=math.fsum(row.weight * row.value for row in evidence.counted),
        pending=measured.pending,
        why=measured.why,
        method=measured.method,
    )
    return Number(line.indicator.measure, measure, statistic, reading, line.indicator.yardstick, line.verdict)


def _team(standing: Standing, cell: Cell) -> TeamName | None:
    """Find the team of a cell; a person's own number needs no board, everything else does."""
    if cell.team is None:
        whole = cell.person is None
        if whole and not permissions.sees_every_board(standing):
            raise NotFoundError("insight.no_cases_open")
        return None
    found = next((team for team in open_teams(standing) if team.id == cell.team), None)
    if found is None:
        raise NotFoundError("insight.no_cases_open")
    return found


def _person(standing: Standing, cell: Cell, at: datetime) -> PersonName | None:
    """Find the person of a cell: within a team whose board is open, or one whose scores are open."""
    if cell.person is None:
        return None
    found = organisation.names([cell.person]).get(cell.person)
    open_by_board = cell.team is not None
    if found is None or not (open_by_board or evaluation.people_open(standing, [cell.person], at)):
        raise NotFoundError("insight.no_cases_open")
    return found


def _cut_name(cell: Cell) -> CutName | None:
    if cell.cut is None or cell.cut in {Cut.PERSON, Cut.TEAM}:
        return None
    return names_of_cut(cell.cut, [cell.value]).get(cell.value, CutName(""))


def _reading(stood: Ground, key: str, period: Period, cell: Cell) -> Reading:
    """Read the number once more, by the same way as the page before."""
    wanted = cell.values
    readings = stood.read(
        [key],
        [period],
        *wanted,
        people=None if cell.person is None else [cell.person],
        teams=None if cell.team is None else [cell.team],
    )
    found = [each for each in readings if each.key == key and dict(each.cell) == wanted]
    if not found:
        raise BadInputError("insight.no_such_number", field="measure", measure=key)
    return found[0]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A number and its evidence, before any of it is laid out."""

    number: Number
    evidence: Evidence
    person: PersonName | None
    team: TeamName | None
    zone: str
    as_of: AsOf
    cut: CutName | None
    frozen: bool


def _laid_out(standing: Standing, opened: _Opened, part: Part, at: datetime) -> Behind:
    measure = opened.number.measure
    rows = rules.merged(measure, opened.evidence.rows)
    total = rules.written_out(measure, rows, opened.number.reading.value)
    chosen = {show: [row for row in rows if _wanted(show, measure, row, total)] for show in Show}
    ordered = rules.by_pull(measure, chosen[part.show], total)
    wanted = ordered if part.size is None else ordered[part.first : part.first + part.size]
    known = _Known({}, {}, {}) if part.size is None else _known(standing, measure, wanted, at)
    return Behind(
        number=opened.number,
        who=opened.person or opened.team,
        team=opened.team,
        cut=opened.cut,
        origin=rules.origin(measure),
        period=Period(periods.from_epoch(opened.evidence.period_start), periods.from_epoch(opened.evidence.period_end)),
        zone=opened.zone,
        sum=total,
        spread=rules.spread(measure, rows),
        rows=tuple(_row(measure, row, total, known) for row in wanted),
        show=part.show,
        first=part.first,
        counts={show: len(some) for show, some in chosen.items()},
        left_out=Counter(row.why_not for row in rows if not row.counted),
        agrees=_agrees(measure, total, opened.number.reading),
        frozen=opened.frozen,
        as_of=opened.as_of,
    )


def _wanted(show: Show, measure: Measure, row: EvidenceRow, total: rules.Sum) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.COUNTED:
            return row.counted
        case Show.LEFT_OUT:
            return not row.counted
        case Show.WORSE:
            return rules.pulls_to_worse(measure, row, total)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the reader may know of the rows of one page: titles of cases, and where readings were imported from."""

    cases: Mapping[str, CaseLine]
    imported: Mapping[str, ImportedRow]
    people: Mapping[int, PersonName]


def _known(standing: Standing, measure: Measure, rows: Sequence[EvidenceRow], at: datetime) -> _Known:
    references = [row.case for row in rows]
    if rules.origin(measure) is not Origin.READING:
        return _Known(cases.case_titles(standing, references), {}, {})
    imported = indicators.imported_rows(standing, references, at)
    hands = {key for row in imported.values() for key in (row.imported_by, row.confirmed_by) if key is not None}
    return _Known({}, imported, organisation.names(hands))


def _row(measure: Measure, row: EvidenceRow, total: rules.Sum, known: _Known) -> CaseRow:
    line, imported = known.cases.get(row.case), known.imported.get(row.case)
    return CaseRow(
        evidence=row,
        pull=rules.pull(measure, row, total),
        title=line.title if line else "",
        readable=line is not None or imported is not None,
        imported=imported,
        importer=known.people.get(imported.imported_by) if imported else None,
        confirmer=known.people.get(imported.confirmed_by or 0) if imported else None,
    )


def _agrees(measure: Measure, total: rules.Sum, reading: Reading) -> bool:
    """Tell whether the rows add up to the number; a quantile is compared by how many values it was picked from."""
    if measure.kind is Kind.QUANTILE:
        return total.rows == reading.rows
    if total.value is None or reading.value is None:
        return total.value is reading.value or not total.rows
    return math.isclose(total.value, reading.value, rel_tol=SAME, abs_tol=SAME)
