"""A department scored: forms opened for those who may rate, answered, closed; results with measured and rated lines."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.surveys import actions as surveys
from liuxin.desk.surveys import queries as sheets
from liuxin.desk.surveys.words import LinkState
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.words import FormState, LineState, Opened, ResultState
from liuxin.performance.plan import actions as plan
from liuxin.performance.plan import queries as plan_queries
from tests import worlds
from tests.factories.evaluation import Freeze
from tests.factories.forms import (
    DEADLINE,
    HOLDER,
    MARCH,
    OPENED,
    SCORED,
    Form,
    Ground,
    levels,
    make_ground,
    make_ready,
    spread,
)
from tests.factories.history import KEY
from tests.factories.indicators import example
from tests.factories.organisation import make_person, standing_of
from tests.factories.readings import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


standing_ground = worlds.standing(make_ground, SEAL_KEY=KEY.decode())


@pytest.fixture
def ground(standing_ground: tuple[Ground, Path], db: None, _facts_of_its_own: None) -> Ground:
    return worlds.handed_out(standing_ground)


def states(ground: Ground, person: int) -> list[FormState]:
    return [each.state for each in queries.my_forms(person, OPENED + timedelta(hours=1))]


@pytest.mark.spec("P4.3")
def test_measured_and_rated_lines_make_one_provisional_result(ground: Ground) -> None:
    assert ground.open() == Opened(forms=5, without=0)
    ground.rate(ground.lead, 5)
    spread(ground, [3, 4, 5])
    ground.rate(ground.ratee, 5)
    done = ground.score()
    assert (done.results, done.corrected, done.left, done.without_set) == (6, 0, (), ())
    result = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    assert (result.state, result.version) == (ResultState.PROVISIONAL, 1)
    card = queries.scorecard(standing_of(ground.ratee, SCORED), ground.ratee, MARCH, SCORED)
    kept, rated = (each.line for each in card.frozen)
    assert (kept.measured.value, kept.measured.n, kept.state) == (75.0, 60.0, LineState.MEASURED)
    assert rated.measured.value == pytest.approx((40 * 5 + 25 * 4) / 65)
    assert (rated.measured.n, rated.measured.rows, rated.state) == (4.0, 4, LineState.MEASURED)
    assert rated.measured.low is not None
    assert rated.points is not None
    assert card.total.covered == 100.0
    told = queries.rated_part(standing_of(ground.ratee, SCORED), result)
    assert [(group.code, group.raters, group.level) for group in told.groups] == [
        ("supervisor", 1, 5.0),
        ("peer", 3, 4.0),
    ]
    assert told.own is not None
    assert (told.own.level, told.value) == (5.0, rated.measured.value)


def test_who_is_rated_by_nobody_has_a_line_without_a_score(ground: Ground) -> None:
    ground.open()
    ground.score()
    peer = ground.peers[0]
    card = queries.scorecard(standing_of(peer, SCORED), peer, MARCH, SCORED)
    assert [(each.line.state, each.line.measured.value) for each in card.frozen] == [(LineState.MISSING, None)] * 2


@pytest.mark.spec("P3.3")
def test_who_is_not_qualified_has_no_form_and_is_told_why() -> None:
    ground = make_ground(ready=False)
    assert ground.open() == Opened(forms=1, without=4)
    [refused] = queries.my_forms(ground.peers[0], OPENED)
    assert (refused.state, refused.why) == (FormState.REFUSED, "evaluators.not_declared")
    with pytest.raises(RuleBrokenError, match=r"evaluators\.not_declared"):
        ground.rate(ground.peers[0], 4)
    make_ready(ground, ground.peers[0])
    assert states(ground, ground.peers[0]) == [FormState.NOT_OPEN]
    assert ground.open() == Opened(forms=1, without=3)
    assert states(ground, ground.peers[0]) == [FormState.FRESH]


def test_a_form_is_kept_half_way_and_handed_in_once(ground: Ground) -> None:
    ground.open()
    peer = ground.peers[0]
    ground.rate(peer, 4, 3, submit=False)
    assert states(ground, peer) == [FormState.BEGUN]
    with pytest.raises(LiuxinError, match=r"surveys\."):
        ground.rate(peer, 4, 3)
    ground.rate(peer, 4)
    assert states(ground, peer) == [FormState.HANDED_IN]
    with pytest.raises(RuleBrokenError, match=r"evaluation\.form_handed_in"):
        ground.rate(peer, 1)


@pytest.mark.spec("P4.3")
def test_a_rater_who_leaves_half_way_counts_nothing_and_holds_nobody_up(ground: Ground) -> None:
    ground.open()
    ground.rate(ground.lead, 4)
    spread(ground, [1, 1, 1])
    quitter = ground.ratee
    ground.rate(quitter, 5, 5, submit=False)
    assert queries.still_open(ground.made.id, ground.department, OPENED) == 1
    plan.mark_left(
        cycle_id=ground.made.id,
        person_id=quitter,
        left_at=OPENED + timedelta(hours=4),
        by=Actor.person(ground.made.hr),
        at=OPENED + timedelta(hours=4),
    )
    assert queries.still_open(ground.made.id, ground.department, OPENED + timedelta(hours=5)) == 0


def test_a_leaver_of_the_period_has_no_result_and_one_after_it_has(ground: Ground) -> None:
    ground.open()
    gone = ground.peers[0]
    plan.mark_left(cycle_id=ground.made.id, person_id=gone, left_at=OPENED, by=Actor.person(ground.made.hr), at=OPENED)
    done = ground.score()
    assert (done.left, done.results) == ((), 6)
    assert MARCH.end < OPENED


def test_scoring_waits_for_the_last_day_or_the_last_form(ground: Ground) -> None:
    ground.open()
    for rater in (ground.lead, *ground.peers):
        ground.rate(rater, 4)
    early = OPENED + timedelta(days=1)
    with pytest.raises(RuleBrokenError) as caught:
        actions.score(cycle_id=ground.made.id, department=ground.department, by=Actor.person(ground.made.hr), at=early)
    assert (caught.value.code, caught.value.params["waiting"]) == ("evaluation.forms_still_open", 1)
    ground.rate(ground.ratee, 4)
    done = actions.score(
        cycle_id=ground.made.id, department=ground.department, by=Actor.person(ground.made.hr), at=early
    )
    assert done.results == 6


def test_scoring_needs_forms_where_raters_were_confirmed(ground: Ground) -> None:
    with pytest.raises(RuleBrokenError, match=r"evaluation\.forms_not_opened"):
        ground.score()


@pytest.mark.spec("P4.4")
def test_scoring_twice_takes_a_reason_and_leaves_the_ratings_as_they_were(ground: Ground) -> None:
    ground.open()
    ground.rate(ground.lead, 4)
    spread(ground, [2, 3, 4])
    ground.score()
    before = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    with pytest.raises(RuleBrokenError, match=r"evaluation\.already_scored"):
        ground.score()
    done = ground.score(reason="cases came late")
    assert (done.results, done.corrected) == (6, 6)
    after = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    assert (after.version, after.corrects, after.reason) == (2, before.id, "cases came late")
    assert after.total == before.total


def test_what_was_talked_through_is_not_scored_again(ground: Ground) -> None:
    ground.open()
    ground.score()
    hr = Actor.person(ground.made.hr)
    found = queries.results(standing_of(ground.made.hr, SCORED), ground.made.id)
    actions.mark_talked(result_ids=[found[0].id], by=hr, at=SCORED)
    assert ground.score(reason="again").results == 5
    actions.mark_talked(
        result_ids=[
            each.id
            for each in queries.results(standing_of(ground.made.hr, SCORED), ground.made.id)
            if each.state is ResultState.PROVISIONAL
        ],
        by=hr,
        at=SCORED,
    )
    with pytest.raises(RuleBrokenError, match=r"evaluation\.all_talked"):
        ground.score(reason="again")


def test_forms_close_with_scoring(ground: Ground) -> None:
    ground.open()
    ground.rate(ground.peers[0], 4, submit=False)
    ground.score()
    assert states(ground, ground.peers[0]) == [FormState.CLOSED]
    with pytest.raises(RuleBrokenError, match=r"evaluation\.form_closed"):
        ground.rate(ground.peers[0], 4)
    with pytest.raises(RuleBrokenError, match=r"evaluation\.scored_already"):
        ground.open()


def test_a_form_is_too_late_after_its_last_day(ground: Ground) -> None:
    ground.open()
    with pytest.raises(RuleBrokenError, match=r"evaluation\.form_late"):
        actions.answer_form(
            assignment_id=ground.assignment[ground.lead],
            answers=levels(*[3] * 6),
            submit=True,
            by=Actor.person(ground.lead),
            at=DEADLINE,
        )


@pytest.mark.spec("P4.3")
def test_a_customer_rates_by_a_link_that_works_once_and_in_one_browser() -> None:
    ground = make_ground(peers=3, customers=3)
    ground.open()
    for customer, level in zip(ground.customers, (2, 3, 4), strict=True):
        ground.rate_by_link(customer, level)
    spread(ground, [5, 5, 5])
    ground.score()
    result = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    told = queries.rated_part(standing_of(ground.ratee, SCORED), result)
    assert [(group.code, group.level) for group in told.groups] == [("peer", 5.0), ("recipient", 3.0)]


def test_a_forwarded_or_reused_link_rates_nobody() -> None:
    ground = make_ground(peers=3, customers=1)
    ground.open()
    token = ground.link(ground.customers[0])
    surveys.begin_by_link(token=token, by=HOLDER, at=OPENED)
    with pytest.raises(ConflictError, match=r"surveys\.link_elsewhere"):
        surveys.begin_by_link(token=token, by=HOLDER, at=OPENED)
    with pytest.raises(ConflictError, match=r"surveys\.link_elsewhere"):
        surveys.answer_by_link(
            token=token, secret="guessed", answers=levels(*[1] * 6), submit=True, by=HOLDER, at=OPENED
        )
    again = ground.link(ground.customers[0])
    assert sheets.by_link(token, "", OPENED).state is LinkState.UNKNOWN
    assert sheets.by_link(again, "", OPENED).state is LinkState.FRESH
    ground.score()
    assert sheets.by_link(again, "", SCORED).state is LinkState.REVOKED


def test_links_are_given_by_who_runs_the_department_and_only_for_forms_that_wait() -> None:
    ground = make_ground(peers=3, customers=1)
    ground.open()
    key = ground.of_customer[ground.customers[0]]
    for who, error in ((ground.peers[0], NotAllowedError), (ground.lead, NotAllowedError)):
        with pytest.raises(error, match=r"evaluation\.may_not_open_forms"):
            actions.customer_links(
                cycle_id=ground.made.id,
                department=ground.department,
                assignment_ids=[key],
                by=Actor.person(who),
                at=OPENED,
            )
    with pytest.raises(NotFoundError, match=r"evaluation\.no_such_form"):
        actions.customer_links(
            cycle_id=ground.made.id,
            department=ground.department,
            assignment_ids=[ground.assignment[ground.peers[0]]],
            by=Actor.person(ground.made.hr),
            at=OPENED,
        )


def test_nobody_opens_anothers_form(ground: Ground) -> None:
    ground.open()
    for stranger in (ground.peers[1], ground.lead, ground.made.hr, make_person()):
        with pytest.raises(NotFoundError, match=r"evaluation\.no_such_form"):
            queries.form(standing_of(stranger, OPENED), ground.assignment[ground.peers[0]], OPENED)
        with pytest.raises(NotFoundError, match=r"evaluation\.no_such_form"):
            actions.answer_form(
                assignment_id=ground.assignment[ground.peers[0]],
                answers=levels(*[1] * 6),
                submit=True,
                by=Actor.person(stranger),
                at=OPENED,
            )


@pytest.mark.parametrize("who", ["peers", "lead"])
def test_only_who_runs_the_department_opens_forms_and_scores(ground: Ground, who: str) -> None:
    actor = ground.lead if who == "lead" else ground.peers[0]
    with pytest.raises(NotAllowedError, match=r"evaluation\.may_not_open_forms"):
        ground.open(by=actor)
    with pytest.raises(NotAllowedError, match=r"evaluation\.may_not_score"):
        ground.score(by=actor)


def test_forms_of_another_phase_or_day_are_refused(ground: Ground) -> None:
    with pytest.raises(LiuxinError, match=r"evaluation\.deadline_past"):
        actions.open_forms(
            cycle_id=ground.made.id,
            department=ground.department,
            expires_at=OPENED,
            by=Actor.person(ground.made.hr),
            at=OPENED,
        )
    ground.open()
    ground.score()
    actions.finish_evaluation(
        cycle_id=ground.made.id, department=ground.department, by=Actor.person(ground.made.hr), at=SCORED
    )
    assert plan_queries.phase_of(ground.made.id, ground.department) == 5
    with pytest.raises(RuleBrokenError, match=r"plan\.phase_not_open"):
        ground.open()
    with pytest.raises(RuleBrokenError, match=r"plan\.phase_not_open"):
        ground.score(reason="again")


def test_the_phase_ends_when_everybody_has_a_result(ground: Ground) -> None:
    ground.open()
    with pytest.raises(RuleBrokenError) as caught:
        actions.finish_evaluation(
            cycle_id=ground.made.id, department=ground.department, by=Actor.person(ground.made.hr), at=SCORED
        )
    assert (caught.value.code, caught.value.params) == ("evaluation.results_missing", {"missing": 6})


@pytest.mark.spec("P2.5")
def test_the_database_refuses_to_freeze_for_a_cycle_by_a_set_that_was_not_agreed(ground: Ground) -> None:
    ground.open()
    ground.score()
    agreed = Freeze.objects.order_by("pk")[0]
    told = {
        field.attname: getattr(agreed, field.attname) for field in Freeze._meta.concrete_fields if field.name != "id"
    }
    unagreed = example(position_id=ground.made.place.position)
    for wrong in ({"set_id": unagreed}, {"cycle_id": 404}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Freeze.objects.create(**(told | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        Freeze.objects.filter(pk=agreed.pk).update(set_id=unagreed)
    assert Freeze.objects.create(**(told | {"set_id": unagreed, "cycle_id": None})).pk


def test_one_form_for_each_rater(ground: Ground) -> None:
    ground.open()
    assert ground.open() == Opened(0, 0)
    assert Form.objects.count() == 5


def test_the_record_keeps_how_many_forms_and_never_whose(ground: Ground) -> None:
    ground.open()
    [event] = Event.objects.filter(code="evaluation.forms_opened")
    assert (event.subject_kind, event.subject) == ("cycle", str(ground.made.id))
    assert event.payload == f'{{"department":{ground.department},"forms":5,"without":0}}'


@pytest.mark.parametrize("led", [0, 2])
def test_own_forms_take_as_many_statements_for_one_as_for_three(led: int) -> None:
    ground = make_ground(peers=2, led=led)
    ground.open()
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.my_forms(ground.lead, OPENED)) == 1 + led
    assert len(asked) == 11
