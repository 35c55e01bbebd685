"""How an agreement ends other than by the last signature: a vote is closed, somebody decides, or it is withdrawn."""

from datetime import datetime

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.performance.agreement import permissions, rules
from liuxin.performance.agreement.actions.held import held, settle, settle_if_signed
from liuxin.performance.agreement.models import Decision
from liuxin.performance.agreement.queries.reading import tally
from liuxin.performance.agreement.words import How, Mode, State


def close_vote(*, agreement_id: int, by: Actor, at: datetime) -> bool:
    """Count a vote that is over, and tell whether the share was reached: then the version binds.

    Where it was not, the agreement stays open: for another version with another time limit, or for a decision.
    """
    with held(agreement_id, by, at) as now:
        if not permissions.may_lead(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.may_not_lead")
        if now.view.mode is not Mode.SHARE:
            raise RuleBrokenError("agreement.no_vote")
        counted = tally(now.view)
        rules.check_vote_over(counted, now.view.deadline, at)
        agreed = settle_if_signed(now)
        now.record(
            "agreement.vote_closed",
            {
                "version": now.view.latest.number,
                "agreed": agreed,
                "required": counted.required,
                "signed": counted.signed,
                "against": counted.against,
                "abstained": counted.abstained,
            },
        )
        return agreed


def decide(*, agreement_id: int, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Put one of the versions in force where consent failed, with the reason; only the one named for it may."""
    said = rules.check_reason(reason)
    with held(agreement_id, by, at) as now:
        if not permissions.may_decide(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.not_the_decider")
        rules.check_decidable(tally(now.view), now.view.deadline, at)
        chosen = next((each for each in now.view.versions if each.number == version), None)
        if chosen is None:
            raise BadInputError("agreement.no_such_version", field="version", version=version)
        Decision.objects.create(agreement=now.row, version_id=chosen.id, by_id=now.person, reason=said, at=at)
        now.record("agreement.decided", {"version": version})
        settle(now, version, How.DECIDED)


def withdraw(*, agreement_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take an open agreement back: nothing binds, all that was said stays. The reason stands as a remark."""
    said = rules.check_reason(reason)
    with held(agreement_id, by, at) as now:
        if not permissions.may_lead(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.may_not_lead")
        if now.standing.person_id is not None:
            now.row.comments.create(version_id=now.view.latest.id, by_id=now.standing.person_id, at=at, text=said)
        now.row.state = State.WITHDRAWN.value
        now.row.save(update_fields=["state"])
        now.record("agreement.withdrawn", {"version": now.view.latest.number})
