"""The page of the cycle: river, tasks, what is vague and overbooked, the carry; opening and closing a cycle."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import LessonSource, NewLesson, Phase, TaskState, TaskView, mark
from tests.factories.organisation import make_calendar, make_department, make_person, standing_of
from tests.factories.plan import (
    AT,
    SYSTEM,
    MadeCycle,
    advance,
    dues,
    make_cycle,
    make_place,
    make_task,
    open_cycle,
    task,
)
from tests.interfaces.web.plan.browsers import browser, send, text

pytestmark = pytest.mark.django_db
HOME, NEW = "/plan", "/plan/cycles/new"
TODAY = AT.date()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def fields(**changes: object) -> dict[str, object]:
    days = {f"due_{phase}": day.isoformat() for phase, day in dues().items()}
    whole = {"code": "2016Q2", "name_en": "Second quarter", "first": "2016-04-01", "last": "2016-06-30"}
    return whole | days | {"task_share": 20} | changes


def only(made: MadeCycle) -> TaskView:
    (found,) = queries.tasks(standing_of(made.hr), made.id)
    return found


def test_without_a_cycle_the_page_says_what_to_do() -> None:
    assert "HR opens the first one." in text(browser(Role.AGENT), HOME)
    assert "Open the first one" in text(browser(Role.HR), HOME)
    assert "还没有绩效周期" in text(browser(Role.AGENT, language="zh-hans"), HOME)


@pytest.mark.spec("P4.4")
def test_each_department_is_drawn_where_it_is() -> None:
    made = make_cycle(departments=2)
    advance(made.id, made.places[1].department, 5)
    page = text(browser(Role.AGENT), HOME)
    names = {key: view.name.en for key, view in queries.phases(made.id).items()}
    assert f"{names[made.places[0].department]}: Plan, 0 of 6 phases done" in page
    assert f"{names[made.places[1].department]}: Feedback, 4 of 6 phases done" in page
    advance(made.id, made.places[0].department, 2)
    assert f"{names[made.places[0].department]}: Indicators, 1 of 6 phases done" in text(browser(Role.AGENT), HOME)


@pytest.mark.parametrize(
    ("days", "said"), [(-4, "4 days late"), (-1, "1 day late"), (0, "0 days left"), (3, "3 days left"), (4, "in time")]
)
def test_a_department_is_held_against_its_day(days: int, said: str) -> None:
    open_cycle([make_place(1).department], phase_dues=dues(TODAY + timedelta(days=days)))
    assert said in text(browser(Role.AGENT), HOME)


def test_a_department_that_did_all_is_done() -> None:
    make_cycle(phase=7)
    page = text(browser(Role.AGENT), HOME)
    assert "all done" in page
    assert "All six done" in page


@pytest.mark.spec("P1.4")
def test_what_is_vague_is_named_and_no_more_once_it_is_said() -> None:
    made = make_cycle()
    key = make_task(made.id, owner=None, due_on=None)
    client = browser(person=made.hr)
    assert "nobody has it, no day" in text(client, HOME)
    whole = {"title_en": "Sign the goals", "phase": 1, "department": "", "owner": made.place.lead}
    told = {"due_on": "2016-06-10", "level_en": "one each", "hours": "8", "expect": mark(only(made))}
    assert send(client, f"/plan/tasks/{key}", **whole, **told) == (302, f"/plan?cycle={made.id}#tasks")
    page = text(client, HOME)
    assert "nobody has it" not in page
    status, again = send(client, f"/plan/tasks/{key}", **whole, **told | {"hours": "9"})
    assert status == 409
    assert "Somebody has changed this since you opened it." in again
    assert 'value="9"' in again
    assert "Nothing: every open task says who, when, to what level and in how many hours." in page


@pytest.mark.spec("P1.4")
def test_whoever_is_asked_for_more_hours_than_there_are_is_named() -> None:
    made = make_cycle()
    key = make_task(made.id, owner=made.place.lead, hours=Decimal(14))
    client = browser(Role.AGENT)
    assert "14 h asked for by 2016-06-10; cannot tell whether there is time: no calendar" in text(client, HOME)
    make_calendar("default")
    assert "overbooked by 2016-06-10: 14 h asked for, 13 h there" in text(client, HOME)
    actions.change_task(task_id=key, new=task(owner=made.place.lead), by=SYSTEM, at=AT)
    page = text(client, HOME)
    assert "by 2016-06-10 8 h asked for, 13 h there" in page
    assert "overbooked" not in page


def test_tasks_are_drawn_along_the_days_with_today() -> None:
    made = make_cycle()
    make_task(made.id, owner=made.place.lead)
    page = text(browser(Role.AGENT), HOME)
    assert 'class="now-line"' in page
    assert 'aria-label="Sign the goals: by 2016-06-10, open"' in page
    assert page.count('class="f-cur" x="0.00%" y="7" width="16.67%"') == 1
    with time_machine.travel(AT + timedelta(days=10), tick=False):
        assert 'aria-label="Sign the goals: by 2016-06-10, late"' in text(browser(Role.AGENT), HOME)


def test_a_task_is_finished_dropped_and_opened_again_by_whoever_has_it() -> None:
    made = make_cycle()
    owner, other, _ = made.place.people
    key = make_task(made.id, owner=owner, department=made.department)
    mine, theirs = browser(person=owner), browser(person=other)
    assert f"/plan/tasks/{key}/done" in text(mine, HOME)
    assert f"/plan/tasks/{key}/done" not in text(theirs, HOME)
    assert send(theirs, f"/plan/tasks/{key}/done")[0] == 403
    for state in ("done", "open", "dropped"):
        assert send(mine, f"/plan/tasks/{key}/{state}")[0] == 302
    (found,) = queries.tasks(standing_of(made.hr), made.id)
    assert found.state is TaskState.DROPPED


def test_what_is_wrong_with_a_task_stands_beside_its_field_with_what_was_typed() -> None:
    made = make_cycle()
    client = browser(person=made.hr)
    status, page = send(client, f"/plan/cycles/{made.id}/tasks/new", title_en="", phase=1, department="", hours="8")
    assert status == 200
    assert "Give it a title, in Chinese or in English." in page
    assert 'value="8"' in page


@pytest.mark.spec("P6.3")
def test_what_was_learned_stands_on_the_page_of_the_next_cycle() -> None:
    made = make_cycle()
    client = browser(Role.AGENT)
    assert "Nothing was carried over." in text(client, HOME)
    told = Bilingual("报修高峰要加人", "More people at peak hours")
    following = open_cycle([made.department], carry=[NewLesson(LessonSource.TALK, text=told)], carry_from=made.id)
    page = text(client, f"{HOME}?cycle={following}")
    assert "More people at peak hours" in page
    assert "Nothing was carried over." not in page
    assert "报修高峰要加人" in text(browser(Role.AGENT, language="zh-hans"), f"{HOME}?cycle={following}")


def test_hr_opens_a_cycle_with_lessons() -> None:
    place = make_place(2)
    client = browser(Role.HR)
    status, where = send(client, NEW, **fields(departments=[place.department], lessons="More people\nFewer forms"))
    (found,) = queries.cycles()
    assert (status, where) == (302, f"/plan?cycle={found.id}")
    assert (found.code, found.departments, found.task_share) == ("2016Q2", (place.department,), 20)
    assert [each.text.en for each in queries.lessons(found.id)] == ["More people", "Fewer forms"]
    assert "The cycle is open" in text(client, where)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": "2016-06-30", "last": "2016-04-01"}, "The period would end before it starts."),
        ({"due_2": "2016-01-01"}, "Phase 2 would be due before phase 1."),
        ({"departments": []}, "Choose at least one department that takes part."),
        ({"code": "taken"}, "Another cycle has the code “taken” already."),
        ({"task_share": 101}, "The tasks of a cycle may take between 1 and 100 percent"),
        ({"name_en": ""}, "Give the cycle a name, in Chinese or in English."),
    ],
)
def test_what_is_no_cycle_is_said_beside_its_field(changes: dict[str, object], said: str) -> None:
    place = make_place(1)
    open_cycle([place.department], code="taken")
    status, page = send(browser(Role.HR), NEW, **fields(departments=[place.department]) | changes)
    assert status == 200
    assert said in page
    assert len(queries.cycles()) == 1


def test_a_department_twice_and_one_without_people_are_refused_by_name() -> None:
    key = make_place(1).department
    assert "A department is named twice" in send(browser(Role.HR), NEW, **fields(departments=[key, key]))[1]
    empty = make_department("empty")
    page = send(browser(Role.HR), NEW, **fields(departments=[key, empty]))[1]
    assert "Nobody works in “部门 empty” now" in page


def test_only_hr_is_offered_to_open_a_cycle() -> None:
    make_cycle()
    for role in (Role.AGENT, Role.DIRECTOR, Role.MANAGER):
        assert NEW not in text(browser(role), HOME)
        assert browser(role).get(NEW).status_code == 403
    assert NEW in text(browser(Role.HR), HOME)


def test_a_cycle_is_closed_once_it_was_confirmed_and_only_when_all_is_done() -> None:
    made = make_cycle(phase=6)
    client, address = browser(person=made.hr), f"/plan/cycles/{made.id}/close"
    assert "cannot be opened again" in text(client, address)
    status, page = send(client, address)
    assert status == 409
    assert "Phases still to be completed: 1." in page
    advance(made.id, made.department, 7)
    assert send(client, address) == (302, f"/plan?cycle={made.id}")
    assert not queries.cycle(made.id).is_open
    assert address not in text(client, f"{HOME}?cycle={made.id}")


def test_another_cycle_is_chosen_and_one_that_is_not_there_is_not_found() -> None:
    made = make_cycle()
    other = open_cycle([made.department], is_pilot=True)
    client = browser(Role.AGENT)
    assert "pilot: nothing is applied" in text(client, f"{HOME}?cycle={other}")
    assert "pilot: nothing is applied" not in text(client, f"{HOME}?cycle={made.id}")
    for wrong in ("999999", "x"):
        assert client.get(f"{HOME}?cycle={wrong}").status_code == 404


def test_the_side_bar_shows_the_phase_of_ones_own_department() -> None:
    made = make_cycle(departments=2)
    advance(made.id, made.places[1].department, 4)
    for place, phase in zip(made.places, (Phase.PLAN, Phase.EVALUATION), strict=True):
        client = browser(person=place.people[0])
        client.get(HOME)
        assert client.session["river"] == ["Second quarter", phase.value]


def test_a_head_may_plan_for_the_own_department_only() -> None:
    made = make_cycle(departments=2)
    head = browser(person=made.place.head)
    page = text(head, f"/plan/cycles/{made.id}/tasks/new")
    names = [view.name.en for view in queries.phases(made.id).values()]
    assert [name for name in names if f">{name}</option>" in page] == [queries.phases(made.id)[made.department].name.en]
    assert "the whole cycle" not in page
    key = make_task(made.id, department=made.places[1].department)
    assert browser(person=made.places[1].head).get(f"/plan/tasks/{key}").status_code == 200
    assert head.get(f"/plan/tasks/{key}").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make_cycle(count, departments=count)
    for place in made.places:
        for person in place.people:
            make_task(made.id, owner=person)
    client = browser(person=make_person())
    client.get(HOME)
    with django_assert_num_queries(14):
        client.get(HOME)
