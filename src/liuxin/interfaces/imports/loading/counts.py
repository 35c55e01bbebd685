"""The counts of an import by code, in the order in which people read them; the wording gives each its sentence."""

from collections.abc import Iterator

from liuxin.interfaces.imports.loading.words import ImportResult

NOTES = (
    "import.duplicate_row",
    "import.state_ignored",
    "import.state_reported",
    "import.row_before_opening",
    "import.out_of_order",
    "import.back_without_reopening",
    "import.reopening_without_state",
    "import.hands_after_closing",
    "import.customer_differs",
    "import.customer_not_recorded",
    "import.never_held",
    "import.never_in_team",
    "import.outcome_not_recorded",
    "import.waiting_without_time",
    "import.clock_changed",
    "import.around_refused",
)
"""All notes; the report counts those that were made."""


def counts(result: ImportResult) -> Iterator[tuple[str, int]]:
    """Give code and number of what was read, recorded, skipped, held and found."""
    tally = result.tally
    yield "import.count.rows_read", tally.rows_read
    yield "import.count.rows_recorded", tally.rows_recorded
    yield "import.count.rows_skipped", tally.rows_skipped
    yield "import.count.rows_held", tally.rows_held
    yield "import.count.cases_created", tally.bulk.created
    yield "import.count.cases_extended", tally.bulk.extended
    yield "import.count.cases_unchanged", tally.bulk.unchanged
    yield "import.count.cases_held", tally.cases_held
    yield "import.count.people", result.people
    yield "import.count.system_people", result.system_people
    yield "import.count.teams", result.teams
    yield "import.count.customers", result.customers
    yield "import.count.sites", result.sites
    yield "import.count.closed", tally.closed
    yield "import.count.promises_kept", tally.kept
    yield "import.count.promises_missed", tally.missed
    yield "import.count.reopened", tally.reopened
    if "reopenings" in result.columns:
        yield "import.count.reopened_by_source", tally.counted_reopened
    yield "import.count.reopenings", tally.reopenings
    if tally.around:
        yield "import.count.around", tally.around


def note_counts(result: ImportResult) -> Iterator[tuple[str, int, int]]:
    """Give code, lines and cases of each note that was made."""
    for code in NOTES:
        if code in result.tally.notes:
            count = result.tally.notes[code]
            yield code, count.lines, len(count.cases)
