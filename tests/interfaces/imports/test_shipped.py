import csv
import hashlib
import io

import pyarrow.parquet as pq
import pytest

from liuxin.interfaces.imports.binding import bind
from liuxin.interfaces.imports.mapping import StateWord, read_mapping
from liuxin.interfaces.imports.readers import open_source
from liuxin.interfaces.imports.shipped import HERE, SERVICENOW_LOG, mapping_names, mapping_path, servicenow_mapping
from liuxin.kernel.errors import BadInputError

PUBLISHED = "fd184bbfd62329cfe093e99da2ea7071905f2ead91900b448eb2635870821bef"
"""SHA-256 of `incident_event_log.csv` as the UCI repository publishes it (data set 498)."""


def test_the_log_written_out_again_is_byte_for_byte_the_published_file() -> None:
    table = pq.read_table(SERVICENOW_LOG)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))
    assert (table.num_rows, table.num_columns) == (141_712, 36)
    assert hashlib.sha256(text.getvalue().encode()).hexdigest() == PUBLISHED


def test_the_log_is_small_and_comes_with_its_attribution() -> None:
    assert SERVICENOW_LOG.stat().st_size < 2_000_000
    told = (HERE / "data" / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert all(word in told for word in ("Amaral", "Fantinato", "Reijers", "Peres", "498", "CC BY 4.0", PUBLISHED))


def test_the_ready_mappings_are_read_without_a_complaint() -> None:
    assert mapping_names() == ("italian_helpdesk", "sanfrancisco_311", "servicenow", "volvo_problems")
    assert [read_mapping(mapping_path(name)).name for name in mapping_names()] == [
        "italian-helpdesk",
        "sanfrancisco-311",
        "servicenow-uci-498",
        "volvo-problems",
    ]


def test_a_mapping_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInputError) as refused:
        mapping_path("zendesk")
    assert refused.value.code == "import.mapping_missing"


def test_the_mapping_knows_every_state_of_the_log() -> None:
    mapping = servicenow_mapping()
    bind(mapping, open_source(SERVICENOW_LOG))
    states = set(pq.read_table(SERVICENOW_LOG, columns=[mapping.columns.state]).column(0).unique().to_pylist())
    assert states == set(mapping.states)
    waiting = [state for state, word in mapping.states.items() if word is StateWord.WAITING]
    assert waiting == ["Awaiting User Info"]
