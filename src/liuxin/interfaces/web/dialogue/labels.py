"""The words of the room as readers see them."""

from django.utils.translation import get_language

from liuxin.interfaces.wording.catalogue import sentence
from liuxin.performance.dialogue.words import HEARTS, IncidentKind


def said(code: str) -> str:
    """Say the sentence of a code in the reader's language."""
    return sentence(f"dialogue.{code}", get_language() or "zh-hans")


def hearts() -> list[tuple[str, str]]:
    """Give the six hearts as choices."""
    return [(heart, said(f"heart.{heart}")) for heart in HEARTS]


def kinds() -> list[tuple[str, str]]:
    """Give the two kinds of incident as choices."""
    return [(kind.value, said(f"kind.{kind}")) for kind in IncidentKind]
