"""Words of the organisation."""

from liuxin.desk.organisation.words.new import SIMULATED, NewMembership, NewPerson, NewTeam
from liuxin.desk.organisation.words.standing import ANONYMOUS, DEPARTMENT_ROLES, Ladder, Role, Standing
from liuxin.desk.organisation.words.views import (
    DepartmentNode,
    Holding,
    MemberTime,
    PeopleFilter,
    PeoplePage,
    PeopleSort,
    PersonName,
    PersonRow,
    PersonView,
    Seat,
    SessionView,
    Staff,
    TeamLine,
    TeamName,
    TeamTime,
)
from liuxin.desk.organisation.words.work import WORKING_LANGUAGES, AbilityKind, Away, Mate, WorkView

__all__ = [
    "ANONYMOUS",
    "DEPARTMENT_ROLES",
    "SIMULATED",
    "WORKING_LANGUAGES",
    "AbilityKind",
    "Away",
    "DepartmentNode",
    "Holding",
    "Ladder",
    "Mate",
    "MemberTime",
    "NewMembership",
    "NewPerson",
    "NewTeam",
    "PeopleFilter",
    "PeoplePage",
    "PeopleSort",
    "PersonName",
    "PersonRow",
    "PersonView",
    "Role",
    "Seat",
    "SessionView",
    "Staff",
    "Standing",
    "TeamLine",
    "TeamName",
    "TeamTime",
    "WorkView",
]
