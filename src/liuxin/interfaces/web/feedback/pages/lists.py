"""Rounds, talks and appeals in lists."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.interfaces.web.feedback import labels
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback import permissions
from liuxin.performance.feedback.words import AppealView, Level, RoundView, TalkClass, TalkLine, TalkState

Names = Mapping[int, PersonName]


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in a list."""

    url: str
    order: int
    person: PersonName | None
    manager: PersonName | None
    kind: str
    level: str
    minutes: int
    day: str
    when: str
    place: str
    state: object
    tag: str
    late: bool


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A round with its talks and what the reader may do with it."""

    id: int
    department: Bilingual | None
    purpose: str
    place: str
    first: str
    last: str
    published: bool
    rows: tuple[TalkRow, ...]
    held: int
    agreed: int
    late: int
    whole: int
    may_lead: bool


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in a list."""

    url: str
    person: PersonName | None
    level: object
    grounds: object
    outcome: object
    tag: str
    decide_by: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many talks of a round are of each class at each level; `on` is where this one stands."""

    classes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]


def round_shown(
    found: RoundView, *, asks: Standing, names: Names, departments: Mapping[int, Bilingual], at: datetime, zone: str
) -> RoundShown:
    """Lay out a round."""
    talks = found.talks
    return RoundShown(
        id=found.id,
        department=departments.get(found.department),
        purpose=found.purpose,
        place=found.place,
        first=formats.day(found.start_on),
        last=formats.day(found.end_on),
        published=found.published_at is not None,
        rows=tuple(row(line, names=names, at=at, zone=zone) for line in talks),
        held=sum(line.state is TalkState.HELD for line in talks),
        agreed=sum(line.state is TalkState.SLOT_AGREED for line in talks),
        late=sum(line.is_late(at) for line in talks),
        whole=len(talks),
        may_lead=permissions.looks_after(asks, found.department),
    )


def row(line: TalkLine, *, names: Names, at: datetime, zone: str) -> TalkRow:
    """Lay out a talk in a list."""
    return TalkRow(
        url=reverse("feedback:talk", args=[line.id]),
        order=line.order,
        person=names.get(line.person),
        manager=names.get(line.manager),
        kind=labels.class_name(line.code),
        level=labels.level_name(line.level),
        minutes=line.minutes,
        day=formats.day(line.planned_on),
        when=formats.date_time(line.start, zone) if line.start else "",
        place=line.place,
        state=labels.STATES[line.state],
        tag=labels.TAGS[line.state],
        late=line.is_late(at),
    )


def appeal_row(found: AppealView, *, names: Names, at: datetime) -> AppealRow:
    """Lay out an appeal in a list."""
    return AppealRow(
        url=reverse("feedback:appeal", args=[found.id]),
        person=names.get(found.appellant),
        level=labels.LEVELS[found.level],
        grounds=labels.GROUNDS[found.grounds],
        outcome=labels.OUTCOMES[found.outcome],
        tag=labels.OUTCOME_TAGS[found.outcome],
        decide_by=found.decide_by,
        late=found.is_open and found.decide_by <= at,
    )


def matrix(lines: Iterable[TalkLine], chosen: TalkLine) -> Matrix:
    """Count the talks by class and level."""
    counts = Counter((line.level, line.code) for line in lines)
    classes = [code for code in TalkClass if any(counts[level, code] for level in Level)]
    rows = tuple(
        (
            labels.level_name(level),
            tuple((str(counts[level, code] or ""), (level, code) == (chosen.level, chosen.code)) for code in classes),
        )
        for level in Level
        if any(counts[level, code] for code in classes)
    )
    return Matrix(tuple(labels.class_name(code) for code in classes), rows)
