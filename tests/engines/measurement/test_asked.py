import ibis
import pytest

from liuxin.engines.measurement.asked import Asked, SmallTable, asked_among, asked_as_of, asked_bound
from liuxin.engines.measurement.summing import COUNTED, LATER, only
from liuxin.engines.measurement.timing import Spans
from liuxin.engines.measurement.words import Timing

ROWS = ibis.table({"value": "int64", "why": "string"}, name="rows")
ONE = ibis.literal(1, "int64")


def _sql(value: ibis.Value) -> str:
    return str(ibis.to_sql(ROWS.select(told=value), dialect="duckdb"))


def test_numbers_and_lists_stand_in_the_place_of_the_calls():
    text = _sql((ROWS.value >= asked_bound(1)) & (ROWS.value < asked_as_of()) & asked_among(ROWS.value, "person"))

    filled = Asked(as_of=9, bounds=[3, 4], lists={"person": [7, 8]}, tables={}).fill(text)

    assert " ".join(filled.split()) == (
        'SELECT ( "t0"."value" >= 4 ) AND ( "t0"."value" < 9 ) AND "t0"."value" IN (7, 8) AS "told" FROM "rows" AS "t0"'
    )


@pytest.mark.parametrize(
    ("size", "ends"), [(0, "FALSE"), (64, "IN (0,"), (65, "IN (SELECT unnest('[0, 1,")], ids=["none", "few", "many"]
)
def test_a_long_list_is_joined(size: int, ends: str):
    filled = Asked(0, [], {"team": range(size)}, {}).fill('ASKED_AMONG("t0"."team", \'team\')')

    assert filled.startswith(ends if not size else f'"t0"."team" {ends}')


def test_only_the_tables_that_a_text_names_come_with_it():
    small = {name: SmallTable({"name": "string"}, {"name": ["o'clock", None]}) for name in ("asked_cell", "asked_else")}

    filled = Asked(0, [], {}, small).fill('SELECT * FROM "asked_cell"')

    assert filled == (
        "WITH asked_cell AS (SELECT unnest(['o''clock', NULL]::VARCHAR[]) AS \"name\")\nSELECT * FROM \"asked_cell\""
    )


def test_a_text_that_begins_with_tables_of_its_own_keeps_them():
    small = {"asked_cell": SmallTable({"n": "int64"}, {"n": [1]})}

    filled = Asked(0, [], {}, small).fill('WITH t AS (SELECT 1) SELECT * FROM t, "asked_cell"')

    assert filled.startswith("WITH asked_cell AS (")
    assert ", t AS (SELECT 1) SELECT" in filled


def test_reasons_that_are_written_down_are_not_compared():
    why = ibis.cases((ROWS.value > 1, "window_open"), else_="")

    counted, later = only(why, COUNTED, ONE), only(why, LATER, ONE)

    assert counted is not None
    assert later is not None
    assert "'window_open'" not in _sql(counted) + _sql(later)
    assert only(why, frozenset({"moved"}), ONE) is None


def test_reasons_that_stand_in_a_column_are():
    told = only(ROWS.why, LATER, ONE)

    assert told is not None
    assert "\"why\" IN ('not_due', 'still_held', 'window_open')" in _sql(told)


def test_periods_are_numbered_by_their_ends():
    spans = Spans(((20, 30), (10, 20), (30, 40)))

    assert (spans.order, spans.follow, spans.size(Timing.FLOW)) == ((1, 0, 2), True, 3)
    assert spans.bounds(Timing.FLOW, 35) == [10, 20, 30, 40]
    assert spans.bounds(Timing.STOCK, 35) == [20, 30, 36]


@pytest.mark.parametrize("given", [((10, 20), (15, 30)), ((10, 20), (21, 30)), ((10, 10), (10, 20))])
def test_periods_that_do_not_follow_are_joined(given: tuple[tuple[int, int], ...]):
    spans = Spans(given)

    assert (spans.size(Timing.FLOW), spans.size(Timing.STOCK)) == (0, 2)
    assert spans.bounds(Timing.FLOW, 99) == [10, given[1][1]]
