"""Customers of the simulated company beside its cases: newcomers on their way, needs, solutions, segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liuxin.desk.customers import actions, queries
from liuxin.desk.customers.words import (
    Condition,
    CustomerKind,
    Fact,
    MoveCause,
    NeedFilter,
    NeedState,
    NewCustomer,
    NewNeed,
    NewSolution,
    NextStep,
    Refusal,
    SeenNeed,
    Worth,
)
from liuxin.interfaces.imports.company.crew import Crew, on
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.kernel.actor import Actor

WAY: Final = (
    ("interested", MoveCause.ENQUIRY),
    ("prospect", MoveCause.INTENT),
    ("contracted", MoveCause.CONTRACT),
    ("owner_to_be", MoveCause.OTHER),
    ("owner", MoveCause.HANDOVER),
)
STEPS: Final = {
    NeedState.MATCHED: 1,
    NeedState.OFFERED: 2,
    NeedState.ACCEPTED: 3,
    NeedState.DECLINED: 3,
    NeedState.CHECKED: 4,
}
MEMBERS: Final = 12
SOLUTIONS: Final = (
    NewSolution("三居室看房与置业方案", "Viewing and plan for a three-room flat", "含贷款测算与车位建议。"),
    NewSolution("老房水管整体更换", "New water pipes for an older flat", "两年内免费复修。"),
    NewSolution("车位长租套餐", "Long let of a parking space", "按年付，少付一个月。"),
    NewSolution("上门适老化改造", "Refitting a home for the elderly", "扶手、防滑、夜灯，一天完工。"),
)
SEGMENTS: Final = (
    (
        "近期反复来找的业主",
        "Owners who came again and again",
        (Condition(Fact.STAGE, ("owner", "member")), Condition(Fact.CASES, least=4, days=90)),
    ),
    ("近半年不满意的客户", "Customers not content in half a year", (Condition(Fact.SATISFACTION, most=2.5, days=180),)),
    ("正在看房的客户", "Customers who look for a home", (Condition(Fact.STAGE, ("interested", "prospect")),)),
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who looks for a home: known for so many days, moved on every `pace` days, `steps` times so far."""

    name: str
    phone: str
    days: int
    pace: int
    steps: int


NEWCOMERS: Final = (
    Newcomer("沈一诺", "000 0000 0101", 6, 2, 0),
    Newcomer("顾安然", "000 0000 0102", 20, 6, 1),
    Newcomer("顾安然（先生来电）", "000 0000 0102", 9, 6, 1),
    Newcomer("陆知行", "000 0000 0103", 34, 7, 2),
    Newcomer("程以沫", "000 0000 0104", 48, 8, 2),
    Newcomer("秦望舒", "000 0000 0105", 75, 11, 3),
    Newcomer("裴思齐", "000 0000 0106", 130, 16, 4),
    Newcomer("温如玉", "000 0000 0107", 160, 18, 5),
)
"""The second and third are the same family, taken in twice: the page of duplicates finds them."""


def write(deciding: Crew, owners: Sequence[int], *, at: datetime) -> None:
    """Write all of it; `owners` are keys of customers who may be owners. What is there already stays."""
    if queries.solutions():
        return
    director, sales = Actor.person(deciding.director), deciding.posts[Trade.SALES].person
    solutions = [actions.add_solution(solution=new, by=director, at=on(at, 200, 10)) for new in SOLUTIONS]
    for zh, en, rule in SEGMENTS:
        actions.save_segment(key=None, name_zh=zh, name_en=en, rule=rule, by=director, at=on(at, 40, 11))
    codes = [_arrive(new, Actor.person(sales), at) for new in NEWCOMERS]
    known = _owners(owners)
    _join(known[:MEMBERS], Actor.person(deciding.posts[Trade.RELATIONS].person), at)
    _needs(codes, known[MEMBERS:], solutions, sales, at)


def _arrive(new: Newcomer, by: Actor, at: datetime) -> str:
    first = on(at, new.days, 10)
    customer = NewCustomer(new.name, CustomerKind.EXTERNAL, name_is_made_up=True, stage="potential")
    code = actions.add_customer(customer=customer, phone=new.phone, another=True, by=by, at=first)
    stage = "potential"
    for place, (to, cause) in enumerate(WAY[: new.steps], start=1):
        remark = "已网签，等待交房。" if cause is MoveCause.OTHER else ""
        when = first + timedelta(days=place * new.pace)
        actions.move_stage(customer=code, to=to, expect=stage, cause=cause, remark=remark, by=by, at=when)
        stage = to
    return code


def _owners(keys: Sequence[int]) -> list[str]:
    names = queries.customer_names(keys)
    found = (names[key] for key in keys)
    return [name.code for name in found if name.stage is not None and name.stage.code == "owner"]


def _join(codes: Sequence[str], by: Actor, at: datetime) -> None:
    for place, code in enumerate(codes):
        when = on(at, 5 + place * 9, 15)
        actions.move_stage(customer=code, to="member", expect="owner", cause=MoveCause.MEMBERSHIP, by=by, at=when)


def _needs(codes: Sequence[str], owners: Sequence[str], solutions: Sequence[int], person: int, at: datetime) -> None:
    """Put needs on record, one of each state, and one that is late."""
    home, pipes, parking, elderly = solutions
    going = _Going(person, at)
    going.record(codes[0], "想在年内换一套三居室，靠近小学", 5)
    going.record(owners[0], "母亲搬来同住，家里想加扶手", 12, late=3)
    going.take_on(going.record(codes[3], "三居室，最好带固定车位", 20), 20, home, NeedState.MATCHED)
    going.take_on(going.record(codes[4], "两居换三居，想先看样板间", 30), 30, home, NeedState.OFFERED)
    going.take_on(going.record(owners[1], "水管老是渗，想一次换好", 40), 40, pipes, NeedState.ACCEPTED)
    going.take_on(going.record(owners[2], "车位想长租，不想每月跑一趟", 90), 90, parking, NeedState.CHECKED)
    going.take_on(going.record(owners[3], "卫生间想做防滑", 50), 50, elderly, NeedState.DECLINED)


class _Going:
    """Takes needs on, a step every few days."""

    def __init__(self, person: int, now: datetime) -> None:
        self._person, self._by, self._now = person, Actor.person(person), now

    def record(self, customer: str, title: str, days: int, *, late: int = -4) -> str:
        """Record a need; `late` says how many days ago the next step was due."""
        due = (self._now - timedelta(days=late)).date()
        need = NewNeed(title=title, owner=self._person, next_step="问清预算和时间", next_due=due)
        return actions.record_need(customer=customer, need=need, by=self._by, at=on(self._now, days, 11))

    def take_on(self, code: str, days: int, solution: int, upto: NeedState) -> None:
        """Take a need that was recorded so many days ago as far as told."""
        at, by = [on(self._now, days - after, 15) for after in (2, 5, 9, 29)[: STEPS[upto]]], self._by
        actions.match_need(need=self._seen(code), solution=solution, then=self._then("准备方案"), by=by, at=at[0])
        if STEPS[upto] > STEPS[NeedState.MATCHED]:
            words, then = "方案与报价已当面说明。", self._then("等客户答复")
            actions.offer_solution(need=self._seen(code), text=words, then=then, by=by, at=at[1])
        if upto is NeedState.DECLINED:
            seen, words = self._seen(code), "价格超出预算。"
            actions.decline_offer(need=seen, reason=Refusal.PRICE, words=words, then=None, by=by, at=at[2])
        elif STEPS[upto] > STEPS[NeedState.OFFERED]:
            then = self._then("完工后回访结果")
            actions.accept_offer(need=self._seen(code), words="同意。", then=then, by=by, at=at[2])
        if upto is NeedState.CHECKED:
            text = "用了一个月，业主说省心，不再来问缴费。"
            actions.check_result(need=self._seen(code), worth=Worth.MUCH, text=text, by=by, at=at[3])

    def _seen(self, code: str) -> SeenNeed:
        [need] = queries.need_views(queries.needs_wanted(NeedFilter(search=code)))
        return SeenNeed(need.code, need.version)

    def _then(self, text: str) -> NextStep:
        return NextStep(text, (self._now + timedelta(days=4)).date())
