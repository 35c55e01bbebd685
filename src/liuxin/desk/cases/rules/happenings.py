"""What may be recorded around a case: codes of the vocabulary, values of the right kind and in range."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.cases.words import HAPPENINGS, LEVELS, FieldKind, Happening, HappeningField
from liuxin.kernel.errors import BadInputError, RuleBrokenError

Checked = dict[str, int | bool]


def check(happening: Happening, at: datetime) -> Checked:
    """Give what a happening tells, checked; what is not told is left out.

    Raises `BadInputError("cases.happening_unknown")`, `("cases.happening_field_unknown")`,
    `("cases.happening_field_missing")`, `("cases.happening_value")` and
    `RuleBrokenError("cases.happening_in_future")`, each with line and field.
    """
    line = happening.line or None
    shape = HAPPENINGS.get(happening.code)
    if shape is None:
        raise BadInputError("cases.happening_unknown", field="code", line=line, word=happening.code)
    if happening.at > at:
        raise RuleBrokenError("cases.happening_in_future", field="at", line=line, at=happening.at.isoformat())
    for name in happening.told:
        if name not in shape:
            raise BadInputError("cases.happening_field_unknown", field=name, line=line, word=happening.code)
    told: Checked = {}
    for name, wanted in shape.items():
        value = happening.told.get(name)
        if value is not None:
            told[name] = _fitting(name, value, wanted, line)
        elif wanted.required:
            raise BadInputError("cases.happening_field_missing", field=name, line=line, word=happening.code)
    return told


def _fitting(name: str, value: object, wanted: HappeningField, line: int | None) -> int | bool:
    if wanted.kind is FieldKind.FLAG:
        fits = isinstance(value, bool)
    else:
        fits = isinstance(value, int) and not isinstance(value, bool)
        fits = fits and (value in LEVELS if wanted.kind is FieldKind.LEVEL else value > 0)  # type: ignore[operator]
    if not fits:
        raise BadInputError("cases.happening_value", field=name, line=line, kind=wanted.kind.value, value=repr(value))
    return value  # type: ignore[return-value]


def keys_told(happenings: Iterable[Happening], kind: FieldKind) -> set[int]:
    """Give the keys of people or teams that happenings name, as far as they can be keys."""
    found: set[int] = set()
    for happening in happenings:
        for name, wanted in HAPPENINGS.get(happening.code, {}).items():
            value = happening.told.get(name)
            if wanted.kind is kind and isinstance(value, int):
                found.add(value)
    return found
