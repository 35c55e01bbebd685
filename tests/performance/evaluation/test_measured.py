"""Freezing what the facts say."""

import math

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.words import Why
from liuxin.facts.queries import current
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import CannotTellError, NotAllowedError
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.words import Card, FreezeResult, LineState, Scorecard
from liuxin.performance.indicators import queries as indicators
from tests.factories.history import KEY
from tests.factories.indicators import SYSTEM, example
from tests.factories.organisation import make_person, make_position
from tests.factories.work import APRIL, AT, MARCH, Work, on_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


@pytest.fixture
def position() -> int:
    return make_position()


@pytest.fixture
def set_id(position: int) -> int:
    return example(position_id=position)


@pytest.fixture
def busy(position: int) -> int:
    """Sixty cases of March, 45 promises kept, 3 reopened."""
    person = make_person(position=position)
    on_record(Work(person, cases=60, kept=45, reopened=3))
    return person


def frozen(set_id: int, *people: int, reason: str = "") -> FreezeResult:
    return actions.freeze_measured(set_id=set_id, period=MARCH, people=people, by=SYSTEM, at=AT, reason=reason)


def card_of(person: int) -> Scorecard:
    return queries.scorecard(organisation.standing(SYSTEM, AT), person, MARCH, AT)


def live_card(set_id: int, person: int) -> Card:
    standing = organisation.standing(SYSTEM, AT)
    return queries.live_cards(standing, indicators.indicator_set(standing, set_id), MARCH, AT)[person]


@pytest.mark.spec("P4.2")
def test_values_n_and_the_state_of_the_facts_are_kept(set_id: int, busy: int) -> None:
    frozen(set_id, busy)
    card = card_of(busy)
    measured = {each.line.indicator.measure: each.line.measured for each in card.frozen}
    assert (measured["promises_kept"].value, measured["promises_kept"].n) == (75.0, 60.0)
    assert measured["reopened_within_14_days"].value == pytest.approx(100 * 3 / 63)
    assert measured["reopened_within_14_days"].n == 63.0
    assert measured["cases_resolved"].value == 60.0
    assert (card.stamp.manifest_id, card.stamp.seq) == (current().manifest_id, current().seq)


@pytest.mark.spec("P4.2")
def test_every_frozen_number_is_what_its_frozen_cases_give(set_id: int, busy: int) -> None:
    frozen(set_id, busy)
    standing = organisation.standing(SYSTEM, AT)
    for each in card_of(busy).frozen:
        counted = queries.evidence(standing, each.id, AT).counted
        weight, value = (math.fsum(getattr(row, name) for row in counted) for name in ("weight", "value"))
        number = value if each.line.indicator.measure == "cases_resolved" else 100 * value / weight
        assert len(counted) == each.line.measured.rows
        assert number == pytest.approx(each.line.measured.value)
        assert {row.person for row in counted} == {busy}


def test_later_events_leave_the_frozen_card_and_change_the_live_one(set_id: int, busy: int) -> None:
    frozen(set_id, busy)
    before = card_of(busy)
    assert live_card(set_id, busy) == before.card
    on_record(Work(busy, cases=10, kept=0), calendar=False)
    assert card_of(busy) == before
    live = live_card(set_id, busy)
    assert live.lines[0].measured.value == pytest.approx(100 * 45 / 70)
    frozen(set_id, busy, reason="ten cases came late")
    assert card_of(busy).card == live


def test_too_few_cases_are_kept_and_not_scored(set_id: int, position: int, busy: int) -> None:
    idle, away = make_person(position=position), make_person(position=position)
    on_record(Work(idle, cases=5, kept=5), calendar=False)
    frozen(set_id, busy, idle, away)
    assert [(each.line.measured.why, each.line.state) for each in card_of(idle).frozen[:2]] == [
        (Why.TOO_FEW, LineState.MISSING)
    ] * 2
    assert len(queries.evidence(organisation.standing(SYSTEM, AT), card_of(idle).frozen[0].id, AT).counted) == 5
    assert card_of(away).frozen[0].line.measured.why is Why.NO_CASES


def test_nothing_is_frozen_while_an_event_waits_for_the_sealer(set_id: int, busy: int) -> None:
    on_record(Work(busy, cases=1, kept=1), calendar=False, seal=False)
    with pytest.raises(CannotTellError) as caught:
        frozen(set_id, busy)
    assert (caught.value.code, caught.value.params) == ("evaluation.facts_behind", {"waiting": 4})


def test_whoever_may_not_freeze_learns_nothing(set_id: int, busy: int) -> None:
    lead = Actor.person(make_person(roles=(Role.MANAGER,)))
    with pytest.raises(NotAllowedError, match=r"evaluation\.may_not_freeze"):
        actions.freeze_measured(set_id=set_id, period=MARCH, people=[busy], by=lead, at=AT)


def test_only_holders_of_the_position_with_a_case_are_scored_live(set_id: int, busy: int) -> None:
    guard = make_person(position=make_position())
    on_record(Work(guard, cases=40, kept=40), calendar=False)
    standing = organisation.standing(SYSTEM, AT)
    found = indicators.indicator_set(standing, set_id)
    assert queries.people_with_cases(found, MARCH) == (busy,)
    assert queries.people_with_cases(found, APRIL) == ()
    assert list(queries.live_cards(standing, found, MARCH, AT)) == [busy]
    stranger = organisation.standing(Actor.person(guard), AT)
    assert queries.live_cards(stranger, found, MARCH, AT) == {}
