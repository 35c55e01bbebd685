"""What an external measure may be."""

import re
from collections.abc import Collection

from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.words import Unit
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.indicators.words import About, ExternalView, NewExternal

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
UNITS = (Unit.PERCENT, Unit.COUNT, Unit.CURRENCY, Unit.HOURS, Unit.MINUTES, Unit.DAYS, Unit.SCALE_1_5, Unit.POINTS)
MOST_PLACES, MOST_SAMPLE = 6, 10_000


def check_external(new: NewExternal, positions: Collection[int]) -> None:
    """Refuse a definition that does not say what it measures; `positions` are those that there are.

    Raises `BadInputError` and names the field: `external.code_unreadable`, `name_missing`, `definition_missing`,
    `source_missing`, `unit_unknown`, `share_not_percent`, `places_outside`, `sample_outside`, `no_such_position`,
    `positions_of_teams`.
    """
    if not CODE.fullmatch(new.code):
        raise BadInputError("external.code_unreadable", field="code", value=new.code)
    if not (new.name.zh.strip() or new.name.en.strip()):
        raise BadInputError("external.name_missing", field="name")
    if not (new.definition.zh.strip() or new.definition.en.strip()):
        raise BadInputError("external.definition_missing", field="definition")
    if not new.source.strip():
        raise BadInputError("external.source_missing", field="source")
    _check_numbers(new)
    if not new.positions <= set(positions):
        raise BadInputError("external.no_such_position", field="positions")
    if new.positions and new.about is About.TEAM:
        raise BadInputError("external.positions_of_teams", field="positions")


def _check_numbers(new: NewExternal) -> None:
    if new.unit not in UNITS:
        raise BadInputError("external.unit_unknown", field="unit", unit=new.unit)
    if new.kind is ExternalKind.SHARE and new.unit is not Unit.PERCENT:
        raise BadInputError("external.share_not_percent", field="unit")
    if not 0 <= new.places <= MOST_PLACES:
        raise BadInputError("external.places_outside", field="places", most=MOST_PLACES)
    if not 1 <= new.least_sample <= MOST_SAMPLE:
        raise BadInputError("external.sample_outside", field="least_sample", most=MOST_SAMPLE)


def check_change(old: ExternalView, new: NewExternal) -> None:
    """Refuse a change that would give numbers already confirmed another meaning, and any of the code.

    Raises `RuleBrokenError`: `external.retired`, `external.code_stays`, `external.meaning_stays`.
    """
    check_in_use(old)
    if new.code != old.defined.code:
        raise RuleBrokenError("external.code_stays", field="code", measure_code=old.defined.code)
    meaning = (old.defined.unit, old.defined.kind, old.about)
    if old.is_read and meaning != (new.unit, new.kind, new.about):
        raise RuleBrokenError("external.meaning_stays", field="unit")


def check_in_use(found: ExternalView) -> None:
    """Refuse to go on with a retired measure."""
    if not found.in_use:
        raise RuleBrokenError("external.retired", measure_code=found.defined.code)
