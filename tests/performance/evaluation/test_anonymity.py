"""No rater, and no group smaller than three, can be told: from results, parts, versions, the record, or the database
rows that are kept to be shown. Each test holds ratings that would show if anything let them through.

The levels are planted so that whatever could leak is a number of its own: peers 1 and 5 have no other source, the
odd mean of a pair appears nowhere else.
"""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.words import K, RatedView
from liuxin.performance.evaluators.words import Kind
from tests.factories.evaluation import RatedCell, RatedGroup, RatedPart
from tests.factories.forms import MARCH, OPENED, SCORED, Ground, RaterKey, make_ground, spread
from tests.factories.history import KEY
from tests.factories.organisation import LONG_AGO, make_person, standing_of
from tests.factories.readings import Event
from tests.factories.surveys import Sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def scored(ground: Ground, peers: tuple[int, ...], customers: tuple[int, ...] = ()) -> Ground:
    """Open the forms, answer as planted, score."""
    ground.open()
    ground.rate(ground.lead, 4)
    ground.rate(ground.ratee, 3)
    spread(ground, peers)
    for customer, level in zip(ground.customers, customers, strict=True):
        ground.rate_by_link(customer, level)
    ground.score()
    return ground


def readers(ground: Ground) -> Iterator[int]:
    """Give everybody who might look: the ratee, every rater, the line, HR, director, auditor, a stranger."""
    yield from (ground.ratee, *ground.peers, ground.lead, ground.made.place.head, ground.made.hr, ground.made.director)
    yield make_person(roles=(Role.AUDITOR,))
    yield make_person()


def seen_by(ground: Ground, reader: int) -> RatedView | None:
    """Give what a reader may see of the rated part, None where nothing."""
    standing = standing_of(reader, SCORED)
    try:
        return queries.rated_part(standing, queries.result(standing, ground.ratee, ground.made.id))
    except NotFoundError:
        return None


def numbers(view: RatedView) -> set[float]:
    """Give every number about others that is told."""
    cells = {cell.level for group in view.groups for cell in group.cells}
    return {round(each, 6) for each in (*cells, *(group.level for group in view.groups), view.value or 0.0)}


@pytest.mark.spec("P4.3")
def test_nobody_is_told_what_two_peers_said() -> None:
    ground = scored(make_ground(peers=2), (1, 2))
    for reader in readers(ground):
        view = seen_by(ground, reader)
        if view is not None:
            assert [group.code for group in view.groups] == ["supervisor"]
            assert numbers(view) == {4.0}
            assert view.left_out == (Kind.PEER,)
    assert seen_by(ground, ground.peers[0]) is None


@pytest.mark.spec("P4.3")
def test_the_whole_less_its_parts_gives_no_group_of_fewer_than_three() -> None:
    """Three customers and two peers: the peers join them, so that value less supervisor less customers is nobody's."""
    ground = scored(make_ground(peers=2, customers=3), (1, 2), (5, 5, 4))
    view = seen_by(ground, ground.ratee)
    assert view is not None
    assert [(group.code, group.raters) for group in view.groups] == [("supervisor", 1), ("peer+recipient", 5)]
    assert view.groups[1].level == pytest.approx((1 + 2 + 5 + 5 + 4) / 5)
    forbidden = {1.0, 1.5, 2.0, 5.0, round(14 / 3, 6)}
    assert not numbers(view) & forbidden
    assert view.value is not None
    rest = (view.value * 100 - 4.0 * view.groups[0].weight) / view.groups[1].weight
    assert rest == pytest.approx(view.groups[1].level)


@pytest.mark.spec("P4.3")
def test_no_rater_takes_the_own_part_out_of_the_others() -> None:
    """A peer who may open the result, as HR may, does not count towards three; with three others he reads on."""
    pair = make_ground(peers=3)
    organisation.grant_role(
        person_id=pair.peers[0], role=Role.HR, start=LONG_AGO, by=Actor.system("tests"), at=LONG_AGO
    )
    scored(pair, (5, 1, 2))
    view = seen_by(pair, pair.peers[0])
    assert view is not None
    assert numbers(view) == {4.0}
    assert seen_by(pair, pair.ratee) is not None
    assert numbers(seen_by(pair, pair.ratee) or view) == {4.0}


@pytest.mark.spec("P4.3")
def test_a_rater_who_comes_to_read_results_later_is_not_told_what_leaves_two_others() -> None:
    ground = scored(make_ground(peers=3), (5, 1, 2))
    organisation.grant_role(person_id=ground.peers[0], role=Role.HR, start=SCORED, by=Actor.system("tests"), at=SCORED)
    view = seen_by(ground, ground.peers[0])
    assert view is not None
    assert (view.hidden, view.value, [group.code for group in view.groups]) == (True, None, ["supervisor"])


@pytest.mark.spec("P4.3")
def test_two_versions_differ_in_no_rating() -> None:
    """After a correction and a second scoring the rated part is the very same: there is nothing to subtract."""
    ground = scored(make_ground(peers=4), (1, 2, 3, 5))
    views = [seen_by(ground, reader) for reader in readers(ground)]
    first = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    rated = [_rated_line(ground)]
    ground.score(reason="cases came late")
    rated.append(_rated_line(ground))
    second = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    actions.correct(
        result_id=second.id, reason="looked at again", allow_worse=True, by=Actor.system("tests"), at=SCORED
    )
    rated.append(_rated_line(ground))
    assert rated[0] == rated[1] == rated[2]
    again = [seen_by(ground, reader) for reader in readers(ground)]
    assert again == views
    assert RatedPart.objects.count() == 7
    assert first.total == queries.result_by_key(standing_of(ground.ratee, SCORED), first.id).total


def _rated_line(ground: Ground) -> tuple[object, ...]:
    card = queries.scorecard(standing_of(ground.ratee, SCORED), ground.ratee, MARCH, SCORED)
    measured = card.frozen[1].line.measured
    return (measured.value, measured.low, measured.high, measured.n, measured.rows)


@pytest.mark.spec("P4.3")
def test_leaving_the_rated_line_out_tells_nothing_that_was_not_told() -> None:
    ground = scored(make_ground(peers=3), (1, 2, 5))
    found = queries.result(standing_of(ground.ratee, SCORED), ground.ratee, ground.made.id)
    done = actions.correct(
        result_id=found.id,
        leave_out=["rated.six_hearts"],
        reason="the raters did not know her",
        allow_worse=True,
        by=Actor.system("tests"),
        at=SCORED,
    )
    card = queries.scorecard(standing_of(ground.ratee, SCORED), ground.ratee, MARCH, SCORED)
    assert card.frozen[1].line.points is None
    assert done.after.points is not None
    assert done.after.points.score == card.frozen[0].line.points.score  # type: ignore[union-attr]


@pytest.mark.spec("P4.3")
def test_no_row_kept_to_be_shown_is_about_fewer_than_three() -> None:
    scored(make_ground(peers=2, customers=1), (1, 2), (5,))
    known = {"supervisor", "self"}
    groups = list(RatedGroup.objects.exclude(kinds__in=known))
    assert [(group.kinds, group.raters) for group in groups] == [("peer+recipient", 3)]
    assert {cell.raters for cell in RatedCell.objects.exclude(group__kinds__in=known)} == {3}
    assert all(cell.raters >= K or cell.known for cell in RatedCell.objects.all())


@pytest.mark.spec("P4.3", "D6")
def test_no_event_names_a_rater_with_a_form_or_a_time() -> None:
    """The record holds pseudonyms and days; nobody's key stands beside a form, and no payload holds a level."""
    ground = scored(make_ground(peers=3, customers=3), (1, 2, 5), (1, 3, 5))
    handed_in = Event.objects.filter(code="surveys.sheet_submitted")
    assert handed_in.count() == 8
    confidential = set(Sheet.objects.filter(confidential=True).values_list("pk", flat=True))
    raters = {str(each) for each in (*ground.peers, *ground.customers, ground.lead, ground.ratee)}
    pseudonyms = set(RaterKey.objects.values_list("pseudonym", flat=True))
    assert len(pseudonyms) == 8
    for event in handed_in:
        assert event.actor_kind == "rater"
        assert event.actor_id in pseudonyms
        assert event.actor_id not in raters
        assert set(json.loads(event.payload or "{}")) == {"questionnaire"}
        if int(event.subject) in confidential:
            assert _is_day(event.at)
            assert _is_day(event.recorded_at)
    for event in Event.objects.filter(code__startswith="evaluation."):
        assert not {"rater", "form", "sheet", "level", "pseudonym"} & set(json.loads(event.payload or "{}"))
        assert event.actor_id not in {str(each) for each in ground.peers}


def _is_day(micros: int) -> bool:
    at = datetime.fromtimestamp(micros / 1_000_000, UTC)
    return (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


@pytest.mark.spec("P4.3")
def test_no_two_forms_share_a_pseudonym_and_no_order_gives_them_away() -> None:
    """With one pseudonym for all forms of a rater, the self-rating would name whoever wrote the others."""
    ground = make_ground(peers=6, customers=2)
    ground.open()
    assert len(set(Sheet.objects.values_list("respondent", flat=True))) == Sheet.objects.count() == 10
    held = RaterKey.objects.order_by("assignment")
    orders = [[key.form_id for key in held], [key.form.sheet_id for key in held]]
    mixed = [order != sorted(order) for order in orders]
    assert any(mixed)
    assert [key.pk for key in RaterKey.objects.order_by("pk")] == sorted(key.pk for key in held)


@pytest.mark.spec("P4.3")
def test_progress_counts_forms_and_names_nobody_who_is_anonymous() -> None:
    ground = make_ground(peers=3, customers=3)
    ground.open()
    ground.rate(ground.peers[0], 1)
    ground.rate_by_link(ground.customers[0], 2)
    [found] = queries.progress(standing_of(ground.made.hr, OPENED), ground.made.id)
    assert [(each.kind, each.answered, each.all) for each in found.kinds] == [
        (Kind.SUPERVISOR, 0, 1),
        (Kind.PEER, 1, 3),
        (Kind.RECIPIENT, 1, 3),
        (Kind.SELF, 0, 1),
    ]
    late = queries.phase_progress(standing_of(ground.made.hr, SCORED), ground.made.id, SCORED)[ground.department].late
    assert set(late) == {ground.lead, ground.ratee}
    assert not set(late) & set(ground.peers)


@pytest.mark.spec("P4.3")
def test_no_log_says_who_rated_whom(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="liuxin"):
        ground = scored(make_ground(peers=3), (1, 2, 5))
    said = " ".join(record.getMessage() for record in caplog.records)
    for pseudonym in RaterKey.objects.values_list("pseudonym", flat=True):
        assert pseudonym not in said
    assert ground.assignment


@pytest.mark.spec("P4.3")
def test_the_key_of_raters_is_read_in_one_place() -> None:
    from liuxin.performance import evaluation  # noqa: PLC0415

    root = __import__("pathlib").Path(evaluation.__file__).parent
    reading = [
        str(file.relative_to(root))
        for file in sorted(root.rglob("*.py"))
        if "RaterKey.objects" in file.read_text(encoding="utf-8")
    ]
    assert reading == ["actions/forms.py", "queries/keys.py"]
    assert "RaterKey.objects.bulk_create" in (root / "actions/forms.py").read_text(encoding="utf-8")
