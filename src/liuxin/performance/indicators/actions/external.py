"""What is done with external measures: defined, changed, retired. Definitions are never deleted."""

from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.performance.indicators import permissions, queries, rules
from liuxin.performance.indicators.models import ExternalMeasure, ExternalMeasurePosition
from liuxin.performance.indicators.words import NewExternal


def define_external(*, new: NewExternal, by: Actor, at: datetime) -> int:
    """Define an external measure and give its key; raises `ConflictError("external.code_taken")`."""
    _require(by, at)
    rules.check_external(new, organisation.positions())
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = ExternalMeasure.objects.create(code=new.code, changed_at=at, **_columns(new))
        except IntegrityError as error:
            raise ConflictError("external.code_taken", field="code", measure_code=new.code) from error
        _write_positions(made, new)
        _record(made, "indicators.external_defined", new, by, at)
    return made.pk


def change_external(*, measure_id: int, new: NewExternal, expect: datetime, by: Actor, at: datetime) -> None:
    """Change a definition as it was last changed at `expect`.

    Once a reading was confirmed, unit, kind and whose readings they are stay. Raises
    `ConflictError("indicators.changed_meanwhile")` where somebody else has written since.
    """
    standing = _require(by, at)
    rules.check_external(new, organisation.positions())
    with transaction.atomic():
        held = _locked(measure_id)
        if held.changed_at != expect:
            raise ConflictError("indicators.changed_meanwhile")
        rules.check_change(queries.external_measure(standing, measure_id), new)
        ExternalMeasure.objects.filter(pk=measure_id).update(changed_at=at, **_columns(new))
        _write_positions(held, new)
        _record(held, "indicators.external_changed", new, by, at)


def retire_external(*, measure_id: int, by: Actor, at: datetime) -> None:
    """Take no more readings of a measure; what was confirmed goes on to count."""
    standing = _require(by, at)
    with transaction.atomic():
        held = _locked(measure_id)
        rules.check_in_use(queries.external_measure(standing, measure_id))
        held.retired_at = held.changed_at = at
        held.save(update_fields=["retired_at", "changed_at"])
        event = NewEvent("indicators.external_retired", "external_measure", str(held.pk), {"measure": held.code}, at)
        history.record([event], by=by, at=at)


def _require(by: Actor, at: datetime) -> Standing:
    standing = organisation.standing(by, at)
    if not permissions.may_define_external(standing):
        raise NotAllowedError("external.may_not_define")
    return standing


def _locked(measure_id: int) -> ExternalMeasure:
    found = ExternalMeasure.objects.select_for_update().filter(pk=measure_id).first()
    if found is None:
        raise NotFoundError("external.no_such_measure")
    return found


def _columns(new: NewExternal) -> dict[str, object]:
    return {
        "name_zh": new.name.zh.strip(),
        "name_en": new.name.en.strip(),
        "definition_zh": new.definition.zh.strip(),
        "definition_en": new.definition.en.strip(),
        "source": new.source.strip(),
        "unit": new.unit.value,
        "direction": new.direction.value,
        "kind": new.kind.value,
        "about": new.about.value,
        "places": new.places,
        "least_sample": new.least_sample,
    }


def _write_positions(measure: ExternalMeasure, new: NewExternal) -> None:
    measure.concerned.all().delete()
    ExternalMeasurePosition.objects.bulk_create(
        ExternalMeasurePosition(measure=measure, position_id=key) for key in sorted(new.positions)
    )


def _record(measure: ExternalMeasure, code: str, new: NewExternal, by: Actor, at: datetime) -> None:
    payload: dict[str, Plain] = {
        "measure": new.code,
        "unit": new.unit.value,
        "direction": new.direction.value,
        "kind": new.kind.value,
        "about": new.about.value,
        "least_sample": new.least_sample,
        "positions": len(new.positions),
    }
    history.record([NewEvent(code, "external_measure", str(measure.pk), payload, at)], by=by, at=at)
