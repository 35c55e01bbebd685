"""Who may rate, and why not: each hindrance by its name, and gone once it is mended."""

from datetime import datetime, timedelta

import pytest

from liuxin.kernel.actor import Actor
from liuxin.performance.evaluators import actions, queries, rules
from liuxin.performance.evaluators.words import TRAINED, Decision, Kind, Rater, State
from liuxin.performance.plan import actions as plan_actions
from tests.factories import evaluators as made
from tests.factories.customers import make_customer
from tests.factories.evaluators import AT
from tests.factories.organisation import SYSTEM
from tests.factories.plan import MadeCycle


@pytest.fixture
def cycle(db: None) -> MadeCycle:
    return made.in_phase_three(2)


def why(key: int, at: datetime = AT) -> str | None:
    return queries.may_rate([key], at)[key]


@pytest.mark.spec("P3.2", "P3.3")
def test_a_peer_needs_a_declaration_and_a_qualification(cycle: MadeCycle):
    one, two = cycle.place.people
    key = made.assigned(cycle, one, Kind.PEER, rater=two)

    assert why(key) == "evaluators.not_declared"
    made.declared(cycle.id, two)
    assert why(key) == "evaluators.not_qualified"
    made.qualified(two)
    assert why(key) is None


@pytest.mark.spec("P3.3")
def test_a_qualification_expires_after_twelve_months(cycle: MadeCycle):
    one, two = cycle.place.people
    key = made.assigned(cycle, one, Kind.PEER, rater=two)
    made.declared(cycle.id, two)
    made.qualified(two)
    granted = AT - timedelta(days=1)

    assert why(key, granted.replace(year=2017) - timedelta(seconds=1)) is None
    assert why(key, granted.replace(year=2017)) == "evaluators.qualification_expired"


def test_the_person_and_a_customer_need_neither(cycle: MadeCycle):
    one = cycle.place.people[0]
    itself = made.assigned(cycle, one, Kind.SELF, rater=one)
    customer = made.assigned(cycle, one, Kind.RECIPIENT, customer=make_customer().pk)

    assert (why(itself), why(customer)) == (None, None)


@pytest.mark.spec("P3.2")
def test_a_conflict_closes_the_form_about_this_person_only_until_hr_decides(cycle: MadeCycle):
    one, two = cycle.place.people
    key = made.assigned(cycle, one, Kind.PEER, rater=two)
    other = made.assigned(cycle, cycle.place.lead, Kind.SUBORDINATE, rater=two)
    made.qualified(two)
    declaration = made.conflicted(cycle.id, two, one)

    assert (why(key), why(other)) == ("evaluators.conflict_undecided", None)
    actions.decide_conflict(declaration_id=declaration, decision=Decision.CLEARED, by=Actor.person(cycle.hr), at=AT)
    assert why(key) is None


@pytest.mark.spec("P3.2")
def test_who_stands_aside_has_no_form(cycle: MadeCycle):
    one, two = cycle.place.people
    key = made.assigned(cycle, one, Kind.PEER, rater=two)
    made.qualified(two)
    made.conflicted(cycle.id, two, one, Decision.STANDS_ASIDE, by=cycle.hr)

    assert why(key) == "evaluators.not_confirmed"  # it was dropped
    assert queries.ratees_of(two, cycle.id) == ()


def test_a_rater_who_left_half_way_may_not_rate(cycle: MadeCycle):
    one, two = cycle.place.people
    key = made.assigned(cycle, one, Kind.PEER, rater=two)
    made.declared(cycle.id, two)
    made.qualified(two)
    plan_actions.mark_left(
        cycle_id=cycle.id, person_id=two, left_at=AT + timedelta(days=1), by=SYSTEM, at=AT + timedelta(days=1)
    )

    assert why(key) is None
    assert why(key, AT + timedelta(days=1)) == "evaluators.rater_left"


def test_what_is_not_there_may_not_be_rated(cycle: MadeCycle):
    assert why(99_999) == "evaluators.no_such_assignment"
    assert queries.may_rate([], AT) == {}


def test_a_proposal_is_no_assignment_yet(cycle: MadeCycle):
    found = made.proposed(cycle)

    assert set(queries.may_rate([row.id for row in found], AT).values()) == {"evaluators.not_confirmed"}


def a_rater(**told: object) -> Rater:
    whole: dict[str, object] = {
        "kind": Kind.PEER,
        "state": State.CONFIRMED,
        "has_left": False,
        "has_declared": True,
        "has_conflict": False,
        "conflict": None,
        "qualified_until": AT + timedelta(days=1),
    }
    return Rater(**(whole | told))  # type: ignore[arg-type]  # told by name


@pytest.mark.parametrize("kind", list(Kind))
def test_only_trained_kinds_are_asked_for_training(kind: Kind):
    found = rules.why_not(a_rater(kind=kind, has_declared=False, qualified_until=None), AT)

    assert (found is not None) is (kind in TRAINED)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, None),
        ({"state": State.PROPOSED, "has_left": True}, "evaluators.not_confirmed"),
        ({"has_left": True, "has_declared": False}, "evaluators.rater_left"),
        ({"has_conflict": True, "conflict": Decision.STANDS_ASIDE}, "evaluators.stands_aside"),
        ({"has_conflict": True, "conflict": Decision.CLEARED}, None),
        ({"has_conflict": True}, "evaluators.conflict_undecided"),
        ({"has_declared": False}, "evaluators.not_declared"),
        ({"qualified_until": None}, "evaluators.not_qualified"),
        ({"qualified_until": AT}, "evaluators.qualification_expired"),
    ],
)
def test_the_first_hindrance_is_told(told: dict[str, object], code: str | None):
    assert rules.why_not(a_rater(**told), AT) == code


def test_a_year_from_the_last_day_of_february_is_the_last_day_of_february():
    assert rules.anniversary(AT.replace(month=2, day=29)) == AT.replace(year=2017, month=2, day=28)
