import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.insight import queries
from liuxin.insight.words import Changed, Scorecard
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation.words import LineState
from tests.factories.insight import NOW, Work, World, add_people, on_record
from tests.factories.organisation import make_person, standing_of

pytestmark = pytest.mark.django_db


def card(
    world: World, person: int | None = None, reader: int | None = None, *, period: str = "2016-06", live: bool = False
) -> Scorecard:
    return queries.scorecard(
        standing_of(reader or world.desk.lead),
        person_id=person or world.desk.agent,
        period=period,
        live=live,
        at=NOW,
    )


def total(found: Scorecard) -> float:
    assert found.card is not None
    assert found.card.total.points is not None
    return found.card.total.points.score


def test_a_live_card_scores_what_the_record_says(world: World):
    found = card(world, world.desk.colleague)
    # Promises 50 % on 60 / 80 / 95 are 40 points, nothing reopened is 120, 60 cases on 10 / 20 / 30 are 120.
    assert total(found) == pytest.approx(0.5 * 40 + 0.3 * 120 + 0.2 * 120)
    assert found.frozen is None
    assert not found.has_frozen


def test_a_line_with_too_little_is_missing_and_the_others_share_its_weight(world: World):
    found = card(world)
    assert found.card is not None
    states = {line.indicator.measure: (line.state, round(line.weight_applied, 2)) for line in found.card.lines}
    assert states["reopened_within_14_days"] == (LineState.MISSING, 0.0)
    assert states["promises_kept"] == (LineState.MEASURED, 71.43)
    assert states["cases_resolved"] == (LineState.MEASURED, 28.57)


def test_a_frozen_card_comes_first_and_live_passes_by_it(world: World):
    world.freeze()
    assert card(world).frozen is not None
    live = card(world, live=True)
    assert live.frozen is None
    assert live.has_frozen
    assert total(live) == pytest.approx(total(card(world)))


def test_without_a_period_the_latest_frozen_one_counts(world: World):
    world.freeze()
    assert card(world, period="").span.code == "2016-06"


def test_a_frozen_number_stays_and_the_change_is_named(world: World):
    world.freeze()
    before = total(card(world))
    on_record(world.desk, Work(world.desk.agent, world.desk.team, cases=20, kept=0))
    found = card(world)
    assert total(found) == before
    assert Changed("promises_kept", 90.0, 60.0) in found.changed
    assert total(card(world, live=True)) < before


def test_nothing_changed_since_frozen_is_no_notice(world: World):
    world.freeze()
    assert card(world).changed == ()


def test_the_others_are_totals_without_names(world: World):
    add_people(world, 2)
    found = card(world, world.desk.colleague)
    assert found.among is not None
    assert len(found.among.others) == 3
    assert total(card(world)) in found.among.others


def test_of_fewer_than_three_others_nothing_is_shown_for_one_could_tell_whose_it_is(world: World):
    add_people(world, 1)
    assert card(world, world.desk.colleague).among is None
    world.freeze()
    assert card(world, world.desk.colleague).among is None


def test_a_live_total_stands_among_the_same_others_as_a_frozen_one(world: World):
    added = add_people(world, 2)
    live = card(world).among
    world.freeze(also=added)
    frozen = card(world).among
    assert live is not None
    assert frozen is not None
    assert frozen.not_told_apart == live.not_told_apart
    assert frozen.others == pytest.approx(live.others)


def test_what_belongs_to_the_team_is_shown_and_not_scored(world: World):
    found = card(world)
    shown = {number.key: number for number in found.shown}
    assert shown["resolution_time_business"].reading.value is not None
    assert "transfers_per_case" not in shown
    assert found.set is not None
    assert not set(shown) & {line.measure for line in found.set.indicators}


def test_a_count_is_not_scored_over_another_length_of_period(world: World):
    found = card(world, period="2016-Q2")
    assert found.card is not None
    states = {line.indicator.measure: line.state for line in found.card.lines}
    assert states["cases_resolved"] is LineState.NOT_COMPARABLE


def test_without_a_position_numbers_are_shown_and_nothing_is_scored(world: World):
    lonely = make_person()
    on_record(world.desk, Work(lonely, world.desk.team, cases=40, kept=40))
    found = card(world, lonely, lonely)
    assert (found.set, found.card, found.among) == (None, None, None)
    assert "promises_kept" in {number.key for number in found.shown}


@pytest.mark.parametrize("reader", ["agent", "lead", "director", "hr", "auditor"])
def test_a_scorecard_is_open_to_the_person_the_line_hr_and_the_auditor(world: World, reader: str):
    assert card(world, reader=getattr(world.desk, reader)).person.id == world.desk.agent


@pytest.mark.parametrize("reader", ["colleague", "other_lead", "other_agent"])
def test_a_scorecard_is_closed_to_everybody_else(world: World, reader: str):
    with pytest.raises(NotFoundError) as refused:
        card(world, reader=getattr(world.desk, reader))
    assert refused.value.code == "insight.no_scorecard"


def test_a_stranger_and_nobody_are_answered_alike(world: World):
    reviewer = make_person(roles=(Role.REVIEWER,))
    for person in (world.desk.agent, 987_654):
        with pytest.raises(NotFoundError) as refused:
            card(world, person, reviewer)
        assert refused.value.code == "insight.no_scorecard"


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("frozen", [0, 1])
def test_the_number_of_queries_does_not_grow(
    world: World, more: int, frozen: int, django_assert_num_queries: DjangoAssertNumQueries
):
    add_people(world, more)
    if frozen:
        world.freeze()
    standing = standing_of(world.desk.lead)
    with django_assert_num_queries(10 + frozen):
        queries.scorecard(standing, person_id=world.desk.agent, period="2016-06", live=False, at=NOW)
