"""How a round is rated, laid out for who runs it: what can be compared, how far raters agree, what was found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.web.evaluation.pages import tendency
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluation.rules import SPOKEN_OF
from liuxin.performance.evaluation.words import DepartmentTendencies, Joined, RoundFigures

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff 2004, p. 241: rely on it from .800, draw tentative conclusions from .667."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the round: value, interval, state, and what it says."""

    name: str
    value: str
    interval: str
    state: str
    word: str
    said: str


@dataclass(frozen=True, slots=True)
class ManagerRow:
    """A manager with what was found in his ratings."""

    person: PersonName | None
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectCount:
    """In how many raters of each kind an effect was found."""

    name: str
    counts: tuple[str, ...]


def figures(found: RoundFigures | None) -> tuple[Figure, ...]:
    """Lay out what was sealed with the scoring; nothing before."""
    return () if found is None else (_agreement(found), _severities(found))


def parts(found: Joined, names: Mapping[int, PersonName]) -> tuple[str, ...]:
    """Name the people of each part, where there are several."""
    return tuple(labels.listed(_named(some, names)) for some in found.parts) if len(found.parts) > 1 else ()


def links(found: Joined, names: Mapping[int, PersonName]) -> tuple[str, ...]:
    """Say which ratings would join the parts."""
    return tuple(
        labels.said("evaluation.round.link", rated=_name(each.rated, names), too=_name(each.too, names))
        for each in found.links
    )


def managers(found: DepartmentTendencies | None, names: Mapping[int, PersonName]) -> tuple[ManagerRow, ...]:
    """Lay out the managers in whose ratings something was found."""
    return tuple(
        ManagerRow(
            names.get(each.person),
            tuple(tendency.of_another(effect, each.found[effect]) for effect in SPOKEN_OF if effect in each.found),
        )
        for each in (found.managers if found else ())
    )


def counts(found: DepartmentTendencies | None) -> tuple[tuple[str, ...], tuple[EffectCount, ...]]:
    """Lay out the anonymous kinds across, effects down."""
    kinds = found.kinds if found else ()
    heads = tuple(labels.said("evaluation.round.kind", kind=labels.kind(each.kind), n=each.raters) for each in kinds)
    rows = tuple(
        EffectCount(
            tendency.name(effect),
            tuple(_count(each.found[effect]) for each in kinds),
        )
        for effect in SPOKEN_OF
    )
    return heads, rows if kinds else ()


def _count(number: int | None) -> str:
    return labels.said("evaluation.round.few") if number is None else str(number)


def _agreement(found: RoundFigures) -> Figure:
    name = labels.said("evaluation.round.alpha")
    if found.alpha is None:
        said = labels.said(f"ratings.cannot_tell.{found.why}")
        return Figure(name, "—", "", "none", labels.said("evaluation.verdict.cannot_tell"), said)
    level = _level(found.alpha)
    return Figure(
        name,
        formats.number(found.alpha, places=2),
        "" if found.low is None else formats.interval(found.low, found.high, places=2),
        {"reliable": "good", "tentative": "none", "poor": "warn"}[level],
        labels.said(f"evaluation.round.{level}.word"),
        labels.said(f"evaluation.round.{level}", units=found.units),
    )


def _level(alpha: float) -> str:
    return "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "poor"


def _severities(found: RoundFigures) -> Figure:
    name = labels.said("evaluation.round.severities")
    if not found.judged:
        said = labels.said("evaluation.round.no_severities")
        return Figure(name, "—", "", "none", labels.said("evaluation.verdict.cannot_tell"), said)
    if found.sure is None:
        said = labels.said("evaluation.round.severities_few", judged=found.judged)
        return Figure(name, "—", "", "none", labels.said("evaluation.round.few"), said)
    share = formats.percent(100 * found.sure / found.judged, places=0)
    said = labels.said("evaluation.round.severities_said", sure=found.sure, judged=found.judged)
    return Figure(name, share, "", "none", labels.said("evaluation.round.taken_out"), said)


def _named(some: tuple[int, ...], names: Mapping[int, PersonName]) -> Iterator[str]:
    return (_name(person, names) for person in some)


def _name(person: int, names: Mapping[int, PersonName]) -> str:
    return labels.text(names[person].text) if person in names else "—"
