"""Reads of the organisation; who may see whom is decided here."""

from liuxin.desk.organisation.queries.accounts import (
    account_named,
    account_of,
    digest,
    has_demo_accounts,
    is_simulated,
    languages_of,
    session,
    sessions,
)
from liuxin.desk.organisation.queries.calendars import (
    calendar,
    calendar_codes,
    clock,
    clocks,
)
from liuxin.desk.organisation.queries.keys import (
    DEFAULT_CALENDAR,
    default_calendar,
    departments_of,
    people_of_departments,
    position_keys,
    positions,
    positions_of,
    teams_of,
    unranked_people,
    zone,
)
from liuxin.desk.organisation.queries.ladder import (
    employed,
    ladders,
)
from liuxin.desk.organisation.queries.lines import (
    chain_above,
    members,
)
from liuxin.desk.organisation.queries.names import (
    names,
    team_names,
)
from liuxin.desk.organisation.queries.people import (
    PAGE,
    people_by_label,
    people_openable,
    people_rows,
    people_visible,
    people_with_role,
    person,
    person_numbered,
)
from liuxin.desk.organisation.queries.roster import (
    roster,
)
from liuxin.desk.organisation.queries.staff import (
    staff,
    teams_by_code,
)
from liuxin.desk.organisation.queries.standing import (
    standing,
    standing_of_account,
)
from liuxin.desk.organisation.queries.structure import (
    department_names,
    departments,
    subtree,
    teams_by_label,
    teams_led,
    teams_listed,
    teams_visible,
    tree,
)
from liuxin.desk.organisation.queries.work import (
    answering,
    away,
    crew,
    here,
    leading,
    may_set_work,
    members_now,
    present,
    skills_known,
    work_of,
)

__all__ = [
    "DEFAULT_CALENDAR",
    "PAGE",
    "account_named",
    "account_of",
    "answering",
    "away",
    "calendar",
    "calendar_codes",
    "chain_above",
    "clock",
    "clocks",
    "crew",
    "default_calendar",
    "department_names",
    "departments",
    "departments_of",
    "digest",
    "employed",
    "has_demo_accounts",
    "here",
    "is_simulated",
    "ladders",
    "languages_of",
    "leading",
    "may_set_work",
    "members",
    "members_now",
    "names",
    "people_by_label",
    "people_of_departments",
    "people_openable",
    "people_rows",
    "people_visible",
    "people_with_role",
    "person",
    "person_numbered",
    "position_keys",
    "positions",
    "positions_of",
    "present",
    "roster",
    "session",
    "sessions",
    "skills_known",
    "staff",
    "standing",
    "standing_of_account",
    "subtree",
    "team_names",
    "teams_by_code",
    "teams_by_label",
    "teams_led",
    "teams_listed",
    "teams_of",
    "teams_visible",
    "tree",
    "unranked_people",
    "work_of",
    "zone",
]
