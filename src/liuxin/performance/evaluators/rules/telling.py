"""Accuracy in words: what stands first, what stands beside it, and how to mend what is off."""

from collections.abc import Iterator
from typing import Final

from liuxin.performance.evaluators.words import Component, Judged, Said, Verdict

_BEYOND: Final = {
    Component.DIFFERENTIAL_ELEVATION: "evaluators.told.cases",
    Component.STEREOTYPE_ACCURACY: "evaluators.told.criteria",
    Component.DIFFERENTIAL_ACCURACY: "evaluators.told.pattern",
    Component.CORRELATION: "evaluators.told.order",
}
_MENDING: Final = {
    Component.DIFFERENTIAL_ELEVATION: "evaluators.mend.cases",
    Component.STEREOTYPE_ACCURACY: "evaluators.mend.criteria",
    Component.DIFFERENTIAL_ACCURACY: "evaluators.mend.pattern",
    Component.CORRELATION: "evaluators.mend.order",
}


def headline(found: Verdict) -> Said:
    """Say the one thing that matters most: passed, or the first component that is beyond its limit."""
    if found.passed:
        return Said("evaluators.told.passed", {})
    first = found.beyond[0]
    off = found.accuracy.elevation
    if first is Component.ELEVATION:
        return Said("evaluators.told.too_high" if off > 0 else "evaluators.told.too_low", {"by": abs(off)})
    return Said(_BEYOND[first], {})


def beside(found: Verdict) -> tuple[Said, ...]:
    """Say whether good cases and poor ones are told apart, and which criterion is furthest off."""
    return tuple(_beside(found))


def _beside(found: Verdict) -> Iterator[Said]:
    correlation = found.accuracy.correlation
    if correlation is None:
        yield Said("evaluators.told.correlation_unknown", {})
    elif Component.CORRELATION in found.beyond:
        yield Said("evaluators.told.does_not_tell_apart", {"r": correlation})
    else:
        yield Said("evaluators.told.tells_apart", {"r": correlation})
    furthest = found.furthest
    if furthest.judged is Judged.WITHIN:
        yield Said("evaluators.told.all_near", {})
    else:
        means = {"reference": furthest.reference, "own": furthest.given}
        yield Said("evaluators.told.furthest", {**means, "criterion": furthest.criterion})


def mending(found: Verdict) -> tuple[Said, ...]:
    """Say how to mend what is beyond its limit, in the order of the components; nothing where nothing is."""
    return tuple(_mending(found))


def _mending(found: Verdict) -> Iterator[Said]:
    for component in found.beyond:
        if component is Component.ELEVATION:
            high = found.accuracy.elevation > 0
            yield Said("evaluators.mend.too_high" if high else "evaluators.mend.too_low", {})
        else:
            yield Said(_MENDING[component], {})
    if found.beyond and found.furthest.judged is not Judged.WITHIN:
        yield Said("evaluators.mend.furthest", {"criterion": found.furthest.criterion})
