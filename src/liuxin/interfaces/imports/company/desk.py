"""How the desk of the simulated company is set up: its ways in, and to whom cases go."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from liuxin.desk.cases import actions
from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import (
    CaseFilter,
    CaseSort,
    Channel,
    Deed,
    Distribution,
    EntranceView,
    Kind,
    NewRoutingRule,
    Outcome,
    Seen,
    ServiceStage,
    Status,
    Together,
)
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual

ENTRANCES: Final = (
    ("report", Bilingual("报事报修", "Report a problem"), Kind.REPORT, ServiceStage.AFTERSALE, Trade.HOTLINE),
    ("ask", Bilingual("咨询与看房", "Ask us, or see a flat"), Kind.INQUIRY, ServiceStage.PRESALE, Trade.SALES),
    ("complain", Bilingual("投诉", "Complain"), Kind.COMPLAINT, ServiceStage.AFTERSALE, Trade.COMPLAINTS),
)
RULES: Final = (
    (Trade.COMPLAINTS, NewRoutingRule("投诉给投诉处理组", 0, Distribution.LEAST_LOADED, kind=Kind.COMPLAINT)),
    (Trade.SALES, NewRoutingRule("售前给置业顾问", 0, Distribution.ROUND_ROBIN, service_stage=ServiceStage.PRESALE)),
    (Trade.HOTLINE, NewRoutingRule("其余进热线队列", 0, Distribution.QUEUE, is_default=True)),
)
LEFT_ALONE: Final = timedelta(days=10)
MOST: Final = 100
CLOSED: Final = "已处理完毕，并已告知客户；客户没有再提出问题。"


def set_up(keys: Keys, *, by: Actor, at: datetime) -> None:
    """Open the ways in and write the rules of routing; what is there stays."""
    known = {entrance.code for entrance in cases.entrances()}
    for code, name, kind, stage, trade in ENTRANCES:
        if code not in known:
            team = _team(keys, trade)
            view = EntranceView(code, name, Channel.WEB_FORM, team, kind, stage, priority=3, minutes=480, is_open=True)
            actions.set_entrance(entrance=view, by=by, at=at)
    if known:
        return
    for trade, rule in RULES:
        actions.add_routing_rule(new=replace(rule, team=_team(keys, trade)), by=by, at=at)


def _team(keys: Keys, trade: Trade) -> int:
    """Give the team of the head office that does a trade: they are the first, in the order of their trades."""
    return keys.teams[int(trade) + 1]


def tidy(director: int, *, at: datetime) -> int:
    """Close what was resolved long ago and never closed, as a company does that looks after its cases."""
    wanted = CaseFilter(status=Status.RESOLVED)
    standing = Standing(is_system=True)
    old = [
        line.code
        for line in cases.case_rows(standing, wanted, CaseSort.OLDEST)
        if line.resolved_at is not None and line.resolved_at < at - LEFT_ALONE
    ]
    told = Together(Deed.CLOSE, outcome=Outcome.DONE_AND_TOLD, outcome_text=CLOSED)
    count = 0
    for start in range(0, len(old), MOST):
        seen = [Seen(*each) for each in cases.versions_of(standing, old[start : start + MOST]).items()]
        count += len(actions.do_together(told=told, cases=seen, by=Actor.person(director), at=at).cases)
    return count
