"""What two people approve: a rule set that was tried, as a text with its figures and hashes."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions as agreements
from liuxin.performance.agreement import queries as agreed
from liuxin.performance.agreement.words import NewLine, NewParty
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.actions.held import RULES, locked, require_writer, standing_of, tell
from liuxin.performance.outcomes.actions.trials import require_ready
from liuxin.performance.outcomes.models import RuleSet, Trial
from liuxin.performance.outcomes.words import Ground, RuleSetView, RuleState, Split
from liuxin.performance.plan import queries as plan

KIND = "rule_set"
SIDE = "approver"
FEN = 100


def ask_approval(*, rule_set_id: int, approvers: Sequence[int], by: Actor, at: datetime) -> int:
    """Ask two people other than the author to approve a rule set that was tried; gives the key of the agreement.

    Publishes it, if nobody has. Raises `NotAllowedError("outcomes.approves_own_rule")` and what `require_ready` says.
    """
    standing = standing_of(by, at)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        require_writer(standing, row.department_id)
        rules.check_state(found.state, RuleState.TRIED)
        rules.check_approvers(approvers, row.author_id)
        trial, ground, done = require_ready(found, at)
        asked = agreements.open_agreement(
            kind=KIND,
            subject=str(row.pk),
            title=found.name,
            lines=_lines(found, trial, ground, done),
            parties=[NewParty(person, SIDE) for person in approvers],
            by=by,
            at=at,
        )
        _ask(row, asked, approvers, at)
        told = {"agreement": asked, "trial": trial.number, "paid_fen": sum(done.amounts.values())}
        tell([("outcomes.approval_asked", told)], RULES, row.pk, by, at)
    return asked


def withdraw_request(*, rule_set_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take back the question whether two people approve, so that the rule can be changed and tried anew."""
    standing = standing_of(by, at)
    said = rules.check_reason(reason)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        require_writer(standing, row.department_id)
        rules.check_state(found.state, RuleState.PROPOSED)
        if row.agreement_id is not None and agreed.settlement_of(row.agreement_id) is None:
            agreements.withdraw(agreement_id=row.agreement_id, reason=said, by=by, at=at)
        row.state, row.agreement, row.approver_one, row.approver_two = RuleState.TRIED.value, None, None, None
        row.save(update_fields=["state", "agreement", "approver_one", "approver_two"])
        tell([("outcomes.approval_taken_back", {"version": row.version})], RULES, row.pk, by, at)


def _ask(row: RuleSet, asked: int, approvers: Sequence[int], at: datetime) -> None:
    row.state, row.agreement_id = RuleState.PROPOSED.value, asked
    row.approver_one_id, row.approver_two_id = approvers
    row.published_at = row.published_at or at
    row.save(update_fields=["state", "agreement", "approver_one", "approver_two", "published_at"])


MEMBERSHIP = Bilingual("班组归属", "membership of teams")


def _lines(found: RuleSetView, trial: Trial, ground: Sequence[Ground], done: Split) -> list[NewLine]:
    terms, pattern = found.terms, rules.pool_pattern()
    positions = organisation.positions()
    bases = Bilingual(
        "；".join(f"{_zh(positions[key])} × {factor.normalize():f}" for key, factor in terms.bases.items()),
        "; ".join(f"{_en(positions[key])} × {factor.normalize():f}" for key, factor in terms.bases.items()),
    )
    rule = f"{pattern.name.one_below_the_other}\n{pattern.formula}"
    people = [each.candidate for each in ground]
    listed = sum(side.is_listed for side in done.sides.values())
    told = [
        ("rule", Bilingual("规则", "Rule"), rule),
        ("cycle", Bilingual("周期", "Cycle"), plan.cycle(found.cycle).code),
        ("pool", Bilingual("奖金池", "Pool"), yuan(terms.pool_fen)),
        ("floor", Bilingual("底线（分）", "Floor, points"), f"{terms.floor:g}"),
        ("bases", Bilingual("岗位系数", "Base factor by position"), bases.one_below_the_other),
        ("presence", Bilingual("在岗来源", "Presence from"), terms.attendance or MEMBERSHIP.one_below_the_other),
        ("people", Bilingual("人数", "People"), str(len(people))),
        ("shares", Bilingual("有奖金的人数", "People with a share"), str(sum(bool(x) for x in done.amounts.values()))),
        ("decided", Bilingual("由人逐一决定的人数", "Decided one by one by people"), str(listed)),
        ("trial", Bilingual("试算", "Trial"), f"{trial.number}, sha256 {trial.inputs_sha256}"),
        ("amounts", Bilingual("金额清单", "List of amounts"), f"sha256 {_digest(done)}"),
    ]
    return [NewLine(key, label, text) for key, label, text in told]


def yuan(fen: int) -> str:
    """Write an amount in full."""
    return f"¥ {fen // FEN:,}.{fen % FEN:02d}"


def _digest(done: Split) -> str:
    return hashlib.sha256(json.dumps(sorted(done.amounts.items())).encode()).hexdigest()


def _zh(text: Bilingual) -> str:
    return text.zh or text.en


def _en(text: Bilingual) -> str:
    return text.en or text.zh
