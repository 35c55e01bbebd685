"""Goals written with those whom they bind: drafted, countered, signed, linked, given up."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.agreement import actions as agreement
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement import rules as agreement_rules
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import GoalFilter, GoalLevel, GoalState
from tests.factories import goals as made
from tests.factories.agreement import answer
from tests.factories.goals import AT, DEADLINE, Step
from tests.factories.organisation import SYSTEM, Person, make_person, standing_of
from tests.factories.plan import MadeCycle, advance, make_cycle, make_objective

pytestmark = pytest.mark.django_db
PAST = date(2016, 5, 31)


@pytest.fixture
def cycle() -> MadeCycle:
    return make_cycle()


def state(goal: int) -> GoalState:
    return queries.goal(standing_of_all(), goal).line.state


def standing_of_all():
    return standing_of(make_person(roles=(Role.DIRECTOR,)))


@pytest.mark.spec("P1.2")
def test_a_goal_binds_when_both_sides_signed_the_same_version(cycle: MadeCycle):
    agent, lead = cycle.place.people[0], cycle.place.lead
    goal = made.goal_of_person(cycle, agent, by=Actor.person(lead))
    assert state(goal) is GoalState.DRAFT
    key = made.propose(goal, by=Actor.person(lead))
    assert state(goal) is GoalState.OPEN
    made.propose(goal, by=Actor.person(agent), target="90%", note="先看三个月")
    assert answer(key, lead, at=AT) is False
    assert state(goal) is GoalState.OPEN
    assert answer(key, agent, at=AT) is True
    view = queries.goal(standing_of(agent), goal)
    assert (view.line.state, view.line.target, view.line.version) == (GoalState.BOUND, "90%", 2)
    assert [(each.number, each.content.target, each.agreement_version) for each in view.versions] == [
        (1, "95%", 1),
        (2, "90%", 2),
    ]


@pytest.mark.spec("P1.2")
def test_what_is_signed_says_all_that_a_goal_carries(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent)
    key = made.propose(goal)
    view = agreements.agreement(standing_of(agent), key)
    assert (view.kind, view.subject) == ("goal", str(goal))
    assert [(party.person, party.side) for party in view.parties] == [(agent, "person"), (cycle.place.lead, "manager")]
    assert view.decider == cycle.place.head
    assert [line.key for line in view.latest.lines] == [
        "result",
        "measure",
        "target",
        "deadline",
        "responsible",
        "method",
        "step-1",
        "step-2",
        "support",
    ]
    assert view.latest.lines[6].text == "2016-06-30 每班次前核对未回复清单"


def test_what_is_signed_holds_what_was_typed_as_it_was_typed_and_names_in_both_languages(cycle: MadeCycle):
    agent = cycle.place.people[0]
    Person.objects.filter(pk=agent).update(name_zh="谢雨桐", name_en="Yutong Xie")
    key = made.propose(made.goal_of_person(cycle, agent))
    latest = agreements.agreement(standing_of(agent), key).latest
    assert [(line.label.zh, line.label.en, line.text) for line in latest.lines] == [
        ("结果", "Result", "投诉当天回复业主"),
        ("衡量办法", "Measure", "当天回复的投诉占全部投诉的比例"),
        ("目标值", "Target", "95%"),
        ("期限", "Deadline", "2016-08-31"),
        ("责任人", "Responsible", "谢雨桐\nYutong Xie"),
        ("方法", "Method", "接单后先致电，再派单"),
        ("步骤 1", "Step 1", "2016-06-30 每班次前核对未回复清单"),
        ("步骤 2", "Step 2", "2016-08-15 每周复盘超时工单"),
        ("主管承诺的支持", "Support promised by the manager", "夜班加派一人，七月一日起"),
    ]
    assert latest.sha256 == agreement_rules.digest(1, latest.lines)


def test_a_draft_is_written_again_before_anybody_is_asked(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent)
    said = made.content(agent, target="90%")
    assert actions.write_goal(goal_id=goal, content=said, expect=1, by=Actor.person(agent), at=AT) == 2
    made.propose(goal)
    assert [each.agreement_version for each in queries.goal(standing_of(agent), goal).versions] == [None, 1]
    with pytest.raises(RuleBrokenError) as error:
        actions.write_goal(goal_id=goal, content=made.content(agent), expect=2, by=Actor.person(agent), at=AT)
    assert error.value.code == "plan.goal_is_negotiated"


def test_whoever_has_not_seen_the_latest_version_writes_over_nothing(cycle: MadeCycle):
    agent, lead = cycle.place.people[0], cycle.place.lead
    goal = made.goal_of_person(cycle, agent)
    made.propose(goal)
    made.propose(goal, by=Actor.person(agent), target="90%")
    with pytest.raises(ConflictError) as error:
        made.propose(goal, by=Actor.person(lead), target="93%", expect=1)
    assert (error.value.code, error.value.params) == ("plan.goal_changed", {"latest": 2, "seen": 1})
    assert queries.goal(standing_of(lead), goal).latest.number == 2


def test_what_binds_stays_in_force_until_a_later_version_is_signed(cycle: MadeCycle):
    agent, lead = cycle.place.people[0], cycle.place.lead
    goal = made.bind(made.goal_of_person(cycle, agent))
    second = made.propose(goal, by=Actor.person(agent), target="90%")
    line = queries.goal(standing_of(agent), goal).line
    assert (line.state, line.target, line.version, line.latest) == (GoalState.BOUND, "95%", 1, 2)
    answer(second, lead, at=AT)
    answer(second, agent, at=AT)
    line = queries.goal(standing_of(agent), goal).line
    assert (line.target, line.version) == ("90%", 2)


@pytest.mark.spec("P1.2")
def test_where_both_sides_do_not_agree_the_one_above_decides_with_a_reason(cycle: MadeCycle):
    agent, head = cycle.place.people[0], cycle.place.head
    goal = made.goal_of_person(cycle, agent)
    key = made.propose(goal)
    answer(key, agent, at=AT, refusal="人手不够")
    agreement.decide(agreement_id=key, version=1, reason="合同要求", by=Actor.person(head), at=AT)
    line = queries.goal(standing_of(agent), goal).line
    assert (line.state, line.is_decided) == (GoalState.BOUND, True)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"result": " "}, "result", "plan.goal_says_nothing"),
        ({"measure": ""}, "measure", "plan.goal_says_nothing"),
        ({"target": ""}, "target", "plan.goal_says_nothing"),
        ({"method": ""}, "method", "plan.goal_says_nothing"),
        ({"support": ""}, "support", "plan.goal_says_nothing"),
        ({"steps": ()}, "steps", "plan.goal_without_steps"),
        ({"steps": (Step(" ", DEADLINE),)}, "steps", "plan.goal_step_empty"),
        ({"steps": (Step("晚了", DEADLINE + timedelta(days=1)),)}, "steps", "plan.goal_step_late"),
        ({"steps": (Step("一步", DEADLINE),) * 13}, "steps", "plan.goal_too_many_steps"),
        ({"result": "长" * 2001}, "result", "plan.goal_too_long"),
        (
            {"deadline": date(2016, 5, 31), "steps": (Step("早", date(2016, 5, 1)),)},
            "deadline",
            "plan.goal_deadline_over",
        ),
    ],
)
def test_a_goal_that_leaves_something_open_is_not_written(
    cycle: MadeCycle, changes: dict[str, object], field: str, code: str
):
    with pytest.raises(BadInputError) as error:
        made.goal_of_person(cycle, cycle.place.people[0], said=changes)
    assert (error.value.code, error.value.field) == (code, field)
    assert not made.Goal.objects.exists()


def test_a_goal_serving_a_goal_that_serves_it_is_refused(cycle: MadeCycle):
    first, second, third = (made.goal_of_department(cycle) for _ in range(3))

    def serve(goal: int, parent: int) -> None:
        actions.link_goal(goal_id=goal, parent=parent, objective=None, duties=(), by=SYSTEM, at=AT)

    serve(second, first)
    serve(third, second)
    for parent in (first, second, third):
        with pytest.raises(RuleBrokenError) as error:
            serve(first, parent)
        assert (error.value.code, error.value.field) == ("plan.goal_circle", "parent")
    assert made.Goal.objects.get(pk=first).parent_id is None


def test_a_goal_serves_its_own_level_or_above(cycle: MadeCycle):
    whole, person = made.goal_of_whole(cycle), made.goal_of_person(cycle, cycle.place.people[0])
    with pytest.raises(RuleBrokenError) as error:
        actions.link_goal(goal_id=whole, parent=person, objective=None, duties=(), by=SYSTEM, at=AT)
    assert error.value.code == "plan.goal_serves_below"


def test_a_goal_serves_only_live_goals_of_its_own_cycle(cycle: MadeCycle):
    goal, elsewhere = made.goal_of_department(cycle), made.goal_of_whole(make_cycle())
    gone = made.goal_of_whole(cycle)
    actions.drop_goal(goal_id=gone, reason="不再需要", by=SYSTEM, at=AT)
    with pytest.raises(BadInputError) as error:
        actions.link_goal(goal_id=goal, parent=elsewhere, objective=None, duties=(), by=SYSTEM, at=AT)
    assert error.value.code == "plan.goal_of_another_cycle"
    with pytest.raises(RuleBrokenError) as dropped:
        actions.link_goal(goal_id=goal, parent=gone, objective=None, duties=(), by=SYSTEM, at=AT)
    assert dropped.value.code == "plan.goal_serves_dropped"


def test_goals_are_written_in_phase_1_only(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent)
    advance(cycle.id, cycle.department, 2)
    for deed in (lambda: made.propose(goal), lambda: made.goal_of_person(cycle, agent)):
        with pytest.raises(RuleBrokenError) as error:
            deed()
        assert error.value.code == "plan.phase_not_open"


def test_a_persons_goal_is_written_by_both_sides_and_those_above_and_by_nobody_else(cycle: MadeCycle):
    place = cycle.place
    agent, colleague = place.people[:2]
    for writer in (agent, place.lead, place.head, cycle.director):
        made.goal_of_person(cycle, agent, by=Actor.person(writer))
    for other in (colleague, make_person(), make_person(roles=(Role.AUDITOR,))):
        with pytest.raises(NotAllowedError) as error:
            made.goal_of_person(cycle, agent, by=Actor.person(other))
        assert error.value.code == "plan.may_not_write_goal"


def test_only_somebody_who_takes_part_owns_a_persons_goal(cycle: MadeCycle):
    with pytest.raises(BadInputError) as error:
        made.goal_of_person(cycle, make_person())
    assert (error.value.code, error.value.field) == ("plan.owner_takes_no_part", "owner")
    leaver = cycle.place.people[0]
    actions.mark_left(cycle_id=cycle.id, person_id=leaver, left_at=AT, by=SYSTEM, at=AT)
    with pytest.raises(BadInputError):
        made.goal_of_person(cycle, leaver)


def test_nobody_signs_with_oneself(cycle: MadeCycle):
    agent = cycle.place.people[0]
    with pytest.raises(RuleBrokenError) as error:
        made.goal_of_person(cycle, agent, manager=agent)
    assert error.value.code == "plan.goal_with_oneself"


def test_a_goal_given_up_says_why_and_is_negotiated_no_more(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent)
    key = made.propose(goal, by=Actor.person(agent))
    with pytest.raises(BadInputError):
        actions.drop_goal(goal_id=goal, reason=" ", by=Actor.person(agent), at=AT)
    actions.drop_goal(goal_id=goal, reason="换岗", by=Actor.person(agent), at=AT)
    view = queries.goal(standing_of(agent), goal)
    assert (view.line.state, view.drop_reason) == (GoalState.DROPPED, "换岗")
    assert agreements.waiting_for(cycle.place.lead, AT) == ()
    assert agreements.states([key])[key].state == "withdrawn"
    with pytest.raises(ConflictError) as error:
        made.propose(goal)
    assert error.value.code == "plan.goal_dropped"


def test_what_both_signed_is_given_up_only_by_those_who_look_after_the_department(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.bind(made.goal_of_person(cycle, agent))
    with pytest.raises(NotAllowedError) as error:
        actions.drop_goal(goal_id=goal, reason="太难", by=Actor.person(agent), at=AT)
    assert error.value.code == "plan.may_not_drop_bound_goal"
    actions.drop_goal(goal_id=goal, reason="项目取消", by=Actor.person(cycle.place.head), at=AT)
    assert state(goal) is GoalState.DROPPED


def sees(person: int, goal: int) -> bool:
    try:
        return queries.goal(standing_of(person), goal).line.id == goal
    except NotFoundError:
        return False


def test_a_persons_goal_is_seen_by_both_sides_and_those_above_and_those_of_departments_by_all(cycle: MadeCycle):
    place = cycle.place
    agent, colleague = place.people[:2]
    goal, open_to_all = made.goal_of_person(cycle, agent), made.goal_of_department(cycle)
    auditor, stranger = make_person(roles=(Role.AUDITOR,)), make_person()
    inside, outside = (agent, place.lead, place.head, cycle.director, cycle.hr, auditor), (colleague, stranger)
    assert [sees(person, goal) for person in (*inside, *outside)] == [True] * 6 + [False] * 2
    assert [sees(person, open_to_all) for person in (*inside, *outside)] == [True] * 8
    assert [line.id for line in queries.goals(standing_of(colleague), cycle.id)] == [open_to_all]


def test_the_cascade_is_drawn_each_goal_under_the_one_that_it_serves(cycle: MadeCycle):
    first, second = cycle.place.people[:2]
    whole = made.goal_of_whole(cycle)
    department = made.goal_of_department(cycle, parent=whole)
    two, one = made.goal_of_person(cycle, second, parent=department), made.goal_of_person(cycle, first, parent=whole)
    drawn = [(line.id, line.depth) for line in queries.goals(standing_of(cycle.director), cycle.id)]
    assert drawn == [(whole, 0), (department, 1), (two, 2), (one, 1)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (GoalFilter(search="夜班 99%"), ["agent"]),
        (GoalFilter(search="没有这样的"), []),
        (GoalFilter(level=GoalLevel.DEPARTMENT), ["department"]),
        (GoalFilter(state=GoalState.BOUND), ["department"]),
        (GoalFilter(state=GoalState.DROPPED), []),
    ],
)
def test_a_filter_shows_what_fits_and_above_it_what_it_serves(
    cycle: MadeCycle, wanted: GoalFilter, expected: list[str]
):
    whole = made.goal_of_whole(cycle)
    department = made.bind(made.goal_of_department(cycle, parent=whole))
    said = {"result": "夜班不漏单", "target": "99%"}
    agent = made.goal_of_person(cycle, cycle.place.people[0], parent=department, said=said)
    names = {"whole": whole, "department": department, "agent": agent}
    found = queries.goals(standing_of(cycle.director), cycle.id, wanted)
    assert [line.id for line in found if line.matches] == [names[name] for name in expected]
    above = {"agent": [whole, department], "department": [whole]}
    context = [line.id for line in found if not line.matches]
    assert context == (above[expected[0]] if expected else [])


def test_people_are_found_by_their_names(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent)
    made.goal_of_person(cycle, cycle.place.people[1])
    name = organisation.names([agent])[agent].zh
    found = queries.goals(standing_of(cycle.director), cycle.id, GoalFilter(search=name))
    assert [line.id for line in found] == [goal]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_statements_does_not_grow(cycle: MadeCycle, number: int, django_assert_num_queries):
    for person in cycle.place.people[:number]:
        made.bind(made.goal_of_person(cycle, person))
    standing = standing_of(cycle.director)
    with django_assert_num_queries(2):
        assert len(queries.goals(standing, cycle.id)) == number
    with django_assert_num_queries(2):
        assert len(queries.goals_of_people(cycle.id, cycle.place.people)) == number
    with django_assert_num_queries(6):
        assert len(queries.coverage(standing, cycle.id).goals) == 0
    with django_assert_num_queries(3):
        assert queries.phase_progress(standing, cycle.id)[cycle.department].done == number


def test_only_what_binds_is_given_to_those_who_build_on_it(cycle: MadeCycle):
    first, second = cycle.place.people[:2]
    bound = made.bind(made.goal_of_person(cycle, first))
    made.propose(made.goal_of_person(cycle, second))
    found = queries.goals_of_people(cycle.id, [first, second])
    assert {person: [line.id for line in lines] for person, lines in found.items()} == {first: [bound]}
    assert [line.id for line in queries.goals_of_person(standing_of(first), cycle.id, first)] == [bound]
    assert queries.goals_of_person(standing_of(second), cycle.id, first) == ()


def test_the_record_tells_every_step_and_no_free_text(cycle: MadeCycle):
    goal = made.bind(made.goal_of_person(cycle, cycle.place.people[0]))
    actions.link_goal(goal_id=goal, parent=None, objective=make_objective(), duties=(), by=SYSTEM, at=AT)
    actions.drop_goal(goal_id=goal, reason="不再需要", by=SYSTEM, at=AT)
    events = sorted(history.timeline("goal", str(goal)), key=lambda event: event.id)
    assert [event.code for event in events] == [
        "plan.goal_drafted",
        "plan.goal_proposed",
        "plan.goal_linked",
        "plan.goal_dropped",
    ]
    assert not any("投诉" in str(event.payload) or "不再" in str(event.payload) for event in events)


@pytest.mark.parametrize("wrong", [{"level": "team"}, {"department": None}, {"dropped_at": AT}])
def test_the_database_itself_refuses_what_cannot_be(cycle: MadeCycle, wrong: dict[str, object]):
    goal = made.goal_of_person(cycle, cycle.place.people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        made.Goal.objects.filter(pk=goal).update(**wrong)
    for itself in ("parent", "manager"):
        row = made.Goal.objects.get(pk=goal)
        with pytest.raises(IntegrityError), transaction.atomic():
            made.Goal.objects.filter(pk=goal).update(**{itself: row.pk if itself == "parent" else row.owner_id})
