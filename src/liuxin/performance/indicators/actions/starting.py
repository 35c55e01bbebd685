"""A first draft for a position, made of the library: measured lines and the one that people rate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Kind
from liuxin.facts import queries as facts_queries
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, CannotTellError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import queries, rules
from liuxin.performance.indicators.actions.sets import draft_of_lines
from liuxin.performance.indicators.words import (
    NO_TEXT,
    Drafted,
    Grain,
    NewIndicator,
    Proposal,
    Scale,
    Starter,
    StarterItem,
    is_rated,
)

_QUARTERS: Final = {Grain.MONTH: 1 / 3, Grain.QUARTER: 1.0, Grain.YEAR: 4.0}
_GROWING: Final = frozenset({Kind.COUNT, Kind.SUM})


@dataclass(frozen=True, slots=True)
class _Chosen:
    item: StarterItem
    scale: Scale


def draft_from_library(
    *,
    position_id: int,
    starter: str,
    by: Actor,
    at: datetime,
    grain: Grain = Grain.QUARTER,
    name: Bilingual = NO_TEXT,
) -> Drafted:
    """Begin a draft from a starter of the library: what the record here can answer, and what people rate.

    Points come from history where it is long enough, else they are those of the starter. What cannot be answered is
    left out, with the reason, and the others share its weight. `queries.starter_for` finds the starter of a position.
    """
    chosen_from = queries.starters().get(starter)
    if chosen_from is None:
        raise NotFoundError("indicators.no_such_starter", field="starter", starter=starter)
    known, lines, left_out = queries.externals(), [], []
    for item in chosen_from.items:
        why = _unanswered(item, known)
        if why is None:
            lines.append(item)
        else:
            left_out.append(why)
    proposed = _proposed(lines, position_id, grain, by, at)
    chosen = [_Chosen(item, proposed.get(item.measure) or _usual(item, known, grain)) for item in lines]
    key = draft_of_lines(
        position_id=position_id,
        name=name if name != NO_TEXT else organisation.positions()[position_id],
        grain=grain,
        lines=_weighed(chosen, chosen_from),
        by=by,
        at=at,
    )
    return Drafted(key, tuple(left_out))


def _unanswered(item: StarterItem, known: Externals) -> BadInputError | CannotTellError | None:
    """Say why the record cannot answer a line, if it cannot."""
    if is_rated(item.measure):
        return None
    try:
        library.find(item.measure, known)
    except BadInputError:
        return CannotTellError("indicators.not_defined_here", measure=item.measure)
    missing = facts_queries.missing_codes(facts_queries.current(), item.measure, external=known)
    return CannotTellError("indicators.not_recorded", measure=item.measure) if missing else None


def _proposed(items: list[StarterItem], position_id: int, grain: Grain, by: Actor, at: datetime) -> dict[str, Scale]:
    found = queries.proposals_or_why(
        organisation.standing(by, at), position_id=position_id, measures=[item.measure for item in items], grain=grain
    )
    return {each.measure: each.scale for each in found if isinstance(each, Proposal)}


def _usual(item: StarterItem, known: Externals, grain: Grain) -> Scale:
    """Give the points of the starter, which are meant for a quarter."""
    measure = library.find(item.measure, known)[0]
    factor = _QUARTERS[grain] if measure.kind in _GROWING else 1.0
    floor, target, stretch = (point * factor for point in item.points)
    return Scale(measure.direction, floor, target, stretch)


def _weighed(chosen: list[_Chosen], starter: Starter) -> dict[str, NewIndicator]:
    weights = rules.parted([each.item.part for each in chosen]) if chosen else ()
    return {
        each.item.measure: NewIndicator(
            each.item.measure, weight, each.scale, starter.why_rated if is_rated(each.item.measure) else NO_TEXT
        )
        for each, weight in zip(chosen, weights, strict=True)
    }
