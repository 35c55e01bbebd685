"""Roles, and who somebody is as far as permissions go."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be entrusted with; evaluator, customer and expert are standings, not roles."""

    AGENT = "agent"
    MANAGER = "manager"
    DIRECTOR = "director"
    HR = "hr"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


DEPARTMENT_ROLES = frozenset({Role.MANAGER, Role.HR})
"""Roles that may be granted for one department and all below it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is at one instant, as far as permissions go.

    `teams_led` holds the teams that the person leads and all teams of the departments led; `departments_led` and
    `hr_departments` come with their subtrees; `reports` is everyone below in the reporting lines, at any depth.
    `is_system` marks Liuxin itself and its imports.
    """

    account_id: int | None = None
    person_id: int | None = None
    roles: frozenset[Role] = frozenset()
    departments_led: frozenset[int] = frozenset()
    teams_led: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    reports: frozenset[int] = frozenset()
    hr_departments: frozenset[int] = frozenset()
    hr_everywhere: bool = False
    is_system: bool = False

    def has(self, *roles: Role) -> bool:
        """Tell whether any of these roles is held."""
        return not self.roles.isdisjoint(roles)

    @property
    def sees_everything(self) -> bool:
        """Tell whether whatever may be read at all is open: director and auditor."""
        return self.has(Role.DIRECTOR, Role.AUDITOR)

    @property
    def is_anonymous(self) -> bool:
        """Tell whether nobody is signed in."""
        return self.account_id is None and self.person_id is None and not self.is_system


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who stands above a team, the nearest first: its lead, the heads from its department upwards, the directors."""

    lead: int | None = None
    heads: tuple[int, ...] = ()
    directors: tuple[int, ...] = ()


ANONYMOUS = Standing()
