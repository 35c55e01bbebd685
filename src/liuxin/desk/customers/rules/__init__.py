"""Rules of customers."""

from liuxin.desk.customers.rules.addresses import email_key, key_of, name_key, phone_key
from liuxin.desk.customers.rules.moves import (
    check_house,
    check_site_inside,
    check_stage_fits,
    checked_text,
    reason_of_move,
)

__all__ = [
    "check_house",
    "check_site_inside",
    "check_stage_fits",
    "checked_text",
    "email_key",
    "key_of",
    "name_key",
    "phone_key",
    "reason_of_move",
]
