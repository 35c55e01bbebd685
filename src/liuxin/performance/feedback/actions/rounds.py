"""Rounds of talks: planned as a whole, published; classes and letters made from the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words import ResultView
from liuxin.performance.feedback import permissions, rules
from liuxin.performance.feedback.actions.common import ROUND, TALK, held, record, standing_of, told
from liuxin.performance.feedback.models import Point, Round, Talk, TalkGoal
from liuxin.performance.feedback.queries.calendars import clock
from liuxin.performance.feedback.queries.cases import Told, told_of
from liuxin.performance.feedback.queries.content import class_text, content
from liuxin.performance.feedback.queries.grounds import grounds
from liuxin.performance.feedback.words import Cited, Ground, Level, Placed, Question, TalkClass, Wanted
from liuxin.performance.plan import queries as plan

PHASE = 5
BATCH = 500


@dataclass(frozen=True, slots=True)
class _New:
    """A talk to be planned."""

    result: ResultView
    manager: int
    told: Told
    level: Level


def plan_round(
    *,
    cycle_id: int,
    department: int,
    purpose: str,
    place: str,
    start_on: date,
    end_on: date,
    instead: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Plan the talks of a department: one about each result, by class and in order, each with a day kept for it.

    A head who reports to nobody talks with the director; `instead` leads the talks of others who have no manager.
    Nothing is public before `publish_round`.
    """
    asks = standing_of(by, at)
    if not permissions.looks_after(asks, department):
        raise NotAllowedError("feedback.may_not_plan")
    plan.require_phase(cycle_id, department, PHASE)
    _check_days(start_on, end_on, at)
    new = _new_talks(told_of(cycle_id, department, at), cycle_id, instead, at)
    placed = _placed(new, start_on, end_on)
    with transaction.atomic():
        made = _round(
            cycle_id=cycle_id,
            department_id=department,
            purpose=purpose.strip()[:4000],
            place=place.strip()[:200],
            start_on=start_on,
            end_on=end_on,
            made_by_id=by.person_id,
            made_at=at,
        )
        due = Period.of_days(end_on, end_on, organisation.zone()).end
        Talk.objects.bulk_create([_talk(made, each, placed[each.result.id], due) for each in new], batch_size=BATCH)
        payload = {"cycle": cycle_id, "department": department, "talks": len(new)}
        record([told(ROUND, "feedback.round_planned", made.pk, payload, at)], by, at)
    return made.pk


def publish_round(*, round_id: int, by: Actor, at: datetime) -> int:
    """Publish a round and give how many talks it has: people see theirs, managers owe them, letters are begun."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row = Round.objects.select_for_update().filter(pk=round_id).first()
        if row is None:
            raise NotFoundError("feedback.no_such_round")
        if not permissions.looks_after(asks, row.department_id):
            raise NotAllowedError("feedback.may_not_plan")
        if row.published_at is not None:
            raise RuleBrokenError("feedback.round_published")
        row.published_at = at
        row.save(update_fields=["published_at"])
        talks = list(row.talks.order_by("order"))
        _write_letters(row, talks, at)
        planned = [told(TALK, "talk.planned", talk.pk, _owed(talk), at) for talk in talks]
        record([told(ROUND, "feedback.round_published", row.pk, {"talks": len(talks)}, at), *planned], by, at)
    return len(talks)


def prepare_talk(*, talk_id: int, by: Actor, at: datetime) -> int:
    """Answer the four questions again from the record as it stands, tell the class anew, and give how many sentences.

    What stood before is replaced: until the talk is held the letter may follow the record.
    """
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.may_prepare(asks, line):
            raise NotAllowedError("feedback.not_the_manager")
        if not line.is_open:
            raise RuleBrokenError("feedback.talk_is_over")
        count = follow_record(row, at)
        record([told(TALK, "feedback.letter_made", line.id, {"points": count, "class": row.code}, at)], by, at)
    return count


def follow_record(row: Talk, at: datetime) -> int:
    """Tell the class of a talk anew and write its letter, in the caller's transaction; gives how many sentences."""
    found = told_of(row.round.cycle_id, row.round.department_id, at).get(row.person_id)
    if found is not None:
        _classify(row, found)
    return _write_letters(row.round, [row], at)


def hand_over_talk(*, talk_id: int, manager: int, by: Actor, at: datetime) -> None:
    """Let another lead a talk, such as one who did not rate where the result is disputed; HR of the department does.

    What the letter told of ratings it told to the one before: until it is made anew it tells nothing of them.
    """
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.looks_after(asks, row.round.department_id):
            raise NotAllowedError("feedback.may_not_plan")
        if not line.is_open:
            raise RuleBrokenError("feedback.talk_is_over")
        if manager == line.person:
            raise BadInputError("feedback.talk_with_oneself", field="manager")
        if not rules.may_lead(manager, line.person, _lines(row.round.cycle_id, at)):
            raise BadInputError("feedback.led_from_below", field="manager")
        row.manager_id = manager
        row.save(update_fields=["manager"])
        row.points.filter(cites=Cited.HEARTS.value).delete()
        events = [told(TALK, "feedback.talk_handed_over", line.id, {"to": manager}, at)]
        if row.round.published_at is not None:
            events.append(told(TALK, "talk.planned", line.id, _owed(row), at))
        record(events, by, at)


def _placed(new: Sequence[_New], start_on: date, end_on: date) -> dict[int, Placed]:
    """Keep a day for each talk, by the key of its result."""
    days = [day for day in rules.working_days(clock(), organisation.zone()) if start_on <= day <= end_on]
    wanted = []
    for each in new:
        code = each.told.found.code
        wanted.append(Wanted(each.result.id, each.manager, code, class_text(code).minutes))
    return {each.key: each for each in rules.place_talks(wanted, days)}


def _new_talks(found: Mapping[int, Told], cycle_id: int, instead: int | None, at: datetime) -> list[_New]:
    if not found:
        raise RuleBrokenError("feedback.nothing_to_talk_about")
    lines = _lines(cycle_id, at)
    leads = frozenset(each for each in lines.managers.values() if each is not None)
    new = []
    for person, each in found.items():
        manager = rules.leader_of(person, lines, instead)
        if manager is None:
            raise BadInputError("feedback.manager_needed", field="instead", person=person)
        level = rules.level_of(person, leads=leads, directors=frozenset(lines.directors))
        new.append(_New(each.result, manager, each, level))
    return new


def _lines(cycle_id: int, at: datetime) -> rules.Lines:
    """Tell who reports to whom in a cycle, who heads departments, who directs the whole. Three statements."""
    return rules.Lines(
        {each.person: each.manager for each in plan.participants(cycle_id)},
        frozenset(organisation.people_with_role(Role.MANAGER, at)),
        organisation.people_with_role(Role.DIRECTOR, at),
    )


def _talk(made: Round, new: _New, placed: Placed, due: datetime) -> Talk:
    code = new.told.found.code
    row = Talk(
        round=made,
        result_id=new.result.id,
        person_id=new.result.person,
        manager_id=new.manager,
        level=new.level.value,
        minutes=class_text(code).minutes,
        order=placed.order,
        planned_on=placed.day,
        due_at=due,
    )
    _classify(row, new.told)
    return row


def _classify(row: Talk, found: Told) -> None:
    row.code, row.why, row.why_params = found.found.code.value, found.found.why, dict(found.found.params)
    row.minutes = class_text(found.found.code).minutes
    points = found.result.total.points
    ends = (None, None, None) if points is None else (points.score, points.low, points.high)
    row.total, row.total_low, row.total_high = ends
    if row.pk:
        row.save(update_fields=["code", "why", "why_params", "minutes", "total", "total_low", "total_high"])


def _write_letters(of: Round, talks: Sequence[Talk], at: datetime) -> int:
    """Write the sentences of letters, as many as the minutes allow, and a first goal where there is none."""
    found = grounds(of.cycle_id, {talk.person_id: talk.manager_id for talk in talks}, at)
    Point.objects.filter(talk__in=talks).delete()
    rows = [point for talk in talks for point in _points(talk, found)]
    Point.objects.bulk_create(rows, batch_size=BATCH)
    for talk in talks:
        talk.outlined_at = at
    Talk.objects.bulk_update(talks, ["outlined_at"], batch_size=BATCH)
    with_goals = set(TalkGoal.objects.filter(talk__in=talks).values_list("talk", flat=True))
    first = [_first_goal(talk, rows) for talk in talks if talk.pk not in with_goals]
    TalkGoal.objects.bulk_create(first, batch_size=BATCH)
    return len(rows)


def _points(talk: Talk, found: Mapping[int, Ground]) -> list[Point]:
    ground = found[talk.person_id]
    boxes = {box.code: box.minutes for box in rules.boxed(content().sections, talk.minutes)}
    ranks: dict[Question, int] = {}
    rows = []
    for point in rules.selected(rules.answers(ground), boxes):
        ranks[point.question] = ranks.get(point.question, 0) + 1
        rows.append(
            Point(
                talk=talk,
                question=point.question.value,
                rank=ranks[point.question],
                code=point.code,
                params=dict(point.params),
                cites=point.cites.value,
                key=point.key,
                effect=point.effect,
            )
        )
    return rows


def _first_goal(talk: Talk, rows: Sequence[Point]) -> TalkGoal:
    """Begin with the aim of the class; it cites the line with the largest effect, where there is one."""
    text = class_text(TalkClass(talk.code)).aim
    best = next((row for row in rows if row.talk_id == talk.pk and row.question == Question.IMPROVE), None)
    cites, key = (best.cites, best.key) if best is not None and best.key else (Cited.CARD.value, "")
    return TalkGoal(talk=talk, order=1, text=text.zh, cites=cites, key=key)


def _round(**columns: object) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(**columns)
    except IntegrityError as error:
        raise ConflictError("feedback.round_planned_already") from error


def _check_days(start_on: date, end_on: date, at: datetime) -> None:
    if end_on < start_on:
        raise BadInputError("feedback.round_ends_before_start", field="end_on")
    if end_on < at.date():
        raise BadInputError("feedback.round_is_over", field="end_on")


def _owed(talk: Talk) -> dict[str, int]:
    """Give what the measure of talks held on time asks for: whose duty, about whom, until when."""
    return {"person": talk.manager_id, "about": talk.person_id, "due": int(talk.due_at.timestamp())}
