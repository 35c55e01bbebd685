"""One import from file to record: read, bring together by case, fold, record in batches of whole cases."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases import rules
from liuxin.desk.cases.words import BulkResult, CaseHistory, Happening, Outcome, Refusal, Step, StepKind
from liuxin.interfaces.imports.binding import Binding, bind
from liuxin.interfaces.imports.folding import FoldedCase, HeldCase, Note, RowReader, fold_case
from liuxin.interfaces.imports.grouping import Heaps
from liuxin.interfaces.imports.loading.counts import counts
from liuxin.interfaces.imports.loading.held import Held, ReportFile, report_file, write_quarantine
from liuxin.interfaces.imports.loading.histories import happenings_of, history_of
from liuxin.interfaces.imports.loading.keys import Keys, Labels, WrittenKeys
from liuxin.interfaces.imports.loading.words import SKIPPED, ImportResult, Stage, Tally, Tell
from liuxin.interfaces.imports.mapping import Mapping
from liuxin.interfaces.imports.readers import Row, Source, open_source
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, LiuxinError

BATCH = 500
"""Cases in one transaction: a kill loses no more than these, and running again takes them in as if nothing had been."""

Watch = Callable[[FoldedCase], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the one who imports asks for besides: files of what could not be recorded, and to be told of progress."""

    quarantine: Path | None = None
    report: Path | None = None
    tell: Tell = lambda _stage, _share: None
    watch: Watch = lambda _case: None


class Recording(NamedTuple):
    """What takes in cases, and what happened around them."""

    cases: Callable[[list[CaseHistory]], BulkResult]
    around: Callable[[list[Happening]], BulkResult]


def import_log(path: Path, mapping: Mapping, *, at: datetime, wishes: Wishes | None = None) -> ImportResult:
    """Import a log through the actions of the desk. What is there already stays as it is."""
    by = Actor.importer(mapping.name)
    wanted = wishes or Wishes()
    _check_folders(wanted)
    keys = WrittenKeys.begin(mapping, by=by, at=at)

    def record(histories: list[CaseHistory]) -> BulkResult:
        return cases.record_histories(histories, by=by, at=at)

    def around(happenings: list[Happening]) -> BulkResult:
        return cases.record_happenings(happenings, by=by, at=at)

    return _run(path, mapping, keys, Recording(record, around), wanted, checked_only=False)


def check_log(path: Path, mapping: Mapping, *, wishes: Wishes | None = None) -> ImportResult:
    """Do all of an import but the writing."""
    wanted = wishes or Wishes()
    _check_folders(wanted)
    recording = Recording(_checked, lambda happenings: BulkResult(created=len(happenings)))
    return _run(path, mapping, Keys(), recording, wanted, checked_only=True)


def _check_folders(wishes: Wishes) -> None:
    """Refuse files that could not be written at the end, while nothing is written yet."""
    for path in (wishes.quarantine, wishes.report):
        if path is not None and not path.absolute().parent.is_dir():
            raise BadInputError("import.folder_missing", path=str(path.parent))


def _checked(histories: list[CaseHistory]) -> BulkResult:
    refused = []
    for history in histories:
        try:
            rules.replay(_ended(step) for step in history.steps)
        except LiuxinError as error:
            refused.append(Refusal(history.code, error.line or history.steps[0].line, error))
    return BulkResult(created=len(histories) - len(refused), refused=tuple(refused))


def _ended(step: Step) -> Step:
    """Give a closing some outcome: recording fills in that of the history."""
    return replace(step, outcome=Outcome.NOT_RECORDED) if step.kind is StepKind.CLOSED else step


@dataclass(slots=True)
class _Run:
    """One import while it runs."""

    mapping: Mapping
    reader: RowReader
    keys: Keys
    recording: Recording
    wishes: Wishes
    report: ReportFile
    tally: Tally = field(default_factory=Tally)
    held: Held = field(default_factory=Held)
    broken: dict[str, dict[int, LiuxinError]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, source: Source, binding: Binding, heaps: Heaps) -> None:
        """Bring the rows together by case; rows of broken form are kept apart under the case that they seem to name."""
        pick = binding.picker()
        case_place = binding.picked[binding.places.words["case"][0]]
        for row in source.rows(lambda share: self.wishes.tell(Stage.READING, share)):
            self.tally.rows_read += 1
            if row.error:
                self.broken[_seeming_case(row, case_place, source.form.delimiter)][row.line] = row.error
                continue
            picked = pick(row.line, row.cells)
            case = self.reader.case(picked)
            if case:
                heaps.add(case, picked)
            else:
                name = binding.places.name("case")
                self.broken[""][row.line] = BadInputError("import.case_missing", line=row.line, field=name)

    def fold(self, heaps: Heaps) -> Iterator[FoldedCase]:
        """Fold case by case; what can't be folded is held."""
        for code, rows in heaps.cases():
            outcome = fold_case(code, rows, self.reader)
            broken = self.broken.pop(code, {}) if code else {}
            if broken:
                lines = tuple(sorted({row.line for row in rows} | broken.keys()))
                errors = broken | (dict(outcome.errors) if isinstance(outcome, HeldCase) else {})
                outcome = HeldCase(code, lines, errors)
            if isinstance(outcome, HeldCase):
                self.hold(outcome)
            elif outcome.moves:
                yield outcome
            else:
                self.leave_out(outcome)
        for code, errors in self.broken.items():
            self.hold(HeldCase(code, tuple(sorted(errors)), errors), cases=int(bool(code)))

    def hold(self, case: HeldCase, *, cases: int = 1) -> None:
        """Hold a case, or lines that name none."""
        self.held.case(case)
        self.tally.hold(len(case.lines), case.errors, cases=cases)
        self.report.held(self.held, case.code, case.lines)

    def leave_out(self, case: FoldedCase) -> None:
        """Leave out a case of which the mapping ignores every row."""
        self.tally.rows_skipped += len(case.lines)
        self.tally.cases_empty += 1
        for note in case.notes:
            self.tally.note(note)
            self.report.note(note, "skipped")

    def take_in(self, folded: Iterable[FoldedCase]) -> None:
        """Record folded cases batch by batch."""
        stream = iter(folded)
        done = 0
        while batch := list(islice(stream, BATCH)):
            self.keys.learn(Labels.of(batch))
            result = self.recording.cases([history_of(case, self.keys, self.mapping) for case in batch])
            self.tally.bulk = BulkResult.total((self.tally.bulk, result))
            refused = {refusal.code: refusal for refusal in result.refused}
            self.take_in_around([case for case in batch if case.facts.code not in refused])
            for case in batch:
                done += len(case.lines)
                self.settle(case, refused.get(case.facts.code))
            self.wishes.tell(Stage.RECORDING, done / max(self.tally.rows_read, 1))
        self.wishes.tell(Stage.RECORDING, 1.0)

    def take_in_around(self, batch: list[FoldedCase]) -> None:
        """Record what happened around cases that are in the record; what the desk refuses stands in the report."""
        told = [each for case in batch for each in happenings_of(case, self.keys, self.mapping)]
        if not told:
            return
        result = self.recording.around(told)
        self.tally.around += result.created + result.unchanged
        for refusal in result.refused:
            line, params = refusal.error.line or refusal.line, refusal.error.params
            self.tally.note(Note("import.around_refused", line, refusal.code))
            self.report.note(Note(refusal.error.code, line, refusal.code, params), "skipped")

    def settle(self, case: FoldedCase, refusal: Refusal | None) -> None:
        """Count a case that was taken in; hold one that the rules of the desk refuse."""
        if refusal is not None:
            line = refusal.line if refusal.line in case.lines else case.lines[0]
            self.hold(HeldCase(case.facts.code, case.lines, {line: refusal.error}))
            return
        opened = case.moves[0].at.astimezone(self.mapping.zone)
        self.tally.recorded(case, f"{opened:%Y-%m}")
        for note in case.notes:
            self.report.note(note, "skipped" if note.code in SKIPPED else "noted")
        self.wishes.watch(case)

    def note_changed_clocks(self) -> None:
        """Say that stamps fell where the clocks of the zone were changed."""
        for cell in sorted(map(str, self.reader.stamps.unsure)):
            note = Note("import.clock_changed", 0, "", {"value": cell, "zone": self.mapping.zone.key})
            self.tally.note(note)
            self.report.note(note, "noted")

    def result(self, *, checked_only: bool) -> ImportResult:
        """Give what was done."""
        people = set(self.keys.people)
        places = self.reader.places
        return ImportResult(
            source=self.mapping.name,
            checked_only=checked_only,
            tally=self.tally,
            people=len(people - self.mapping.people.system),
            system_people=len(people & self.mapping.people.system),
            teams=len(self.keys.teams),
            customers=len(self.keys.customers),
            sites=len(self.keys.sites),
            columns={word: places.name(word) for word in places.words},
        )


def _run(
    path: Path,
    mapping: Mapping,
    keys: Keys,
    recording: Recording,
    wishes: Wishes,
    *,
    checked_only: bool,
) -> ImportResult:
    reading = mapping.reading
    source = open_source(path, encoding=reading.encoding, delimiter=reading.delimiter, sheet=reading.sheet)
    binding = bind(mapping, source)
    reader = RowReader(mapping, binding.places)
    with report_file(wishes.report) as report, Heaps(source.raw_size) as heaps:
        run = _Run(mapping, reader, keys, recording, wishes, report)
        run.read(source, binding, heaps)
        run.take_in(run.fold(heaps))
        run.note_changed_clocks()
        result = run.result(checked_only=checked_only)
        for code, number in counts(result):
            report.count(code, number)
    if wishes.quarantine is not None and run.held:
        write_quarantine(wishes.quarantine, source, run.held)
    return result


def _seeming_case(row: Row, place: int, delimiter: str) -> str:
    """Give the case that a row of broken form seems to name: by the place of its column, as far as the row goes."""
    cells = row.cells
    if len(cells) == 1 and delimiter:
        cells = tuple(str(cells[0]).split(delimiter))
    return str(cells[place]).strip().strip('"') if place < len(cells) else ""
