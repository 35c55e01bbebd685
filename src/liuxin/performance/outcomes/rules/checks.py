"""What may be done with a rule set, in order."""

from collections.abc import Collection, Iterable

from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.performance.outcomes.words import Candidate, RuleState, Side

APPROVERS = 2
SHORTEST_REASON = 4
LONGEST_REASON = 500


def check_state(state: RuleState, *allowed: RuleState) -> None:
    """Refuse a step out of order."""
    if state is RuleState.APPLIED:
        raise RuleBrokenError("outcomes.applied_already")
    if state not in allowed:
        raise RuleBrokenError("outcomes.wrong_state")


def check_reason(text: str) -> str:
    """Give a reason that says something."""
    said = " ".join(text.split())
    if len(said) < SHORTEST_REASON:
        raise BadInputError("outcomes.reason_needed", field="reason", least=SHORTEST_REASON)
    if len(said) > LONGEST_REASON:
        raise BadInputError("outcomes.reason_too_long", field="reason", most=LONGEST_REASON)
    return said


def check_approvers(approvers: Collection[int], author: int) -> None:
    """Ask for two people, neither of them the author."""
    if author in approvers:
        raise NotAllowedError("outcomes.approves_own_rule", field="approvers")
    if len(set(approvers)) != APPROVERS:
        raise BadInputError("outcomes.two_approvers", field="approvers", count=APPROVERS)


def check_final(candidates: Iterable[Candidate]) -> None:
    """Refuse results that are not final."""
    waiting = sum(each.has_result and not each.is_final for each in candidates)
    if waiting:
        raise RuleBrokenError("outcomes.results_not_final", count=waiting)


def check_decider(decider: int, person: int, manager: int | None) -> None:
    """Refuse to let somebody decide about oneself, or about those whom one manages, alone."""
    if decider == person:
        raise NotAllowedError("outcomes.decides_about_oneself")
    if decider == manager:
        raise NotAllowedError("outcomes.decides_as_manager")


def check_choice(side: Side, *, takes_part: bool) -> None:
    """Refuse a decision where there is none to take, and to withhold where no plan may stand beside it."""
    if not side.is_listed:
        raise RuleBrokenError("outcomes.nothing_to_decide")
    if side is Side.HELD and not takes_part:
        raise RuleBrokenError("outcomes.manager_first")


def undecided(candidates: Iterable[Candidate], sides: dict[int, Side]) -> tuple[int, ...]:
    """Give those about whom somebody must still decide."""
    return tuple(each.person for each in candidates if sides[each.person].is_listed and each.takes_part is None)
