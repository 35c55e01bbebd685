"""Tables of the organisation."""

from liuxin.desk.organisation.models.account import Account, SignIn
from liuxin.desk.organisation.models.calendars import Calendar
from liuxin.desk.organisation.models.people import Membership, Person, Position, ReportingLine, RoleGrant
from liuxin.desk.organisation.models.structure import Department, Team, TeamLead
from liuxin.desk.organisation.models.work import Ability, Absence, Capacity

__all__ = [
    "Ability",
    "Absence",
    "Account",
    "Calendar",
    "Capacity",
    "Department",
    "Membership",
    "Person",
    "Position",
    "ReportingLine",
    "RoleGrant",
    "SignIn",
    "Team",
    "TeamLead",
]
