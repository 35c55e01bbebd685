"""Rules of customers."""

from liuxin.desk.customers.rules.addresses import email_key, key_of, name_key, phone_key
from liuxin.desk.customers.rules.loyalty import AGAIN, LEAST, RETENTION, repeat_business, retained, share
from liuxin.desk.customers.rules.moves import (
    check_house,
    check_site_inside,
    check_stage_fits,
    checked_text,
    reason_of_move,
)
from liuxin.desk.customers.rules.needs import Deed, check_possible, checked_due, possible
from liuxin.desk.customers.rules.segments import asked, checked, from_plain, to_plain

__all__ = [
    "AGAIN",
    "LEAST",
    "RETENTION",
    "Deed",
    "asked",
    "check_house",
    "check_possible",
    "check_site_inside",
    "check_stage_fits",
    "checked",
    "checked_due",
    "checked_text",
    "email_key",
    "from_plain",
    "key_of",
    "name_key",
    "phone_key",
    "possible",
    "reason_of_move",
    "repeat_business",
    "retained",
    "share",
    "to_plain",
]
