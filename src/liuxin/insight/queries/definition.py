"""How a number is defined, and whether this record has what it needs."""

from liuxin.engines.measurement import library
from liuxin.facts import queries as facts
from liuxin.insight.words import Definition
from liuxin.performance.indicators import queries as indicators


def definition(key: str) -> Definition:
    """Give the definition behind a number: rules are open to everybody who is signed in.

    Raises `BadInputError("measurement.unknown_measure")`.
    """
    externals = indicators.externals()
    measure, statistic = library.find(key, externals)
    found = facts.current()
    missing = facts.missing_codes(found, measure.code, external=externals)
    return Definition(
        key=measure.key(statistic),
        measure=measure,
        statistic=statistic,
        recorded=tuple(sorted(measure.needs - set(missing))),
        missing=missing,
        has_record=bool(found.as_of),
    )
