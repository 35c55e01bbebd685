"""Phase 5 played: the round planned and published, times agreed, talks held and answered, an appeal; then final."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.interfaces.imports.simulator.words import LOCAL
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError
from liuxin.performance.feedback import actions, queries
from liuxin.performance.feedback.words import (
    AppealOutcome,
    Check,
    Cited,
    Grounds,
    NewAction,
    NewGoal,
    NewNote,
    NoteKind,
    OwnCause,
    TalkLine,
)
from liuxin.performance.plan.words import Phase

PURPOSE = "把结果说清楚，听本人怎么看，一起定下一步。"
OVERALL = "提高承诺兑现，让业主少等一次。"
PLACE = "静室 302"
GOALS = (
    NewGoal("说清承诺兑现率是怎么算的，哪些工单拉低了它", Cited.LINE, "promises_kept"),
    NewGoal("就最要紧的一处改进定下行动和日期"),
)
SAID = "本人：夜班备件缺口影响了三周的到场时间。管理者：认可，备件柜已补齐。"
GONE = "已离职，联系两次未约到时间。"
ACTION = "每天下班前清一遍次日到期的承诺。"
OBJECTION = "十月转来的三单已经超时，不应算在我名下。"
REASONS = "核对交接点：三单在转入时已过承诺时限，按归属规则只计转入后的时长，原结果成立；规则说明补充到指标页。"
SLOTS = tuple(time(hour, minute) for hour in (10, 11, 14, 15, 16) for minute in (0, 30))
LENGTH = timedelta(minutes=30)
MOST_DAYS = 30
SETTLING_DAYS = 17
DOING_DAYS = 8


def play(stage: Stage, at: datetime, *, until: datetime, finish: bool = True) -> None:
    """Play the phase from `at` on: talks whose agreed time is before `until` are held, the others are still to come.

    With `finish` everybody gives up the appeal but one, whose appeal is decided by somebody who took no part.
    """
    key = actions.plan_round(
        cycle_id=stage.cycle,
        department=stage.department,
        purpose=PURPOSE,
        place=PLACE,
        start_on=local_day(days(at, 1)),
        end_on=local_day(until if finish else days(at, MOST_DAYS)),
        by=stage.hr,
        at=at,
    )
    actions.publish_round(round_id=key, by=stage.hr, at=days(at, 0.1))
    free = slots(days(at, 1), SLOTS) if finish else slots(days(until, -2), SLOTS[::5])
    here = {*stage.people, stage.lead}
    lines = [line for line in _lines(stage, at) if line.round == key]
    held = [line for line in lines if line.person in here and _talk(line, free, at, until)]
    for line in lines if finish else ():
        if line.person not in here:
            actions.lapse_talk(talk_id=line.id, reason=GONE, by=stage.hr, at=days(until, 1))
    if finish:
        _appeal(held[-1], stage, until)
        for line in held[:-1]:
            actions.waive_appeal(talk_id=line.id, by=Actor.person(line.person), at=until)
            _do_as_agreed(line, days(until, DOING_DAYS))
        end = days(until, SETTLING_DAYS)
        actions.finalise_talked(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=end)
        actions.finish_feedback(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=end)
        stage.done(Phase.FEEDBACK, end)


def local_day(at: datetime) -> date:
    """Give the day of an instant where the company works."""
    return at.astimezone(LOCAL).date()


def slots(first: datetime, times: Sequence[time]) -> Iterator[datetime]:
    """Give times for talks, one after the other, on every day; whether a day is worked the room itself says."""
    for number in range(MOST_DAYS * 3):
        for each in times:
            yield datetime.combine(local_day(first) + timedelta(days=number), each, LOCAL)


def _lines(stage: Stage, at: datetime) -> list[TalkLine]:
    return list(queries.talks(organisation.standing(stage.hr, at), stage.cycle))


def _talk(line: TalkLine, free: Iterator[datetime], at: datetime, until: datetime) -> bool:
    """Agree on a time, and hold the talk where that is over; tells whether it was held."""
    manager, person = Actor.person(line.manager), Actor.person(line.person)
    actions.set_goals(talk_id=line.id, overall=OVERALL, goals=GOALS, by=manager, at=days(at, 0.2))
    start, offer = _offered(line, free, manager, days(at, 0.3))
    if start >= until + timedelta(days=3):
        return False
    actions.accept_slot(offer_id=offer, by=person, at=days(at, 0.5))
    end = start + LENGTH
    if end >= until:
        return False
    done = [NewAction(ACTION, line.person, local_day(end) + timedelta(days=30))]
    notes = [NewNote(NoteKind.SAID, SAID, 3)]
    actions.hold_talk(talk_id=line.id, notes=notes, actions=done, own_cause=OwnCause.SKILL.value, by=manager, at=end)
    _answered(line, end)
    return True


def _offered(line: TalkLine, free: Iterator[datetime], manager: Actor, at: datetime) -> tuple[datetime, int]:
    """Offer the first time that can be."""
    for start in free:
        try:
            key = actions.offer_slot(talk_id=line.id, start=start, end=start + LENGTH, place=PLACE, by=manager, at=at)
        except RuleBrokenError:
            continue
        return start, key
    raise RuntimeError("no time is left")


def _answered(line: TalkLine, end: datetime) -> None:
    """Let both check the goals and answer the record."""
    for number, key in enumerate((line.person, line.manager), start=1):
        by, at = Actor.person(key), end + timedelta(hours=number)
        goals = queries.talk(organisation.standing(by, at), line.id).goals
        checks = {goal.id: Check.REACHED if place == 0 else Check.PARTLY for place, goal in enumerate(goals)}
        actions.check_goals(talk_id=line.id, checks=checks, by=by, at=at)
        actions.acknowledge(talk_id=line.id, agrees=True, reason="", by=by, at=at)


def _do_as_agreed(line: TalkLine, at: datetime) -> None:
    """Let a person have done what was agreed with them."""
    by = Actor.person(line.person)
    for action in queries.talk(organisation.standing(by, at), line.id).actions:
        actions.finish_action(action_id=action.id, by=by, at=at)


def _appeal(line: TalkLine, stage: Stage, at: datetime) -> None:
    """Let one appeal, and the reviewer, who took no part, decide."""
    key = actions.file_appeal(
        talk_id=line.id, grounds=Grounds.WRONG_ATTRIBUTION, text=OBJECTION, by=Actor.person(line.person), at=at
    )
    decider = stage.staff.reviewer
    actions.name_deciders(appeal_id=key, people=[decider], by=stage.hr, at=days(at, 1))
    actions.decide_appeal(
        appeal_id=key, outcome=AppealOutcome.DISMISSED, reasons=REASONS, by=Actor.person(decider), at=days(at, 3)
    )
