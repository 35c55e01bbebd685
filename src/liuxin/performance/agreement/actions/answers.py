"""Answers: a party, or its deputy, signs a version, objects to it, refuses it, or abstains in a vote."""

from datetime import datetime

from liuxin.kernel.actor import Actor
from liuxin.performance.agreement import rules
from liuxin.performance.agreement.actions.held import Held, held, settle_if_signed
from liuxin.performance.agreement.models import Response
from liuxin.performance.agreement.words import Answer, Mode

_DONE = {
    Answer.SIGN: "agreement.signed",
    Answer.OBJECT: "agreement.objected",
    Answer.REFUSE: "agreement.refused",
    Answer.ABSTAIN: "agreement.abstained",
}


def sign(*, agreement_id: int, version: int, sha256: str, by: Actor, at: datetime) -> bool:
    """Sign the latest version, by its number and the hash of the text that was read; tell whether it binds now.

    Where everyone must sign, the last signature settles it at once; a vote is settled when it is closed. Raises
    `ConflictError("agreement.older_version")` or `("agreement.text_changed")`, so that nobody signs what was not read.
    """
    with held(agreement_id, by, at) as now:
        _answer(now, Answer.SIGN, version, sha256, "")
        return now.view.mode is Mode.EVERYONE and settle_if_signed(now)


def object_to(*, agreement_id: int, version: int, sha256: str, reason: str, by: Actor, at: datetime) -> None:
    """Say that one has received the latest version and disagrees with it, with the reason."""
    with held(agreement_id, by, at) as now:
        _answer(now, Answer.OBJECT, version, sha256, reason)


def refuse(*, agreement_id: int, version: int, sha256: str, reason: str, by: Actor, at: datetime) -> None:
    """Say that one will not sign, with the reason."""
    with held(agreement_id, by, at) as now:
        _answer(now, Answer.REFUSE, version, sha256, reason)


def abstain(*, agreement_id: int, version: int, sha256: str, by: Actor, at: datetime) -> None:
    """Say that one votes neither for nor against."""
    with held(agreement_id, by, at) as now:
        _answer(now, Answer.ABSTAIN, version, sha256, "")


def _answer(now: Held, kind: Answer, version: int, sha256: str, reason: str) -> None:
    party = now.party()
    rules.check_in_time(now.view.deadline, now.at)
    latest = now.view.latest
    computed = rules.digest(latest.number, latest.lines)
    rules.check_text(
        latest=latest.number, version=version, held=latest.sha256, computed=computed, signed=sha256.strip()
    )
    said = rules.check_answer(kind, now.view.mode, reason)
    earlier = Response.objects.filter(version=latest.id, party=party.id, replaced_at__isnull=True)
    earlier.update(replaced_at=now.at)
    Response.objects.create(
        version_id=latest.id,
        party_id=party.id,
        kind=kind.value,
        by_id=now.person,
        for_person_id=party.person,
        reason=said,
        sha256=latest.sha256,
        at=now.at,
    )
    now.record(_DONE[kind], {"version": version, "for": party.person})
