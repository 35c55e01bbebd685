"""Numbers as people type them: read as meant, or refused."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.words import Unit
from liuxin.kernel.errors import BadInputError
from liuxin.performance.indicators.rules import read_number
from liuxin.performance.indicators.rules.numbers import LARGEST

pytestmark = pytest.mark.spec("P2.1")


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("96.5", Unit.PERCENT, "96.5"),
        ("96.5%", Unit.PERCENT, "96.5"),
        (" 96.5 % ", Unit.PERCENT, "96.5"),
        ("９６．５％", Unit.PERCENT, "96.5"),
        ("1,234.50", Unit.COUNT, "1234.50"),
        ("1，234，567", Unit.COUNT, "1234567"),
        ("1\u00a0234", Unit.COUNT, "1234"),
        ("1'234", Unit.COUNT, "1234"),
        ("-12", Unit.COUNT, "-12"),
        ("\u221212", Unit.COUNT, "-12"),
        ("+7", Unit.HOURS, "7"),
        (".5", Unit.HOURS, "0.5"),
        ("3.", Unit.HOURS, "3"),
        ("1e-05", Unit.COUNT, "0.00001"),
        ("¥1,200.00", Unit.CURRENCY, "1200"),
        ("￥ 1200", Unit.CURRENCY, "1200"),
        ("-¥1200", Unit.CURRENCY, "-1200"),
        ("1200元", Unit.CURRENCY, "1200"),
    ],
)
def test_it_reads_what_people_write(text: str, unit: Unit, number: str):
    assert read_number(text, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("", Unit.COUNT, "readings.value_missing"),
        (" \u3000", Unit.COUNT, "readings.value_missing"),
        ("#DIV/0!", Unit.COUNT, "readings.formula_error"),
        ("#N/A", Unit.PERCENT, "readings.formula_error"),
        ("96,5", Unit.PERCENT, "readings.not_a_number"),
        ("1,23,456", Unit.COUNT, "readings.not_a_number"),
        ("1,234 567", Unit.COUNT, "readings.not_a_number"),
        ("12,34.5", Unit.COUNT, "readings.not_a_number"),
        ("10²", Unit.COUNT, "readings.not_a_number"),
        ("٣", Unit.COUNT, "readings.not_a_number"),
        ("nan", Unit.COUNT, "readings.not_a_number"),
        ("inf", Unit.COUNT, "readings.not_a_number"),
        ("-", Unit.COUNT, "readings.not_a_number"),
        ("无", Unit.COUNT, "readings.not_a_number"),
        ("1.2万", Unit.CURRENCY, "readings.not_a_number"),
        ("¥5", Unit.PERCENT, "readings.not_a_number"),
        ("%", Unit.PERCENT, "readings.not_a_number"),
        ("5%%", Unit.PERCENT, "readings.not_a_number"),
        ("96%", Unit.COUNT, "readings.percent_unexpected"),
        ("0.1234567", Unit.COUNT, "readings.too_many_decimals"),
        ("1000000001", Unit.COUNT, "readings.too_large"),
        ("1e400", Unit.COUNT, "readings.too_large"),
        ("1e-999", Unit.COUNT, "readings.too_many_decimals"),
    ],
)
def test_it_refuses_what_can_be_read_two_ways_or_not_at_all(text: str, unit: Unit, code: str):
    with pytest.raises(BadInputError) as caught:
        read_number(text, unit)
    assert caught.value.code == code


NUMBERS = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=6, allow_nan=False)


@given(NUMBERS, st.sampled_from([Unit.COUNT, Unit.CURRENCY, Unit.PERCENT]))
def test_whatever_is_written_plain_or_with_commas_or_full_width_is_read_back(number: Decimal, unit: Unit):
    plain, grouped = f"{number:f}", f"{number:,f}"
    wide = grouped.translate({code: 0xFEE0 + code for code in range(0x21, 0x7F)})
    assert {read_number(text, unit) for text in (plain, grouped, wide)} == {number}


@given(NUMBERS)
def test_a_percent_sign_changes_nothing(number: Decimal):
    assert read_number(f"{number:f}%", Unit.PERCENT) == read_number(f"{number:f}", Unit.PERCENT)


@given(NUMBERS)
def test_the_facts_keep_it_exactly_in_millionths(number: Decimal):
    assert round(float(read_number(f"{number:f}", Unit.COUNT)) * 1_000_000) == number * 1_000_000


@given(st.text(max_size=30))
def test_any_text_is_read_as_a_finite_number_or_refused(text: str):
    with suppress(BadInputError):
        assert abs(read_number(text, Unit.PERCENT)) <= LARGEST
