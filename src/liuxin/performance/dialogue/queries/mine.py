"""What somebody raised, owes and was told, and what of it waits."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import F, Max, Q

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import Waiting
from liuxin.performance.dialogue.models import CheckIn, Incident, Obstacle, Praise
from liuxin.performance.dialogue.queries import views
from liuxin.performance.dialogue.words import LATER, Mine, ObstacleState, ObstacleView

EXCERPT = 60
HOME = "dialogue:home"


def mine(standing: Standing) -> Mine:
    """Give what concerns somebody here, newest first, what is open before what is over."""
    me = standing.person_id
    if me is None:
        return Mine()
    return Mine(
        raised=_obstacles(Q(person=me)),
        owed=_obstacles(Q(owner=me)),
        check_ins=views.check_ins(CheckIn.objects.filter(Q(person=me) | Q(manager=me)).order_by("-at", "-pk")[:LATER]),
        incidents=views.incidents(Incident.objects.filter(person=me).order_by("-happened_at", "-pk")[:LATER]),
        praise=views.praise(Praise.objects.filter(person=me).order_by("-at", "-pk")[:LATER]),
        noted=views.incidents(Incident.objects.filter(noted_by=me).order_by("-noted_at", "-pk")[:LATER]),
        line=standing.reports,
    )


def _obstacles(wanted: Q) -> tuple[ObstacleView, ...]:
    """Give all that is open, by its due time, then the latest of what is over."""
    running = F("confirmed_at").asc(nulls_first=True)
    found = views.obstacles(Obstacle.objects.filter(wanted).order_by(running, "due_at", "pk"))
    still = [view for view in found if view.state is not ObstacleState.CLEARED]
    over = [view for view in reversed(found) if view.state is ObstacleState.CLEARED]
    return (*still, *over[:LATER])


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give what waits for somebody: obstacles to clear and to confirm, check-ins whose day has come.

    Three statements, and one for the zone.
    """
    me = standing.person_id
    if me is None:
        return ()
    running = Obstacle.objects.filter(confirmed_at__isnull=True).order_by("due_at", "pk")
    owed = running.filter(owner=me, cleared_at__isnull=True)
    said = running.filter(person=me, cleared_at__isnull=False)
    return (
        *(_waits("clear_obstacle", row, due=row.due_at) for row in owed),
        *(_waits("confirm_cleared", row) for row in said),
        *_check_ins_due(standing, at),
    )


def _waits(what: str, row: Obstacle, due: datetime | None = None) -> Waiting:
    params = {"what": row.what[:EXCERPT]}
    return Waiting(f"dialogue.waits.{what}", "dialogue:obstacle", {"obstacle": row.pk}, params, due)


def _check_ins_due(standing: Standing, at: datetime) -> list[Waiting]:
    """Give the next check-ins of one's people that were set for today or before, and have not been since."""
    place = ZoneInfo(organisation.zone())
    last = (
        CheckIn.objects.filter(manager=standing.person_id, person__in=standing.reports)
        .values("person")
        .annotate(latest=Max("pk"))
        .values("latest")
    )
    today = at.astimezone(place).date()
    due = CheckIn.objects.filter(pk__in=last, next_on__isnull=False, next_on__lte=today).order_by("next_on", "pk")
    return [
        Waiting(
            "dialogue.waits.check_in",
            "dialogue:person",
            {"person": row.person_id},
            {"person": Bilingual(row.person.name_zh, row.person.name_en)},
            datetime.combine(row.next_on, time.max, place).astimezone(UTC) if row.next_on else None,
        )
        for row in due.select_related("person")
    ]
