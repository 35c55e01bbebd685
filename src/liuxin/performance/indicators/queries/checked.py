"""The lines of a set held against the record: what history says of their points, and the SMART check of each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Measure
from liuxin.facts import queries as facts_queries
from liuxin.facts.words import FactSet
from liuxin.kernel.errors import BadInputError, CannotTellError, NotAllowedError
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import permissions, rules
from liuxin.performance.indicators.queries.agreeing import holders
from liuxin.performance.indicators.queries.external import externals, retired
from liuxin.performance.indicators.queries.history import History, digits_of, history
from liuxin.performance.indicators.words import (
    Checked,
    Evidence,
    IndicatorView,
    Purpose,
    Result,
    SetView,
    Standard,
    Trial,
    Yardstick,
    is_rated,
)
from liuxin.performance.plan import queries as plan

Results = Mapping[str, tuple[Result, ...]]
Purposes = Mapping[str, tuple[Purpose, ...]]
NONE: Results = {}


@dataclass(frozen=True, slots=True)
class _Ground:
    found: SetView
    facts: FactSet
    known: Externals
    gone: frozenset[str]
    held: History
    results: Results
    purposes: Purposes
    cycle_fits: bool | None


def checked(standing: Standing, found: SetView, *, rated: Results = NONE) -> dict[str, Checked]:
    """Try each line of a set on history and answer its five letters; `rated` are earlier results of rated lines."""
    if not permissions.may_see_sets(standing):
        raise NotAllowedError("indicators.may_not_see")
    facts, keys = facts_queries.current(), [line.measure for line in found.measured]
    known = externals()
    held = history(facts, [key for key in keys if _defined(key, known)], found.grain, found.position)
    ground = _Ground(
        found=found,
        facts=facts,
        known=known,
        gone=retired(),
        held=held,
        results={**held.results, **rated},
        purposes=_purposes(found),
        cycle_fits=_cycle_fits(found),
    )
    return {line.measure: _checked(line, ground) for line in found.indicators}


def _purposes(found: SetView) -> Purposes:
    """Give what names each measure: objectives, and how many goals of those whom the set binds.

    A purpose that names a measure without a statistic means any of them. Goals are counted and not shown: whose they
    are is for their own page.
    """
    objectives = [each for each in plan.objectives() if each.measure]
    goals = Counter(_goals(found))
    purposes: dict[str, tuple[Purpose, ...]] = {}
    for line in found.indicators:
        names = {line.measure, line.measure.partition(".")[0]}
        served = [Purpose("objective", each.title) for each in objectives if each.measure in names]
        count = sum(goals[name] for name in names)
        if count:
            served.append(Purpose("goal", Bilingual(f"{count} 个个人目标", f"{count} goals of people")))
        purposes[line.measure] = tuple(served)
    return purposes


def _goals(found: SetView) -> Iterator[str]:
    """Give the measures that the goals of those whom a set binds name, in its cycle or the one that runs."""
    current = plan.current_cycle() if found.cycle is None else None
    cycle = found.cycle or (current.id if current else None)
    if cycle is None:
        return
    bound = [each.person for each in holders(cycle, found.position)]
    for lines in plan.goals_of_people(cycle, bound).values():
        yield from (line.measure_key for line in lines if line.measure_key)


def _cycle_fits(found: SetView) -> bool | None:
    if found.cycle is None:
        return None
    return rules.fits(found.grain, plan.cycle(found.cycle).period, organisation.zone())


def trial_of(
    standing: Standing, found: SetView, line: IndicatorView, yardstick: Yardstick, *, rated: Results = NONE
) -> Trial:
    """Try other points of one line on history: for the tester, whose sliders are moved."""
    if not permissions.may_see_sets(standing):
        raise NotAllowedError("indicators.may_not_see")
    known = externals()
    measure = _defined(line.measure, known)
    held = history(facts_queries.current(), [line.measure] if measure else [], found.grain, found.position)
    results = {**held.results, **rated}.get(line.measure, ())
    return _tested(line.measure, results, yardstick, measure, known)


def _checked(line: IndicatorView, ground: _Ground) -> Checked:
    key, measure = line.measure, _defined(line.measure, ground.known)
    results = ground.results.get(key, ())
    tried = _tested(key, results, line.yardstick, measure, ground.known)
    evidence = Evidence(
        key=key,
        measure=measure,
        subject=ground.found.subject,
        grain=ground.found.grain,
        is_retired=key in ground.gone,
        missing=() if measure is None else facts_queries.missing_codes(ground.facts, key, external=ground.known),
        results=results,
        few=ground.held.few.get(key, 0),
        trial=tried,
        serves=ground.purposes.get(key, ()),
        cycle_fits=ground.cycle_fits,
    )
    return Checked(tried, rules.check_smart(evidence))


def _tested(
    key: str, results: tuple[Result, ...], yardstick: Yardstick, measure: Measure | None, known: Externals
) -> Trial:
    if is_rated(key) and not results:
        why = CannotTellError("indicators.no_ratings_yet", measure=key)
        return Trial(key, yardstick, Standard.CANNOT_TELL, why, ())
    digits = 1 if measure is None else digits_of(measure, known)
    return rules.try_standard(results, yardstick, measure=key, digits=digits)


def _defined(key: str, known: Externals) -> Measure | None:
    try:
        return library.find(key, known)[0]
    except BadInputError:
        return None
