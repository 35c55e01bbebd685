"""The panel of an agreement, for its own page and for the page of what it is about."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.agreement import difference, labels
from liuxin.interfaces.web.kit import standing
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import queries
from liuxin.performance.agreement.words import (
    AGAINST,
    AgreementView,
    Answer,
    May,
    Mode,
    Party,
    Response,
    State,
    Version,
)

FEW = 6
"""So many parties are drawn with their seals; of more only those who object, the rest fold away."""
Names = Mapping[int, PersonName]


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party with its seal: solid is signed, dashed is awaited."""

    person: int
    name: PersonName | None
    side: object
    seal: str
    said: object
    is_against: bool
    is_away: bool
    at: datetime | None = None
    reason: str = ""
    by: PersonName | None = None
    deputy: PersonName | None = None
    has_left: bool = False
    is_released: bool = False


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version with its lines against the one before it."""

    number: int
    by: PersonName | None
    at: datetime
    note: str
    lines: tuple[difference.LineShown, ...]
    answers: tuple[PartyShown, ...]
    is_intact: bool
    seal: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it is shown."""

    id: int
    by: PersonName | None
    at: datetime
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the panel of an agreement shows."""

    id: int
    title: Bilingual
    kind: object
    about: str
    may_withdraw: bool
    state: object
    tag: str
    is_open: bool
    is_vote: bool
    is_over: bool
    share: str
    deadline: datetime | None
    opened_by: PersonName | None
    opened_at: datetime
    decider: PersonName | None
    latest: VersionShown
    earlier: tuple[VersionShown, ...]
    parties: tuple[PartyShown, ...]
    folded: bool
    signed: int
    against: int
    required: int
    waiting: int
    comments: tuple[Remark, ...]
    may: May
    own: PartyShown | None
    settled: int | None
    settled_at: datetime | None
    how: object
    decision: Remark | None
    zone: str
    poll: str
    stamp: str
    counter_url: str
    back: str
    versions: tuple[int, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    wrong: str = ""


def panel(
    request: HttpRequest,
    agreement_id: int,
    *,
    counter_url: str = "",
    back: str = "",
    typed: Mapping[str, str] | None = None,
    problem: str = "",
    wrong: str = "",
) -> Panel:
    """Give the panel of an agreement for whoever asks.

    `counter_url` is the form that proposes another version, `back` the page to which every deed returns. `typed` is
    what was sent, `problem` the sentence why it was not done, `wrong` the field it is about.
    """
    asks, now = standing.of(request), timezone.now()
    view = queries.agreement(asks, agreement_id, now)
    return _panel(
        view,
        queries.may(asks, view, now),
        now,
        {"counter_url": counter_url, "back": back, "typed": typed or {}, "problem": problem, "wrong": wrong},
    )


def stamp(view: AgreementView, may: May) -> str:
    """Give a mark of all that the panel shows: it changes when, and only when, something else would be shown."""
    return hashlib.sha256(repr((view, may)).encode()).hexdigest()[:16]


def _panel(view: AgreementView, may: May, now: datetime, around: Mapping[str, object]) -> Panel:
    names = organisation.names(_people(view))
    versions = [_version(view, place, names) for place in range(len(view.versions))]
    return Panel(
        id=view.id,
        title=view.title,
        kind=labels.kind(view.kind),
        about=labels.place(view.kind, view.subject),
        may_withdraw=may.withdraw and view.kind in labels.WITHDRAWN_HERE,
        state=labels.STATES[view.state],
        tag=labels.TAGS[view.state],
        is_open=view.state is State.OPEN,
        is_vote=view.mode is Mode.SHARE,
        is_over=view.deadline is not None and now > view.deadline,
        share="" if view.share is None else f"{view.share.value.normalize():f}%",
        deadline=view.deadline,
        opened_by=_name(names, view.opened_by),
        opened_at=view.opened_at,
        decider=_name(names, view.decider),
        latest=versions[-1],
        earlier=tuple(reversed(versions[:-1])),
        comments=_comments(view, names),
        may=may,
        settled=None if view.settlement is None else view.settlement.version,
        settled_at=view.settled_at,
        how="" if view.settlement is None else labels.HOW[view.settlement.how],
        decision=_decision(view, names),
        zone=organisation.zone(),
        versions=tuple(version.number for version in view.versions),
        **_counted(view, may, names),
        **_around(view, may, around),
    )


def _counted(view: AgreementView, may: May, names: Names) -> dict[str, Any]:
    """Give the parties with their seals, and how many signed."""
    shown = tuple(_party(view.latest, party, names) for party in view.parties)
    live = [each for each, party in zip(shown, view.parties, strict=True) if party.is_live]
    return {
        "parties": shown,
        "folded": len(shown) > FEW,
        "signed": sum(each.seal == "" for each in live),
        "against": sum(each.is_against for each in live),
        "required": len(live),
        "waiting": sum(each.at is None for each in live),
        "own": next((each for each, party in zip(shown, view.parties, strict=True) if party.id == may.party), None),
    }


def _around(view: AgreementView, may: May, around: Mapping[str, object]) -> dict[str, Any]:
    """Give what belongs to the page around it: where deeds return to, and from where it is read again."""
    mark = stamp(view, may)
    asked = {"seen": mark, "counter": around["counter_url"], "next": around["back"]}
    page = reverse("agreement:panel", kwargs={"agreement": view.id})
    return {"poll": f"{page}?{urlencode(asked)}", "stamp": mark, **around}


def _people(view: AgreementView) -> set[int]:
    parties = {key for party in view.parties for key in (party.person, party.deputy)}
    writers = {version.proposed_by for version in view.versions} | {each.by for each in view.comments}
    answers = {each.by for version in view.versions for each in version.responses}
    decided = {view.decision.by} if view.decision else set()
    found = parties | writers | answers | decided | {view.opened_by, view.decider}
    return {key for key in found if key is not None}


def _name(names: Names, key: int | None) -> PersonName | None:
    return None if key is None else names.get(key)


def _version(view: AgreementView, place: int, names: Names) -> VersionShown:
    version = view.versions[place]
    before = view.versions[place - 1].lines if place else None
    answered = (party for party in view.parties if version.answer_of(party.id) is not None)
    return VersionShown(
        number=version.number,
        by=_name(names, version.proposed_by),
        at=version.at,
        note=version.note,
        lines=difference.lines(before, version.lines),
        answers=tuple(_party(version, party, names) for party in answered),
        is_intact=version.is_intact,
        seal=version.sha256[:8],
        sha256=version.sha256,
    )


def _party(version: Version, party: Party, names: Names) -> PartyShown:
    answer = version.answer_of(party.id)
    return PartyShown(
        person=party.person,
        name=_name(names, party.person),
        side=labels.side(party.side),
        seal="" if answer is not None and answer.kind is Answer.SIGN else "v",
        said="" if answer is None else labels.ANSWERS[answer.kind],
        is_against=answer is not None and answer.kind in AGAINST,
        is_away=party.deputy is not None,
        at=None if answer is None else answer.at,
        reason="" if answer is None else answer.reason,
        by=_other(answer, party, names),
        deputy=_name(names, party.deputy),
        has_left=party.has_left,
        is_released=not party.is_live,
    )


def _other(answer: Response | None, party: Party, names: Names) -> PersonName | None:
    """Give the deputy who answered, where it was not the party."""
    return None if answer is None or answer.by == party.person else _name(names, answer.by)


def _comments(view: AgreementView, names: Names) -> tuple[Remark, ...]:
    return tuple(Remark(each.id, _name(names, each.by), each.at, each.version, each.text) for each in view.comments)


def _decision(view: AgreementView, names: Names) -> Remark | None:
    made = view.decision
    return None if made is None else Remark(0, _name(names, made.by), made.at, made.version, made.reason)
