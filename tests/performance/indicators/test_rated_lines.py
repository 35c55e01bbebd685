"""Lines that people rate: they say why, run from 1 to 5, and are never asked of the record."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import Direction
from liuxin.insight import queries as insight
from liuxin.kernel.errors import CannotTellError, LiuxinError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation import queries as frozen
from liuxin.performance.evaluation.words import LineState
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import Band, Grain, IndicatorKind, NewIndicator, Scale, is_rated
from tests.factories.history import KEY
from tests.factories.indicators import AT, HEARTS, SYSTEM, WHY_RATED, Indicator, draft, example, line, rated
from tests.factories.organisation import make_person, make_position
from tests.factories.work import APRIL, MARCH, Work, on_record
from tests.factories.work import AT as LATER

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def test_a_rated_line_keeps_its_kind_and_its_reason() -> None:
    key = example(line(weight="60"), rated())
    found = queries.indicator_set(organisation.standing(SYSTEM, AT), key)
    (measured,), (heart,) = found.measured, found.rated
    assert (measured.kind, measured.why_rated) == (IndicatorKind.MEASURED, Bilingual("", ""))
    assert (heart.measure, heart.kind, heart.why_rated) == (HEARTS, IndicatorKind.RATED, WHY_RATED)
    assert (is_rated(HEARTS), is_rated("promises_kept")) == (True, False)


def test_the_next_version_keeps_the_reason() -> None:
    key = actions.draft_next_version(set_id=example(line(weight="60"), rated()), by=SYSTEM, at=AT)
    found = queries.indicator_set(organisation.standing(SYSTEM, AT), key)
    assert found.rated[0].why_rated == WHY_RATED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (rated(why=Bilingual(" ", "")), "indicators.why_rated_missing"),
        (replace(line(), why_rated=WHY_RATED), "indicators.measured_needs_no_reason"),
        (rated(yardstick=Scale(Direction.HIGHER, 0.5, 4, 4.5)), "indicators.outside_unit"),
        (rated(yardstick=Scale(Direction.HIGHER, 3, 4, 5.5)), "indicators.outside_unit"),
        (rated(yardstick=Scale(Direction.LOWER, 4, 3, 2)), "indicators.direction_turned"),
        (rated(yardstick=Band(1, 2, 3, 4)), "indicators.rated_without_band"),
        (replace(rated(), measure="rated.charm"), "measurement.unknown_measure"),
    ],
)
def test_a_rated_line_that_does_not_fit_is_refused(wrong: NewIndicator, code: str) -> None:
    with pytest.raises(LiuxinError) as caught:
        draft(wrong)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "wrong",
    [
        {"why_rated_zh": "", "why_rated_en": ""},
        {"kind": "measured"},
        {"kind": "felt"},
        {"stretch": 6},
        {"floor": 0.5},
        {"measure": "promises_kept"},
    ],
)
def test_the_database_refuses_a_rated_line_that_no_rule_would_pass(wrong: dict[str, object]) -> None:
    key = draft(rated())
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(set=key).update(**wrong)


def test_the_database_refuses_a_measured_line_under_the_name_of_a_rated_one() -> None:
    key = draft(line())
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(set=key).update(measure=HEARTS)


@pytest.mark.spec("P2.3")
def test_nothing_is_proposed_for_a_rated_line_and_nothing_told_of_the_past() -> None:
    where = make_position()
    on_record(Work(make_person(position=where), cases=30, kept=20))
    standing = organisation.standing(SYSTEM, LATER)
    found = queries.proposals_or_why(standing, position_id=where, measures=[HEARTS], grain=Grain.MONTH)
    assert [each.code for each in found if isinstance(each, CannotTellError)] == ["indicators.no_ratings_yet"]
    view = queries.indicator_set(standing, draft(line(weight="60"), rated(), position_id=where))
    told = queries.checked(standing, view)
    why = told[HEARTS].trial.why
    assert why is not None
    assert (why.code, set(told)) == ("indicators.no_ratings_yet", {"promises_kept", HEARTS})


def test_a_card_is_frozen_with_the_rated_line_missing_and_not_zero() -> None:
    where = make_position()
    person = make_person(position=where)
    key = example(line(weight="60"), rated(), position_id=where)
    on_record(Work(person, cases=40, kept=40), Work(make_person(position=where), cases=1, kept=1, period=APRIL))
    evaluation.freeze_measured(set_id=key, period=MARCH, people=[person], by=SYSTEM, at=LATER)
    card = frozen.scorecard(organisation.standing(SYSTEM, LATER), person, MARCH, LATER)
    measured, heart = (each.line for each in card.frozen)
    assert (measured.state, heart.state) == (LineState.MEASURED, LineState.MISSING)
    assert (measured.weight_applied, heart.points, heart.weight_applied) == (100, None, 0)


def test_nobody_opens_the_cases_behind_a_rating() -> None:
    with pytest.raises(NotFoundError, match=r"insight\.no_cases_open"):
        insight.behind(
            organisation.standing(SYSTEM, AT), key=HEARTS, period="all", cell=insight.Cell(), part=insight.Part(), at=AT
        )


def test_the_definition_of_a_rated_number_says_that_no_record_gives_it() -> None:
    found = insight.definition(HEARTS)
    assert (found.key, found.recorded, found.missing) == (HEARTS, (), ("ratings",))
