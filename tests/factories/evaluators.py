"""Who rates whom, training and qualifications in every state, made by the room's own actions."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from liuxin.desk.history.models import Event
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.words import Role, Standing
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.models import Assignment, Attempt, Declaration, PracticeRating, Qualification
from liuxin.performance.evaluators.words import (
    TRAINED,
    AssignmentView,
    Decision,
    Kind,
    NewConflict,
    QuizAnswer,
    State,
    Verdict,
)
from tests.factories import history
from tests.factories.customers import make_customer
from tests.factories.organisation import LONG_AGO, SYSTEM, Account
from tests.factories.plan import AT, MadeCycle, make_cycle
from tests.facts.record import case, new_event
from tests.facts.stories import event, handed, opened, when

__all__ = [
    "AT",
    "Assignment",
    "Attempt",
    "Declaration",
    "Event",
    "PracticeRating",
    "Qualification",
]
PHASE = 3


def in_phase_three(people: int = 3, *, departments: int = 1) -> MadeCycle:
    """Make a cycle whose departments stand in the third phase."""
    return make_cycle(people, departments=departments, phase=PHASE)


def worked(*pairs: tuple[int, int], customer: int | None = None) -> None:
    """Write a case for every pair into the record, begun by the one and resolved by the other, and catch up."""
    customer = make_customer().pk if customer is None else customer
    begun = Event.objects.filter(code="case.opened").count()
    events: list[NewEvent] = []
    for number, (one, two) in enumerate(pairs, start=begun):
        told = case(
            f"W{number:05d}",
            opened(when(7), holder=one, customer=customer),
            handed(when(7, 12), two),
            event("resolved", when(8)),
        )
        events.extend(new_event(each) for each in told)
    history.told(events, seal=False)
    catch_up()


def catch_up() -> None:
    """Seal the record and bring the facts up to it."""
    rounds.catch_up(AT)


def proposed(made: MadeCycle, department: int | None = None, *, by: int | None = None) -> tuple[AssignmentView, ...]:
    """Propose raters for a department, the first unless named, as HR, and give all that the system may see."""
    catch_up()
    actions.propose_assignments(
        cycle_id=made.id,
        department=department or made.department,
        by=Actor.person(by or made.hr),
        at=AT,
    )
    return every(made.id)


def every(cycle: int) -> tuple[AssignmentView, ...]:
    """Give all assignments of a cycle, whatever anybody may see."""
    return queries.assignments(Standing(is_system=True), cycle)


def confirmed(made: MadeCycle, department: int | None = None) -> tuple[AssignmentView, ...]:
    """Propose raters for a department and confirm them all, as HR; give them."""
    waiting = [each.id for each in proposed(made, department) if each.state is State.PROPOSED]
    actions.confirm_assignments(assignment_ids=waiting, by=Actor.person(made.hr), at=AT)
    return every(made.id)


def assigned(
    made: MadeCycle,
    ratee: int,
    kind: Kind,
    *,
    rater: int | None = None,
    customer: int | None = None,
    reason: str = "works at the same counter",
) -> int:
    """Let somebody rate somebody, confirmed at once by HR, whatever the record tells; gives the key."""
    return actions.add_assignment(
        cycle_id=made.id,
        ratee=ratee,
        kind=kind,
        rater=rater,
        customer=customer,
        reason=reason,
        by=Actor.person(made.hr),
        at=AT,
    )


def passed_courses(person: int, codes: Iterable[str] = ("ethics", "holding_the_standard")) -> None:
    """Let a person pass courses."""
    for code in codes:
        actions.take_quiz(course=code, answers=right(code), by=Actor.person(person), at=AT - timedelta(days=2))


def right(course: str, *, wrong: int = 0) -> list[QuizAnswer]:
    """Give the right answers to a quiz; to so many of the first questions a wrong one."""
    answers = []
    for number, item in enumerate(queries.course(course).quiz):
        other = next(option.code for option in item.options if option.code != item.key)
        answers.append(QuizAnswer(item.code, other if number < wrong else item.key))
    return answers


def levels(case_code: str, *, off: int = 0) -> Mapping[str, int]:
    """Give the reference ratings of a prepared case, each so much higher, on the scale."""
    return {code: min(max(level + off, 1), 5) for code, level in queries.practice().reference[case_code].items()}


def practised(person: int, cases: int = 8, *, off: int = 0, first: int = 0) -> None:
    """Let a person rate prepared cases: from `first` on so many, each level `off` the reference."""
    for each in queries.practice().cases[first : first + cases]:
        actions.rate_practice(
            case=each.code, levels=levels(each.code, off=off), by=Actor.person(person), at=AT - timedelta(days=1)
        )


def qualified(*people: int) -> None:
    """Let people qualify: courses passed, eight cases rated as the reference does."""
    for person in people:
        passed_courses(person)
        practised(person)
        finished(person)


def finished(person: int) -> Verdict:
    """Let a person look at the accuracy of the practice."""
    return actions.finish_practice(by=Actor.person(person), at=AT - timedelta(days=1))


def declared(cycle: int, *people: int) -> None:
    """Let people declare that they have no conflict."""
    for person in people:
        actions.declare(cycle_id=cycle, by=Actor.person(person), at=AT)


def conflicted(cycle: int, rater: int, about: int, decision: Decision | None = None, *, by: int = 0) -> int:
    """Let a rater declare a conflict, and HR decide on it where a decision is given; gives its key."""
    conflict = NewConflict(about, "her brother in law")
    actions.declare(cycle_id=cycle, conflicts=[conflict], by=Actor.person(rater), at=AT)
    key = Declaration.objects.get(cycle=cycle, rater=rater, about=about).pk
    if decision is not None:
        actions.decide_conflict(declaration_id=key, decision=decision, by=Actor.person(by), at=AT)
    return key


def ready(made: MadeCycle, department: int | None = None) -> tuple[AssignmentView, ...]:
    """Make a department ready to be rated: raters confirmed, all of them qualified and without a conflict."""
    found = confirmed(made, department)
    raters = sorted({each.rater for each in found if each.kind in TRAINED and each.rater is not None})
    qualified(*(each for each in raters if not Qualification.objects.filter(person=each, passed=True).exists()))
    declared(made.id, *(each for each in raters if not Declaration.objects.filter(cycle=made.id, rater=each).exists()))
    return found


def sealed_only() -> None:
    """Record one more event of a case and seal it, so that the facts lag behind the seal."""
    history.told([new_event(each) for each in case("LATER", opened(when(9), holder=1))])


def grant_hr(person: int, department: int | None = None) -> None:
    """Make a person HR, of a department where one is named."""
    organisation.grant_role(
        person_id=person, role=Role.HR, department=department, start=LONG_AGO, by=SYSTEM, at=LONG_AGO
    )


def person(key: int) -> Actor:
    """Give a person as an actor."""
    return Actor.person(key)


def account_of(key: int) -> Account:
    """Give the account of a person."""
    return Account.objects.get(person=key)
