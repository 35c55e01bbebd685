"""Reporting lines and memberships over time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from liuxin.desk.organisation.models import Membership
from liuxin.desk.organisation.models.spans import in_force_during
from liuxin.desk.organisation.words import MemberTime
from liuxin.kernel.period import Period

_CHAIN = """
WITH RECURSIVE above(person_id, step) AS (
    SELECT manager_id, 1 FROM organisation_reportingline
    WHERE person_id = %(key)s AND start <= %(at)s AND ("end" IS NULL OR "end" > %(at)s)
    UNION ALL
    SELECT l.manager_id, above.step + 1
    FROM organisation_reportingline l JOIN above ON l.person_id = above.person_id
    WHERE l.start <= %(at)s AND (l."end" IS NULL OR l."end" > %(at)s) AND above.step < 64
)
SELECT person_id FROM above ORDER BY step
"""


def chain_above(person_id: int, at: datetime) -> tuple[int, ...]:
    """Give the keys of the managers of a person, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"key": person_id, "at": connection.ops.adapt_datetimefield_value(at)})
        return tuple(key for (key,) in cursor.fetchall())


def members(team_ids: Iterable[int], period: Period) -> tuple[MemberTime, ...]:
    """Give who belonged to the teams at some time of the period, and when."""
    times = Membership.objects.filter(in_force_during(period.start, period.end), team__in=set(team_ids))
    rows = times.order_by("team", "start", "person").values_list("person", "team", "start", "end")
    return tuple(MemberTime(person=person, team=team, start=start, end=end) for person, team, start, end in rows)
