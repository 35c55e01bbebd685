"""Decisions about agreements, as pure functions: what a text may hold, who may answer what, when it binds."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import AGAINST, Answer, Mode, NewLine, NewParty, State, Tally

TEXT = 4_000
REASON = 2_000


def digest(number: int, lines: Iterable[NewLine]) -> str:
    """Give the hash of a text: of its number and its lines in order, written in one way only."""
    told = [[line.key, line.label.zh, line.label.en, line.text] for line in lines]
    plain = json.dumps([number, told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def check_lines(lines: Sequence[NewLine]) -> tuple[NewLine, ...]:
    """Refuse a text without lines, with a line twice, or with one too long to be read."""
    if not any(line.text.strip() for line in lines):
        raise BadInputError("agreement.no_text", field="lines")
    twice = [key for key, times in Counter(line.key for line in lines).items() if times > 1 or not key]
    if twice:
        raise BadInputError("agreement.line_twice", field="lines", key=twice[0])
    long = next((line for line in lines if len(line.text) > TEXT), None)
    if long is not None:
        raise BadInputError("agreement.too_long", field=long.key, most=TEXT)
    return tuple(NewLine(line.key, line.label, _tidy(line.text)) for line in lines)


def check_title(title: Bilingual) -> None:
    """Refuse an agreement without a name."""
    if not title.zh.strip() and not title.en.strip():
        raise BadInputError("agreement.no_title", field="title")


def check_parties(parties: Sequence[NewParty], decider: int | None) -> None:
    """Refuse nobody, somebody twice, and a decider in the own cause."""
    if not parties:
        raise BadInputError("agreement.no_parties", field="parties")
    people = [party.person for party in parties]
    if len(set(people)) < len(people):
        raise BadInputError("agreement.party_twice", field="parties")
    if decider in people:
        raise RuleBrokenError("agreement.decider_is_party", field="decider")


def check_mode(mode: Mode, share: Percent | None, deadline: datetime | None, at: datetime) -> None:
    """Refuse a vote without a share or a last day, a share where everyone signs, and a time limit that is over."""
    if (mode is Mode.SHARE) != (share is not None) or (share is not None and not share.value):
        raise BadInputError("agreement.share_of_a_vote", field="share")
    if mode is Mode.SHARE and deadline is None:
        raise BadInputError("agreement.vote_needs_deadline", field="deadline")
    if deadline is not None and deadline <= at:
        raise BadInputError("agreement.deadline_over", field="deadline")


def check_open(state: State) -> None:
    """Refuse to touch what is settled or withdrawn."""
    if state is State.WITHDRAWN:
        raise ConflictError("agreement.already_withdrawn")
    if state is not State.OPEN:
        raise ConflictError("agreement.already_settled")


def check_in_time(deadline: datetime | None, at: datetime) -> None:
    """Refuse an answer or a proposal after the time limit."""
    if is_over(deadline, at):
        raise RuleBrokenError("agreement.after_deadline", deadline=deadline)


def is_over(deadline: datetime | None, at: datetime) -> bool:
    """Tell whether the time limit has passed."""
    return deadline is not None and at > deadline


def check_expected(latest: int, expect: int) -> None:
    """Refuse a proposal by somebody who has not seen the latest version."""
    if latest != expect:
        raise ConflictError("agreement.changed_meanwhile", latest=latest, seen=expect)


def check_changed(old: str, new: str) -> None:
    """Refuse a version that says what the last one said, by hashes under one number."""
    if old == new:
        raise BadInputError("agreement.nothing_changed", field="lines")


def check_text(*, latest: int, version: int, held: str, computed: str, signed: str) -> None:
    """Refuse an answer to an older version, or to another text than the one that was read."""
    if version != latest:
        raise ConflictError("agreement.older_version", latest=latest, version=version)
    if held != computed or signed != held:
        raise ConflictError("agreement.text_changed", version=version)


def check_answer(kind: Answer, mode: Mode, reason: str) -> str:
    """Refuse an objection or refusal without a reason, and an abstention where everyone must sign."""
    if kind is Answer.ABSTAIN and mode is not Mode.SHARE:
        raise RuleBrokenError("agreement.abstain_only_in_vote")
    return check_reason(reason) if kind in AGAINST else _tidy(reason)[:REASON]


def check_reason(reason: str) -> str:
    """Refuse no reason or a novel; give it tidied."""
    return _said(reason, "reason", "agreement.no_reason")


def check_comment(text: str) -> str:
    """Refuse an empty remark or a novel; give it tidied."""
    return _said(text, "text", "agreement.no_comment")


def check_deputy(deputy: int | None, *, party: int, parties: Iterable[int], deputies: Iterable[int]) -> None:
    """Refuse a deputy who would answer for two, or for oneself."""
    if deputy is None:
        return
    if deputy == party or deputy in parties:
        raise RuleBrokenError("agreement.deputy_is_party", field="deputy")
    if deputy in deputies:
        raise RuleBrokenError("agreement.deputy_of_two", field="deputy")


def check_release(*, has_left: bool, live: int) -> None:
    """Only whoever left is released, and never the last one: then nobody would be bound."""
    if not has_left:
        raise RuleBrokenError("agreement.party_is_here")
    if live <= 1:
        raise RuleBrokenError("agreement.last_party")


def binds(mode: Mode, share: Percent | None, counted: Tally) -> bool:
    """Tell whether the signatures given suffice: all of them, or the share that was asked for."""
    if not counted.required:
        return False
    if mode is Mode.EVERYONE or share is None:
        return counted.signed == counted.required
    return Decimal(counted.signed) * 100 >= share.value * counted.required


def check_vote_over(counted: Tally, deadline: datetime | None, at: datetime) -> None:
    """Refuse to close a vote while somebody may still vote."""
    if counted.waiting and not is_over(deadline, at):
        raise RuleBrokenError("agreement.vote_still_open", waiting=counted.waiting, deadline=deadline)


def check_decidable(counted: Tally, deadline: datetime | None, at: datetime) -> None:
    """Let a decision replace consent only where it failed: an objection, or the time is over, or none was set."""
    if deadline is not None and not counted.against and not is_over(deadline, at):
        raise RuleBrokenError("agreement.nothing_to_decide", deadline=deadline)


def tally(required: int, answers: Iterable[Answer]) -> Tally:
    """Count answers of live parties to the latest version."""
    count = Counter(answers)
    return Tally(
        required,
        signed=count[Answer.SIGN],
        objected=count[Answer.OBJECT],
        refused=count[Answer.REFUSE],
        abstained=count[Answer.ABSTAIN],
    )


def _said(text: str, field: str, code: str) -> str:
    tidy = _tidy(text)
    if not tidy:
        raise BadInputError(code, field=field)
    if len(tidy) > REASON:
        raise BadInputError("agreement.too_long", field=field, most=REASON)
    return tidy


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
