"""Phase 1 played: goals from the organisation to the department to each person, negotiated, and signed by both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions as agreements
from liuxin.performance.agreement import queries as agreement
from liuxin.performance.plan import actions
from liuxin.performance.plan.words import GoalContent, GoalLevel, GoalStep, NewTask, Phase

COUNTER = "上季度备件断了三周，86 做不到；备件到位我能做到 83。"
COUNTERED = 83.0
TASKS = (
    (
        Phase.PLAN,
        "目标逐级商定并签字",
        "Goals agreed and signed at each level",
        "每人至少一个目标",
        "At least one goal each",
    ),
    (Phase.INDICATORS, "指标表决", "Vote on the indicators", "每个岗位一套", "One set for each position"),
    (Phase.EVALUATORS, "评估者培训与练习", "Train and practise", "每位评估者合格", "Every rater qualified"),
    (Phase.EVALUATION, "填写评定表", "Fill in the forms", "每人每类不少于三份", "Three of each kind at least"),
    (Phase.FEEDBACK, "逐人面谈", "Talk with everyone", "每人谈过并确认", "Everyone talked with"),
    (Phase.OUTCOMES, "规则试算与批准", "Try and approve the rules", "两人批准", "Approved by two"),
)


@dataclass(frozen=True, slots=True)
class _Aim:
    """What a goal of a position is about: a measure of the record, its words, and the target."""

    measure_key: str
    result: str
    measure: str
    target_value: float
    serves: str
    unit: str = "%"

    @property
    def target(self) -> str:
        """Say the target as people read it."""
        return f"{self.target_value:g}{self.unit}"


KEPT = _Aim("promises_kept", "承诺的时限都兑现", "承诺兑现率", 86, "promise")
FIRST = _Aim("first_contact_resolution", "一次就办好", "首次联系解决率", 32, "first-time")
CONTENT = _Aim("csat_mean", "业主对办理满意", "满意度平均分（1–5）", 3.9, "content", "")
TALKS = _Aim("obstacle_cleared_share", "下属提出的障碍按时清除", "障碍按时清除率", 75, "obstacles")
AIMS = (KEPT, CONTENT, FIRST)


def tasks(stage: Stage, dues: Mapping[int, date], at: datetime) -> None:
    """Write the implementation plan of the department: a task for each phase."""
    for phase, zh, en, level_zh, level_en in TASKS:
        new = NewTask(
            title=Bilingual(zh, en),
            phase=phase,
            owner=stage.lead,
            department=stage.department,
            due_on=dues[phase],
            hours=Decimal(4),
            level=Bilingual(level_zh, level_en),
        )
        actions.add_task(cycle_id=stage.cycle, new=new, by=stage.hr, at=at)


def aims_of_all(stage: Stage, objectives: Mapping[str, int], at: datetime) -> int:
    """Let the director and HR sign the goal of the organisation; gives its key."""
    place = _Place(GoalLevel.ORGANISATION, stage.staff.director, stage.staff.hr, objective=objectives.get("promise"))
    return _signed(stage, place, KEPT, at)


def play(stage: Stage, root: int, objectives: Mapping[str, int], at: datetime) -> None:
    """Play the phase for a department below the goal of the organisation."""
    lead, director = stage.lead, stage.staff.director
    head = _signed(stage, _Place(GoalLevel.DEPARTMENT, lead, director, root), KEPT, at)
    own = _Place(GoalLevel.PERSON, lead, director, head, objectives.get(TALKS.serves))
    _signed(stage, own, TALKS, days(at, 0.5))
    for number, person in enumerate(stage.people):
        aim = AIMS[number % len(AIMS)]
        place = _Place(GoalLevel.PERSON, person, stage.manager_of(person), head, objectives.get(aim.serves))
        _signed(stage, place, aim, days(at, 1 + number / 10), is_countered=number == 0)
    actions.finish_planning(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=days(at, 6))
    stage.done(Phase.PLAN, days(at, 6))


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose goal it is, who signs beside, and what it serves."""

    level: GoalLevel
    owner: int
    other: int
    parent: int | None = None
    objective: int | None = None


def _signed(stage: Stage, place: _Place, aim: _Aim, at: datetime, *, is_countered: bool = False) -> int:
    """Draft, put before both sides, counter where asked, and sign by both; gives the key of the goal."""
    content = _content(aim, place.owner, at)
    drafting = Actor.person(place.other if place.level is GoalLevel.PERSON else place.owner)
    goal = actions.draft_goal(
        cycle_id=stage.cycle,
        level=place.level,
        owner=place.owner,
        manager=place.other,
        content=content,
        department=None if place.level is GoalLevel.ORGANISATION else stage.department,
        parent=place.parent,
        objective=place.objective,
        by=drafting,
        at=at,
    )
    key = actions.propose_goal(goal_id=goal, content=content, expect=1, by=drafting, at=days(at, 0.1))
    if is_countered:
        lower = replace(content, target=f"{COUNTERED:g}%", target_value=COUNTERED)
        by = Actor.person(place.owner)
        key = actions.propose_goal(goal_id=goal, content=lower, expect=1, note=COUNTER, by=by, at=days(at, 0.3))
    sign(key, (place.owner, place.other), days(at, 0.5))
    return goal


def sign(key: int, people: Iterable[int], at: datetime) -> None:
    """Let people sign the latest version of an agreement, one after the other."""
    state = agreement.states([key])[key]
    for number, person in enumerate(people):
        agreements.sign(
            agreement_id=key,
            version=state.version,
            sha256=state.sha256,
            by=Actor.person(person),
            at=days(at, number / 10),
        )


def _content(aim: _Aim, owner: int, at: datetime) -> GoalContent:
    deadline = (at + timedelta(days=80)).date()
    return GoalContent(
        result=aim.result,
        measure=aim.measure,
        target=aim.target,
        deadline=deadline,
        responsible=owner,
        method="接单当面说定时限，做不到的当天改约并说明原因。",
        steps=(
            GoalStep("梳理到期前一天的提醒", (at + timedelta(days=14)).date()),
            GoalStep("期中核对一次", (at + timedelta(days=45)).date()),
        ),
        support="夜班备件柜补齐；派工系统开放到场时间。",
        measure_key=aim.measure_key,
        target_value=aim.target_value,
    )
