"""Check-ins, critical incidents and praise."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from liuxin.desk.history.words import Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError, RuleBrokenError
from liuxin.performance.dialogue import permissions, rules
from liuxin.performance.dialogue.actions.steps import known, record, require, take_part, told
from liuxin.performance.dialogue.models import CheckIn, Incident, Praise
from liuxin.performance.dialogue.queries.people import may_read
from liuxin.performance.dialogue.words import Incident as NewIncident


@transaction.atomic
def check_in(*, person_id: int, note: str, next_on: date | None = None, by: Actor, at: datetime) -> int:
    """Keep what was talked about with somebody of one's line; the person reads it at once."""
    standing, me = take_part(by, at)
    require(permissions.may_note_of(standing, person_id), "dialogue.not_your_line")
    rules.check_next(next_on, at.astimezone(ZoneInfo(organisation.zone())).date())
    said = rules.text(note, field="note")
    row = CheckIn.objects.create(person_id=person_id, manager_id=me, at=at, note=said, next_on=next_on)
    record([told("dialogue.checked_in", ("person", person_id), at, check_in=row.pk)], by, at)
    return row.pk


@transaction.atomic
def note_incident(*, person_id: int, incident: NewIncident, by: Actor, at: datetime) -> int:
    """Keep a critical incident as it happens; whom it is about sees it at once and may reply.

    Raises `NotAllowedError("dialogue.not_your_line")` for somebody outside one's line.
    """
    standing, me = take_part(by, at)
    require(permissions.may_note_of(standing, person_id), "dialogue.not_your_line")
    rules.check_heart(incident.heart)
    happened_at = incident.happened_at or at
    rules.check_past(happened_at, at)
    row = Incident.objects.create(
        person_id=person_id,
        noted_by_id=me,
        kind=incident.kind,
        heart=incident.heart,
        what=rules.text(incident.what, field="what"),
        effect=rules.text(incident.effect, field="effect", required=False),
        case=rules.case_code(incident.case),
        happened_at=happened_at,
        noted_at=at,
    )
    about = ("person", person_id)
    facts: dict[str, Plain] = {
        "incident": row.pk,
        "kind": incident.kind.value,
        "heart": row.heart,
        "case": row.case or None,
    }
    record([told("dialogue.incident_noted", about, happened_at, **facts)], by, at)
    return row.pk


@transaction.atomic
def reply_to_incident(*, incident_id: int, reply: str, by: Actor, at: datetime) -> None:
    """Keep the answer of whom an incident is about: once, and beside what was noted, never in its place."""
    standing, _ = take_part(by, at)
    row = Incident.objects.select_for_update().filter(pk=incident_id).first()
    if row is None or not (row.noted_by_id == standing.person_id or may_read(standing, row.person_id, at)):
        raise NotFoundError("dialogue.no_such_incident")
    require(permissions.may_reply(standing, row.person_id), "dialogue.not_about_you")
    if row.replied_at is not None:
        raise RuleBrokenError("dialogue.replied_already")
    row.reply, row.replied_at = rules.text(reply, field="reply"), at
    row.save(update_fields=["reply", "replied_at"])
    record([told("dialogue.incident_replied", ("person", row.person_id), at, incident=row.pk)], by, at)


@transaction.atomic
def praise(*, person_id: int, heart: str, text: str, case: str = "", by: Actor, at: datetime) -> int:
    """Thank a colleague for something seen, naming the heart that it shows."""
    _, me = take_part(by, at)
    known(person_id)
    if person_id == me:
        raise RuleBrokenError("dialogue.praise_of_oneself", field="person")
    rules.check_heart(heart)
    said, code = rules.text(text, field="text"), rules.case_code(case)
    row = Praise.objects.create(person_id=person_id, by_id=me, heart=heart, text=said, case=code, at=at)
    facts: dict[str, Plain] = {"praise": row.pk, "heart": heart, "case": code or None}
    record([told("dialogue.praised", ("person", person_id), at, **facts)], by, at)
    return row.pk
