"""Texts: opening an agreement, proposing another version, remarking on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import permissions, rules
from liuxin.performance.agreement.actions.held import held
from liuxin.performance.agreement.models import Agreement, Comment, Line, Party, Version
from liuxin.performance.agreement.words import Mode, NewLine, NewParty


@dataclass(frozen=True, slots=True)
class _New:
    number: int
    lines: Sequence[NewLine]
    note: str


def open_agreement(
    *,
    kind: str,
    subject: str,
    title: Bilingual,
    lines: Sequence[NewLine],
    parties: Sequence[NewParty],
    mode: Mode = Mode.EVERYONE,
    share: Percent | None = None,
    is_public: bool = False,
    deadline: datetime | None = None,
    decider: int | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Put a first version before those whom it will bind, and give the key of the agreement.

    To propose is not to sign: whoever opened it signs like everybody else. `decider` is the one who may decide where
    consent fails, never a party.
    """
    if not permissions.may_open(organisation.standing(by, at)):
        raise NotAllowedError("agreement.only_people")
    rules.check_title(title)
    rules.check_parties(parties, decider)
    rules.check_mode(mode, share, deadline, at)
    text = rules.check_lines(lines)
    columns = {
        "kind": kind,
        "subject": subject,
        "title_zh": title.zh.strip(),
        "title_en": title.en.strip(),
        "mode": mode.value,
        "share": None if share is None else share.value,
        "is_public": is_public,
        "deadline": deadline,
        "decider_id": decider,
    }
    return _open(columns, parties, _New(1, text, note), by, at)


def propose(
    *, agreement_id: int, lines: Sequence[NewLine], expect: int, note: str = "", by: Actor, at: datetime
) -> int:
    """Put another version in place of the latest one, which was seen as `expect`, and give its number.

    Answers to earlier versions stay on record and no longer count. Raises
    `ConflictError("agreement.changed_meanwhile")` where somebody else has proposed since.
    """
    text = rules.check_lines(lines)
    with held(agreement_id, by, at) as now:
        if not permissions.may_propose(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.may_not_propose")
        rules.check_in_time(now.view.deadline, at)
        latest = now.view.latest
        rules.check_expected(latest.number, expect)
        rules.check_changed(rules.digest(latest.number, latest.lines), rules.digest(latest.number, text))
        number = latest.number + 1
        _write(now.row, _New(number, text, note), by, at)
        now.record("agreement.proposed", {"version": number})
    return number


def comment(*, agreement_id: int, version: int, text: str, by: Actor, at: datetime) -> int:
    """Remark on a version, whether it is the latest or not, and give the key of the remark."""
    said = rules.check_comment(text)
    with held(agreement_id, by, at, is_open=False) as now:
        if not permissions.may_comment(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.may_not_comment")
        about = next((each for each in now.view.versions if each.number == version), None)
        if about is None:
            raise BadInputError("agreement.no_such_version", field="version", version=version)
        made = Comment.objects.create(agreement=now.row, version_id=about.id, by_id=now.person, at=at, text=said)
        now.record("agreement.commented", {"version": version, "comment": made.pk})
    return made.pk


def _open(columns: dict[str, Any], parties: Sequence[NewParty], new: _New, by: Actor, at: datetime) -> int:
    with transaction.atomic():
        made = Agreement.objects.create(opened_by_id=by.person_id, opened_at=at, **columns)
        _bind(made, parties, at)
        _write(made, new, by, at)
        told: dict[str, Plain] = {"kind": made.kind, "about": made.subject, "mode": made.mode, "parties": len(parties)}
        history.record([NewEvent("agreement.opened", "agreement", str(made.pk), told, at)], by=by, at=at)
    return made.pk


def _bind(made: Agreement, parties: Sequence[NewParty], at: datetime) -> None:
    Party.objects.bulk_create(Party(agreement=made, person_id=each.person, side=each.side) for each in parties)
    left = Party.objects.filter(agreement=made, person__left_on__lte=at.date()).values_list("person", flat=True).first()
    if left is not None:
        raise BadInputError("agreement.party_has_left", field="parties", person=left)


def _write(made: Agreement, new: _New, by: Actor, at: datetime) -> None:
    version = Version.objects.create(
        agreement=made,
        number=new.number,
        sha256=rules.digest(new.number, new.lines),
        note=new.note.strip()[: rules.REASON],
        proposed_by_id=by.person_id,
        at=at,
    )
    Line.objects.bulk_create(
        Line(version=version, order=order, key=line.key, label_zh=line.label.zh, label_en=line.label.en, text=line.text)
        for order, line in enumerate(new.lines, start=1)
    )
