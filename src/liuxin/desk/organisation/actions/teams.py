"""Teams, who belongs to them and who leads them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import BATCH, ask, batches, event, in_turn, require, seconds, tell
from liuxin.desk.organisation.models import Membership, Team, TeamLead
from liuxin.desk.organisation.rules.spans import Span, check_span, overlapping
from liuxin.desk.organisation.words import NewMembership, NewTeam
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError


@transaction.atomic
def add_teams(*, teams: Iterable[NewTeam], by: Actor, at: datetime) -> dict[str, int]:
    """Make the teams that are not there yet and give all keys by source label (by code where there is none).

    A team is there already when source and label are the same. Raises `NotAllowedError("organisation.not_allowed")`,
    `BadInputError("organisation.name_missing")` and `RuleBrokenError("organisation.team_code_taken")` with the place
    in the sequence, from 1, as `line`.
    """
    require(permissions.may_manage_structure(ask(by, at)))
    read = [_read(new, line) for line, new in enumerate(teams, start=1)]
    wanted = {(team.source, team.source_label or team.code): team for team in read}
    labels = [team.source_label for team in wanted.values() if team.source_label]
    known = {
        (source, label): key
        for batch in batches(labels)
        for source, label, key in Team.objects.filter(source_label__in=batch).values_list(
            "source", "source_label", "pk"
        )
    }
    fresh = [team for key, team in wanted.items() if key not in known]
    _refuse_taken(fresh)
    made = Team.objects.bulk_create(fresh, batch_size=BATCH)
    tell([event("team_added", "team", team.pk, at, department=team.department_id) for team in made], by, at)
    known.update({(team.source, team.source_label or team.code): team.pk for team in made})
    return {label: known[source, label] for source, label in wanted}


@transaction.atomic
def join_teams(*, memberships: Iterable[NewMembership], by: Actor, at: datetime) -> int:
    """Let people join teams and give how many memberships were made; one that is there already is left as it is.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("period.ends_before_start")` and
    `RuleBrokenError("organisation.membership_overlaps")` with the place in the sequence, from 1, as `line`.
    """
    require(permissions.may_manage_people(ask(by, at)))
    wanted = list(memberships)
    taken = _spans_of({one.person for one in wanted})
    fresh: list[Membership] = []
    for line, one in enumerate(wanted, start=1):
        span = check_span(one.start, one.end)
        others = taken[one.person, one.team]
        if span in others:
            continue
        if overlapping(span, others):
            raise RuleBrokenError("organisation.membership_overlaps", line=line, field="start")
        others.append(span)
        fresh.append(Membership(person_id=one.person, team_id=one.team, start=one.start, end=one.end))
    Membership.objects.bulk_create(fresh, batch_size=BATCH)
    tell([_joined(row, at) for row in fresh], by, at)
    return len(fresh)


def join_team(
    *, person_id: int, team_id: int, start: datetime, end: datetime | None = None, by: Actor, at: datetime
) -> None:
    """Let a person join a team. Raises as `join_teams`."""
    join_teams(memberships=[NewMembership(person_id, team_id, start, end)], by=by, at=at)


@transaction.atomic
def leave_team(*, person_id: int, team_id: int, end: datetime, by: Actor, at: datetime) -> None:
    """Let a person leave a team.

    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("organisation.no_such_membership")` and
    `BadInputError("period.ends_before_start")`.
    """
    require(permissions.may_manage_people(ask(by, at)))
    row = Membership.objects.select_for_update().filter(person=person_id, team=team_id, end__isnull=True).first()
    if row is None:
        raise NotFoundError("organisation.no_such_membership")
    check_span(row.start, end)
    row.end = end
    row.save(update_fields=["end"])
    tell([event("left", "person", person_id, at, team=team_id, end=seconds(end))], by, at)


def set_lead(
    *, team_id: int, person_id: int, start: datetime, end: datetime | None = None, by: Actor, at: datetime
) -> None:
    """Let a person lead a team from `start`; the lead of until then ends there.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("period.ends_before_start")` and
    `RuleBrokenError("organisation.lead_overlaps")` where a later lead is set already.
    """
    require(permissions.may_manage_structure(ask(by, at)))
    span = check_span(start, end)
    with in_turn():
        before = TeamLead.objects.filter(team=team_id, start__lt=start).filter(Q(end__isnull=True) | Q(end__gt=start))
        before.update(end=start)
        others = [Span(*row) for row in TeamLead.objects.filter(team=team_id).values_list("start", "end")]
        if overlapping(span, others):
            raise RuleBrokenError("organisation.lead_overlaps", field="start")
        TeamLead.objects.create(team_id=team_id, person_id=person_id, start=start, end=end)
        tell([event("lead_set", "team", team_id, at, person=person_id, start=seconds(start), end=seconds(end))], by, at)


def _joined(row: Membership, at: datetime) -> NewEvent:
    span = {"start": seconds(row.start), "end": seconds(row.end)}
    return event("joined", "person", row.person_id, at, team=row.team_id, **span)


def _read(new: NewTeam, line: int) -> Team:
    code = (new.code or new.source_label).strip()
    if not code or not (new.name_zh or new.name_en).strip():
        raise BadInputError("organisation.name_missing", field="name_zh", line=line)
    return Team(
        code=code,
        name_zh=new.name_zh.strip(),
        name_en=new.name_en.strip(),
        source=new.source,
        source_label=new.source_label,
        name_is_made_up=new.name_is_made_up,
        department_id=new.department,
    )


def _refuse_taken(teams: Sequence[Team]) -> None:
    codes: set[str] = set()
    for batch in batches(teams):
        codes.update(Team.objects.filter(code__in=[team.code for team in batch]).values_list("code", flat=True))
    for line, team in enumerate(teams, start=1):
        if team.code in codes:
            raise RuleBrokenError("organisation.team_code_taken", field="code", line=line, team=team.code)
        codes.add(team.code)


def _spans_of(people: set[int]) -> defaultdict[tuple[int, int], list[Span]]:
    spans: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    for batch in batches(sorted(people)):
        rows = Membership.objects.filter(person__in=batch)
        for person, team, start, end in rows.values_list("person", "team", "start", "end"):
            spans[person, team].append(Span(start, end))
    return spans
