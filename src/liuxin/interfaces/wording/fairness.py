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
    told = {"raw": formats.number(raw, places=PLACES)}
    if fair is None:
        return sentence(f"evaluation.fair.{why}", language, **told)
    told |= {"fair": formats.number(fair, places=PLACES), "by": formats.number(abs(fair - raw), places=PLACES)}
    if abs(fair - raw) < SAME:
        return sentence("evaluation.fair.alike", language, **told)
    return sentence(f"evaluation.fair.{'stricter' if fair > raw else 'milder'}", language, **told)
