"""Addresses as they are compared: a number without signs and country code, an e-mail address in small letters."""

import re
import unicodedata

from liuxin.desk.customers.words import AddressKind

_AT_HOME = re.compile(r"^(?:00)?86(?=1\d{10}$|[2-9]\d{8,10}$)")
SHORTEST = 5
"""Fewer digits are an extension or a hot line, and make no two customers one."""


def phone_key(phone: str) -> str:
    """Give the digits of a number without the country code of China; "" where there are too few to tell anybody by."""
    digits = "".join(str(unicodedata.digit(sign)) for sign in phone if unicodedata.digit(sign, None) is not None)
    digits = _AT_HOME.sub("", digits)
    return digits[:64] if len(digits) >= SHORTEST else ""


def email_key(email: str) -> str:
    """Give an address without white space and in small letters; "" where it is none."""
    text = unicodedata.normalize("NFKC", email).strip().casefold()
    return text[:254] if "@" in text.strip("@") else ""


def key_of(kind: AddressKind, value: str) -> str:
    """Give an address as it is compared."""
    return email_key(value) if kind is AddressKind.EMAIL else phone_key(value)


def name_key(name: str) -> str:
    """Give a name without white space, case and width: 黄 先生 is 黄先生."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
