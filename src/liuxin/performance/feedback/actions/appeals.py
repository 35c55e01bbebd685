"""Appeals: filed by whose result it is, deciders named by HR, decided with reasons; silence moves them up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.feedback import permissions, rules
from liuxin.performance.feedback.actions.common import (
    APPEAL,
    TALK,
    held,
    on_behalf,
    record,
    standing_of,
    told,
    working_days_after,
)
from liuxin.performance.feedback.models import Appeal, AppealDecider, Talk
from liuxin.performance.feedback.queries.appealing import departments_of, involved, points_of
from liuxin.performance.feedback.queries.visible import talks_visible
from liuxin.performance.feedback.words import (
    DECIDE_WITHIN,
    FILE_WITHIN,
    AppealLevel,
    AppealOutcome,
    Decider,
    Grounds,
    TalkLine,
)

LONGEST = 8000
LIMIT = 500


def file_appeal(*, talk_id: int, grounds: Grounds, text: str, by: Actor, at: datetime) -> int:
    """Appeal against one's own result after its talk and give the key: to the first level, then to the final one."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.may_appeal(asks, line):
            raise NotAllowedError("feedback.only_the_person_appeals")
        level = _next_level(row)
        until = line.appeal_until or at
        rules.check_filing(state=line.state, at=at, file_by=until, waived=line.waived_at is not None, text=text)
        return _file(_Filing(row, line, level, grounds, text.strip()[:LONGEST]), by, at)


def waive_appeal(*, talk_id: int, by: Actor, at: datetime) -> None:
    """Say that one does not appeal, so that the result may become final at once. An open appeal is waited for."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.may_appeal(asks, line):
            raise NotAllowedError("feedback.only_the_person_appeals")
        if line.over_at is None:
            raise RuleBrokenError("feedback.appeal_before_talk")
        if row.appeals.filter(outcome="").exists():
            raise RuleBrokenError("feedback.appeal_is_open")
        row.waived_at = at
        row.save(update_fields=["waived_at"])
        record([told(TALK, "feedback.appeal_waived", line.id, {}, at)], by, at)


def name_deciders(*, appeal_id: int, people: Sequence[int], by: Actor, at: datetime) -> None:
    """Name who decides an appeal, in order; the first writes it. Whoever is replaced starts with a clock of his own."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row = _held(asks, appeal_id)
        department = row.talk.round.department_id
        if not permissions.is_hr_of(asks, department) or asks.person_id == row.appellant_id:
            raise NotAllowedError("feedback.may_not_name")
        if row.outcome:
            raise RuleBrokenError("feedback.appeal_decided")
        level = AppealLevel(row.level)
        places = departments_of(people, at)
        named = [Decider(person, elsewhere=department not in places.get(person, frozenset())) for person in people]
        rules.check_deciders(level, named, involved(row))
        if row.named_at is not None:
            row.decide_by = working_days_after(at, DECIDE_WITHIN[level])
        row.deciders.all().delete()
        AppealDecider.objects.bulk_create(
            AppealDecider(appeal=row, person_id=person, order=order, named_at=at)
            for order, person in enumerate(people, start=1)
        )
        row.named_at = at
        row.save(update_fields=["named_at", "decide_by"])
        record([told(APPEAL, "feedback.deciders_named", row.pk, {"count": len(people)}, at)], by, at)


def decide_appeal(
    *,
    appeal_id: int,
    outcome: AppealOutcome,
    reasons: str,
    by: Actor,
    at: datetime,
    leave_out: Collection[str] = (),
) -> None:
    """Decide an appeal with reasons. What is upheld is scored again from the record as it was put right.

    Lines of `leave_out` no longer count. Before and after are kept, and a result that would be worse than before is
    refused. Never decided by whoever appeals, leads the talk, rated, or decided the level before: that is checked
    again here.
    """
    asks = standing_of(by, at)
    with transaction.atomic():
        row = _held(asks, appeal_id)
        deciders = list(row.deciders.order_by("order").values_list("person", flat=True))
        rules.check_decision(
            person=asks.person_id, deciders=deciders[:1], outcome=outcome, open_=not row.outcome, reasons=reasons
        )
        for person in deciders:
            rules.check_uninvolved(person, involved(row))
        row.outcome, row.reasons = outcome.value, reasons.strip()[:LONGEST]
        row.decided_by_id, row.decided_at = asks.person_id, at
        row.points_before = points_of(row.result_id)
        row.points_after = row.points_before
        if rules.is_upheld(outcome):
            _correct(row, leave_out, by, at)
        row.save()
        _let_appeal(row, at)
        record([told(APPEAL, "feedback.appeal_decided", row.pk, _weighed(row), at)], by, at)


def escalate_late_appeals(*, by: Actor, at: datetime) -> int:
    """Move appeals up that nobody answered in time, and give how many. Cheap where none is late.

    From the first level an appeal goes to the final one by itself. A final one that is late is marked once; it stays
    with its panel, and the director and HR see it.
    """
    if not standing_of(by, at).is_system:
        raise NotAllowedError("feedback.only_the_clock")
    late = Appeal.objects.filter(outcome="", decide_by__lte=at, late_at__isnull=True).order_by("pk")
    keys = list(late.values_list("pk", flat=True)[:LIMIT])
    return sum(_escalate(key, by, at) for key in keys)


def _escalate(key: int, by: Actor, at: datetime) -> int:
    with transaction.atomic():
        row = Appeal.objects.select_for_update().filter(pk=key, outcome="", late_at__isnull=True).first()
        if row is None:
            return 0
        row.late_at = at
        if row.level == AppealLevel.FIRST:
            row.outcome, row.decided_at = AppealOutcome.SILENCE.value, at
        row.save()
        owed = list(row.deciders.values_list("person", flat=True))
        told_late = {"level": row.level, "decider": owed[0] if owed else None}
        record([told(APPEAL, "feedback.appeal_late", row.pk, told_late, at)], by, at)
        if row.level == AppealLevel.FIRST:
            talk, line = held(standing_of(by, at), row.talk_id)
            filing = _Filing(talk, line, AppealLevel.FINAL, Grounds(row.grounds), row.text, by_itself=True)
            _file(filing, by, at)
    return 1


@dataclass(frozen=True, slots=True)
class _Filing:
    """An appeal to be filed."""

    row: Talk
    line: TalkLine
    level: AppealLevel
    grounds: Grounds
    text: str
    by_itself: bool = False


def _file(new: _Filing, by: Actor, at: datetime) -> int:
    from_ = new.row.appeals.order_by("-filed_at").first()
    result = new.row.result_id if from_ is None else from_.corrected_id or from_.result_id
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                talk=new.row,
                result_id=result,
                appellant_id=new.line.person,
                manager_id=new.line.manager,
                level=new.level.value,
                grounds=new.grounds.value,
                text=new.text,
                filed_at=at,
                by_itself=new.by_itself,
                decide_by=working_days_after(at, DECIDE_WITHIN[new.level]),
            )
    except IntegrityError as error:
        raise ConflictError("feedback.appeal_is_open") from error
    payload = {"talk": new.line.id, "level": new.level.value, "grounds": new.grounds.value, "itself": new.by_itself}
    record([told(APPEAL, "feedback.appeal_filed", made.pk, payload, at)], by, at)
    return made.pk


def _next_level(row: Talk) -> AppealLevel:
    found = {appeal.level: appeal for appeal in row.appeals.all()}
    if any(not appeal.outcome for appeal in found.values()):
        raise RuleBrokenError("feedback.appeal_is_open")
    if AppealLevel.FINAL in found:
        raise RuleBrokenError("feedback.appeal_exhausted")
    return AppealLevel.FINAL if AppealLevel.FIRST in found else AppealLevel.FIRST


def _let_appeal(row: Appeal, at: datetime) -> None:
    """Let the next level be appealed to for some days; after the final one there is none."""
    until = working_days_after(at, FILE_WITHIN[AppealLevel.FINAL]) if row.level == AppealLevel.FIRST else at
    Talk.objects.filter(pk=row.talk_id).update(appeal_until=until)


def _correct(row: Appeal, leave_out: Collection[str], by: Actor, at: datetime) -> None:
    corrected = evaluation.correct(
        result_id=row.result_id, reason=row.reasons[:500], leave_out=leave_out, by=on_behalf(by), at=at
    )
    row.points_after = points_of(corrected.result)
    rules.check_not_worse(row.points_before, row.points_after)
    row.corrected_id = corrected.result


def _weighed(row: Appeal) -> dict[str, str | float | None]:
    return {"outcome": row.outcome, "before": row.points_before, "after": row.points_after}


def _held(asks: Standing, appeal_id: int) -> Appeal:
    row = _visible(asks).filter(pk=appeal_id).first()
    if row is None:
        raise NotFoundError("feedback.no_such_appeal")
    return Appeal.objects.select_for_update(of=("self",)).select_related("talk__round").get(pk=row.pk)


def _visible(asks: Standing) -> QuerySet[Appeal]:
    return Appeal.objects.filter(talk__in=talks_visible(asks).values("pk"))
