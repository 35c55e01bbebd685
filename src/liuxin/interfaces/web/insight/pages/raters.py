"""What a rated line says of its raters: the raw value beside the fair one, and why they differ."""

from django.utils.translation import get_language

from liuxin.interfaces.wording import fairness, formats
from liuxin.performance.evaluation.words import ScoredLine


def beside(line: ScoredLine) -> str:
    """Say how the fair value of a rated line stands to the raw one; nothing of any other line."""
    found = line.measured.beside
    if found is None:
        return ""
    fair = line.measured.value if found.is_fair else None
    return fairness.beside(get_language() or "zh-hans", raw=found.raw, fair=fair, why=found.why.value)


def in_short(line: ScoredLine) -> str:
    """Say the same in a few words."""
    found = line.measured.beside
    if found is None:
        return ""
    return fairness.in_short(
        get_language() or "zh-hans", raw=found.raw, fair=line.measured.value if found.is_fair else None
    )


def raw(line: ScoredLine) -> str:
    """Give the raw value where the fair one is scored."""
    found = line.measured.beside
    return "" if found is None or not found.is_fair else formats.number(found.raw, places=fairness.PLACES)
