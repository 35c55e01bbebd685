"""Agreements in every state, made by the room's own actions."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from liuxin.kernel.actor import Actor
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions, queries
from liuxin.performance.agreement.models import (
    Agreement,
    Comment,
    Decision,
    Line,
    Party,
    Response,
    Settlement,
    Version,
)
from liuxin.performance.agreement.words import Mode, NewLine, NewParty
from tests.factories.organisation import SYSTEM, standing_of

AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
DEADLINE = AT + timedelta(days=7)
AFTER = DEADLINE + timedelta(minutes=1)
TITLE = Bilingual("客户投诉当天回复", "Complaints answered the same day")
TEXT = (
    NewLine("result", Bilingual("结果", "Result"), "投诉当天回复客户"),
    NewLine("target", Bilingual("目标值", "Target"), "95%"),
)
HALF = Percent(Decimal(50))

__all__ = [
    "AFTER",
    "AT",
    "DEADLINE",
    "HALF",
    "LATER",
    "TEXT",
    "TITLE",
    "Agreement",
    "Comment",
    "Decision",
    "Line",
    "Party",
    "Response",
    "Settlement",
    "Version",
    "answer",
    "open_between",
    "open_vote",
    "settled_between",
    "text",
]


def text(target: str = "95%") -> tuple[NewLine, ...]:
    """Give the usual text with another target."""
    return (TEXT[0], NewLine("target", TEXT[1].label, target))


def open_between(
    *people: int,
    by: Actor = SYSTEM,
    deadline: datetime | None = None,
    decider: int | None = None,
    kind: str = "goal",
    subject: str = "1",
    is_public: bool = False,
    at: datetime = AT,
) -> int:
    """Open an agreement that everyone must sign."""
    return actions.open_agreement(
        kind=kind,
        subject=subject,
        title=TITLE,
        lines=TEXT,
        parties=[NewParty(person, f"side-{place}") for place, person in enumerate(people, start=1)],
        deadline=deadline,
        decider=decider,
        is_public=is_public,
        by=by,
        at=at,
    )


def open_vote(*people: int, by: Actor = SYSTEM, share: Percent = HALF, decider: int | None = None) -> int:
    """Put a text to the vote, until `DEADLINE`."""
    return actions.open_agreement(
        kind="indicator_set",
        subject="1",
        title=TITLE,
        lines=TEXT,
        parties=[NewParty(person, "voter") for person in people],
        mode=Mode.SHARE,
        share=share,
        is_public=True,
        deadline=DEADLINE,
        decider=decider,
        by=by,
        at=AT,
    )


def answer(agreement: int, person: int, *, at: datetime = LATER, objection: str = "", refusal: str = "") -> bool:
    """Let somebody sign the latest version, or object to it, or refuse; tell whether it binds now."""
    latest = queries.agreement(standing_of(person, at), agreement).latest
    number, sha256, by = latest.number, latest.sha256, Actor.person(person)
    if objection:
        actions.object_to(agreement_id=agreement, version=number, sha256=sha256, reason=objection, by=by, at=at)
    elif refusal:
        actions.refuse(agreement_id=agreement, version=number, sha256=sha256, reason=refusal, by=by, at=at)
    else:
        return actions.sign(agreement_id=agreement, version=number, sha256=sha256, by=by, at=at)
    return False


def settled_between(*people: int, kind: str = "goal", subject: str = "1") -> int:
    """Make an agreement that everyone signed."""
    made = open_between(*people, kind=kind, subject=subject)
    for person in people:
        answer(made, person)
    return made
