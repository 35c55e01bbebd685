"""Who somebody is at one instant: one statement, whatever the size of the organisation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from liuxin.desk.organisation.queries.house import DEFAULT_CALENDAR
from liuxin.desk.organisation.words import ANONYMOUS, Asking, House, Role, SessionState, Standing
from liuxin.kernel.actor import Actor, ActorKind

NOBODY = -1
_HOUSE_FIRST = f"CASE WHEN code = '{DEFAULT_CALENDAR}' THEN 0 ELSE 1 END, code"
_STANDING = """
WITH RECURSIVE
me AS (
    SELECT p.id AS person_id, a.id AS account_id
    FROM organisation_person p LEFT JOIN organisation_account a ON a.person_id = p.id
    WHERE p.id = %(person)s AND (p.left_on IS NULL OR p.left_on > %(day)s)
    UNION ALL
    SELECT p.id, a.id
    FROM organisation_account a
    LEFT JOIN organisation_person p ON p.id = a.person_id AND (p.left_on IS NULL OR p.left_on > %(day)s)
    WHERE a.id = %(account)s AND a.is_active
),
granted AS (
    SELECT g.role, d.path
    FROM organisation_rolegrant g JOIN me ON g.person_id = me.person_id
    LEFT JOIN organisation_department d ON d.id = g.department_id
    WHERE g.start <= %(at)s AND (g."end" IS NULL OR g."end" > %(at)s)
),
scope AS (
    SELECT granted.role, d.id AS department_id
    FROM granted JOIN organisation_department d ON d.path LIKE granted.path || '%%'
),
below AS (
    SELECT l.person_id
    FROM organisation_reportingline l JOIN me ON l.manager_id = me.person_id
    WHERE l.start <= %(at)s AND (l."end" IS NULL OR l."end" > %(at)s)
    UNION
    SELECT l.person_id
    FROM organisation_reportingline l JOIN below ON l.manager_id = below.person_id
    WHERE l.start <= %(at)s AND (l."end" IS NULL OR l."end" > %(at)s)
)
SELECT 'person' AS kind, '' AS role, person_id AS number FROM me
UNION ALL SELECT 'account', '', account_id FROM me
UNION ALL SELECT CASE WHEN path IS NULL THEN 'role' ELSE 'role_in_department' END, role, 0 FROM granted
UNION ALL SELECT 'scope', role, department_id FROM scope
UNION ALL SELECT 'report', '', person_id FROM below
UNION ALL
SELECT 'team', '', m.team_id FROM organisation_membership m JOIN me ON m.person_id = me.person_id
WHERE m.start <= %(at)s AND (m."end" IS NULL OR m."end" > %(at)s)
UNION ALL
SELECT 'led', '', l.team_id FROM organisation_teamlead l JOIN me ON l.person_id = me.person_id
WHERE l.start <= %(at)s AND (l."end" IS NULL OR l."end" > %(at)s)
UNION ALL
SELECT 'led', '', t.id FROM organisation_team t JOIN scope ON scope.department_id = t.department_id
WHERE scope.role = 'manager'
"""
_ASKING = f"""
{_STANDING}
UNION ALL
SELECT 'session', CASE WHEN s.ended_at IS NOT NULL THEN 'ended' WHEN s.last_used_at < %(used)s THEN 'old'
  ELSE 'open' END, s.id
FROM organisation_signin s WHERE s.account_id = %(account)s AND s.session_digest = %(digest)s
UNION ALL
SELECT * FROM (SELECT 'zone', zone, 0 FROM organisation_calendar ORDER BY {_HOUSE_FIRST} LIMIT 1) AS house_zone
UNION ALL
SELECT * FROM (SELECT 'calendar', code, 0 FROM organisation_calendar ORDER BY {_HOUSE_FIRST} LIMIT 1) AS house_code
UNION ALL
SELECT * FROM (
  SELECT 'spec', CAST(spec AS text), 0 FROM organisation_calendar ORDER BY {_HOUSE_FIRST} LIMIT 1
) AS house_spec
"""  # noqa: S608 - of our own pieces
_NO_ROLE = frozenset({"session", "zone", "calendar", "spec"})


def standing(actor: Actor, at: datetime) -> Standing:
    """Give the standing of an actor; customers and experts have none here."""
    if actor.kind in {ActorKind.SYSTEM, ActorKind.IMPORT}:
        return Standing(is_system=True)
    if actor.kind is not ActorKind.PERSON:
        return ANONYMOUS
    return _read(at, person=int(actor.id))


def standing_of_account(account_id: int, at: datetime) -> Standing:
    """Give the standing of whoever signed in; a closed account has none, nor has a person who left."""
    return _read(at, account=account_id)


def asking(account_id: int, session_digest: str, at: datetime, *, used_since: datetime) -> Asking:
    """Give all that a page asks first of whoever signed in: standing, session and the calendar of the house."""
    used = connection.ops.adapt_datetimefield_value(used_since)
    rows = _rows(_ASKING, at, person=NOBODY, account=account_id, digest=session_digest, used=used)
    told = {kind: word for kind, word, _number in rows if kind in _NO_ROLE}
    house = House(told["calendar"], told["zone"], told["spec"]) if "calendar" in told else None
    session = SessionState(told["session"]) if "session" in told else None
    return Asking(_standing(row for row in rows if row[0] not in _NO_ROLE), session, house)


def _read(at: datetime, *, person: int = NOBODY, account: int = NOBODY) -> Standing:
    return _standing(_rows(_STANDING, at, person=person, account=account))


def _rows(sql: str, at: datetime, **values: int | str | None) -> list[tuple[str, str, int | None]]:
    moment = connection.ops.adapt_datetimefield_value(at)
    day = connection.ops.adapt_datefield_value(at.date())
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "at": moment, "day": day})
        rows: list[tuple[str, str, int | None]] = cursor.fetchall()
    return rows


def _standing(rows: Iterable[tuple[str, str, int | None]]) -> Standing:
    facts: defaultdict[str, set[int]] = defaultdict(set)
    roles: set[Role] = set()
    everywhere: set[Role] = set()
    for kind, role, number in rows:
        if role:
            roles.add(Role(role))
        if kind == "role":
            everywhere.add(Role(role))
        elif number is not None:
            facts[f"{kind}:{role}" if kind == "scope" else kind].add(number)
    if facts["led"]:
        roles.add(Role.MANAGER)
    return Standing(
        account_id=next(iter(facts["account"]), None),
        person_id=next(iter(facts["person"]), None),
        roles=frozenset(roles),
        departments_led=frozenset(facts["scope:manager"]),
        teams_led=frozenset(facts["led"]),
        teams=frozenset(facts["team"]),
        reports=frozenset(facts["report"]),
        hr_departments=frozenset(facts["scope:hr"]),
        hr_everywhere=Role.HR in everywhere,
    )
