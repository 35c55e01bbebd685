"""What is done with indicator sets. Every change of a draft takes the lock of its set first."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import permissions, rules
from liuxin.performance.indicators.models import Indicator, IndicatorSet
from liuxin.performance.indicators.words import (
    Band,
    Grain,
    MissingRule,
    NewIndicator,
    SetStatus,
    Subject,
    Yardstick,
)

_NO_POINTS = dict.fromkeys(("floor", "target", "stretch", "floor_low", "target_low", "target_high", "floor_high"))


def draft_set(
    *,
    position_id: int,
    name: Bilingual,
    by: Actor,
    at: datetime,
    subject: Subject = Subject.PERSON,
    grain: Grain = Grain.QUARTER,
    missing_rule: MissingRule = MissingRule.RENORMALISE,
) -> int:
    """Start the next version of a position's set as an empty draft and give its key."""
    _require_writer(by, at)
    with transaction.atomic():
        kind = {"subject": subject, "grain": grain, "missing_rule": missing_rule}
        made = _next_version(position_id, name, kind, at)
        _record(made, "indicators.set_drafted", {"version": made.version}, by, at)
    return made.pk


def draft_next_version(*, set_id: int, by: Actor, at: datetime) -> int:
    """Copy a set into a draft of the next version, the only way to change one that is in force."""
    _require_writer(by, at)
    with transaction.atomic():
        old = _locked(set_id)
        name = Bilingual(old.name_zh, old.name_en)
        kind = {"subject": old.subject, "grain": old.grain, "missing_rule": old.missing_rule}
        made = _next_version(old.position_id, name, kind, at)
        lines = list(old.indicators.order_by("order"))
        for line in lines:
            line.pk, line.set = None, made
        Indicator.objects.bulk_create(lines)
        _keep_total(made, at)
        _record(made, "indicators.set_drafted", {"version": made.version, "copy_of": old.pk}, by, at)
    return made.pk


def add_indicator(*, set_id: int, indicator: NewIndicator, by: Actor, at: datetime) -> int:
    """Write one more line into a draft and give its key."""
    _require_writer(by, at)
    with _draft(set_id) as draft:
        held = dict(draft.indicators.values_list("measure", "order"))
        key = _checked(indicator, Subject(draft.subject))
        rules.check_no_duplicate(held, key)
        line = Indicator.objects.create(
            set=draft, measure=key, order=max(held.values(), default=0) + 1, **_columns(indicator)
        )
        _keep_total(draft, at)
        _record(draft, "indicators.indicator_added", _told(indicator), by, at)
    return line.pk


def change_indicator(*, set_id: int, indicator: NewIndicator, by: Actor, at: datetime) -> None:
    """Give a line of a draft, found by its measure, another weight or scale."""
    _require_writer(by, at)
    with _draft(set_id) as draft:
        key = _checked(indicator, Subject(draft.subject))
        if not draft.indicators.filter(measure=key).update(**_columns(indicator)):
            raise NotFoundError("indicators.no_such_line", field="measure", measure=key)
        _keep_total(draft, at)
        _record(draft, "indicators.indicator_changed", _told(indicator), by, at)


def remove_indicator(*, set_id: int, measure: str, by: Actor, at: datetime) -> None:
    """Take a line out of a draft."""
    _require_writer(by, at)
    with _draft(set_id) as draft:
        gone, _ = draft.indicators.filter(measure=measure).delete()
        if not gone:
            raise NotFoundError("indicators.no_such_line", field="measure", measure=measure)
        _keep_total(draft, at)
        _record(draft, "indicators.indicator_removed", {"measure": measure}, by, at)


def mark_as_example(*, set_id: int, by: Actor, at: datetime) -> None:
    """Put a draft in force as an example, which every page labels as agreed by nobody."""
    _require_writer(by, at)
    _put_in_force(set_id, SetStatus.EXAMPLE, by, at)


def mark_as_agreed(*, set_id: int, by: Actor, at: datetime) -> None:
    """Put a draft in force as agreed."""
    if not permissions.may_agree_sets(_standing(by, at)):
        raise NotAllowedError("indicators.may_not_agree")
    _put_in_force(set_id, SetStatus.AGREED, by, at)


def _put_in_force(set_id: int, status: SetStatus, by: Actor, at: datetime) -> None:
    with _draft(set_id) as draft:
        rules.check_complete(_keep_total(draft, at))
        draft.status = status
        draft.save(update_fields=["status"])
        _record(draft, "indicators.set_put_in_force", {"status": str(status), "version": draft.version}, by, at)


@contextmanager
def _draft(set_id: int) -> Iterator[IndicatorSet]:
    """Hold the lock of a draft for one transaction."""
    with transaction.atomic():
        found = _locked(set_id)
        rules.check_draft(found.status, version=found.version)
        yield found


def _locked(set_id: int) -> IndicatorSet:
    """Lock the row on PostgreSQL; on SQLite the transaction itself is IMMEDIATE and has the only pen."""
    found = IndicatorSet.objects.select_for_update().filter(pk=set_id).first()
    if found is None:
        raise NotFoundError("indicators.no_such_set", set=set_id)
    return found


def _next_version(position_id: int, name: Bilingual, kind: Mapping[str, str], at: datetime) -> IndicatorSet:
    last = IndicatorSet.objects.filter(position=position_id).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            return IndicatorSet.objects.create(
                position_id=position_id,
                version=last + 1,
                name_zh=name.zh,
                name_en=name.en,
                changed_at=at,
                **kind,
            )
    except IntegrityError as error:
        raise ConflictError("indicators.version_taken", version=last + 1) from error


def _checked(indicator: NewIndicator, subject: Subject) -> str:
    """Give the key of the measure once the line has passed every rule."""
    measure, statistic = library.find(indicator.measure)
    key = measure.key(statistic)
    rules.check_weight(indicator.weight, measure=key)
    rules.check_yardstick(indicator.yardstick, measure=key)
    rules.check_fit(measure, indicator.yardstick, key=key, subject=subject)
    return key


def _keep_total(draft: IndicatorSet, at: datetime) -> list[Percent]:
    weights = [Percent(weight) for weight in draft.indicators.values_list("weight", flat=True)]
    draft.weight_total = sum((weight.value for weight in weights), Decimal(0))
    draft.changed_at = at
    draft.save(update_fields=["weight_total", "changed_at"])
    return weights


def _columns(indicator: NewIndicator) -> dict[str, object]:
    return {"weight": indicator.weight.value, "direction": indicator.yardstick.direction} | _points(indicator.yardstick)


def _points(yardstick: Yardstick) -> dict[str, float | None]:
    names = ("floor_low", "target_low", "target_high", "floor_high")
    if not isinstance(yardstick, Band):
        names = ("floor", "target", "stretch", "cap")
    return _NO_POINTS | {name: getattr(yardstick, name) for name in names}


def _told(indicator: NewIndicator) -> dict[str, Plain]:
    points = {name: point for name, point in _points(indicator.yardstick).items() if point is not None}
    return {"measure": indicator.measure, "weight": str(indicator.weight.value), **points}


def _record(subject: IndicatorSet, code: str, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    event = NewEvent(code, "indicator_set", str(subject.pk), {"position": subject.position_id, **payload}, at)
    history.record([event], by=by, at=at)


def _standing(by: Actor, at: datetime) -> Standing:
    return organisation.standing(by, at)


def _require_writer(by: Actor, at: datetime) -> None:
    if not permissions.may_write_sets(_standing(by, at)):
        raise NotAllowedError("indicators.may_not_write")
