"""The time line of a case: what the record holds about it, with names, and the notes between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from liuxin.desk.cases.models import HandOver, Note
from liuxin.desk.cases.words import HandOverReason, Moment, Outcome
from liuxin.desk.history.words import RecordedEvent
from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.kernel.actor import Actor, ActorKind

_PEOPLE = ("holder", "accountable", "helper", "to")


def people_of(events: Iterable[RecordedEvent]) -> Iterator[int]:
    """Give the keys of the people whom events name."""
    for event in events:
        yield from (key for name in _PEOPLE if isinstance(key := event.payload.get(name), int))
        if event.actor.kind is ActorKind.PERSON:
            yield int(event.actor.id)


def moments(
    events: Sequence[RecordedEvent],
    notes: Sequence[Note],
    points: Sequence[HandOver],
    *,
    people: dict[int, PersonName],
    teams: dict[int, TeamName],
) -> tuple[Moment, ...]:
    """Give the time line in the order of what happened; what happened at one instant stays in the order of telling.

    The text of a note comes from its row: the record holds none.
    """
    by_seq = {point.seq: point for point in points}
    rules = {point.rule_id: point.rule.name for point in points if point.rule}
    told = [
        replace(
            _moment(event, by_seq.get(_number(event, "seq") or 0), people, teams),
            rule=rules.get(_number(event, "rule"), ""),
        )
        for event in events
        if event.code != "case.noted"
    ]
    told += [
        Moment(
            code="case.noted",
            at=note.at,
            actor=people.get(note.person_id or 0),
            actor_label="",
            text=note.text,
            was_outcome=note.was_outcome,
        )
        for note in notes
    ]
    return tuple(sorted(told, key=lambda moment: moment.at))


def _moment(
    event: RecordedEvent, point: HandOver | None, people: dict[int, PersonName], teams: dict[int, TeamName]
) -> Moment:
    payload = event.payload
    due, outcome = _number(event, "due"), payload.get("outcome")
    is_hand_over = event.code in {"case.opened", "case.handed_over"} and point is not None
    return Moment(
        code=event.code,
        at=event.at,
        actor=people.get(event.actor.person_id or 0),
        actor_label=_label(event.actor),
        holder=people.get(_number(event, "holder") or 0),
        accountable=people.get(_number(event, "accountable") or 0),
        team=teams.get(_number(event, "team") or 0),
        helper=people.get(_number(event, "helper") or 0),
        reason=HandOverReason(point.reason) if is_hand_over and point else None,
        remark=point.remark if is_hand_over and point else "",
        outcome=Outcome(outcome) if isinstance(outcome, str) else None,
        kept=_flag(event, "kept"),
        settled=_flag(event, "settled"),
        due=datetime.fromtimestamp(due, UTC) if due is not None else None,
        priority=_number(event, "priority"),
        category=str(payload.get("category") or ""),
        state=str(payload.get("state") or ""),
        other=str(payload.get("into") or payload.get("other") or ""),
        sealed=event.seq,
        to=people.get(_number(event, "to") or 0),
        target=str(payload.get("target") or ""),
        action=str(payload.get("action") or ""),
    )


def _number(event: RecordedEvent, name: str) -> int | None:
    value = event.payload.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(event: RecordedEvent, name: str) -> bool | None:
    value = event.payload.get(name)
    return value if isinstance(value, bool) else None


def _label(actor: Actor) -> str:
    """Give what an actor without a name of ours is called: the kind for a customer, whose key tells nobody anything."""
    if actor.kind is ActorKind.PERSON:
        return ""
    return actor.kind.value if actor.kind is ActorKind.CUSTOMER else actor.id
