"""Reads of rounds and talks. Lists read a constant number of statements."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.feedback import permissions
from liuxin.performance.feedback.models import (
    AgreedAction,
    Appeal,
    AppealDecider,
    Note,
    Point,
    Round,
    SlotOffer,
    Talk,
    TalkGoal,
)
from liuxin.performance.feedback.queries.visible import talks_visible
from liuxin.performance.feedback.words import (
    ActionView,
    AppealLevel,
    AppealOutcome,
    AppealView,
    Check,
    Cited,
    GoalView,
    Grounds,
    Level,
    NoteKind,
    NoteView,
    OfferState,
    OfferView,
    OwnCause,
    PointView,
    Question,
    RoundView,
    TalkClass,
    TalkLine,
    TalkState,
    TalkView,
)

PRIVATE = (NoteKind.PREPARED.value,)


def rounds(standing: Standing, cycle_id: int) -> tuple[RoundView, ...]:
    """Give the rounds of a cycle with the talks that the reader may see; a round without any is left out.

    Two statements.
    """
    talks = Prefetch("talks", queryset=talks_visible(standing).order_by("order"), to_attr="seen")
    found = Round.objects.filter(cycle=cycle_id).order_by("department__code").prefetch_related(talks)
    return tuple(_round(row) for row in found if row.seen or permissions.looks_after(standing, row.department_id))


def round_of(standing: Standing, round_id: int) -> RoundView:
    """Give one round. Raises `NotFoundError("feedback.no_such_round")` also where nothing of it may be seen."""
    row = Round.objects.filter(pk=round_id).first()
    found = [] if row is None else [each for each in rounds(standing, row.cycle_id) if each.id == round_id]
    if not found:
        raise NotFoundError("feedback.no_such_round")
    return found[0]


def talks(standing: Standing, cycle_id: int) -> tuple[TalkLine, ...]:
    """Give the talks of a cycle that the reader may see, by round and order. One statement."""
    rows = talks_visible(standing).filter(round__cycle=cycle_id).order_by("round", "order")
    return tuple(map(line_of, rows))


def talk(standing: Standing, talk_id: int) -> TalkView:
    """Give a talk. Raises `NotFoundError("feedback.no_such_talk")` also where it may not be seen.

    Four statements while it is to come, six when it is over.
    """
    row = talks_visible(standing).filter(pk=talk_id).first()
    if row is None:
        raise NotFoundError("feedback.no_such_talk")
    line = line_of(row)
    return TalkView(
        line=line,
        cycle=row.round.cycle_id,
        department=row.round.department_id,
        round_place=row.round.place,
        published_at=row.round.published_at,
        why=row.why,
        why_params=row.why_params,
        total=_total(row),
        overall_goal=row.overall_goal,
        outlined_at=row.outlined_at,
        reason=row.reason,
        own_cause=OwnCause(row.own_cause),
        goals=tuple(_goal(goal) for goal in row.goals.order_by("order")),
        points=_points(standing, row, line),
        notes=_notes(standing, row),
        actions=() if line.is_open else tuple(map(action_of, row.actions.order_by("order"))),
        offers=tuple(map(_offer, row.offers.order_by("start", "pk"))) if line.is_open else (),
        appeals=() if line.is_open else appeals_of(row.appeals.order_by("filed_at", "pk")),
    )


def appeals(standing: Standing) -> tuple[AppealView, ...]:
    """Give the appeals about talks that the reader may see, the open ones first. Two statements."""
    rows = Appeal.objects.filter(talk__in=talks_visible(standing).values("pk"))
    return appeals_of(rows.order_by("outcome", "decide_by", "pk"))


def appeal(standing: Standing, appeal_id: int) -> AppealView:
    """Give one appeal. Raises `NotFoundError("feedback.no_such_appeal")` also where it may not be seen."""
    found = appeals_of(Appeal.objects.filter(pk=appeal_id, talk__in=talks_visible(standing).values("pk")))
    if not found:
        raise NotFoundError("feedback.no_such_appeal")
    return found[0]


def appeals_of(rows: QuerySet[Appeal]) -> tuple[AppealView, ...]:
    """Read appeals with those who decide them."""
    deciders = Prefetch("deciders", queryset=AppealDecider.objects.order_by("order"))
    return tuple(map(_appeal, rows.prefetch_related(deciders)))


def talks_of(people: Iterable[int], *, without: int, from_: datetime) -> list[Talk]:
    """Give the talks with an agreed time that is not over, of any of the people: what takes their time."""
    keys = set(people)
    rows = Talk.objects.filter(Q(person__in=keys) | Q(manager__in=keys), state=TalkState.SLOT_AGREED, end__gt=from_)
    return list(rows.exclude(pk=without).order_by("pk"))


def open_actions(cycle_id: int) -> tuple[ActionView, ...]:
    """Give what was agreed in the talks of a cycle and is not done. One statement."""
    rows = AgreedAction.objects.filter(talk__round__cycle=cycle_id, done_at__isnull=True)
    return tuple(map(action_of, rows.order_by("due_on", "pk")))


def line_of(row: Talk) -> TalkLine:
    """Give a talk that was read as a line."""
    return TalkLine(
        id=row.pk,
        round=row.round_id,
        person=row.person_id,
        manager=row.manager_id,
        code=TalkClass(row.code),
        level=Level(row.level),
        minutes=row.minutes,
        order=row.order,
        planned_on=row.planned_on,
        due_at=row.due_at,
        state=TalkState(row.state),
        start=row.start,
        end=row.end,
        place=row.place,
        held_at=row.held_at,
        over_at=row.over_at,
        appeal_until=row.appeal_until,
        waived_at=row.waived_at,
        agreement=row.agreement_id,
        result=row.result_id,
    )


def action_of(row: AgreedAction) -> ActionView:
    """Give an action that was read."""
    return ActionView(row.pk, row.talk_id, row.text, row.owner_id, row.due_on, row.done_at)


def _round(row: Round) -> RoundView:
    return RoundView(
        id=row.pk,
        cycle=row.cycle_id,
        department=row.department_id,
        purpose=row.purpose,
        place=row.place,
        start_on=row.start_on,
        end_on=row.end_on,
        published_at=row.published_at,
        talks=tuple(map(line_of, row.seen)),  # type: ignore[attr-defined]  # put there by the prefetch
    )


def _total(row: Talk) -> tuple[float, float, float] | None:
    if row.total is None or row.total_low is None or row.total_high is None:
        return None
    return row.total, row.total_low, row.total_high


def _goal(row: TalkGoal) -> GoalView:
    checks = (Check(said) if said else None for said in (row.person_check, row.manager_check))
    return GoalView(row.pk, row.text, Cited(row.cites), row.key, *checks)


def _points(standing: Standing, row: Talk, line: TalkLine) -> tuple[PointView, ...]:
    """Give the sentences; what is told of ratings is told to both who talk, and to nobody who may have rated too."""
    points = row.points.order_by("question", "rank")
    if not permissions.is_one_of_both(standing, line):
        points = points.exclude(cites=Cited.HEARTS.value)
    return tuple(map(_point, points))


def _point(row: Point) -> PointView:
    question, cites = Question(row.question), Cited(row.cites)
    return PointView(question, row.rank, row.code, row.params, cites, row.key, row.effect)


def _notes(standing: Standing, row: Talk) -> tuple[NoteView, ...]:
    """Give the notes of the record, and what the reader prepared: of nobody else."""
    rows = Note.objects.filter(talk=row).filter(~Q(kind__in=PRIVATE) | Q(by=standing.person_id)).order_by("at", "pk")
    return tuple(NoteView(note.pk, note.by_id, NoteKind(note.kind), note.question, note.text, note.at) for note in rows)


def _offer(row: SlotOffer) -> OfferView:
    return OfferView(row.pk, row.start, row.end, row.place, row.offered_by_id, OfferState(row.state))


def _appeal(row: Appeal) -> AppealView:
    return AppealView(
        id=row.pk,
        talk=row.talk_id,
        level=AppealLevel(row.level),
        grounds=Grounds(row.grounds),
        text=row.text,
        filed_at=row.filed_at,
        by_itself=row.by_itself,
        appellant=row.appellant_id,
        manager=row.manager_id,
        deciders=tuple(each.person_id for each in row.deciders.all()),
        decide_by=row.decide_by,
        outcome=AppealOutcome(row.outcome),
        reasons=row.reasons,
        decided_by=row.decided_by_id,
        decided_at=row.decided_at,
        late_at=row.late_at,
        points_before=row.points_before,
        points_after=row.points_after,
        corrected=row.corrected_id,
    )
