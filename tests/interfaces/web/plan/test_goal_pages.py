"""The cascade, one goal with its negotiation, forms that keep what was typed, the end of phase 1."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import GoalState
from tests.factories import goals as made
from tests.factories.goals import AT
from tests.factories.organisation import SYSTEM, make_account, make_person, standing_of
from tests.factories.plan import QUARTER, CyclePhase, MadeCycle, advance, make_cycle, make_objective

pytestmark = pytest.mark.django_db
FAR = "2999-08-31"


@pytest.fixture
def cycle() -> MadeCycle:
    """Make a cycle whose first phase is not over: pages ask for the time of today."""
    cycle = make_cycle()
    CyclePhase.objects.update(due_on=date(2999, 1, 1))
    return cycle


def browser(person: int, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(make_account(person=person, language=""))
    return client


def text(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def sent(person: int, **changes: Any) -> dict[str, Any]:
    """Give what a whole form sends."""
    whole = {
        "level": "person",
        "owner": person,
        "department": "",
        "manager": "",
        "parent": "",
        "objective": "",
        "result": "投诉当天回复业主",
        "measure": "当天回复的投诉占全部投诉的比例",
        "measure_key": "",
        "target": "95%",
        "target_value": "95",
        "deadline": FAR,
        "responsible": person,
        "method": "接单后先致电，再派单",
        "support": "夜班加派一人",
        "count": "3",
        "step0-text": "每班次前核对清单",
        "step0-due_on": "2999-07-01",
        "do": "propose",
    }
    return whole | changes


def goal_of(person: int) -> int:
    return made.Goal.objects.get(owner=person).pk


@pytest.mark.spec("P1.2")
def test_a_goal_is_written_and_put_before_both_sides_at_one_go(cycle: MadeCycle):
    agent = cycle.place.people[0]
    client = browser(agent)
    response = client.post("/plan/goals/new", sent(agent))
    goal = goal_of(agent)
    assert (response.status_code, response.headers["Location"]) == (302, f"/plan/goals/{goal}")
    page = text(client, f"/plan/goals/{goal}")
    assert "0 of 2 signed" in page
    assert "Sign version 1" in page
    assert "每班次前核对清单" in page
    assert "2999-07-01" in page


def test_a_draft_asks_nobody_to_sign(cycle: MadeCycle):
    agent = cycle.place.people[0]
    client = browser(agent)
    client.post("/plan/goals/new", sent(agent, do="save"))
    page = text(client, f"/plan/goals/{goal_of(agent)}")
    assert "A draft: nobody has been asked to sign it." in page
    assert "Sign version" not in page
    client.post(f"/plan/goals/{goal_of(agent)}/edit", sent(agent, do="save", expect=1, target="90%"))
    assert queries.goal(standing_of(agent), goal_of(agent)).latest.content.target == "90%"


@pytest.mark.parametrize("name", ["result", "measure", "target", "method", "support", "deadline"])
def test_what_is_missing_is_told_at_its_field_and_what_was_typed_is_kept(cycle: MadeCycle, name: str):
    agent = cycle.place.people[0]
    response = browser(agent).post("/plan/goals/new", sent(agent, **{name: ""}))
    page = unescape(response.content.decode())
    assert response.status_code == 200
    assert f'id="goal-{name}_error"' in page
    assert "What you wrote is still here." in page
    assert "每班次前核对清单" in page
    assert page.count("接单后先致电，再派单") == (0 if name == "method" else 1)
    assert not made.Goal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"step0-text": ""}, "Say what is done in this step."),
        ({"step0-due_on": ""}, "Give the step a day."),
        ({"step0-text": "", "step0-due_on": ""}, "Write at least one step with its day."),
    ],
)
def test_a_step_that_was_begun_is_finished(cycle: MadeCycle, changes: dict[str, str], said: str):
    agent = cycle.place.people[0]
    response = browser(agent).post("/plan/goals/new", sent(agent, **changes))
    assert said in unescape(response.content.decode())
    assert not made.Goal.objects.exists()


def test_what_the_rules_refuse_stands_at_its_field(cycle: MadeCycle):
    agent = cycle.place.people[0]
    client = browser(agent)
    response = client.post("/plan/goals/new", sent(agent, deadline="2016-06-30"))
    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "after the deadline 2016-06-30" in page
    response = client.post("/plan/goals/new", sent(agent, deadline="2016-06-30", **{"step0-due_on": "2016-06-01"}))
    page = unescape(response.content.decode())
    assert 'id="goal-deadline_error"' in page
    assert "This deadline is over already." in page


def test_more_steps_are_asked_for_without_losing_anything(cycle: MadeCycle):
    agent = cycle.place.people[0]
    response = browser(agent).post("/plan/goals/new", sent(agent, do="step", result=""))
    page = unescape(response.content.decode())
    assert page.count('name="step') == 10
    assert "接单后先致电，再派单" in page
    assert "What you wrote is still here." not in page


@pytest.mark.spec("P1.2")
def test_a_counter_proposal_shows_word_by_word_what_it_changes(cycle: MadeCycle):
    agent, lead = cycle.place.people[0], cycle.place.lead
    goal = made.goal_of_person(cycle, agent)
    made.propose(goal, by=Actor.person(lead))
    client = browser(agent)
    link = f'<a class="bt" href="/plan/goals/{goal}/edit">Propose another version</a>'
    assert link in text(client, f"/plan/goals/{goal}")
    response = client.post(f"/plan/goals/{goal}/edit", sent(agent, expect=1, target="90%", note="先看三个月"))
    assert response.status_code == 302
    page = text(browser(lead), f"/plan/goals/{goal}")
    assert "<del>95</del><ins>90</ins>%" in page
    assert "先看三个月" in page


def test_a_counter_proposal_by_somebody_who_has_not_seen_the_latest_loses_nothing(cycle: MadeCycle):
    agent, lead = cycle.place.people[0], cycle.place.lead
    goal = made.goal_of_person(cycle, agent)
    made.propose(goal)
    made.propose(goal, by=Actor.person(lead), target="93%")
    client = browser(agent)
    response = client.post(f"/plan/goals/{goal}/edit", sent(agent, expect=1, target="90%"))
    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "Version 2 was written since you opened version 1." in page
    assert ">\n90%</textarea>" in page
    assert 'name="expect" value="2"' in page
    assert client.post(f"/plan/goals/{goal}/edit", sent(agent, expect=2, target="90%")).status_code == 302


def test_a_circle_is_refused_beside_the_choice(cycle: MadeCycle):
    first, second = made.goal_of_department(cycle), made.goal_of_department(cycle)
    actions.link_goal(goal_id=second, parent=first, objective=None, duties=(), by=SYSTEM, at=AT)
    response = browser(cycle.place.head).post(f"/plan/goals/{first}/link", {"parent": second, "objective": ""})
    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert 'id="link-parent_error"' in page
    assert "that would be a circle" in page


def test_what_a_goal_serves_is_chosen_and_shown_both_ways(cycle: MadeCycle):
    aim = make_objective(title=Bilingual("一次办好", "Settled the first time"))
    department, agent = made.goal_of_department(cycle), made.goal_of_person(cycle, cycle.place.people[0])
    client = browser(cycle.place.head)
    client.post(f"/plan/goals/{agent}/link", {"parent": department, "objective": aim})
    assert "Settled the first time" in text(client, f"/plan/goals/{agent}")
    assert f'href="/plan/goals/{agent}"' in text(client, f"/plan/goals/{department}")


@pytest.mark.spec("P1.3")
@pytest.mark.parametrize(
    ("language", "silent", "uncovered"),
    [
        ("en", "No objective is written down", "Objectives that no goal serves"),
        ("zh-hans", "还没有写下任何战略目标", "没有目标承担的战略目标"),
    ],
)
def test_coverage_follows_the_record_and_says_where_it_cannot_tell(
    cycle: MadeCycle, language: str, silent: str, uncovered: str
):
    client = browser(cycle.director, language)
    assert silent in text(client, "/plan/goals")
    aim = make_objective(title=Bilingual("投诉不过夜", "No complaint overnight"))
    goal = made.goal_of_department(cycle)
    title = "投诉不过夜" if language == "zh-hans" else "No complaint overnight"
    page = text(client, "/plan/goals")
    assert (silent in page, uncovered in page, title in page) == (False, True, True)
    actions.link_goal(goal_id=goal, parent=None, objective=aim, duties=(), by=SYSTEM, at=AT)
    made.bind(goal)
    assert title not in text(client, "/plan/goals")


def test_the_cascade_is_searched(cycle: MadeCycle):
    client = browser(cycle.director)
    made.goal_of_person(cycle, cycle.place.people[0], said={"result": "夜班不漏单"})
    made.goal_of_department(cycle)
    assert "夜班不漏单" in text(client, "/plan/goals?q=夜班")
    assert "投诉当天回复业主" not in text(client, "/plan/goals?q=夜班")
    assert "No goal fits" in text(client, "/plan/goals?q=nothing-like-it")
    assert "夜班不漏单" not in text(client, "/plan/goals?level=department")
    assert "夜班不漏单" in text(client, "/plan/goals?level=nonsense")


def test_vague_words_are_pointed_at_while_they_can_be_changed(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent, said={"result": "提高满意度"})
    client = browser(agent)
    assert "“提高” does not say how far." in text(client, f"/plan/goals/{goal}")
    made.propose(goal, result="满意度到 4.5 分")
    assert "does not say how far" not in text(client, f"/plan/goals/{goal}")


def test_a_goal_is_given_up_with_a_reason(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.goal_of_person(cycle, agent)
    client = browser(agent)
    response = client.post(f"/plan/goals/{goal}/drop", {"reason": " "})
    assert response.status_code == 400
    assert "Say why the goal is given up." in unescape(response.content.decode())
    client.post(f"/plan/goals/{goal}/drop", {"reason": "换岗"})
    page = text(client, f"/plan/goals/{goal}")
    assert "This goal was given up." in page
    assert "换岗" in page
    assert queries.goal(standing_of(agent), goal).line.state is GoalState.DROPPED
    assert "投诉当天回复业主" not in text(client, "/plan/goals")


def test_phase_1_is_completed_when_all_is_signed_and_told_who_is_missing_before(cycle: MadeCycle):
    place = cycle.place
    url = f"/plan/cycles/{cycle.id}/departments/{place.department}/finish"
    client = browser(place.head)
    response = client.post(url)
    assert response.status_code == 409
    assert "The department has no goal yet" in unescape(response.content.decode())
    made.bound_goals(cycle)
    assert "5 of 5 have a signed goal" in text(client, "/plan/goals")
    assert client.post(url).status_code == 302
    assert queries.phase_of(cycle.id, place.department) == 2
    assert "Phase 1 is complete." in text(client, "/plan/goals")


def test_after_phase_1_no_goal_is_offered_to_be_changed(cycle: MadeCycle):
    agent = cycle.place.people[0]
    goal = made.bind(made.goal_of_person(cycle, agent))
    client = browser(agent)
    assert "Propose a change" in text(client, f"/plan/goals/{goal}")
    advance(cycle.id, cycle.department, 2)
    assert "Propose a change" not in text(client, f"/plan/goals/{goal}")


@pytest.mark.spec("P1.2")
def test_a_goal_of_the_whole_is_read_by_all_and_its_negotiation_only_by_those_in_it(cycle: MadeCycle):
    goal = made.bind(made.goal_of_whole(cycle))
    reviewer = browser(make_person(roles=(Role.REVIEWER,)))
    cascade, page = text(reviewer, "/plan/goals"), text(reviewer, f"/plan/goals/{goal}")
    assert f'href="/plan/goals/{goal}"' in cascade
    assert "Write a goal" not in cascade
    assert "投诉当天回复业主" in page
    assert "接单后先致电，再派单" in page
    assert 'id="agreement' not in page
    assert "Write a goal" in text(browser(cycle.place.people[0]), "/plan/goals")


def test_without_a_cycle_the_page_says_what_to_do():
    assert "HR opens one" in text(browser(make_person()), "/plan/goals")
    assert "open one first" in text(browser(make_person(roles=(Role.HR,))), "/plan/goals")


@pytest.mark.parametrize("number", [1, 3])
def test_the_cascade_takes_as_many_statements_with_three_goals(
    cycle: MadeCycle, number: int, django_assert_num_queries: DjangoAssertNumQueries
):
    for person in cycle.place.people[:number]:
        made.goal_of_person(cycle, person)
    client = browser(cycle.director)
    client.get("/plan/goals")
    with django_assert_num_queries(20):
        client.get("/plan/goals")


def test_a_goal_is_begun_in_the_cycle_in_which_one_takes_part(cycle: MadeCycle):
    later = Period(QUARTER.end, QUARTER.end + timedelta(days=90))
    other = make_cycle(1, period=later)
    agent, stranger = cycle.place.people[0], other.place.people[0]
    for person, expected in ((agent, cycle.id), (stranger, other.id)):
        assert f'name="cycle" value="{expected}"' in text(browser(person), "/plan/goals/new")
