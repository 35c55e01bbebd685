"""Duties and job analyses: shares add to a hundred, versions stay."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import NewDuty, NewJob, NewJobTask
from tests.factories.organisation import make_department, make_person, make_position
from tests.factories.plan import AT, SYSTEM, JobAnalysis, job, make_cycle, make_job

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P1.1")]
LATER = AT + timedelta(hours=1)


def write(position: int, new: NewJob, expect: int = 0, by: Actor = SYSTEM) -> int:
    return actions.write_job(position_id=position, new=new, expect=expect, by=by, at=AT)


def duty(code: str, text: str = "受理") -> NewDuty:
    return NewDuty(code, Bilingual(text, ""))


def test_a_job_is_described_version_by_version() -> None:
    position = make_position()
    assert queries.job_analysis(position) is None
    assert make_job(position, "60", "40") == 1
    assert make_job(position, "50", "30", "20") == 2
    found = queries.job_analysis(position)
    assert found is not None
    assert (found.version, found.is_latest) == (2, True)
    assert [(task.code, str(task.share)) for task in found.tasks] == [("T1", "50.00"), ("T2", "30.00"), ("T3", "20.00")]
    first = queries.job_analysis(position, 1)
    assert first is not None
    assert (first.latest, first.is_latest, len(first.tasks)) == (2, False, 2)
    with pytest.raises(NotFoundError, match=r"plan\.no_such_version"):
        queries.job_analysis(position, 3)


def test_a_version_that_says_what_the_last_one_says_is_none() -> None:
    position, new = make_position(), replace(job("60", "40"), skills=Bilingual("听懂\n说清", ""))
    assert write(position, new) == 1
    for same in (new, replace(new, skills=Bilingual("听懂\r\n说清 ", ""))):
        with pytest.raises(RuleBrokenError, match=r"plan\.job_unchanged"):
            write(position, same, expect=1)
    assert write(position, replace(new, skills=Bilingual("听懂", "")), expect=1) == 2
    assert write(position, replace(job("50", "50"), skills=Bilingual("听懂", "")), expect=2) == 3


@pytest.mark.parametrize(
    ("shares", "total", "difference"),
    [(("60", "39"), "99", "-1"), (("60", "40.01"), "100.01", "0.01"), (("99.99",), "99.99", "-0.01")],
)
def test_shares_that_do_not_add_to_a_hundred_are_refused(shares: tuple[str, ...], total: str, difference: str) -> None:
    position = make_position()
    with pytest.raises(RuleBrokenError) as caught:
        write(position, job(*shares))
    assert (caught.value.code, caught.value.params) == (
        "plan.shares_not_hundred",
        {"total": total, "difference": difference},
    )
    assert queries.job_analysis(position) is None


def test_the_database_itself_refuses_shares_that_do_not_add_to_a_hundred() -> None:
    make_job(make_position())
    with pytest.raises(IntegrityError), transaction.atomic():
        JobAnalysis.objects.update(share_total=99)


def test_what_is_no_job_is_refused() -> None:
    whole = job()
    one = whole.tasks[0]
    cases = {
        "plan.purpose_missing": replace(whole, purpose=Bilingual("", " ")),
        "plan.share_outside": replace(whole, tasks=(replace(one, share=Decimal("NaN")), *whole.tasks)),
        "plan.job_task_empty": replace(whole, tasks=(replace(one, code=" "), *whole.tasks)),
        "plan.code_twice": replace(whole, tasks=(one, replace(one, share=Decimal(40)))),
        "plan.no_such_duty": replace(whole, tasks=(replace(one, duty=999_999), whole.tasks[1])),
    }
    for code, new in cases.items():
        with pytest.raises(BadInputError) as caught:
            write(make_position(), new)
        assert caught.value.code == code
    with pytest.raises(NotFoundError, match=r"plan\.no_such_position"):
        write(999_999, whole)


def test_nobody_writes_over_a_version_that_was_not_read() -> None:
    position = make_position()
    make_job(position)
    with pytest.raises(ConflictError, match=r"plan\.changed_meanwhile"):
        write(position, job())


def test_hr_and_the_director_describe_jobs() -> None:
    made, position = make_cycle(), make_position()
    for person in (made.place.head, made.place.lead, make_person()):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_write_jobs"):
            write(position, job(), by=Actor.person(person))
    assert write(position, job(), by=Actor.person(made.hr)) == 1
    assert write(position, job("50", "50"), expect=1, by=Actor.person(made.director)) == 2


def test_the_list_names_every_position_described_or_not() -> None:
    described, other = make_position("a"), make_position("b")
    make_job(described)
    make_person(position=other)
    assert [(line.position, line.version, line.tasks, line.people) for line in queries.job_lines()] == [
        (described, 1, 2, 0),
        (other, None, 0, 1),
    ]


def test_duties_are_written_as_a_whole_and_keep_their_keys() -> None:
    department = make_department()
    actions.write_duties(department_id=department, duties=[duty("a"), duty("b")], by=SYSTEM, at=AT)
    first, second = queries.duties(department)
    actions.write_duties(department_id=department, duties=[duty("c"), duty("a", "受理登记")], by=SYSTEM, at=LATER)
    assert [(each.code, each.text.zh) for each in queries.duties(department)] == [("c", "受理"), ("a", "受理登记")]
    assert queries.duties(department)[1].id == first.id
    actions.write_duties(department_id=department, duties=[duty("b")], by=SYSTEM, at=LATER)
    assert [each.id for each in queries.duties(department)] == [second.id]


@pytest.mark.parametrize(
    ("duties", "code"),
    [
        ([duty("a"), duty("a")], "plan.code_twice"),
        ([duty(" ")], "plan.duty_empty"),
        ([duty("a", "")], "plan.duty_empty"),
    ],
)
def test_what_is_no_duty_is_refused(duties: list[NewDuty], code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        actions.write_duties(department_id=make_department(), duties=duties, by=SYSTEM, at=AT)
    assert caught.value.code == code


def test_the_head_writes_the_duties_of_the_own_department_alone() -> None:
    made = make_cycle()
    head = Actor.person(made.place.head)
    actions.write_duties(department_id=made.department, duties=[duty("a")], by=head, at=AT)
    for department, by in ((make_department(), head), (made.department, Actor.person(made.place.lead))):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_write_duties"):
            actions.write_duties(department_id=department, duties=[], by=by, at=AT)


def test_a_task_of_a_job_names_the_duty_that_it_serves() -> None:
    department, position = make_department(), make_position()
    actions.write_duties(department_id=department, duties=[duty("a")], by=SYSTEM, at=AT)
    (held,) = queries.duties(department)
    task = NewJobTask("T1", Bilingual("接听", "Answer"), Decimal(100), held.id)
    write(position, replace(job(), tasks=(task,)))
    found = queries.job_analysis(position)
    assert found is not None
    assert [each.duty for each in found.tasks] == [held.id]
