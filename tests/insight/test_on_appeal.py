"""Whoever decides an appeal opens what it is about, down to the cases that its letter cites, and nothing else."""

import pytest

from liuxin.insight import queries
from liuxin.insight.queries import Cell, Part
from liuxin.insight.words import Behind, OnAppeal, Scorecard, Show
from liuxin.kernel.errors import LiuxinError, NotFoundError
from liuxin.performance.evaluators.words import Kind, State
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.feedback.words import OpenedByAppeal
from tests.factories.evaluators import Assignment
from tests.factories.feedback import AppealDecider
from tests.factories.insight import JUNE, NOW, World
from tests.factories.on_appeal import Contested, contested
from tests.factories.organisation import make_person, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P5.6")]


@pytest.fixture
def made(world: World) -> Contested:
    return contested(world)


def card(made: Contested, reader: int, person: int = 0, period: str = "", *, live: bool = False) -> Scorecard:
    return queries.scorecard(
        standing_of(reader), person_id=person or made.person, period=period, live=live, at=NOW
    )  # fmt: skip


def came_about(made: Contested, reader: int, person: int = 0):
    return queries.came_about(standing_of(reader), person_id=person or made.person, cycle_id=made.cycle, at=NOW)


def frozen(made: Contested, reader: int, key: str = "promises_kept") -> Behind:
    return queries.behind_frozen(
        standing_of(reader),
        key=key,
        reading_id=made.reading(key),
        person_id=made.person,
        part=Part(size=25),
        at=NOW,
    )


def refused(deed, *args, **more) -> bool:
    with pytest.raises(NotFoundError):
        deed(*args, **more)
    return True


def test_the_decider_sees_the_card_of_the_appeal_and_how_it_came_about(made: Contested):
    found = card(made, made.decider)
    assert (found.span.code, found.span.period) == ("2016-06", JUNE)
    assert found.frozen is not None
    assert found.on_appeal == OnAppeal(made.cycle, JUNE, frozenset())
    assert found.card == card(made, made.world.desk.lead, period="2016-06").card
    told = came_about(made, made.decider)
    assert told.result.total.points == found.frozen.total.points
    assert told.card is not None
    assert told.on_appeal == found.on_appeal


def test_nobody_sees_it_who_was_not_named_and_no_longer_who_was_replaced(made: Contested):
    assert refused(card, made, make_person())
    AppealDecider.objects.filter(appeal=made.appeal).delete()
    assert refused(card, made, made.decider)
    assert refused(came_about, made, made.decider)


def test_a_decided_appeal_stays_open_to_read_and_one_that_went_up_in_silence_does_not(made: Contested):
    made.decided()
    assert card(made, made.decider).on_appeal is not None
    other = made.second_level()
    assert card(made, other).on_appeal is not None
    assert came_about(made, other).on_appeal is not None


def test_silence_closes_the_card_to_the_first_level_and_opens_it_to_the_second(made: Contested):
    made.moved_up()
    other = made.second_level()
    assert refused(card, made, made.decider)
    assert refused(came_about, made, made.decider)
    assert card(made, other).on_appeal is not None


def test_nothing_else_of_the_person_is_open_and_nothing_of_others(made: Contested):
    assert card(made, made.decider).shown == ()
    assert card(made, made.world.desk.lead, period="2016-06").shown != ()
    assert card(made, made.decider).span_codes == ("2016-06",)
    assert refused(card, made, made.decider, period="2016-06", live=True)
    assert refused(card, made, made.decider, period="2016-Q2")
    assert refused(card, made, made.decider, period="2016")
    assert refused(card, made, made.decider, made.world.desk.colleague)
    assert refused(came_about, made, made.decider, made.world.desk.colleague)
    today = {"key": "promises_kept", "period": "2016-06", "part": Part(), "at": NOW}
    assert refused(queries.behind, standing_of(made.decider), cell=Cell(person=made.person), **today)


def test_cases_are_open_behind_the_numbers_of_which_the_letter_speaks_and_no_others(made: Contested):
    assert refused(frozen, made, made.decider)
    made.cite()
    found = frozen(made, made.decider)
    assert (found.sum.top, found.sum.bottom, found.counts[Show.ALL]) == (36.0, 40.0, 40)
    assert refused(frozen, made, made.decider, "cases_resolved")
    assert frozen(made, made.world.desk.lead, "cases_resolved").frozen
    assert card(made, made.decider).opens("promises_kept")
    assert not card(made, made.decider).opens("cases_resolved")


def test_a_case_behind_a_number_is_named_and_opened_only_to_whom_it_is_open_anyway(made: Contested):
    made.cite()
    assert {(row.title, row.readable) for row in frozen(made, made.decider).rows} == {("", False)}


def test_another_persons_reading_is_not_opened_by_naming_the_one_who_appeals(made: Contested):
    made.cite()
    other = queries.scorecard(
        standing_of(made.world.desk.lead), person_id=made.world.desk.colleague, period="2016-06", live=False, at=NOW
    )
    with pytest.raises(LiuxinError):
        queries.behind_frozen(
            standing_of(made.decider),
            key="promises_kept",
            reading_id=other.lines[0],
            person_id=made.person,
            part=Part(),
            at=NOW,
        )


def test_whoever_rates_the_person_in_the_cycle_is_opened_nothing_by_an_appeal(made: Contested):
    expected = (OpenedByAppeal(made.person, made.cycle, frozenset()),)
    assert feedback.opened_by_appeals(standing_of(made.decider), made.person) == expected
    Assignment.objects.create(
        cycle_id=made.cycle,
        department_id=made.world.desk.department,
        ratee_id=made.person,
        rater_id=made.decider,
        kind=Kind.PEER,
        reason="same_line",
        state=State.CONFIRMED,
        proposed_at=NOW,
        decided_at=NOW,
        decided_by_id=made.world.desk.lead,
    )
    assert feedback.opened_by_appeals(standing_of(made.decider), made.person) == ()
    assert refused(card, made, made.decider)


def test_the_line_above_who_is_named_as_well_sees_all_as_before(made: Contested):
    AppealDecider.objects.create(appeal_id=made.appeal, person_id=made.world.desk.lead, order=2, named_at=NOW)
    assert card(made, made.world.desk.lead, period="2016-06").on_appeal is None
