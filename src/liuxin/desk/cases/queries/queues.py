"""Queues by team, and who holds how much: a constant number of statements, however many teams there are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Min, Q

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.lines import lines_in
from liuxin.desk.cases.queries.routing import NOT_CLOSED
from liuxin.desk.cases.words import Load, Queue, Queues, Status
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError

MINE = 25


def queues(standing: Standing, at: datetime) -> Queues:
    """Give the queues of the teams whose work the standing may look at. Raises `NotAllowedError`."""
    if not permissions.sees_cases(standing):
        raise NotAllowedError("cases.not_allowed", act="queues")
    teams = organisation.teams_visible(standing)
    keys = [team.id for team in teams]
    members = organisation.members_now(keys, at)
    answered = organisation.answering(keys, at)
    people = {mate.person for mates in members.values() for mate in mates}
    loads = _loads(people | ({standing.person_id} if standing.person_id is not None else set()), at)
    names = organisation.names({*people, *answered.values()})
    waiting = _waiting(keys, at)
    mine = Case.objects.filter(status__in=NOT_CLOSED, holder=standing.person_id).order_by("next_due", "pk")
    return Queues(
        queues=tuple(
            Queue(
                team=team,
                answers=names.get(answered.get(team.id, 0)),
                waiting=waiting[team.id][0],
                late=waiting[team.id][1],
                oldest=waiting[team.id][2],
                loads=tuple(
                    Load(names[mate.person], *loads.get(mate.person, (0, 0)), mate.capacity, mate.is_here)
                    for mate in members.get(team.id, ())
                ),
                may_take=permissions.may_take_of(standing, team.id),
            )
            for team in teams
        ),
        mine=lines_in(mine[:MINE]) if standing.person_id is not None else (),
        mine_count=loads.get(standing.person_id or 0, (0, 0))[0],
    )


def _waiting(teams: Collection[int], at: datetime) -> defaultdict[int, tuple[int, int, datetime | None]]:
    found: defaultdict[int, tuple[int, int, datetime | None]] = defaultdict(lambda: (0, 0, None))
    rows = Case.objects.filter(status=Status.OPEN.value, holder__isnull=True, team__in=teams).order_by()
    for row in rows.values("team").annotate(
        count=Count("pk"), late=Count("pk", filter=_late(at)), oldest=Min("opened_at")
    ):
        found[row["team"]] = (row["count"], row["late"], row["oldest"])
    return found


def _loads(people: Collection[int], at: datetime) -> dict[int, tuple[int, int]]:
    held = Case.objects.filter(status__in=NOT_CLOSED, holder__in=people).order_by()
    rows = held.values_list("holder").annotate(count=Count("pk"), late=Count("pk", filter=_late(at)))
    return {holder: (count, late) for holder, count, late in rows if holder is not None}


def _late(at: datetime) -> Q:
    """Give the condition that a case is past its promise, or past its next step."""
    return Q(promise_due__lte=at, promise_kept__isnull=True) | Q(next_due__lte=at)
