"""The tasks of a cycle: what is vague and who is overbooked is named, and changes when the record does."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import Waiting
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import Gap, Load, NewTask, Phase, TaskState, TaskView
from tests.factories.organisation import make_calendar, make_department, make_person, standing_of
from tests.factories.plan import AT, FIRST_DUE, SYSTEM, MadeCycle, make_cycle, make_task, task

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P1.4")]
LATER = AT + timedelta(days=1)
LEVEL = Bilingual("每人至少一个", "One each")


@pytest.fixture
def made() -> MadeCycle:
    return make_cycle()


def only(made: MadeCycle) -> TaskView:
    (found,) = queries.tasks(standing_of(made.hr), made.id)
    return found


def loads(made: MadeCycle) -> tuple[Load, ...]:
    return queries.task_plan(standing_of(made.hr), made.id, AT).loads


def waiting(person: int) -> list[Waiting]:
    return [each for each in queries.waiting(standing_of(person), AT) if each.code == "plan.waits.task"]


def test_what_is_vague_is_named_until_somebody_says_it(made: MadeCycle) -> None:
    bare = NewTask(Bilingual("签目标", ""), Phase.PLAN)
    key = actions.add_task(cycle_id=made.id, new=bare, by=SYSTEM, at=AT)
    assert only(made).gaps == (Gap.NO_OWNER, Gap.NO_DATE, Gap.NO_LEVEL, Gap.NO_HOURS)
    whole = task(owner=made.place.lead)
    actions.change_task(task_id=key, new=whole, by=SYSTEM, at=AT)
    assert only(made).gaps == ()
    for name, gap in (("owner", Gap.NO_OWNER), ("due_on", Gap.NO_DATE), ("hours", Gap.NO_HOURS)):
        actions.change_task(task_id=key, new=replace(whole, **{name: None}), by=SYSTEM, at=AT)  # type: ignore[arg-type]
        assert only(made).gaps == (gap,)


def test_hours_are_held_against_the_time_that_there_is(made: MadeCycle) -> None:
    make_calendar("default")
    lead = made.place.lead
    # Wednesday 16:00 to Friday of the week after, nine hours a day less two of Wednesday: 65 hours, of which a fifth.
    make_task(made.id, owner=lead, hours=Decimal(13))
    assert loads(made) == (Load(lead, FIRST_DUE, Decimal("13.0"), Decimal("13.0")),)
    assert not loads(made)[0].is_overbooked
    key = make_task(made.id, owner=lead, hours=Decimal("0.1"))
    assert loads(made)[0].is_overbooked
    actions.set_task(task_id=key, state=TaskState.DONE, by=SYSTEM, at=AT)
    assert not loads(made)[0].is_overbooked


def test_the_tightest_day_is_named_and_not_the_last(made: MadeCycle) -> None:
    make_calendar("default")
    lead = made.place.lead
    make_task(made.id, owner=lead, hours=Decimal(4), due_on=date(2016, 6, 2))
    make_task(made.id, owner=lead, hours=Decimal(1), due_on=date(2016, 6, 30))
    (found,) = loads(made)
    assert (found.by_day, found.hours, found.room, found.is_overbooked) == (
        date(2016, 6, 2),
        Decimal("4.0"),
        Decimal("2.2"),
        True,
    )


def test_what_is_late_is_asked_for_today(made: MadeCycle) -> None:
    make_calendar("default")
    make_task(made.id, owner=made.place.lead, hours=Decimal(1), due_on=date(2016, 5, 2))
    (found,) = loads(made)
    assert (found.by_day, found.room, found.is_overbooked) == (date(2016, 6, 1), Decimal("0.4"), True)


def test_without_a_calendar_nobody_can_tell_who_is_overbooked(made: MadeCycle) -> None:
    make_task(made.id, owner=made.place.lead, hours=Decimal(900))
    (found,) = loads(made)
    assert (found.room, found.is_overbooked) == (None, False)


def test_what_is_vague_cannot_be_added_up(made: MadeCycle) -> None:
    make_calendar("default")
    make_task(made.id, owner=made.place.lead, hours=None)
    make_task(made.id, owner=made.place.lead, due_on=None)
    make_task(made.id, owner=None)
    assert loads(made) == ()


def test_a_task_is_late_after_its_day_until_it_is_done(made: MadeCycle) -> None:
    key = make_task(made.id)
    assert not only(made).is_late(FIRST_DUE)
    assert only(made).is_late(FIRST_DUE + timedelta(days=1))
    actions.set_task(task_id=key, state=TaskState.DONE, by=SYSTEM, at=LATER)
    assert not only(made).is_late(FIRST_DUE + timedelta(days=1))
    assert only(made).done_at == LATER


def test_its_owner_finishes_a_task_and_others_of_the_team_do_not(made: MadeCycle) -> None:
    owner, other, _ = made.place.people
    key = make_task(made.id, owner=owner, department=made.department)
    with pytest.raises(NotAllowedError, match=r"plan\.may_not_set_task"):
        actions.set_task(task_id=key, state=TaskState.DONE, by=Actor.person(other), at=LATER)
    actions.set_task(task_id=key, state=TaskState.DONE, by=Actor.person(owner), at=LATER)
    with pytest.raises(ConflictError, match=r"plan\.task_so_already"):
        actions.set_task(task_id=key, state=TaskState.DONE, by=Actor.person(owner), at=LATER)
    with pytest.raises(RuleBrokenError, match=r"plan\.task_not_open"):
        actions.set_task(task_id=key, state=TaskState.DROPPED, by=Actor.person(owner), at=LATER)
    with pytest.raises(RuleBrokenError, match=r"plan\.task_not_open"):
        actions.change_task(task_id=key, new=task(), by=SYSTEM, at=LATER)
    actions.set_task(task_id=key, state=TaskState.OPEN, by=Actor.person(made.place.head), at=LATER)
    actions.set_task(task_id=key, state=TaskState.DROPPED, by=Actor.person(made.place.head), at=LATER)
    assert (only(made).state, only(made).gaps) == (TaskState.DROPPED, ())


def test_a_head_plans_the_tasks_of_the_own_department_and_hr_those_of_all(made: MadeCycle) -> None:
    head, hr = Actor.person(made.place.head), Actor.person(made.hr)
    actions.add_task(cycle_id=made.id, new=task(department=made.department), by=head, at=AT)
    for by, new in ((head, task()), (Actor.person(made.place.lead), task(department=made.department))):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_plan_tasks"):
            actions.add_task(cycle_id=made.id, new=new, by=by, at=AT)
    actions.add_task(cycle_id=made.id, new=task(), by=hr, at=AT)
    assert [each.code for each in queries.tasks(standing_of(made.hr), made.id)] == ["task-1", "task-2"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "plan.title_missing"),
        ({"start_on": FIRST_DUE + timedelta(days=1)}, "plan.task_ends_before_start"),
        ({"hours": Decimal(0)}, "plan.hours_outside"),
        ({"hours": Decimal("NaN")}, "plan.hours_outside"),
        ({"owner": 999_999}, "plan.no_such_person"),
    ],
)
def test_what_is_no_task_is_refused(made: MadeCycle, changes: dict[str, object], code: str) -> None:
    told = changes | ({"title": Bilingual(" ", "")} if "title" in changes else {})
    new = NewTask(**({"title": Bilingual("签", ""), "phase": Phase.PLAN, "due_on": FIRST_DUE} | told))  # type: ignore[arg-type]
    with pytest.raises(BadInputError) as caught:
        actions.add_task(cycle_id=made.id, new=new, by=SYSTEM, at=AT)
    assert caught.value.code == code


def test_a_task_belongs_to_a_cycle_that_runs_and_a_department_of_it(made: MadeCycle) -> None:
    with pytest.raises(BadInputError, match=r"plan\.not_in_cycle"):
        make_task(made.id, department=make_department())
    with pytest.raises(NotFoundError, match=r"plan\.no_such_cycle"):
        make_task(999_999)
    with pytest.raises(NotFoundError, match=r"plan\.no_such_task"):
        actions.set_task(task_id=999_999, state=TaskState.DONE, by=SYSTEM, at=AT)
    make_task(made.id, code="goals")
    with pytest.raises(ConflictError, match=r"plan\.task_code_taken"):
        make_task(made.id, code="goals")


def test_what_is_due_soon_waits_for_its_owner(made: MadeCycle) -> None:
    owner, other, _ = made.place.people
    make_task(made.id, owner=owner)
    make_task(made.id, owner=owner, due_on=FIRST_DUE + timedelta(days=30))
    (found,) = waiting(owner)
    named = {"task": Bilingual("签目标", "Sign the goals")}
    assert (found.code, found.page, dict(found.params)) == ("plan.waits.task", "plan:home", named)
    assert waiting(other) == []
    assert waiting(make_person()) == []
