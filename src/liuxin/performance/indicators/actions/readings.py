"""What is done with imported readings: proposed by one person, confirmed by another, taken back with a reason.

Nothing counts before it is confirmed; nothing that was confirmed is ever rewritten: a correction is a new batch.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import permissions, queries, rules
from liuxin.performance.indicators.models import ExternalMeasure, ReadingBatch, ReadingRow
from liuxin.performance.indicators.words import BatchState, FileSeen, NewReading, RawReading

BATCH = 500
SUBJECT = "reading"


def propose_readings(
    *,
    measure_id: int,
    period: Period,
    rows: Sequence[RawReading],
    file: FileSeen,
    by: Actor,
    at: datetime,
    source: str = "",
    replaces: int | None = None,
    note: str = "",
) -> int:
    """Hand in a file of readings of a measure and a period, and give the key of the batch.

    A file with any fault is refused as a whole. `replaces` names the confirmed batch that this one corrects, and then
    `note` says why. Without `source` it is that of the measure. ⌈rows / 500⌉ INSERTs.
    """
    standing = _standing(by, at)
    looked = queries.look(standing, measure_id, period, rows, at, file=file, replaces=replaces)
    if looked.faults:
        raise RuleBrokenError("readings.file_has_faults", field="file", count=len(looked.faults))
    told = rules.check_reason(note) if replaces is not None else note.strip()
    with transaction.atomic():
        measure = ExternalMeasure.objects.get(pk=measure_id)
        batch = _new_batch(
            measure=measure,
            start=period.start,
            end=period.end,
            source=source.strip() or measure.source,
            file_name=file.name,
            sha256=file.sha256,
            replaces_id=replaces,
            note=told,
            imported_by_id=_person(standing),
            imported_at=at,
        )
        ReadingRow.objects.bulk_create((_row(batch, each) for each in looked.readings), batch_size=BATCH)
        _record(batch, "proposed", {"rows": len(looked.readings), "replaces": replaces}, by, at)
    return batch.pk


def confirm_readings(*, batch_id: int, by: Actor, at: datetime) -> None:
    """Let a proposed batch count, as a second person; what it replaces counts no more, in the same transaction.

    Raises `NotAllowedError("readings.same_person")` for whoever handed it in, and
    `ConflictError("readings.taken_meanwhile")` where a reading for the same person and period counts by now.
    """
    with transaction.atomic():
        batch = _locked(batch_id)
        _require_second(batch, by, at)
        rules.check_state(batch.state, [BatchState.PROPOSED])
        rules.check_in_use(queries.external_measure(_standing(by, at), batch.measure_id))
        if batch.replaces_id is not None:
            _withdraw_replaced(batch, batch.replaces_id, by, at)
        _refuse_overlaps(batch)
        _decide(batch, BatchState.CONFIRMED, "", by, at)
        _put_in_force(batch)
        history.record(_confirmed(batch, at), by=by, at=at)
        _record(batch, "confirmed", {"rows": batch.rows.count()}, by, at)


def reject_readings(*, batch_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Refuse a proposed batch as a second person, with the reason."""
    told = rules.check_reason(reason)
    with transaction.atomic():
        batch = _locked(batch_id)
        _require_second(batch, by, at)
        rules.check_state(batch.state, [BatchState.PROPOSED])
        _decide(batch, BatchState.REJECTED, told, by, at)
        _record(batch, "rejected", {}, by, at)


def withdraw_readings(*, batch_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take a batch back, confirmed or not, with the reason: its readings count no more, and all stays to be read."""
    if not permissions.may_withdraw_readings(_standing(by, at)):
        raise NotAllowedError("readings.may_not_import")
    told = rules.check_reason(reason)
    with transaction.atomic():
        batch = _locked(batch_id)
        rules.check_state(batch.state, [BatchState.PROPOSED, BatchState.CONFIRMED])
        _withdraw(batch, told, by, at)


def _standing(by: Actor, at: datetime) -> Standing:
    return organisation.standing(by, at)


def _person(standing: Standing) -> int:
    if standing.person_id is None:
        raise NotAllowedError("readings.may_not_import")
    return standing.person_id


def _require_second(batch: ReadingBatch, by: Actor, at: datetime) -> None:
    standing = _standing(by, at)
    if not permissions.may_import_readings(standing):
        raise NotAllowedError("readings.may_not_import")
    if not permissions.may_decide_readings(standing, batch.imported_by_id):
        raise NotAllowedError("readings.same_person")


def _locked(batch_id: int) -> ReadingBatch:
    """Lock the measure and then the batch: of two batches of a measure one is decided after the other."""
    keys = ReadingBatch.objects.filter(pk=batch_id).values("measure")
    measure = ExternalMeasure.objects.select_for_update().filter(pk__in=keys).first()
    if measure is None:
        raise NotFoundError("readings.no_such_batch")
    found = ReadingBatch.objects.select_for_update().get(pk=batch_id)
    found.measure = measure
    return found


def _new_batch(**values: object) -> ReadingBatch:
    try:
        with transaction.atomic():
            return ReadingBatch.objects.create(**values)
    except IntegrityError as error:
        raise ConflictError("readings.same_file", field="file", file=values["file_name"]) from error


def _row(batch: ReadingBatch, new: NewReading) -> ReadingRow:
    return ReadingRow(
        batch=batch,
        number=new.row,
        person_id=new.person,
        team_id=new.team,
        value=new.value,
        weight=new.weight,
        raw_value=new.raw_value,
        raw_weight=new.raw_weight,
        remark=new.remark,
        measure_id=batch.measure_id,
        start=batch.start,
        end=batch.end,
    )


def _withdraw_replaced(batch: ReadingBatch, old_id: int, by: Actor, at: datetime) -> None:
    old = ReadingBatch.objects.select_for_update().get(pk=old_id)
    if old.state != BatchState.CONFIRMED:
        raise ConflictError("readings.replaced_meanwhile", batch=old.pk)
    _withdraw(old, batch.note, by, at)


def _withdraw(batch: ReadingBatch, reason: str, by: Actor, at: datetime) -> None:
    was_in_force = batch.state == BatchState.CONFIRMED
    batch.state, batch.withdrawal_reason = BatchState.WITHDRAWN.value, reason
    batch.withdrawn_by_id, batch.withdrawn_at = _person(_standing(by, at)), at
    batch.save(update_fields=["state", "withdrawal_reason", "withdrawn_by", "withdrawn_at"])
    if was_in_force:
        batch.rows.update(in_force=False)
        gone = batch.rows.order_by("number").values_list("number", flat=True)
        events = (NewEvent("reading.withdrawn", SUBJECT, f"{batch.pk}/{number}", {}, at) for number in gone)
        history.record(events, by=by, at=at)
    _record(batch, "withdrawn", {"confirmed": was_in_force}, by, at)


def _refuse_overlaps(batch: ReadingBatch) -> None:
    """Refuse where somebody of the batch has a reading by now for a period that touches this one."""
    in_force = ReadingRow.objects.filter(
        measure=batch.measure_id, in_force=True, start__lt=batch.end, end__gt=batch.start
    )
    people, teams = batch.rows.filter(team=None).values("person"), batch.rows.filter(person=None).values("team")
    taken = in_force.filter(person__in=people).count() + in_force.filter(team__in=teams).count()
    if taken:
        raise ConflictError("readings.taken_meanwhile", count=taken)


def _put_in_force(batch: ReadingBatch) -> None:
    try:
        with transaction.atomic():
            batch.rows.update(in_force=True)
    except IntegrityError as error:
        raise ConflictError("readings.taken_meanwhile", count=1) from error


def _decide(batch: ReadingBatch, state: BatchState, reason: str, by: Actor, at: datetime) -> None:
    batch.state, batch.reason = state.value, reason
    batch.decided_by_id, batch.decided_at = _person(_standing(by, at)), at
    batch.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _confirmed(batch: ReadingBatch, at: datetime) -> Iterator[NewEvent]:
    """Tell each reading to the record; facts are made from these events alone."""
    period = Period(batch.start, batch.end)
    start, end = period.epoch
    columns = ("number", "person", "team", "value", "weight")
    for number, person, team, value, weight in batch.rows.order_by("number").values_list(*columns):
        whose: dict[str, Plain] = {"person": person} if team is None else {"team": team}
        payload: dict[str, Plain] = {
            "measure": batch.measure.code,
            **whose,
            "start": start,
            "end": end,
            "value": value,
            "weight": weight,
            "batch": batch.pk,
            "row": number,
            "by": batch.imported_by_id,
        }
        yield NewEvent("reading.confirmed", SUBJECT, f"{batch.pk}/{number}", payload, at)


def _record(batch: ReadingBatch, verb: str, told: dict[str, Plain], by: Actor, at: datetime) -> None:
    start, end = Period(batch.start, batch.end).epoch
    payload: dict[str, Plain] = {"measure": batch.measure.code, "start": start, "end": end, **told}
    event = NewEvent(f"indicators.readings_{verb}", "reading_batch", str(batch.pk), payload, at)
    history.record([event], by=by, at=at)
