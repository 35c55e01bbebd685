"""The only writes to the organisation; each tells the record what it did."""

from liuxin.desk.organisation.actions.accounts import (
    change_password,
    close_account,
    open_account,
    reset_password,
    set_language,
)
from liuxin.desk.organisation.actions.calendars import add_calendar
from liuxin.desk.organisation.actions.erasure import erase_person
from liuxin.desk.organisation.actions.leaving import record_leaving
from liuxin.desk.organisation.actions.lines import end_role, grant_role, set_manager
from liuxin.desk.organisation.actions.people import add_people, add_person, add_position
from liuxin.desk.organisation.actions.sessions import (
    begin_session,
    end_other_sessions,
    end_session,
    renew_session,
    sign_out,
    touch_session,
)
from liuxin.desk.organisation.actions.structure import add_department, assign_team, move_department
from liuxin.desk.organisation.actions.teams import add_teams, join_team, join_teams, leave_team, set_lead
from liuxin.desk.organisation.actions.work import end_absence, set_absence, set_work

__all__ = [
    "add_calendar",
    "add_department",
    "add_people",
    "add_person",
    "add_position",
    "add_teams",
    "assign_team",
    "begin_session",
    "change_password",
    "close_account",
    "end_absence",
    "end_other_sessions",
    "end_role",
    "end_session",
    "erase_person",
    "grant_role",
    "join_team",
    "join_teams",
    "leave_team",
    "move_department",
    "open_account",
    "record_leaving",
    "renew_session",
    "reset_password",
    "set_absence",
    "set_language",
    "set_lead",
    "set_manager",
    "set_work",
    "sign_out",
    "touch_session",
]
