"""Events and the state of the chain as the page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from liuxin.desk.history.queries import head
from liuxin.desk.history.words import ChainHead, RecordedEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.interfaces.jobs import examinations
from liuxin.interfaces.web.history import contents
from liuxin.interfaces.wording import catalogue, formats
from liuxin.kernel.actor import Actor, ActorKind

LATE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a row; `person` where the reader may see who it was, else `actor` says what it was."""

    event: RecordedEvent
    person: PersonName | None
    actor: str
    content: str
    case: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of the last examination, with its sentence."""

    place: str
    event: str
    what: str
    about: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the chain stands, what waits, what was found last."""

    head: ChainHead
    waits: str
    is_late: bool
    last: examinations.Examination | None
    last_by: PersonName | None
    faults: tuple[Fault, ...]
    more: int
    asked: examinations.Asked | None

    @property
    def stamp(self) -> str:
        """Name the state: the page asks again with it and is told nothing when it is still the same."""
        asked = f"{self.asked.at.timestamp():.0f}.{self.asked.done}" if self.asked else "-"
        last = f"{self.last.at.timestamp():.6f}" if self.last else "-"
        return f"{self.head.seq}/{self.waits}/{asked}/{last}"


def lines(events: Sequence[RecordedEvent], reader: Standing) -> list[Line]:
    """Lay out events. Names of people are for those who see everything: others read the number."""
    names = _names([event.actor for event in events], reader, contents.people_in(events))
    called = contents.called(events, names, reader)
    return [
        Line(
            event=event,
            person=names.get(event.actor.person_id or 0) if event.actor.id else None,
            actor=actor_text(event.actor),
            content=contents.shown(event.payload, called),
            case=event.subject if event.subject_kind == "case" and reader.sees_everything else "",
        )
        for event in events
    ]


def actor_text(actor: Actor) -> str:
    """Say who it was without a name."""
    kinds = {
        ActorKind.PERSON: pgettext("actor", "person"),
        ActorKind.CUSTOMER: pgettext("actor", "customer"),
        ActorKind.EXPERT: pgettext("actor", "outside expert"),
        ActorKind.SYSTEM: pgettext("actor", "Liuxin itself"),
        ActorKind.IMPORT: pgettext("actor", "import"),
        ActorKind.RATER: pgettext("actor", "rater under a pseudonym"),
    }
    return f"{kinds[actor.kind]} {actor.id}".strip()


def _names(actors: Iterable[Actor], reader: Standing, others: Iterable[int] = ()) -> dict[int, PersonName]:
    if not reader.sees_everything:
        return {}
    keys = {int(actor.id) for actor in actors if actor.kind is ActorKind.PERSON and actor.id}
    return organisation.names(keys.union(others))


def chain(reader: Standing, now: datetime, language: str) -> Chain:
    """Tell how the record stands."""
    end, last = head(), examinations.last()
    seconds = (now - end.oldest_unsealed_at).total_seconds() if end.oldest_unsealed_at else 0
    names = _names([last.by], reader) if last else {}
    return Chain(
        head=end,
        waits=formats.duration(seconds, language) if end.oldest_unsealed_at else "",
        is_late=seconds > LATE_SECONDS,
        last=last,
        last_by=names.get(last.by.person_id or 0) if last else None,
        faults=_faults(last, language) if last else (),
        more=last.more if last else 0,
        asked=examinations.asked(),
    )


def _faults(last: examinations.Examination, language: str) -> tuple[Fault, ...]:
    return tuple(
        Fault(
            place=str(problem.seq or formats.ABSENT),
            event=" ".join(filter(None, (problem.code, str(problem.event_id or "")))) or formats.ABSENT,
            what=catalogue.sentence(problem.what.value, language, detail=problem.detail),
            about=f"{problem.subject_kind} {problem.subject}".strip() or formats.ABSENT,
            at=problem.at,
        )
        for problem in last.problems
    )
