"""What several rooms say of a rated value: why the fair one differs from the raw one, or that it cannot be told."""

from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence

PLACES = 2
SAME = 0.005
"""Below this both values read the same."""


def beside(language: str, *, raw: float | None, fair: float | None, why: str) -> str:
    """Say how raw and fair value stand to one another; `why` is the code of why there is no fair one.

    Nothing is said where there is no value at all.
    """
    if raw is None:
        return ""
    return sentence(f"evaluation.fair.{why or _how(raw, fair)}", language, **_numbers(raw, fair))


def in_short(language: str, *, raw: float | None, fair: float | None) -> str:
    """Say it in a few words, for a line among others; nothing where there is no value at all."""
    if raw is None:
        return ""
    return sentence(f"evaluation.fair.short.{_how(raw, fair)}", language, **_numbers(raw, fair))


def _how(raw: float, fair: float | None) -> str:
    if fair is None:
        return "cannot_tell"
    if abs(fair - raw) < SAME:
        return "alike"
    return "stricter" if fair > raw else "milder"


def _numbers(raw: float, fair: float | None) -> dict[str, str]:
    by = None if fair is None else abs(fair - raw)
    return {name: formats.number(each, places=PLACES) for name, each in (("raw", raw), ("fair", fair), ("by", by))}
