"""Who may see a case and who may do what with it."""

from collections.abc import Callable
from dataclasses import dataclass

from liuxin.desk.cases.words import Act, Hands
from liuxin.desk.cases.words.answering import Scope
from liuxin.desk.organisation.words import Role, Standing


def sees_all_cases(standing: Standing) -> bool:
    """Director, auditor and reviewer see every case."""
    return standing.is_system or standing.sees_everything or standing.has(Role.REVIEWER)


def sees_cases(standing: Standing) -> bool:
    """HR and the administrators see none: they have no work with them."""
    return sees_all_cases(standing) or (standing.person_id is not None and standing.has(Role.AGENT, Role.MANAGER))


def may_see(standing: Standing, hands: Hands) -> bool:
    """Agents see the cases of their teams, any they ever held, help with or had escalated to them, managers theirs."""
    return sees_all_cases(standing) or (
        sees_cases(standing)
        and (
            hands.held
            or hands.escalated
            or hands.team in _teams(standing)
            or standing.person_id in {hands.holder, hands.accountable}
        )
    )


def may_receive(standing: Standing) -> bool:
    """Let agents, managers and the director take in cases: the one window."""
    return standing.is_system or standing.has(Role.AGENT, Role.MANAGER, Role.DIRECTOR)


def may_take(standing: Standing, hands: Hands) -> bool:
    """Whoever works in the team of the case takes it."""
    return (
        standing.person_id is not None
        and standing.has(Role.AGENT, Role.MANAGER)
        and hands.team in _teams(standing)
        and not standing.person_id == hands.holder == hands.accountable
    )


def may_take_of(standing: Standing, team: int) -> bool:
    """Whoever works in a team takes what waits in its queue."""
    return may_take(standing, Hands(None, None, team))


def may_work(standing: Standing, hands: Hands) -> bool:
    """Holder, accountable person, whoever it was escalated to, the team's lead and managers, and the director."""
    if standing.is_system or standing.has(Role.DIRECTOR):
        return True
    in_charge = standing.person_id is not None and standing.person_id in {hands.holder, hands.accountable}
    mine = in_charge or hands.escalated
    return standing.has(Role.AGENT, Role.MANAGER) and (mine or hands.team in standing.teams_led)


def may_reopen(standing: Standing, hands: Hands) -> bool:
    """Let every colleague of the team open a case again: the customer may call any of them."""
    return may_work(standing, hands) or (standing.has(Role.AGENT, Role.MANAGER) and hands.team in _teams(standing))


def may_note(standing: Standing, hands: Hands) -> bool:
    """Who sees a case and works with cases writes notes; the auditor changes nothing."""
    return may_see(standing, hands) and works_with_cases(standing)


def may_reply(standing: Standing, hands: Hands) -> bool:
    """Let whoever works in the team of the case answer the customer: colleagues help out."""
    return may_reopen(standing, hands)


def may_set_promises(standing: Standing) -> bool:
    """Let the director decide what is promised to customers."""
    return standing.is_system or standing.has(Role.DIRECTOR)


def may_see_routing(standing: Standing) -> bool:
    """Let those read and try the rules of routing who answer for what the rules do."""
    return standing.is_system or standing.has(Role.MANAGER, Role.DIRECTOR, Role.AUDITOR, Role.SYSTEM_ADMIN)


def may_set_routing(standing: Standing) -> bool:
    """Let the director and the system administrator write the rules of routing."""
    return standing.is_system or standing.has(Role.DIRECTOR, Role.SYSTEM_ADMIN)


def may_route(standing: Standing) -> bool:
    """Let the director, and Liuxin itself, send what waits through the rules."""
    return standing.is_system or standing.has(Role.DIRECTOR)


def sees_promises(standing: Standing) -> bool:
    """Let whoever sees cases know what was promised to customers."""
    return sees_cases(standing)


def may_see_entrances(standing: Standing) -> bool:
    """Let the director set the ways in for customers, auditor and system administrator read them."""
    return may_set_promises(standing) or standing.has(Role.AUDITOR, Role.SYSTEM_ADMIN)


def works_with_cases(standing: Standing) -> bool:
    """Tell whether somebody does anything at all with cases, be it only a note; the auditor changes nothing."""
    return standing.is_system or standing.has(Role.AGENT, Role.MANAGER, Role.DIRECTOR, Role.REVIEWER)


@dataclass(frozen=True, slots=True)
class Kept:
    """Whose a template or macro is."""

    scope: Scope
    owner: int | None
    team: int | None


def may_keep_templates(standing: Standing) -> bool:
    """Whoever answers customers keeps answers of their own for next time."""
    return standing.person_id is not None and standing.has(Role.AGENT, Role.MANAGER, Role.DIRECTOR)


def may_keep_for_all(standing: Standing) -> bool:
    """Let the director decide which templates and macros everybody has, and look after those of every team."""
    return standing.has(Role.DIRECTOR)


def may_change_kept(standing: Standing, kept: Kept) -> bool:
    """One's own, those of a team that one leads, and for the director all that are shared."""
    if kept.scope is Scope.OWN:
        return kept.owner is not None and kept.owner == standing.person_id
    return may_keep_for_all(standing) or (kept.scope is Scope.TEAM and kept.team in standing.teams_led)


def may_import(standing: Standing) -> bool:
    """Let recorded histories come in through imports only."""
    return standing.is_system


MAY: dict[Act, Callable[[Standing, Hands], bool]] = {
    Act.TAKE: may_take,
    Act.TRANSFER: may_work,
    Act.HELP: may_work,
    Act.WAIT: may_work,
    Act.RESUME: may_work,
    Act.PLAN: may_work,
    Act.RESOLVE: may_work,
    Act.CLOSE: may_work,
    Act.REOPEN: may_reopen,
    Act.CLASSIFY: may_work,
    Act.NOTE: may_note,
    Act.REPLY: may_reply,
}


def _teams(standing: Standing) -> frozenset[int]:
    return standing.teams | standing.teams_led
