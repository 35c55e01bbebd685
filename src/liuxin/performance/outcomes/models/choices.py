"""What the tables of outcomes say of the words that they hold."""

from enum import StrEnum


def values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]
