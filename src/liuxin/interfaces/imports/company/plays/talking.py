"""What is said through the cycle: check-ins, incidents, praise, obstacles with what became of them."""

from datetime import datetime

from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.kernel.actor import Actor
from liuxin.performance.dialogue import actions
from liuxin.performance.dialogue.words import Incident as NewIncident
from liuxin.performance.dialogue.words import IncidentKind

CHECK_INS = (
    "最近复杂报修多，先把交接记录写完整；我去协调备件。",
    "晚班回访做得稳，继续；下周一起听两通录音。",
    "承诺时间写得太满，先按两档报给业主。",
)
GOOD = ("雨夜漏水，先让孩子换房间再派工，第二天回访确认没有复渗。", "业主安心，未升级为投诉。")
BAD = ("约好的回电晚了半天，业主又打来一次。", "业主重复说明，表达不满。")
PRAISES = (("dedication", "夜里那单是他接过去的，还跟了两天。"), ("care", "先问老人身体，再问报修。"))
WEEK = 6
REPLY = "那天系统停了两个小时，我记下后忘了提醒自己。"
OBSTACLES = ("夜班没有备用阀门，漏水只能临时封堵。", "派工系统看不到到场时间，无法回复业主。")


def play(stage: Stage, at: datetime, *, is_over: bool = True) -> None:
    """Let a department talk for a week; the last obstacle, raised at its end, stays open unless all is over."""
    for number, person in enumerate(stage.people):
        text = CHECK_INS[number % len(CHECK_INS)]
        if number % 2 == 0 and number < WEEK:
            by = Actor.person(stage.manager_of(person))
            actions.check_in(person_id=person, note=text, by=by, at=days(at, number))
    _incidents(stage, at)
    _obstacles(stage, at, is_over=is_over)


def _incidents(stage: Stage, at: datetime) -> None:
    first, second, *_rest = stage.people
    good = NewIncident(IncidentKind.GOOD, "love", *GOOD, happened_at=days(at, 2))
    bad = NewIncident(IncidentKind.BAD, "perseverance", *BAD, happened_at=days(at, 3))
    one, other = (Actor.person(stage.manager_of(person)) for person in (first, second))
    actions.note_incident(person_id=first, incident=good, by=one, at=days(at, 2.1))
    noted = actions.note_incident(person_id=second, incident=bad, by=other, at=days(at, 3.1))
    actions.reply_to_incident(incident_id=noted, reply=REPLY, by=Actor.person(second), at=days(at, 4))
    for (heart, text), person in zip(PRAISES, (first, second), strict=True):
        by = second if person == first else first
        actions.praise(person_id=person, heart=heart, text=text, by=Actor.person(by), at=days(at, 5))


def _obstacles(stage: Stage, at: datetime, *, is_over: bool) -> None:
    first, second, *_rest = stage.people
    manager = Actor.person(stage.manager_of(first))
    cleared = actions.raise_obstacle(what=OBSTACLES[0], by=Actor.person(first), at=days(at, 1))
    actions.give_support(obstacle_id=cleared, text="已向工程部借两只阀门。", by=manager, at=days(at, 1.3))
    actions.clear_obstacle(obstacle_id=cleared, text="备件柜补齐，夜班可取。", by=manager, at=days(at, 2))
    actions.confirm_cleared(obstacle_id=cleared, by=Actor.person(first), at=days(at, 2.5))
    last = actions.raise_obstacle(what=OBSTACLES[1], by=Actor.person(second), at=days(at, 6))
    if is_over:
        owner = Actor.person(stage.manager_of(second))
        actions.clear_obstacle(obstacle_id=last, text="派工系统已开放到场时间。", by=owner, at=days(at, 7))
        actions.confirm_cleared(obstacle_id=last, by=Actor.person(second), at=days(at, 8))
