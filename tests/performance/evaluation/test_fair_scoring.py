"""A department scored fairly: what a strict rater takes, the fair value gives back; sealed once."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.performance.evaluation import queries
from liuxin.performance.evaluation.words import FairWhy, LineState, RatedView
from tests.factories.circle import Circle, make_circle
from tests.factories.evaluation import RatedGroup, RatedPart
from tests.factories.forms import MARCH, SCORED
from tests.factories.history import KEY
from tests.factories.organisation import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def scored(strict: dict[int, int] | None = None, people: int = 6) -> Circle:
    """Let everybody rate everybody, those at these places stricter by so many levels, and score."""
    circle = make_circle(people)
    places = {-1: circle.lead, **dict(enumerate(circle.people))}
    circle.rate({places[place]: by for place, by in (strict or {}).items()})
    circle.score()
    return circle


def view(circle: Circle, person: int) -> RatedView:
    standing = standing_of(person, SCORED)
    return queries.rated_part(standing, queries.result(standing, person, circle.made.id))


@pytest.mark.spec("P4.3")
def test_the_fair_value_goes_into_the_score_and_the_raw_one_stands_beside_it() -> None:
    circle = scored({-1: 1})
    ratee = circle.people[0]
    told = view(circle, ratee)
    assert [(group.code, group.judged) for group in told.groups] == [("supervisor", 1), ("peer", 5)]
    boss, peers = (group.correction for group in told.groups)
    assert boss is not None
    assert peers is not None
    assert boss > 0.5
    assert abs(peers) <= 0.3
    assert told.value is not None
    assert told.fair.value is not None
    assert told.fair.low is not None
    assert told.fair.high is not None
    assert told.fair.low < told.fair.value < told.fair.high
    assert told.fair.value > told.value
    card = queries.scorecard(standing_of(ratee, SCORED), ratee, MARCH, SCORED)
    measured = next(each.line for each in card.frozen if each.line.indicator.measure == "rated.six_hearts")
    assert (measured.state, measured.measured.value) == (LineState.MEASURED, told.fair.value)
    assert (measured.measured.low, measured.measured.high) == (told.fair.low, told.fair.high)


@pytest.mark.spec("P4.3")
def test_where_few_rated_the_raw_value_counts_and_the_reason_is_kept() -> None:
    circle = scored({-1: 1}, people=4)
    told = view(circle, circle.people[0])
    assert told.value is not None
    assert (told.fair.value, told.fair.why) == (None, FairWhy.FEW_RATINGS)
    assert {group.correction for group in told.groups} == {None}
    card = queries.scorecard(standing_of(circle.people[0], SCORED), circle.people[0], MARCH, SCORED)
    assert card.frozen[1].line.measured.value == told.value
    assert set(RatedPart.objects.filter(value__isnull=True).values_list("fair_why", flat=True)) <= {"no_value"}


@pytest.mark.spec("P4.3")
def test_another_rating_of_one_rater_changes_the_correction() -> None:
    plain, strict = scored({}), scored({-1: 1})
    before, after = view(plain, plain.people[1]), view(strict, strict.people[1])
    assert before.groups[0].correction != after.groups[0].correction
    assert before.groups[1].correction != after.groups[1].correction


@pytest.mark.spec("P4.3")
def test_the_database_keeps_no_correction_of_fewer_than_three_anonymous_raters() -> None:
    scored()
    anonymous = RatedGroup.objects.filter(kinds="peer")
    assert anonymous.count() == 6
    of_groups: list[dict[str, int | None]] = [{"judged": 2}, {"judged": 0}, {"judged": 9}, {"correction": None}]
    for wrong in of_groups:
        with pytest.raises(IntegrityError), transaction.atomic():
            anonymous.update(**wrong)
    parts = RatedPart.objects.filter(fair__isnull=False)
    for odd in ({"fair_why": "apart"}, {"fair": 5.5}, {"fair": None}, {"fair_low": None}, {"fair_why": "odd"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            parts.update(**odd)


def test_ratings_are_read_with_as_many_statements_for_three_as_for_six() -> None:
    counts = []
    for people in (3, 6):
        circle = make_circle(people)
        circle.rate()
        with CaptureQueriesContext(connection) as asked:
            judged = queries.judged(circle.made.id, SCORED)
        assert len(judged.of) == people
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.spec("P4.3")
def test_a_manager_who_is_a_colleague_too_is_two_raters() -> None:
    circle = make_circle(4)
    circle.rate()
    judged = queries.judged(circle.made.id, SCORED)
    mine = [each for each in judged.raters.values() if each.person == circle.lead]
    assert [(each.known, len(each.kinds)) for each in mine] == [(True, 1)]
    assert sorted(judged.raters) == list(range(5))
    assert {each.person for each in judged.raters.values()} == {circle.lead, *circle.people}
