"""What raters are told of their own way of rating: they first and alone, others later, by number if anonymous."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.engines.ratings.rater_effects import Effect, Tendency, Verdict
from liuxin.engines.ratings.telling import Reason
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.rules import new_feedback, told_table, told_to_others
from liuxin.performance.evaluation.words import Judged, OwnFeedback, RaterKind, RaterOf, Rating
from tests import worlds
from tests.factories.circle import Circle, make_circle
from tests.factories.evaluation import RaterFeedback, RaterTendency
from tests.factories.forms import SCORED
from tests.factories.history import KEY
from tests.factories.organisation import make_person, standing_of
from tests.factories.readings import Event

PEER, SUPERVISOR = RaterKind.PEER, RaterKind.SUPERVISOR
AT = datetime(2016, 5, 1, 8, tzinfo=UTC)
LATER = AT + timedelta(days=7)
HEARTS = ("attention", "care", "dedication", "love", "perseverance", "sincerity")


def tendency(verdict: Verdict) -> Tendency:
    if verdict is Verdict.CANNOT_TELL:
        return Tendency(None, None, None, None, verdict, Reason.TOO_FEW, 3, 20)
    return Tendency(0.6, 0.4, 0.8, 0.5, verdict, None, 30, 20)


def feedback(*, known: bool, strict: bool, read: bool = False, kinds: tuple[RaterKind, ...] = (PEER,)) -> OwnFeedback:
    verdict = Verdict.FOUND if strict else Verdict.NOT_FOUND
    return OwnFeedback(1, 1, known, kinds, 30, 5, AT, AT if read else None, {Effect.SEVERITY: tendency(verdict)})


# Rules.


def judged(strict: Mapping[int, float], *, people: int = 8) -> Judged:
    """Let everybody rate everybody; each code is a person of the key 100 more."""
    chance = np.random.default_rng(3)
    of = {
        ratee: [
            Rating(rater * 100 + ratee, PEER, heart, level, rater=rater)
            for rater in range(people)
            if rater != ratee
            for heart, level in zip(
                HEARTS,
                np.clip(np.rint(3.4 - strict.get(rater, 0.0) + chance.normal(0, 0.6, 6)), 1, 5).astype(int).tolist(),
                strict=True,
            )
        ]
        for ratee in range(people)
    }
    return Judged(of, {rater: RaterOf(100 + rater, False, (PEER,)) for rater in range(people)})  # noqa: FBT003


@pytest.mark.spec("P4.4")
def test_a_strict_rater_hears_of_it_and_an_average_one_does_not() -> None:
    found = judged({0: 1.2})
    new = {each.rater: each for each in new_feedback(told_table(found.of), found, found.of)}
    assert len(new) == 8
    assert new[100].tendencies[Effect.SEVERITY].verdict is Verdict.FOUND
    assert (new[100].tendencies[Effect.SEVERITY].value or 0) > 0.8
    assert (new[100].ratings, new[100].ratees) == (42, 7)
    assert {new[key].tendencies[Effect.SEVERITY].verdict for key in range(101, 108)} == {Verdict.NOT_FOUND}
    assert new[100].tendencies[Effect.HASTE].reason is Reason.NO_TIMES


def test_customers_and_those_who_rated_none_of_them_are_told_nothing() -> None:
    found = judged({})
    customers = replace(found, raters={**found.raters, 0: RaterOf(None, False, (RaterKind.RECIPIENT,))})  # noqa: FBT003
    assert 100 not in {each.rater for each in new_feedback(told_table(found.of), customers, found.of)}
    assert {each.rater for each in new_feedback(told_table(found.of), found, [0])} == set(range(101, 108))
    assert new_feedback(told_table({}), Judged({}, {}), []) == ()


@pytest.mark.spec("P4.4")
def test_a_manager_is_named_once_it_was_read_or_the_days_are_over() -> None:
    kept = {7: [feedback(known=True, strict=True, kinds=(SUPERVISOR,))]}
    early = told_to_others(1, kept, LATER - timedelta(seconds=1))
    assert (early.managers, early.waiting) == ((), 1)
    late = told_to_others(1, kept, LATER)
    assert [(each.person, list(each.found)) for each in late.managers] == [(7, [Effect.SEVERITY])]
    read = told_to_others(1, {7: [feedback(known=True, strict=True, read=True, kinds=(SUPERVISOR,))]}, AT)
    assert ([each.person for each in read.managers], read.waiting) == ([7], 0)
    nothing = {7: [feedback(known=True, strict=False, read=True, kinds=(SUPERVISOR,))]}
    assert told_to_others(1, nothing, LATER).managers == ()


@pytest.mark.spec("P4.3", "P4.4")
@pytest.mark.parametrize(
    ("strict", "of", "told"), [(3, 6, 3), (2, 6, None), (0, 6, None), (4, 6, None), (6, 6, None), (5, 9, 5)]
)
def test_anonymous_raters_are_counted_where_three_are_found_and_three_are_not(
    strict: int, of: int, told: int | None
) -> None:
    kept = {key: [feedback(known=False, strict=key < strict, read=True)] for key in range(of)}
    assert told_to_others(1, kept, LATER - timedelta(seconds=1)).kinds == ()
    found = told_to_others(1, kept, LATER)
    assert [(each.kind, each.raters, each.found[Effect.SEVERITY]) for each in found.kinds] == [(PEER, of, told)]
    assert (found.managers, found.opens_at) == ((), LATER)


@pytest.mark.spec("P4.3", "P4.4")
def test_two_raters_of_a_kind_are_not_counted_at_all() -> None:
    kept = {key: [feedback(known=False, strict=True)] for key in range(2)}
    assert told_to_others(1, kept, LATER).kinds == ()
    mixed = {9: [feedback(known=False, strict=True, kinds=(PEER, RaterKind.EXPERT))]} | kept
    assert told_to_others(1, mixed, LATER).kinds == ()


# Kept with scoring.


def rated() -> Circle:
    made = make_circle(6)
    made.rate({made.lead: 1, made.people[0]: 1})
    made.score()
    return made


standing_circle = worlds.standing(rated, SEAL_KEY=KEY.decode())


@pytest.fixture
def circle(standing_circle: tuple[Circle, Path], db: None, _facts_of_its_own: None, settings: Settings) -> Circle:
    settings.SEAL_KEY = KEY.decode()
    return worlds.handed_out(standing_circle)


@pytest.mark.django_db
@pytest.mark.spec("P4.3", "P4.4")
def test_every_rater_hears_first_and_nobody_else_is_told(circle: Circle) -> None:
    strict = circle.people[0]
    [mine] = queries.own_feedbacks(standing_of(strict, SCORED))
    assert (mine.known, mine.kinds, mine.ratings, mine.ratees) == (False, (PEER,), 30, 5)
    assert mine.tendencies[Effect.SEVERITY].verdict is Verdict.FOUND
    waits = [each for each in queries.waiting(standing_of(strict, SCORED), SCORED) if "tendency" in each.code]
    assert [(each.page, each.due) for each in waits] == [("evaluation:my-ratings", SCORED + timedelta(days=7))]
    others = (circle.people[1], circle.lead, circle.made.hr, circle.made.director, make_person(roles=(Role.AUDITOR,)))
    for reader in others:
        standing = standing_of(reader, SCORED)
        assert mine.id not in {each.id for each in queries.own_feedbacks(standing)}
        with pytest.raises(NotFoundError, match=r"evaluation\.no_such_feedback"):
            queries.own_feedback(standing, mine.id)
        with pytest.raises(NotFoundError, match=r"evaluation\.no_such_feedback"):
            actions.acknowledge_tendency(feedback_id=mine.id, by=Actor.person(reader), at=SCORED)
        told = queries.tendencies(standing, circle.made.id, [circle.department], SCORED)
        assert all((each.managers, each.kinds) == ((), ()) for each in told.values())
    assert (
        set(queries.tendencies(standing_of(others[-1], SCORED), circle.made.id, [circle.department], SCORED)) == set()
    )


@pytest.mark.django_db
@pytest.mark.spec("P4.4")
def test_that_it_was_read_is_kept_once_and_opens_a_manager_to_hr_and_nobody_else(circle: Circle) -> None:
    hr = standing_of(circle.made.hr, SCORED)
    [mine] = queries.own_feedbacks(standing_of(circle.lead, SCORED))
    peer = queries.own_feedbacks(standing_of(circle.people[0], SCORED))[0]
    for each, who in ((mine, circle.lead), (mine, circle.lead), (peer, circle.people[0])):
        actions.acknowledge_tendency(feedback_id=each.id, by=Actor.person(who), at=SCORED)
    events = Event.objects.filter(code="evaluation.tendency_read").order_by("pk")
    assert [(each.actor_id, each.payload) for each in events] == [
        (str(circle.lead), f'{{"feedback":{mine.id}}}'),
        (str(circle.people[0]), f'{{"feedback":{peer.id}}}'),
    ]
    told = queries.tendencies(hr, circle.made.id, [circle.department], SCORED)[circle.department]
    assert [each.person for each in told.managers] == [circle.lead]
    assert (told.kinds, told.waiting) == ((), 0)
    assert not [each for each in queries.waiting(standing_of(circle.lead, SCORED), SCORED) if "tendency" in each.code]


@pytest.mark.django_db
def test_it_is_kept_once_whatever_is_scored_again(circle: Circle) -> None:
    before = list(RaterFeedback.objects.order_by("pk").values_list("pk", "rater", "known", "ratings"))
    assert len(before) == 7
    actions.score(
        cycle_id=circle.made.id,
        department=circle.department,
        reason="again",
        by=Actor.person(circle.made.hr),
        at=SCORED + timedelta(days=1),
    )
    assert list(RaterFeedback.objects.order_by("pk").values_list("pk", "rater", "known", "ratings")) == before
    with pytest.raises(IntegrityError), transaction.atomic():
        RaterTendency.objects.filter(verdict="found").update(reason="too_few")
    with pytest.raises(IntegrityError), transaction.atomic():
        RaterTendency.objects.filter(verdict="cannot_tell").update(value=0.5)


@pytest.mark.django_db
def test_reading_takes_as_many_statements_for_one_account_as_for_all(circle: Circle) -> None:
    hr = standing_of(circle.made.hr, SCORED)
    with CaptureQueriesContext(connection) as asked:
        queries.tendencies(hr, circle.made.id, [circle.department], SCORED)
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        queries.own_feedbacks(standing_of(circle.lead, SCORED))
    assert len(asked) - 2 <= 8
