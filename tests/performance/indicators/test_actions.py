"""Sets from the first draft to the version in force."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.quantities import Percent
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import Band, NewIndicator, Scale, SetStatus, SetView, Subject
from tests.factories import history
from tests.factories.indicators import (
    AT,
    KEPT,
    NAME,
    REOPENED,
    SYSTEM,
    Indicator,
    IndicatorSet,
    draft,
    example,
    line,
)
from tests.factories.organisation import make_person, make_position

pytestmark = pytest.mark.django_db


def view(set_id: int) -> SetView:
    return queries.indicator_set(organisation.standing(SYSTEM, AT), set_id)


def mark_as_example(set_id: int) -> None:
    actions.mark_as_example(set_id=set_id, by=SYSTEM, at=AT)


def add(set_id: int, indicator: NewIndicator) -> None:
    actions.add_indicator(set_id=set_id, indicator=indicator, by=SYSTEM, at=AT)


@pytest.mark.spec("P2.4")
def test_a_set_keeps_its_lines_in_order_and_exactly() -> None:
    band = Band(10, 20, 40, 60)
    key = draft(line(weight="33.33"), line("cases_resolved", "66.67", band))
    mark_as_example(key)
    made = view(key)
    assert (made.status, made.version, made.name, made.is_example) == (SetStatus.EXAMPLE, 1, NAME, True)
    assert [(each.measure, each.weight, each.yardstick) for each in made.indicators] == [
        ("promises_kept", Percent(Decimal("33.33")), KEPT),
        ("cases_resolved", Percent(Decimal("66.67")), band),
    ]


@pytest.mark.parametrize(("last", "difference"), [("29", 1), ("31", 1)])
def test_weights_that_add_to_99_or_101_do_not_leave_draft(last: str, difference: int) -> None:
    key = draft(line(weight="70"), line("reopened_within_14_days", last, REOPENED))
    with pytest.raises(RuleBrokenError) as caught:
        mark_as_example(key)
    assert caught.value.params == {"total": 70 + Decimal(last), "difference": difference}
    assert view(key).status is SetStatus.DRAFT


def test_an_empty_set_does_not_leave_draft() -> None:
    with pytest.raises(RuleBrokenError, match=r"indicators\.weights_not_hundred"):
        mark_as_example(draft())


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        (line("no_such_measure"), "measurement.unknown_measure"),
        (line("promises_kept.p90"), "measurement.unknown_measure"),
        (line(weight="0"), "indicators.weight_of_nothing"),
        (line(yardstick=Scale(Direction.HIGHER, 60, 96, 95)), "indicators.target_beyond_stretch"),
        (line(yardstick=Scale(Direction.HIGHER, 81, 80, 95)), "indicators.floor_beyond_target"),
        (line("reopened_within_14_days", yardstick=KEPT), "indicators.direction_turned"),
        (line("transfers_per_case", yardstick=Scale(Direction.LOWER, 2, 1, 0.5)), "indicators.unit_only"),
        (line("cases_resolved"), "indicators.measure_twice"),
    ],
)
def test_a_bad_line_is_refused_and_leaves_the_draft_as_it_was(indicator: NewIndicator, code: str) -> None:
    key = draft(line("cases_resolved", "40", Scale(Direction.HIGHER, 1, 2, 3)))
    before = view(key)
    with pytest.raises(LiuxinError) as caught:
        add(key, indicator)
    assert caught.value.code == code
    assert view(key) == before


def test_the_set_of_a_lead_may_hold_what_belongs_to_the_unit() -> None:
    slow = Scale(Direction.LOWER, 48, 24, 12)
    key = draft(line("resolution_time_business.p90", yardstick=slow), subject=Subject.UNIT)
    assert view(key).indicators[0].measure == "resolution_time_business.p90"


def test_the_usual_statistic_goes_by_the_name_of_its_measure() -> None:
    slow = Scale(Direction.LOWER, 48, 24, 12)
    key = draft(line("resolution_time_business.median", "50", slow), subject=Subject.UNIT)
    assert view(key).indicators[0].measure == "resolution_time_business"
    with pytest.raises(BadInputError, match=r"indicators\.measure_twice"):
        add(key, line("resolution_time_business", "50", slow))


def test_a_line_can_be_changed_and_taken_out_of_a_draft() -> None:
    key = draft(line(weight="70"), line("reopened_within_14_days", "30", REOPENED))
    actions.change_indicator(set_id=key, indicator=line(weight="100"), by=SYSTEM, at=AT)
    actions.remove_indicator(set_id=key, measure="reopened_within_14_days", by=SYSTEM, at=AT)
    mark_as_example(key)
    assert [each.weight.value for each in view(key).indicators] == [100]


def test_a_line_that_is_not_there_cannot_be_changed_or_taken_out() -> None:
    key = draft(line())
    other = line("reopened_within_14_days", "30", REOPENED)
    with pytest.raises(NotFoundError, match=r"indicators\.no_such_line"):
        actions.change_indicator(set_id=key, indicator=other, by=SYSTEM, at=AT)
    with pytest.raises(NotFoundError, match=r"indicators\.no_such_line"):
        actions.remove_indicator(set_id=key, measure="reopened_within_14_days", by=SYSTEM, at=AT)


CHANGES: list[Callable[[int], object]] = [
    lambda key: add(key, line("cases_resolved", "1", Scale(Direction.HIGHER, 1, 2, 3))),
    lambda key: actions.change_indicator(set_id=key, indicator=line(weight="99"), by=SYSTEM, at=AT),
    lambda key: actions.remove_indicator(set_id=key, measure="promises_kept", by=SYSTEM, at=AT),
    mark_as_example,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_set_in_force_is_not_changed(change: Callable[[int], object]) -> None:
    key = example(line())
    before = view(key)
    with pytest.raises(RuleBrokenError) as caught:
        change(key)
    assert (caught.value.code, caught.value.params["version"]) == ("indicators.set_in_force", 1)
    assert view(key) == before


def test_the_next_version_starts_as_a_copy_and_leaves_the_old_one_in_force() -> None:
    where = make_position()
    old = example(position_id=where)
    new = actions.draft_next_version(set_id=old, by=SYSTEM, at=AT)
    actions.change_indicator(set_id=new, indicator=line(weight="49"), by=SYSTEM, at=AT)
    standing = organisation.standing(SYSTEM, AT)
    assert (view(new).version, view(new).status) == (2, SetStatus.DRAFT)
    assert [each.measure for each in view(new).indicators] == [each.measure for each in view(old).indicators]
    assert queries.set_in_force(standing, where) == view(old)


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.AUDITOR, Role.REVIEWER, Role.SYSTEM_ADMIN])
def test_others_than_hr_and_director_write_no_sets(role: Role) -> None:
    key = draft(line())
    with pytest.raises(NotAllowedError, match=r"indicators\.may_not_write"):
        actions.add_indicator(set_id=key, indicator=line(), by=Actor.person(make_person(roles=(role,))), at=AT)


def test_rules_and_weights_are_open_to_all_who_work_here_and_to_nobody_else() -> None:
    key = example()
    agent = organisation.standing(Actor.person(make_person(roles=(Role.AGENT,))), AT)
    assert queries.indicator_set(agent, key).id == key
    with pytest.raises(NotAllowedError, match=r"indicators\.may_not_see"):
        queries.indicator_set(organisation.standing(Actor("customer", "1"), AT), key)  # type: ignore[arg-type]


def test_a_set_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError, match=r"indicators\.no_such_set"):
        view(404)
    with pytest.raises(NotFoundError, match=r"indicators\.no_such_set"):
        mark_as_example(404)


def test_every_change_is_told_to_the_record_in_ids_codes_and_numbers() -> None:
    start = history.Event.objects.count()
    where = make_position()
    key = draft(line(weight="70"), position_id=where)
    actions.change_indicator(set_id=key, indicator=line(), by=SYSTEM, at=AT)
    mark_as_example(key)
    told = list(history.Event.objects.filter(subject_kind="indicator_set").order_by("id"))[-4:]
    assert history.Event.objects.count() == start + 5
    assert [event.code for event in told] == [
        "indicators.set_drafted",
        "indicators.indicator_added",
        "indicators.indicator_changed",
        "indicators.set_put_in_force",
    ]
    assert {event.subject for event in told} == {str(key)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"weight": 0},
        {"weight": Decimal("100.01")},
        {"target": None},
        {"floor": 80},
        {"stretch": 80},
        {"floor_low": 1},
        {"direction": "lower"},
        {"cap": 99},
    ],
)
def test_the_database_refuses_a_line_that_no_rule_would_pass(wrong: dict[str, object]) -> None:
    key = draft(line())
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(set=key).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "example"},
        {"status": "agreed"},
        {"status": "gone"},
        {"missing_rule": "zero"},
        {"name_zh": "", "name_en": ""},
    ],
)
def test_the_database_refuses_a_set_that_no_rule_would_pass(wrong: dict[str, object]) -> None:
    key = draft(line(weight="99"))
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorSet.objects.filter(pk=key).update(**wrong)
