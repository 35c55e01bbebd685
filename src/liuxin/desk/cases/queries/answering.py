"""Who else is at a case, how far one has read, what came meanwhile, and whom a note may name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, CaseThread, HandOver, Note, Reading
from liuxin.desk.cases.queries.state import hands_of, lead_of
from liuxin.desk.cases.words.answering import AtWork, Met, Other
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import About, Direction, MessageState
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Role, Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period

AT_IT = timedelta(seconds=30)
"""Whose page asked within this time has it open."""
WRITES = timedelta(minutes=2)
MOST_NAMES = 8
PULSE = ("pulse_last", "pulse_out", "pulse_back", "pulse_note")


def at_work(standing: Standing, code: str, at: datetime) -> AtWork:
    """Give who else has the case open or writes about it, and how far one has read: three statements."""
    writing = communication.drafts_since(About("case", code), at - WRITES)
    found = about_it(standing, code, writing, at)
    return found.told(organisation.names(found.people))


@dataclass(frozen=True, slots=True)
class AboutIt:
    """Who else is at a case, by key: when they last wrote, or had the page open; and how far one has read oneself."""

    writing: Mapping[int, datetime]
    here: Mapping[int, datetime]
    read_to: int | None

    @property
    def people(self) -> set[int]:
        """Give the keys of the others."""
        return {*self.writing, *self.here}

    def told(self, names: Mapping[int, PersonName]) -> AtWork:
        """Give them by name, who writes first."""
        others = [
            Other(names[key], self.writing.get(key) or self.here[key], writes=key in self.writing)
            for key in sorted(self.people)
            if key in names
        ]
        return AtWork(tuple(sorted(others, key=lambda other: (not other.writes, -other.at.timestamp()))), self.read_to)


def about_it(standing: Standing, code: str, writing: Mapping[int, datetime], at: datetime) -> AboutIt:
    """Give who else is at a case, with those who write about it: one statement."""
    rows = Reading.objects.filter(case__code=code).values_list("person", "seen_at", "read_to")
    return about_whom(standing, rows, writing, at)


def about_whom(
    standing: Standing, rows: Iterable[tuple[int, datetime, int]], writing: Mapping[int, datetime], at: datetime
) -> AboutIt:
    """Give who else is at a case whose readings were read: person, when the page was last open, how far it was read."""
    readings = {person: (seen, read_to) for person, seen, read_to in rows}
    me = standing.person_id or 0
    here = {person: seen for person, (seen, _) in readings.items() if at - seen <= AT_IT and person != me}
    writes = {person: last for person, last in writing.items() if person != me}
    return AboutIt(writes, here, readings[me][1] if me in readings else None)


def pulse(standing: Standing, code: str) -> str:
    """Give what changes whenever something is written or done in a case: one statement and few rows."""
    return pulse_of(_seen(standing, code, with_pulse()))


def with_pulse() -> QuerySet[Case]:
    """Give cases with what `pulse_of` reads of them."""
    written = CaseThread.objects.filter(case=OuterRef("pk")).order_by().values("case")
    sums = {
        "pulse_last": Max("thread__messages"),
        "pulse_out": Count("thread__messages", filter=Q(thread__messages__state=MessageState.RELEASED.value)),
        "pulse_back": Count("thread__messages", filter=Q(thread__messages__state=MessageState.TAKEN_BACK.value)),
    }
    found = {name: Subquery(written.annotate(sum=each).values("sum")) for name, each in sums.items()}
    notes = Note.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(sum=Max("pk")).values("sum")
    return Case.objects.annotate(**found, pulse_note=Subquery(notes))


def pulse_of(row: Case) -> str:
    """Give the pulse of a case that was read with it."""
    parts = (row.version, *(getattr(row, name, None) for name in PULSE))
    return ".".join(str(part or 0) for part in parts)


def met(row: Case, read_to: int, person: int | None) -> tuple[Met, ...]:
    """Give what others wrote on a case after a message, customers and colleagues alike."""
    found = communication.messages(row.threads.values_list("thread", flat=True))
    newer = [each for each in found if each.id > read_to and (each.author is None or each.author != person)]
    names = organisation.names({each.author for each in newer if each.author})
    return tuple(Met(each, names.get(each.author or 0)) for each in newer)


def met_meanwhile(standing: Standing, code: str, read_to: int) -> tuple[Met, ...]:
    """Give what others wrote since one's page was opened. Raises as the case's page does."""
    return met(_seen(standing, code), read_to, standing.person_id)


def unread(standing: Standing, codes: Iterable[str]) -> dict[str, int]:
    """Count what customers wrote in cases that one has not read: one statement; cases without any are left out."""
    if standing.person_id is None:
        return {}
    return dict(_UNREAD.rows(standing.person_id, list(codes)))


def _unread(person: int, codes: list[str]) -> QuerySet[CaseThread, tuple[str, int]]:
    mine = Reading.objects.filter(case=OuterRef("case"), person=person).values("read_to")
    newer = Q(thread__messages__direction=Direction.IN.value, thread__messages__automatic=False)
    newer &= Q(thread__messages__pk__gt=Coalesce(Subquery(mine), 0))
    # As a filter of the count, not of the rows: SQLite without statistics would walk through all letters there are.
    rows = CaseThread.objects.filter(case__code__in=codes).values("case__code")
    counted = rows.annotate(number=Count("thread__messages", filter=newer)).filter(number__gt=0)
    return counted.values_list("case__code", "number")


_UNREAD = organisation.Statement(_unread)


def mentionable(standing: Standing, code: str, text: str, at: datetime) -> tuple[PersonName, ...]:
    """Give those who may see a case and whose name holds a text: whom a note may name, at most eight."""
    row = _seen(standing, code)
    wanted = text.strip().casefold()
    near = [name for name in _near(row, at) if name.id != standing.person_id]
    return tuple([name for name in near if wanted in name.zh.casefold() or wanted in name.en.casefold()][:MOST_NAMES])


def people_near(code: str, at: datetime) -> tuple[PersonName, ...]:
    """Give, for a higher room, whoever may see a case: of its team, once its holder, helping or in charge."""
    row = Case.objects.filter(code=code).first()
    return () if row is None else _near(row, at)


def _near(row: Case, at: datetime) -> tuple[PersonName, ...]:
    keys = {time.person for time in organisation.members([row.team_id or 0], Period(at, at + timedelta(seconds=1)))}
    keys |= set(HandOver.objects.filter(case=row).exclude(holder=None).values_list("holder", flat=True))
    keys |= set(row.helpers.filter(end__isnull=True).values_list("person", flat=True))
    keys |= {key for key in (row.accountable_id, lead_of(row.team_id or 0, at)) if key}
    keys |= {*organisation.people_with_role(Role.DIRECTOR, at), *organisation.people_with_role(Role.REVIEWER, at)}
    found = organisation.names(keys).values()
    people = [name for name in found if not (name.is_placeholder or name.is_system)]
    return tuple(sorted(people, key=lambda name: (name.zh, name.en, name.id)))


def sees_case(person: int, code: str, at: datetime) -> bool:
    """Tell, for a higher room, whether somebody may see a case."""
    row = Case.objects.filter(code=code).first()
    return row is not None and may_see_it(row, person, at)


def may_see_it(row: Case, person: int, at: datetime, *, helping: bool = False) -> bool:
    """Tell whether somebody may see a case, or would while `helping` with it."""
    standing = organisation.standing(Actor.person(person), at)
    hands = hands_of(row, standing)
    return permissions.may_see(standing, replace(hands, held=hands.held or helping))


def _seen(standing: Standing, code: str, rows: QuerySet[Case] | None = None) -> Case:
    row = (Case.objects.all() if rows is None else rows).filter(code=code).first()
    if row is None or not permissions.may_see(standing, hands_of(row, standing)):
        raise NotFoundError("cases.no_such_case", case=code)
    return row
