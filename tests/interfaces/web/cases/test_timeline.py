from datetime import timedelta

import pytest
from django.utils import timezone, translation

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import HandOverReason, Moment, Outcome
from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.facts.folding.events import CASE_CODES
from liuxin.interfaces.web.cases import timeline
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE, fresh, make_desk, seen
from tests.factories.organisation import standing_of

HOUR = timedelta(hours=1)

AGENT = PersonName(1, "陈晓", "Chen Xiao", "陈晓")
TEAM = TeamName(1, "T1", "二组", "Team 2")


def moment(code: str, minutes: int = 0, **values) -> Moment:
    return Moment(code=code, at=NINE + timedelta(minutes=minutes), **{"actor": None, "actor_label": "log", **values})


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (moment("case.opened", accountable=AGENT, team=TEAM), "受理；进入 二组 队列，由 陈晓 负责"),
        (moment("case.handed_over", holder=AGENT, team=TEAM), "转派：由 陈晓 经手（二组）"),
        (
            moment("case.handed_over", holder=AGENT, team=TEAM, reason=HandOverReason.SHIFT),
            "转派：由 陈晓 经手（二组）；原因：换班",
        ),
        (moment("case.closed", outcome=Outcome.NOT_RECORDED), "结单：来源未记录"),
        (moment("case.classified", priority=1, category="电梯"), "分类：优先级 紧急，类别 电梯"),
        (moment("case.promise_judged", kept=False), "承诺未兑现"),
        (moment("case.confirmed", settled=True), "客户答复已经办妥"),
        (moment("case.confirmed", settled=False), "客户答复没有办妥"),
        (moment("case.confirmed"), "客户答复了是否办妥，答的什么没有记录"),
        (moment("case.something_new"), "case.something_new"),
    ],
)
def test_each_event_is_said_in_a_sentence(told, said):
    with translation.override("zh-hans"):
        assert timeline.entries([told])[0].said == said


OF_THE_DESK = (
    "absorbed asked disjoined escalation_answered got_part made_part merged only_thanked parted promise_warned "
    "response_judged response_runs_on routed split split_off told_apart unanswered unmerged"
)


def test_every_event_of_a_case_has_a_sentence():
    told_by_old_records = {"case.planned", "case.help_ended"}
    told_beside_them = {"case.next_done", "case.response_due"}
    of_the_desk = {f"case.{name}" for name in OF_THE_DESK.split()}
    assert set(timeline.SENTENCES) | told_beside_them == CASE_CODES | told_by_old_records | of_the_desk


def test_a_planned_step_says_until_when():
    planned = moment("case.next_planned", due=NINE + timedelta(hours=8))
    with translation.override("zh-hans"), timezone.override("UTC"):
        assert timeline.entries([planned])[0].said == f"排定下一步，期限 {NINE + timedelta(hours=8):%Y-%m-%d %H:%M}"


def test_that_a_step_was_done_is_said_by_the_step_that_did_it():
    assert timeline.entries([moment("case.next_done")]) == ()


def test_rows_of_a_source_that_say_the_same_are_folded_with_their_number():
    told = [moment("case.touched", minutes, state="New") for minutes in (1, 2, 3)]
    told.append(moment("case.touched", 4, state="Active"))
    folded = timeline.entries(told, source="log")
    assert [(entry.state, entry.again, entry.until) for entry in folded] == [
        ("New", 2, NINE + timedelta(minutes=3)),
        ("Active", 0, None),
    ]


def test_the_source_of_the_whole_case_is_not_named_on_each_line():
    assert timeline.entries([moment("case.resolved")], source="log")[0].who == ""
    assert timeline.entries([moment("case.resolved")], source="other")[0].who == "log"


def test_notes_are_never_folded():
    notes = [moment("case.noted", text="x"), moment("case.noted", text="x")]
    assert len(timeline.entries(notes)) == 2


@pytest.mark.spec("S4")
def test_the_line_of_the_routing_names_the_rule_and_without_one_says_only_that():
    with translation.override("zh-hans"):
        named, unnamed = timeline.entries([moment("case.routed", rule="投诉给投诉处理组"), moment("case.routed", 1)])
    assert (named.said, unnamed.said) == ("由分派规则“投诉给投诉处理组”送到这里", "由分派规则送到这里")


@pytest.mark.django_db
@pytest.mark.spec("S4")
def test_a_step_is_named_where_the_record_knows_it_and_else_it_is_said_that_it_does_not():
    desk = make_desk()
    case, agent = desk.receive(next_action="", next_due=NINE + timedelta(hours=1)), Actor.person(desk.agent)
    for hours, step in ((2, "打电话"), (3, "上门看看")):
        due = NINE + timedelta(hours=hours + 8)
        actions.plan_next(case=seen(fresh(case)), next_action=step, next_due=due, by=agent, at=NINE + hours * HOUR)
    found = queries.case(standing_of(desk.agent), case.code, NINE + 4 * HOUR)
    with translation.override("en"):
        told = timeline.entries(found.moments, line=found.line)
    assert [each.remark for each in told if each.due is not None] == [
        "Give the customer a first reply",
        "what it was is not on record, since another step took its place",
        "上门看看",
    ]


@pytest.mark.parametrize(
    ("code", "who"),
    [("case.reopened", "客户"), ("case.routed", ""), ("case.next_planned", "六心"), ("case.confirmed", "")],
)
def test_what_follows_from_a_customers_deed_is_not_told_as_done_by_the_customer(code, who):
    with translation.override("zh-hans"):
        assert timeline.entries([moment(code, actor_label="customer")])[0].who == who
