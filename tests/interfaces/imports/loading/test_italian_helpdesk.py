"""The ready mapping of the Italian help desk, on a made-up twin of its log and, where it is at hand, on the log."""

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
    *("Case ID", "Activity", "Resource", "Complete Timestamp", "Variant", "Variant index", "Variant", "seriousness"),
    *("customer", "product", "responsible_section", "seriousness_2", "service_level", "service_type"),
    *("support_section", "workgroup"),
)


def row(case: str, activity: str, who: int, stamp: str, *, seriousness: int = 1) -> tuple[str, ...]:
    return (
        *(f"Case {case}", activity, f"Value {who}", f"2012/{stamp}.000", "Variant 12", "12", "Variant 12", "Value 1"),
        *("Value 22", "Value 3", "Value 1", f"Value {seriousness}", "Value 2", "Value 1", "Value 1", "Value 1"),
    )


TWIN = [
    row("1", "Assign seriousness", 2, "10/09 14:50:17"),
    row("1", "Take in charge ticket", 1, "10/09 14:51:01"),
    row("1", "Wait", 1, "10/10 09:00:00"),
    row("1", "Take in charge ticket", 3, "10/12 15:02:56", seriousness=2),
    row("1", "Take in charge ticket", 3, "10/12 15:02:56", seriousness=2),
    row("1", "Resolve ticket", 3, "10/12 16:00:00", seriousness=2),
    row("1", "Take in charge ticket", 1, "10/13 10:00:00", seriousness=2),
    row("1", "Resolve ticket", 1, "10/13 11:00:00", seriousness=2),
    row("1", "VERIFIED", 1, "10/13 12:00:00", seriousness=2),
    row("1", "Closed", 5, "10/27 11:00:00", seriousness=2),
    row("3", "Take in charge ticket", 1, "10/13 08:00:00"),
    row("3", "Closed", 1, "10/14 08:00:00"),
    row("3", "Take in charge ticket", 1, "10/15 08:00:00"),
    row("2", "Resolve ticket", 13, "02/10 11:42:26"),
    row("2", "Closed", 2, "04/10 09:32:49"),
]


@pytest.mark.django_db
def test_a_twin_of_the_log_is_imported(bench: Bench) -> None:
    path = bench.folder / "twin.csv"
    path.write_text(text(TWIN, header=HEADER))
    mapping = mapping_path("italian_helpdesk").read_text(encoding="utf-8")
    result = bench.take(path, mapping=mapping)
    assert record.events("Case 1") == [
        ("opened", "09 12:50"),
        ("handed_over", "09 12:51"),
        ("waiting", "10 07:00"),
        ("classified", "12 13:02"),
        ("handed_over", "12 13:02"),
        ("resumed", "12 13:02"),
        ("resolved", "12 14:00"),
        ("reopened", "13 08:00"),
        ("handed_over", "13 08:00"),
        ("resolved", "13 09:00"),
        ("touched", "13 10:00"),
        ("closed", "27 09:00"),
    ]
    assert record.hands("Case 1") == [
        (1, "", "Value 1"),
        (2, "Value 1", "Value 1"),
        (3, "Value 3", "Value 1"),
        (4, "Value 1", "Value 1"),
    ]
    assert list(note_counts(result)) == [("import.duplicate_row", 1, 1), ("import.state_reported", 1, 1)]
    assert bench.waiting() == [(15, "ends_before_opening"), (16, "held_with_case")]


@pytest.mark.django_db
def test_a_case_that_was_closed_and_taken_up_again_stays_open(bench: Bench) -> None:
    path = bench.folder / "twin.csv"
    path.write_text(text(TWIN, header=HEADER))

    bench.take(path, mapping=mapping_path("italian_helpdesk").read_text(encoding="utf-8"))

    assert record.events("Case 3") == [
        ("opened", "13 06:00"),
        ("closed", "14 06:00"),
        ("reopened", "15 06:00"),
    ]
    assert record.case("Case 3").status == "open"


@pytest.mark.real_data
def test_the_log_itself_counts_as_it_should() -> None:
    """Counted in pandas: 4,580 cases, 127 rows equal to another, 2 cases that begin with their resolution."""
    path = Path(os.environ["LIUXIN_TEST_DATA"]) / "italian-helpdesk" / "helpdesk.csv.gz"
    result = check_log(path, read_mapping(mapping_path("italian_helpdesk")))
    tally = result.tally
    assert (tally.rows_read, tally.rows_recorded, tally.rows_skipped, tally.rows_held) == (21_348, 21_215, 127, 6)
    assert (tally.bulk.created, tally.cases_held, tally.closed, tally.reopened) == (4_578, 2, 4_556, 151)
    assert (result.people, result.teams, result.customers) == (22, 4, 397)
    assert dict(tally.errors) == {"import.ends_before_opening": 2}
