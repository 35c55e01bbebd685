"""The ready mapping of San Francisco's requests, on a made-up twin of the table and, where it is at hand, on it."""

import os
from pathlib import Path

import pytest

from liuxin.interfaces.imports.loading import check_log
from liuxin.interfaces.imports.mapping import read_mapping
from liuxin.interfaces.imports.shipped import mapping_path
from tests.factories import imports as record
from tests.interfaces.imports.loading.importing import Bench
from tests.interfaces.imports.logs import text
from tests.interfaces.imports.requests_311 import HEADER, TWIN


@pytest.mark.django_db
def test_a_twin_of_the_table_is_imported_without_a_person(bench: Bench) -> None:
    path = bench.folder / "twin.csv"
    path.write_text(text(TWIN, header=HEADER))

    result = bench.take(path, mapping=mapping_path("sanfrancisco_311").read_text(encoding="utf-8"))

    assert record.events("101") == [("opened", "13 15:11"), ("handed_over", "14 12:13"), ("closed", "14 12:13")]
    assert record.hands("101") == [(1, "", ""), (2, "", "PUC Sewer Ops")]
    assert record.opening("101")["product"] == "Odor"
    assert record.events("102") == [("opened", "13 16:00"), ("handed_over", "13 17:00")]
    assert bench.waiting() == [(5, "closed_before_opened")]
    assert (result.people, result.teams, result.sites) == (0, 2, 1)


@pytest.mark.real_data
def test_the_table_itself_counts_as_it_should() -> None:
    """Counted in pandas: 10,000 requests, 17 closed before they were opened, 370 open."""
    path = Path(os.environ["LIUXIN_TEST_DATA"]) / "sanfrancisco-311" / "311_service_requests.csv.gz"
    result = check_log(path, read_mapping(mapping_path("sanfrancisco_311")))
    tally = result.tally
    assert (tally.rows_read, tally.rows_recorded, tally.rows_held, tally.closed) == (10_000, 9_983, 17, 9_613)
    assert (result.people, result.teams) == (0, 200)
    assert dict(tally.errors) == {"import.closed_before_opened": 17}
