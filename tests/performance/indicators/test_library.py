"""The library as it comes with Liuxin, drafts made of it, and help for choosing weights."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library as measures
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.quantities import Percent
from liuxin.performance.indicators import actions, queries, rules
from liuxin.performance.indicators.words import Grain, IndicatorKind, IndicatorView, Scale, is_rated
from tests.factories.history import KEY
from tests.factories.indicators import AT, HEARTS, KEPT, SYSTEM
from tests.factories.organisation import make_person, make_position
from tests.factories.readings import ATTENDANCE, make_office
from tests.factories.work import APRIL, MARCH, Work, on_record


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


@pytest.mark.spec("P2.1")
def test_every_entry_stands_in_both_languages_and_says_what_it_drives_wrong() -> None:
    entries = queries.library().entries
    assert (len(entries), len({each.code for each in entries})) == (89, 89)
    for each in entries:
        for text in (each.name, each.definition, each.drives_wrong, each.credit, each.unit, each.usual.strength_text):
            assert text.zh, each.code
            assert text.en, each.code
        assert bool(each.usual.text.zh) == bool(each.usual.text.en), each.code
        assert bool(each.usual.note.zh) == bool(each.usual.note.en), each.code


@pytest.mark.spec("P2.1")
def test_a_rated_entry_says_why_and_counters_and_groups_are_known() -> None:
    found = queries.library()
    codes = {each.code for each in found.entries}
    for each in found.entries:
        assert bool(each.why_rated.zh) == (each.kind is IndicatorKind.RATED), each.code
        assert each.group in found.groups
        assert set(each.positions) <= found.positions.keys()
        assert set(each.counters) <= codes | measures.MEASURES.keys(), each.code


@pytest.mark.django_db
@pytest.mark.spec("P2.1")
def test_what_the_record_cannot_answer_is_told_and_changes_with_the_record() -> None:
    assert queries.recorded()["promises_kept"] == ("case.opened", "case.promise_judged")
    on_record(Work(make_person(), 1, 1))
    assert queries.recorded()["promises_kept"] == ()
    assert queries.recorded()["csat_mean"] == ("survey.answered", "survey.asked")


@pytest.mark.spec("P2.4")
@pytest.mark.parametrize("starter", sorted(queries.starters()))
def test_every_starter_names_what_is_known_and_adds_to_a_hundred(starter: str) -> None:
    found = queries.starters()[starter]
    assert sum(item.part for item in found.items) == 100
    assert any(is_rated(item.measure) for item in found.items)
    for item in found.items:
        if item.measure.startswith("external."):
            continue
        measure = measures.find(item.measure)[0]
        scale = Scale(measure.direction, *item.points)
        rules.check_yardstick(scale, measure=item.measure)
        assert measure.may_score_a_person


@pytest.mark.spec("P2.4")
@pytest.mark.parametrize(
    ("position", "starter"), [("hotline-agent", "hotline_agent"), ("guard", "guards"), ("plumber", "")]
)
def test_a_starter_is_found_by_the_code_of_the_position(position: str, starter: str) -> None:
    assert queries.starter_for(position) == starter


@pytest.mark.django_db
@pytest.mark.spec("P2.4")
def test_a_draft_of_the_library_holds_what_is_recorded_and_the_rated_line_and_says_what_is_not() -> None:
    desk = make_position()
    on_record(Work(make_person(position=desk), cases=3, kept=1))
    made = actions.draft_from_library(position_id=desk, starter="desk_agent", by=SYSTEM, at=AT)
    found = queries.indicator_set(organisation.standing(SYSTEM, AT), made.id)
    assert [(each.measure, each.weight.value) for each in found.indicators] == [
        ("promises_kept", Decimal(45)),
        (HEARTS, Decimal(55)),
    ]
    assert found.weight_total == 100
    assert [(each.code, each.params["measure"]) for each in made.left_out] == [
        ("indicators.not_recorded", "reopened_within_14_days"),
        ("indicators.not_recorded", "csat_mean"),
        ("indicators.not_recorded", "next_action_on_time"),
    ]
    assert found.rated[0].why_rated.zh.startswith("对客户的用心")


@pytest.mark.django_db
@pytest.mark.spec("P2.4")
def test_points_come_from_history_where_it_is_long_enough_else_from_the_starter() -> None:
    desk = make_position()
    colleagues = [Work(make_person(position=desk), cases=30, kept=kept, period=MARCH) for kept in range(5, 26)]
    on_record(*colleagues, Work(make_person(position=desk), cases=1, kept=1, period=APRIL))
    standing = organisation.standing(SYSTEM, AT)
    by_month = actions.draft_from_library(position_id=desk, starter="desk_agent", grain=Grain.MONTH, by=SYSTEM, at=AT)
    by_quarter = actions.draft_from_library(position_id=desk, starter="desk_agent", by=SYSTEM, at=AT)
    points = [queries.indicator_set(standing, made.id).indicators[0].yardstick for made in (by_month, by_quarter)]
    assert points == [Scale(Direction.HIGHER, 23.3, 50, 76.7), Scale(Direction.HIGHER, 80, 90, 96)]


@pytest.mark.django_db
@pytest.mark.spec("P2.4")
def test_guards_and_sales_are_measured_by_imported_readings_once_these_are_defined() -> None:
    where = make_position()
    without = actions.draft_from_library(position_id=where, starter="guards", by=SYSTEM, at=AT)
    assert [each.code for each in without.left_out] == ["indicators.not_defined_here"]
    make_office(replace(ATTENDANCE, code="attendance"))
    unread = actions.draft_from_library(position_id=where, starter="guards", by=SYSTEM, at=AT)
    assert [each.code for each in unread.left_out] == ["indicators.not_recorded"]


@pytest.mark.django_db
def test_a_starter_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError, match=r"indicators\.no_such_starter"):
        actions.draft_from_library(position_id=make_position(), starter="plumbers", by=SYSTEM, at=AT)


def view(measure: str, weight: str, order: int = 1) -> IndicatorView:
    return IndicatorView(order, measure, Percent(Decimal(weight)), KEPT, order)


def hinted(*lines: IndicatorView) -> list[tuple[str, object]]:
    return [(each.code, each.params.get("measure")) for each in rules.hints(lines, queries.library().of_measure)]


@pytest.mark.spec("P2.4")
def test_few_lines_and_a_heavy_one_are_pointed_out() -> None:
    assert hinted(view(HEARTS, "60"), view("external.sales", "40")) == [
        ("indicators.hint.few", None),
        ("indicators.hint.heavy", HEARTS),
    ]
    many = [view(f"external.m{i}", "10", i) for i in range(9)]
    assert hinted(*many) == [("indicators.hint.many", None)]


@pytest.mark.spec("P2.4")
def test_what_can_be_gamed_asks_for_its_counter_and_is_content_once_that_stands_beside_it() -> None:
    gamed = [view("first_contact_resolution", "40"), view(HEARTS, "30"), view("external.sales", "30")]
    assert hinted(*gamed) == [("indicators.hint.no_counter", "first_contact_resolution")]
    kept_honest = [*gamed[:2], view("repeat_contact_rate", "10"), view("external.sales", "20")]
    assert hinted(*kept_honest) == []


@pytest.mark.spec("P2.4")
@pytest.mark.parametrize(
    ("parts", "weights"), [([25, 30], [45, 55]), ([1, 1, 1], [34, 33, 33]), ([70, 30], [70, 30]), ([5], [100])]
)
def test_parts_become_whole_percents_that_add_to_a_hundred(parts: list[int], weights: list[int]) -> None:
    assert [each.value for each in rules.parted(parts)] == weights
