"""How a score came about: the set and who agreed to it, the lines, the total, what was corrected, how far it is."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.insight.queries.reach import card_reach
from liuxin.insight.whole import CameAbout
from liuxin.insight.words import Measures
from liuxin.kernel.actor import ActorKind
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.agreement import queries as agreement
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultView
from liuxin.performance.evaluation.words import Scorecard as FrozenCard
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.plan import queries as plan


def came_about(standing: Standing, *, person_id: int, cycle_id: int, at: datetime) -> CameAbout:
    """Tell how the result of a person in a cycle came about, to whoever decides an appeal about it too.

    Raises `NotFoundError("evaluation.no_result")` where there is none, or none that the reader may see.
    """
    reach = card_reach(standing, person_id, at)
    versions = evaluation.versions(reach.reader, person_id, cycle_id) if reach.opens_cycle(cycle_id) else ()
    found = next((each for each in versions if each.counts), None)
    person = organisation.names([person_id]).get(person_id)
    if found is None or person is None:
        raise NotFoundError("evaluation.no_result")
    card = evaluation.scorecards(reach.reader, [person_id], found.period, at).get(person_id)
    key = card.set.agreement if card else None
    on_appeal = reach.of_cycle(cycle_id)
    return CameAbout(
        person=person,
        cycle=plan.cycle(cycle_id),
        result=found,
        versions=versions,
        card=card,
        agreement=agreement.states([key]).get(key) if key is not None else None,
        names=organisation.names(_people(versions)),
        measures=_measures(card),
        zone=organisation.zone(),
        on_appeal=on_appeal,
        agreement_open=on_appeal is None or _may_read(standing, key),
    )


def _may_read(standing: Standing, agreement_id: int | None) -> bool:
    """Tell whether the agreement to the set is open to the reader by who he is: an appeal does not open it."""
    try:
        return agreement_id is not None and agreement.agreement(standing, agreement_id).id == agreement_id
    except NotFoundError:
        return False


def _people(versions: Iterable[ResultView]) -> set[int]:
    return {int(each.by.id) for each in versions if each.by.kind is ActorKind.PERSON}


def _measures(card: FrozenCard | None) -> Measures:
    if card is None:
        return {}
    externals = indicators.externals()
    keys = (line.indicator.measure for line in card.card.lines)
    return {key: library.find(key, externals) for key in keys}
