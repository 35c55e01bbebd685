"""Numbers as people type them into sheets, read without guessing: what can be read two ways is refused."""

import re
from decimal import Decimal
from typing import Final

from liuxin.engines.measurement.words import Unit
from liuxin.kernel.errors import BadInputError

MOST_DECIMALS: Final = 6
"""Readings are kept in the facts as whole millionths."""

LARGEST: Final = Decimal(10) ** 9

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<mark>[, '])\d{3}((?P=mark)\d{3})*(\.\d+)?", re.ASCII)
_FORMULA_ERROR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_FULL_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
_LOOKALIKES = {0x2212: "-", 0x2013: "-", 0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2019: "'", 0xFFE5: "¥"}
# Only what looks the same is taken for the same: a wider normalisation would read 10² as 102.
_SAME = str.maketrans(_FULL_WIDTH | _LOOKALIKES)


def read_number(text: str, unit: Unit) -> Decimal:
    """Read a number in a unit: full-width digits, thousands marks in threes, a percent sign, a currency sign.

    A percent sign stands only with a percentage and changes nothing: 96.5 and 96.5% are the same. A comma that does not
    part threes is refused, as it may be a decimal comma. Raises `BadInputError`: `readings.value_missing`,
    `formula_error`, `percent_unexpected`, `not_a_number`, `too_large`, `too_many_decimals`.
    """
    plain = text.translate(_SAME).strip()
    if not plain:
        raise BadInputError("readings.value_missing")
    if _FORMULA_ERROR.fullmatch(plain):
        raise BadInputError("readings.formula_error", value=plain)
    if plain.endswith("%"):
        if unit is not Unit.PERCENT:
            raise BadInputError("readings.percent_unexpected", value=text.strip())
        plain = plain[:-1].rstrip()
    if unit is Unit.CURRENCY:
        plain = _without_currency(plain)
    return _checked(_bare(plain, text), text)


def _without_currency(text: str) -> str:
    """Take a sign of currency away from the front, also after a minus, or `元` from the end."""
    return re.sub(r"^([+-]?)[¥$€£]\s*", r"\1", text.removesuffix("元").rstrip())


def _bare(plain: str, text: str) -> Decimal:
    if _GROUPED.fullmatch(plain):
        return Decimal(re.sub("[, ']", "", plain))
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    raise BadInputError("readings.not_a_number", value=text.strip()[:40])


def _checked(number: Decimal, text: str) -> Decimal:
    if abs(number) > LARGEST:
        raise BadInputError("readings.too_large", value=text.strip()[:40])
    if number != round(number, MOST_DECIMALS):
        raise BadInputError("readings.too_many_decimals", value=text.strip()[:40], most=MOST_DECIMALS)
    return number


def check_range(number: Decimal, unit: Unit, *, is_share: bool) -> None:
    """Refuse a share outside 0 to 100, and marks outside 1 to 5; raises `BadInputError("readings.outside_range")`."""
    low, high = (1, 5) if unit is Unit.SCALE_1_5 else (0, 100)
    if (is_share or unit is Unit.SCALE_1_5) and not low <= number <= high:
        raise BadInputError("readings.outside_range", value=number, low=low, high=high)
