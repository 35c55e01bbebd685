"""The ready mapping of Volvo IT's problems, on a made-up twin of its log and, where it is at hand, on the log."""

import os
from pathlib import Path

import pytest

from liuxin.interfaces.imports.loading import check_log, note_counts
from liuxin.interfaces.imports.mapping import read_mapping
from liuxin.interfaces.imports.shipped import mapping_path
from tests.factories import imports as record
from tests.interfaces.imports.loading.importing import Bench
from tests.interfaces.imports.logs import text

HEADER = (
    *("org:group", "resource country", "organization country", "org:resource", "organization involved", "org:role"),
    *("concept:name", "impact", "product", "lifecycle:transition", "time:timestamp", "case:concept:name"),
)
STATUS = {"Awaiting Assignment": "Queued", "Closed": "Completed", "Cancelled": "Completed", "Unmatched": "Unmatched"}


def row(case: str, state: str, who: str, stamp: str, *, country: str = "Sweden", team: str = "G1 2nd") -> list[str]:
    status = STATUS.get(state, "Accepted")
    return [
        *("Org line C", country, "se", who, team, "C_6", status, "High", "PROD97", state),
        *(f"2012-{stamp}+00:00", f"1-{case}"),
    ]


TWIN = [
    row("100", "Awaiting Assignment", "Minnie", "01-11 15:49:42"),
    row("100", "In Progress", "Minnie", "03-15 11:53:52"),
    row("100", "Wait", "Minnie", "03-15 11:56:17"),
    row("100", "Wait - User", "Minnie", "03-16 09:00:00"),
    row("100", "In Progress", "Minnie", "03-17 09:00:00", team="G2 3rd"),
    row("100", "Closed", "Minnie", "03-17 12:11:33", team="G2 3rd"),
    row("200", "In Progress", "Ewa", "02-01 08:00:00", country="POLAND"),
    row("200", "Unmatched", "Ewa", "02-01 09:00:00", country="POLAND"),
    row("200", "Assigned", "Ewa", "02-02 08:00:00", country="Sweden"),
    row("200", "Closed", "Ewa", "02-03 08:00:00", country="Sweden"),
    row("200", "In Progress", "-", "02-04 08:00:00", country="Sweden"),
    row("200", "Closed", "-", "02-05 08:00:00", country="Sweden"),
    row("300", "Closed", "Peter", "02-05 08:00:00"),
]


@pytest.mark.django_db
def test_a_twin_of_the_log_is_imported(bench: Bench) -> None:
    path = bench.folder / "twin.csv"
    path.write_text(text(TWIN, header=HEADER))

    result = bench.take(path, mapping=mapping_path("volvo_problems").read_text(encoding="utf-8"))

    assert record.events("1-100") == [
        ("opened", "11 15:49"),
        ("handed_over", "15 11:53"),
        ("touched", "15 11:56"),
        ("waiting", "16 09:00"),
        ("handed_over", "17 09:00"),
        ("resumed", "17 09:00"),
        ("closed", "17 12:11"),
    ]
    assert record.hands("1-100") == [
        (1, "", "G1 2nd"),
        (2, "Minnie · Sweden", "G1 2nd"),
        (3, "Minnie · Sweden", "G2 3rd"),
    ]
    assert record.hands("1-200") == [
        (1, "Ewa · POLAND", "G1 2nd"),
        (2, "Ewa · Sweden", "G1 2nd"),
        (3, "", "G1 2nd"),
    ]
    assert record.opening("1-100")["product"] == "PROD97"
    assert list(note_counts(result)) == [("import.state_reported", 1, 1)]
    assert bench.waiting() == [(14, "ends_before_opening")]
    assert (result.tally.reopened, result.tally.reopenings, result.people) == (1, 1, 3)


@pytest.mark.real_data
def test_the_log_itself_counts_as_it_should() -> None:
    """Counted in pandas: 1,487 cases, one of a single row that closes it; 78 closings and 3 cancellings taken back."""
    path = Path(os.environ["LIUXIN_TEST_DATA"]) / "volvo-bpi2013-closed-problems" / "BPI13C.csv.gz"
    result = check_log(path, read_mapping(mapping_path("volvo_problems")))
    tally = result.tally
    assert (tally.rows_read, tally.rows_recorded, tally.rows_skipped, tally.rows_held) == (6_660, 6_659, 0, 1)
    assert (tally.bulk.created, tally.cases_held, tally.closed, tally.reopenings) == (1_486, 1, 1_486, 81)
    assert (result.people, result.teams, result.customers) == (609, 324, 0)
    assert [(code, lines) for code, lines, _ in note_counts(result)] == [("import.state_reported", 10)]
    assert dict(tally.errors) == {"import.ends_before_opening": 1}
