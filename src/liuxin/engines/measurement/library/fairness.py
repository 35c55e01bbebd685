"""Measures of fairness: whether all customers are served alike."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import gap
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual

_NEEDED: Final = needed.PROMISES | {"customers.added"}

NEW_OLD_CUSTOMER_GAP: Final = gap(
    code="new_old_customer_gap",
    name=Bilingual("新老客户兑现差", "Promise gap between old and new customers"),
    group="relationship",
    definition=Bilingual(
        "期内决定的承诺中，建档满一年（365 天）的客户的兑现率减去不满一年的客户的兑现率，以百分点计；零为一视同仁。"
        "客户未记录或建档时间不明的另列；承诺早于建档的（如导入的客户）不知新老，也另列。",
        "Share of promises decided in the period that were kept for customers known for a year (365 days) or more, "
        "less the share kept for newer ones, in percentage points; zero is alike. Where the customer, or since when it "
        "is known, is not on record, the promise is listed apart; so is one decided before the customer was put on "
        "record (as imported customers are), for it does not tell how long the customer was known.",
    ),
    population_text=Bilingual(
        "期内到了期限或已解决的承诺，客户的建档时间有记录。", "Promises decided in the period, customer known."
    ),
    numerator_text=Bilingual(
        "老客户的兑现率减新客户的兑现率。", "Share kept for old customers less that for new ones."
    ),
    source="Seed text Q3 (new and old customers alike); Newcombe 1998 for the interval",
    direction=Direction.BAND,
    credit=Credit.UNIT_ONLY,
    needs=_NEEDED,
    needs_note=needed.note(_NEEDED),
    least_sample=30,
    population=populations.PROMISES_BY_AGE,
    tells=telling.kept_by_age,
)

MEASURES: Final = (NEW_OLD_CUSTOMER_GAP,)
