"""What is meant by a few letters: a number by its name or its code first, by its definition after these."""

from collections.abc import Iterable

from liuxin.engines.measurement.words import Measure

BY_NAME, BY_DEFINITION = RANKS = 0, 1


def rank(measure: Measure, wanted: str) -> int | None:
    """Tell how well a measure is meant, in either language: by name or code, by its definition too, or not at all."""
    named = (measure.name.zh, measure.name.en, measure.code)
    if _holds(named, wanted):
        return BY_NAME
    told = (*named, measure.definition.zh, measure.definition.en)
    return BY_DEFINITION if _holds(told, wanted) else None


def _holds(texts: Iterable[str], wanted: str) -> bool:
    held = [text.casefold() for text in texts]
    return all(any(word in text for text in held) for word in wanted.casefold().split())
