from pathlib import Path

import pytest

from tests.engines.measurement.library.asking import Asked, Row, holding
from tests.engines.measurement.records import DAY, START

LATER = START + 100 * DAY


def _promise(code: str, customer: int | None, kept: int) -> Row:
    told = {"promise": kept, "promise_at": LATER, "due": LATER, "resolved_at": LATER}
    return holding(code, 1, customer=customer, **told)


@pytest.mark.spec("S7")
def test_new_and_old_customers_are_told_apart_at_one_year(tmp_path: Path):
    held = [
        *(_promise("old-1", 1, 1), _promise("old-2", 1, 1)),
        *(_promise("new-1", 2, 1), _promise("new-2", 2, 0)),
        *(_promise("unknown", 9, 0), _promise("nobody", None, 0), _promise("imported", 4, 1)),
    ]
    customers = [
        {"customer": 1, "customer_kind": "external", "known_since": LATER - 365 * DAY},
        {"customer": 2, "customer_kind": "external", "known_since": LATER - 365 * DAY + 1},
        {"customer": 3, "customer_kind": "external", "known_since": None},
        {"customer": 4, "customer_kind": "external", "known_since": LATER + 1},
    ]
    asked = Asked(tmp_path, participation=held, customers=customers)

    reading = asked.reading("new_old_customer_gap")
    assert (reading.value, reading.n, reading.rows) == (50.0, 4.0, 4)
    assert {row.case: row.side for row in asked.rows("new_old_customer_gap") if row.counted} == {
        "old-1": 1,
        "old-2": 1,
        "new-1": 0,
        "new-2": 0,
    }
    assert asked.why("new_old_customer_gap")["unknown"] == asked.why("new_old_customer_gap")["nobody"] == "no_customer"
    assert asked.why("new_old_customer_gap")["imported"] == "not_yet_known"


def test_how_long_a_customer_is_known_is_not_told_before_the_customer_was_put_on_record(tmp_path: Path):
    customers = [
        {"customer": 1, "customer_kind": "external", "known_since": LATER},
        {"customer": 2, "customer_kind": "external", "known_since": LATER + 1},
    ]
    held = [_promise("new", 1, 1), _promise("imported", 2, 0)]
    asked = Asked(tmp_path, participation=held, customers=customers)

    assert asked.of("promises_kept", "age") == {"under_90_days": 100.0, None: 0.0}


def test_a_gap_needs_both_sides(tmp_path: Path):
    customers = [{"customer": 1, "customer_kind": "external", "known_since": START - 999 * DAY}]
    asked = Asked(tmp_path, participation=[_promise("old", 1, 1)], customers=customers)

    assert asked.value("new_old_customer_gap") is None
