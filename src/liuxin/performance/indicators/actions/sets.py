"""What is done with indicator sets. Every change of a draft takes the lock of its set first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import CannotTellError, ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import permissions, queries, rules
from liuxin.performance.indicators.models import Indicator, IndicatorSet
from liuxin.performance.indicators.queries.sets import lines_of
from liuxin.performance.indicators.words import (
    Band,
    Drafted,
    Grain,
    MissingRule,
    NewIndicator,
    Proposal,
    SetStatus,
    Subject,
    Yardstick,
)

DRAFTED = ("cases_resolved", "promises_kept", "reopened_within_14_days")
"""What a draft from history begins with: a set is short, and what else belongs in it is for people to choose."""
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
        record(made, "indicators.set_drafted", {"version": made.version}, by, at)
    return made.pk


def draft_next_version(*, set_id: int, by: Actor, at: datetime, position_id: int | None = None) -> int:
    """Copy a set into a draft of the next version, the only way to change one that is in force.

    With `position_id` the draft is for that position.
    """
    _require_writer(by, at)
    with transaction.atomic():
        old = locked(set_id)
        name = Bilingual(old.name_zh, old.name_en)
        kind = {"subject": old.subject, "grain": old.grain, "missing_rule": old.missing_rule}
        made = _next_version(position_id or old.position_id, name, kind, at)
        lines = list(old.indicators.order_by("order"))
        for line in lines:
            line.pk, line.set = None, made
        Indicator.objects.bulk_create(lines)
        keep_total(made, at)
        record(made, "indicators.set_drafted", {"version": made.version, "copy_of": old.pk}, by, at)
    return made.pk


def add_indicator(*, set_id: int, indicator: NewIndicator, by: Actor, at: datetime) -> int:
    """Write one more line into a draft and give its key."""
    _require_writer(by, at)
    with held_draft(set_id) as draft:
        held = dict(draft.indicators.values_list("measure", "order"))
        key = rules.check_line(indicator, subject=Subject(draft.subject), externals=queries.externals(), held=held)
        line = Indicator.objects.create(
            set=draft, measure=key, order=max(held.values(), default=0) + 1, **_columns(indicator)
        )
        keep_total(draft, at)
        record(draft, "indicators.indicator_added", _told(indicator), by, at)
    return line.pk


def change_indicator(*, set_id: int, indicator: NewIndicator, by: Actor, at: datetime) -> None:
    """Give a line of a draft, found by its measure, another weight or scale."""
    _require_writer(by, at)
    with held_draft(set_id) as draft:
        key = rules.check_line(indicator, subject=Subject(draft.subject), externals=queries.externals())
        if not draft.indicators.filter(measure=key).update(**_columns(indicator)):
            raise NotFoundError("indicators.no_such_line", field="measure", measure=key)
        keep_total(draft, at)
        record(draft, "indicators.indicator_changed", _told(indicator), by, at)


def remove_indicator(*, set_id: int, measure: str, by: Actor, at: datetime) -> None:
    """Take a line out of a draft."""
    _require_writer(by, at)
    with held_draft(set_id) as draft:
        gone, _ = draft.indicators.filter(measure=measure).delete()
        if not gone:
            raise NotFoundError("indicators.no_such_line", field="measure", measure=measure)
        keep_total(draft, at)
        record(draft, "indicators.indicator_removed", {"measure": measure}, by, at)


def write_draft(
    *,
    set_id: int,
    name: Bilingual,
    grain: Grain,
    missing_rule: MissingRule,
    lines: Sequence[NewIndicator],
    expect: datetime,
    by: Actor,
    at: datetime,
) -> None:
    """Write a whole draft anew, as it was last changed at `expect`: head, and lines in order.

    A draft may be saved before its weights add to 100. Raises `ConflictError("indicators.changed_meanwhile")` where
    somebody else has written since.
    """
    _require_writer(by, at)
    with held_draft(set_id) as draft:
        if draft.changed_at != expect:
            raise ConflictError("indicators.changed_meanwhile")
        new = rules.check_lines(lines, subject=Subject(draft.subject), externals=queries.externals())
        events = _differences(_held(draft), new)
        draft.name_zh, draft.name_en = name.zh, name.en
        draft.grain, draft.missing_rule = grain, missing_rule
        draft.save(update_fields=["name_zh", "name_en", "grain", "missing_rule"])
        draft.indicators.all().delete()
        _write_lines(draft, new)
        keep_total(draft, at)
        order: dict[str, Plain] = {"grain": str(grain), "missing_rule": str(missing_rule), "order": " ".join(new)}
        _record_all(draft, [*events, ("indicators.set_written", order)], by, at)


def draft_from_history(*, position_id: int, name: Bilingual, grain: Grain, by: Actor, at: datetime) -> Drafted:
    """Draft a set of `DRAFTED`, with scales that history proposes and equal weights.

    What history cannot propose has no line; the answer says why. Weights are for people to set.
    """
    _require_writer(by, at)
    asks = _standing(by, at)
    found = queries.proposals_or_why(asks, position_id=position_id, measures=DRAFTED, grain=grain)
    scales = {each.measure: each.scale for each in found if isinstance(each, Proposal)}
    weights = rules.equal_weights(len(scales))
    lines = {key: NewIndicator(key, weight, scales[key]) for key, weight in zip(scales, weights, strict=True)}
    key = draft_of_lines(position_id=position_id, name=name, grain=grain, lines=lines, by=by, at=at)
    return Drafted(key, tuple(each for each in found if isinstance(each, CannotTellError)))


def draft_of_lines(
    *, position_id: int, name: Bilingual, grain: Grain, lines: Mapping[str, NewIndicator], by: Actor, at: datetime
) -> int:
    """Begin a draft with lines by the key of their measure, and give its key."""
    with transaction.atomic():
        key = draft_set(position_id=position_id, name=name, grain=grain, by=by, at=at)
        made = locked(key)
        _write_lines(made, rules.check_lines(lines.values(), subject=Subject.PERSON, externals=queries.externals()))
        keep_total(made, at)
        _record_all(made, _differences({}, lines), by, at)
    return key


def discard_draft(*, set_id: int, expect: datetime, by: Actor, at: datetime) -> None:
    """Throw a draft away, as it was last changed at `expect`; the record keeps that it was there."""
    _require_writer(by, at)
    with held_draft(set_id) as draft:
        if draft.changed_at != expect:
            raise ConflictError("indicators.changed_meanwhile")
        record(draft, "indicators.set_discarded", {"version": draft.version}, by, at)
        draft.delete()


def mark_as_example(*, set_id: int, by: Actor, at: datetime, expect: datetime | None = None) -> None:
    """Put a draft in force as an example, which every page labels as agreed by nobody.

    With `expect` only as it was last changed then: nobody puts in force what was not read.
    """
    _require_writer(by, at)
    with held_draft(set_id) as draft:
        if expect not in {None, draft.changed_at}:
            raise ConflictError("indicators.changed_meanwhile")
        rules.check_complete(keep_total(draft, at))
        draft.status = SetStatus.EXAMPLE
        draft.save(update_fields=["status"])
        told: dict[str, Plain] = {"status": SetStatus.EXAMPLE.value, "version": draft.version}
        record(draft, "indicators.set_put_in_force", told, by, at)


@contextmanager
def held_draft(set_id: int) -> Iterator[IndicatorSet]:
    """Hold the lock of a draft for one transaction."""
    with transaction.atomic():
        found = locked(set_id)
        rules.check_draft(found.status, version=found.version)
        yield found


def locked(set_id: int) -> IndicatorSet:
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


def _held(draft: IndicatorSet) -> dict[str, NewIndicator]:
    rows = lines_of(draft)
    return {line.measure: NewIndicator(line.measure, line.weight, line.yardstick, line.why_rated) for line in rows}


def _write_lines(draft: IndicatorSet, lines: Mapping[str, NewIndicator]) -> None:
    Indicator.objects.bulk_create(
        Indicator(set=draft, measure=key, order=order, **_columns(line))
        for order, (key, line) in enumerate(lines.items(), start=1)
    )


def _differences(
    old: Mapping[str, NewIndicator], new: Mapping[str, NewIndicator]
) -> list[tuple[str, dict[str, Plain]]]:
    """Tell what changed line by line, as if each had been written for itself."""
    gone: list[tuple[str, dict[str, Plain]]] = [
        ("indicators.indicator_removed", {"measure": key}) for key in old if key not in new
    ]
    added = [("indicators.indicator_added", _told(line)) for key, line in new.items() if key not in old]
    changed = [
        ("indicators.indicator_changed", _told(line)) for key, line in new.items() if key in old and old[key] != line
    ]
    return gone + added + changed


def keep_total(draft: IndicatorSet, at: datetime) -> list[Percent]:
    """Keep the sum of the weights with the draft, and give the weights."""
    weights = [Percent(weight) for weight in draft.indicators.values_list("weight", flat=True)]
    draft.weight_total = sum((weight.value for weight in weights), Decimal(0))
    draft.changed_at = at
    draft.save(update_fields=["weight_total", "changed_at"])
    return weights


def _columns(indicator: NewIndicator) -> dict[str, object]:
    return {
        "kind": indicator.kind,
        "why_rated_zh": indicator.why_rated.zh.strip(),
        "why_rated_en": indicator.why_rated.en.strip(),
        "weight": indicator.weight.value,
        "direction": indicator.yardstick.direction,
        **_points(indicator.yardstick),
    }


def _points(yardstick: Yardstick) -> dict[str, float | None]:
    names = ("floor_low", "target_low", "target_high", "floor_high")
    if not isinstance(yardstick, Band):
        names = ("floor", "target", "stretch", "cap")
    return _NO_POINTS | {name: getattr(yardstick, name) for name in names}


def _told(indicator: NewIndicator) -> dict[str, Plain]:
    points = {name: point for name, point in _points(indicator.yardstick).items() if point is not None}
    return {"measure": indicator.measure, "weight": str(indicator.weight.value), **points}


def record(subject: IndicatorSet, code: str, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    """Write what happened to a set."""
    _record_all(subject, [(code, payload)], by, at)


def _record_all(subject: IndicatorSet, told: Iterable[tuple[str, dict[str, Plain]]], by: Actor, at: datetime) -> None:
    common = {"position": subject.position_id}
    events = [NewEvent(code, "indicator_set", str(subject.pk), common | payload, at) for code, payload in told]
    history.record(events, by=by, at=at)


def _standing(by: Actor, at: datetime) -> Standing:
    return organisation.standing(by, at)


def _require_writer(by: Actor, at: datetime) -> None:
    if not permissions.may_write_sets(_standing(by, at)):
        raise NotAllowedError("indicators.may_not_write")
