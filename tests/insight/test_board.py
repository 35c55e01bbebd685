from dataclasses import replace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role, Standing
from liuxin.engines.measurement.words import Reading, Why
from liuxin.facts import queries as facts
from liuxin.insight import queries, steps
from liuxin.insight.periods import from_epoch
from liuxin.insight.standings import Place
from liuxin.insight.words import Against, Asked, Board, Cut, Grain, Small, View
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from tests.factories.cases import make_desk
from tests.factories.insight import NOW, Work, World, add_people, on_record
from tests.factories.organisation import make_calendar, make_department, make_person, standing_of

pytestmark = pytest.mark.django_db


def board(world: World, standing: Standing | None = None, *, team: int | None = 0, **asked: object) -> Board:
    return queries.board(
        standing or standing_of(world.desk.lead),
        team_id=world.desk.team if team == 0 else team,
        asked=replace(Asked(period="2016-06"), **asked),  # type: ignore[arg-type]  # fields by name
        at=NOW,
    )


def test_everyone_stands_by_value_and_too_little_stands_last_without_a_place(world: World):
    rows = board(world).rows
    assert [row.id for row in rows] == [world.desk.agent, world.desk.colleague, world.newcomer]
    assert [row.stand.place for row in rows] == [Place(1, 1), Place(2, 2), None]
    assert [row.number and row.number.reading.value for row in rows] == [90.0, 50.0, 100.0]


def test_the_tiles_count_the_work_of_the_team_and_no_other(world: World):
    tiles = {tile.number.key: tile.number.reading for tile in board(world).tiles}
    assert (tiles["cases_resolved"].value, tiles["promises_kept"].n) == (112.0, 112.0)
    assert tiles["promises_kept"].value == pytest.approx(100 * 73 / 112)


def test_work_without_a_person_stands_apart_and_a_placeholder_is_nobody(world: World):
    found = board(world)
    assert board(world, measure="cases_resolved").nobody["cases_resolved"].value == 8.0
    assert world.placeholder not in {row.id for row in found.rows}


def test_the_rows_and_what_nobody_is_recorded_for_add_up_to_the_tile(world: World):
    found = board(world, measure="cases_resolved")
    parts = [row.readings["cases_resolved"].value or 0 for row in found.rows]
    assert sum(parts) + (found.nobody["cases_resolved"].value or 0) == found.chosen.number.reading.value


def test_what_the_source_lacks_is_not_recorded_rather_than_zero(world: World):
    found = board(world, measure="transfers_per_case")
    assert (found.chosen.number.reading.value, found.chosen.number.reading.why) == (None, Why.NOT_RECORDED)
    assert "transfers_per_case" not in {tile.number.key for tile in found.tiles}
    assert {each.measure.code: each.missing for each in found.lacking}["transfers_per_case"] == ("case.handed_over",)


def test_a_number_of_the_unit_is_not_broken_down_to_people(world: World):
    found = board(world, measure="resolution_time_business")
    assert "resolution_time_business" not in found.offered
    assert all(row.number is None for row in found.rows)
    assert found.chosen.number.reading.value is not None


def test_the_months_run_over_the_whole_record(world: World):
    months = board(world).chosen.steps
    assert [month.value for month in months if month.value is not None] == [board(world).chosen.number.reading.value]
    assert len(months) >= 1


def test_a_target_is_shown_where_the_set_has_one_and_never_for_a_count(world: World):
    found = {tile.number.key: tile.number.yardstick for tile in board(world).tiles}
    assert found["promises_kept"] is not None
    assert found["cases_resolved"] is None


def test_without_a_team_the_teams_stand_side_by_side(world: World):
    director = standing_of(world.desk.director)
    found = board(world, director, team=None)
    assert {row.id for row in found.rows} == {world.desk.team, world.desk.other_team}
    assert found.chosen.number.reading.n == 147.0
    assert "resolution_time_business" in found.offered


def test_a_lead_sees_the_own_team_only(world: World):
    assert [team.id for team in board(world, team=None).teams] == [world.desk.team]
    assert board(world, team=None).chosen.number.reading.n == 112.0
    with pytest.raises(NotFoundError) as refused:
        board(world, team=world.desk.other_team)
    assert refused.value.code == "insight.no_such_team"


def test_hr_of_a_department_sees_its_teams_and_not_the_own(world: World):
    hr = make_person(teams=(world.desk.other_team,))
    assert Role.HR not in standing_of(hr).roles
    from_department = Standing(
        account_id=1,
        person_id=hr,
        roles=frozenset({Role.HR}),
        teams=frozenset({world.desk.other_team}),
        hr_departments=frozenset({world.desk.department}),
    )
    assert [team.id for team in board(world, from_department, team=None).teams] == [world.desk.team]


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_a_board_is_not_for_everybody(world: World, role: Role):
    with pytest.raises(NotAllowedError) as refused:
        board(world, Standing(account_id=1, person_id=world.desk.agent, roles=frozenset({role})))
    assert refused.value.code == "insight.no_board"


def test_only_those_below_in_the_line_can_be_opened(world: World):
    stranger = make_person()
    on_record(world.desk, Work(stranger, world.desk.team, cases=40, kept=40))
    openable = {row.id: row.openable for row in board(world).rows}
    assert openable[world.desk.agent]
    assert not openable[stranger]


@pytest.mark.parametrize("period", ["2015-12", "2030-01"])
def test_a_period_outside_the_record_is_not_measured_as_zero(world: World, period: str):
    with pytest.raises(NotFoundError) as refused:
        board(world, period=period)
    assert refused.value.code == "insight.outside_record"
    assert refused.value.params["first"] == "2016-06"


def test_a_measure_that_nobody_declared_is_refused(world: World):
    with pytest.raises(BadInputError) as refused:
        board(world, measure="made_up")
    assert refused.value.field == "measure"


def test_an_empty_record_gives_an_empty_board():
    lead = make_person(roles=(Role.DIRECTOR,))
    make_department()
    found = queries.board(standing_of(lead), team_id=None, asked=Asked(), at=NOW)
    assert found.rows == ()
    assert found.chosen.number.reading.value is None
    assert found.as_of.at is None


def test_more_work_of_the_same_kind_narrows_and_never_moves_the_value(world: World):
    before = board(world).rows[1].number
    on_record(world.desk, Work(world.desk.colleague, world.desk.team, cases=60, kept=30))
    after = next(row.number for row in board(world).rows if row.id == world.desk.colleague)
    assert before is not None
    assert after is not None
    assert before.reading.value == after.reading.value == 50.0
    assert before.reading.low is not None
    assert after.reading.low is not None
    assert after.reading.low > before.reading.low


def test_only_the_numbers_beside_the_chosen_one_are_read_over_time(world: World):
    found = board(world)
    group = found.chosen.number.measure.group
    drawn = {tile.number.measure.group for tile in found.tiles if tile.steps}
    assert drawn == {group, "efficiency"}
    assert board(world, view=View.TABLE).chosen.steps == ()


@pytest.mark.parametrize(
    ("grain", "code", "value"),
    [(Grain.DAY, "2016-06-01", None), (Grain.WEEK, "2016-W22", None), (Grain.QUARTER, "2016-Q2", 73 / 1.12)],
)
def test_a_number_is_cut_by_the_grain_that_was_chosen(world: World, grain: Grain, code: str, value: float | None):
    found = board(world, grain=grain)
    assert found.grain is grain
    step = next(step for step in found.chosen.steps if steps.code(period_of(step), grain, found.zone) == code)
    assert step.n > 0
    assert value is None or step.value == pytest.approx(value)
    assert sum(each.n for each in found.chosen.steps) == pytest.approx(112.0)


def period_of(step: Reading) -> Period:
    return Period(from_epoch(step.period_start), from_epoch(step.period_end))


def test_two_months_are_held_against_one_another(world: World):
    assert board(world).chosen.compared is None
    found = board(world, against=Against.BEFORE, period="2016-06")
    assert (found.against, found.outside) == (None, True)
    later = board(world, against=Against.BEFORE, period="2016-06-03")
    assert later.against is not None
    assert later.against.code == "2016-06-02"
    compared = later.chosen.compared
    assert compared is not None
    assert compared.difference is not None
    now, before = later.chosen.number.reading, compared.reading
    assert compared.difference.value == pytest.approx((now.value or 0) - (before.value or 0))
    assert all(tile.compared is not None for tile in later.tiles)
    assert later.rows[0].compared.keys() <= {"promises_kept"}


def test_the_rows_of_a_cut_add_up_to_the_whole(world: World):
    for cut in (Cut.CATEGORY, Cut.CHANNEL, Cut.STAGE, Cut.PRIORITY, Cut.CUSTOMER_KIND, Cut.AGE, Cut.PRODUCT, Cut.SITE):
        found = board(world, by=cut, measure="cases_resolved")
        parts = [row.readings["cases_resolved"].value or 0 for row in found.rows]
        unknown = found.nobody.get("cases_resolved")
        assert sum(parts) + (unknown.value or 0 if unknown else 0) == 112.0, cut


def test_what_the_record_does_not_say_stands_apart(world: World):
    found = board(world, by=Cut.PRODUCT, measure="cases_resolved")
    assert found.rows == ()
    assert found.nobody["cases_resolved"].value == 112.0


def test_a_number_of_the_unit_may_be_cut_by_what_is_no_person(world: World):
    found = board(world, by=Cut.CATEGORY, measure="resolution_time_business")
    assert found.rows != ()
    assert "resolution_time_business" in found.rows[0].readings
    assert found.distribution is None


def test_one_team_is_not_cut_into_teams(world: World):
    found = board(world, by=Cut.TEAM)
    assert found.cut is Cut.PERSON
    assert Cut.DEPARTMENT not in found.cuts


def test_people_stand_among_all_others_who_are_not_named(world: World):
    found = board(world).distribution
    assert found is not None
    assert (found.own, found.others, found.left_out) == (2, 0, 1)
    for _ in range(3):
        on_record(world.desk, Work(make_person(), world.desk.other_team, cases=40, kept=20))
    found = board(world).distribution
    assert found is not None
    assert (found.own, found.others) == (2, 4)


def test_the_table_shows_the_columns_that_were_chosen(world: World):
    asked = ("reopened_within_14_days", "cases_resolved", "resolution_time_business", "made_up")
    found = board(world, view=View.TABLE, columns=asked)
    assert found.columns == ("reopened_within_14_days", "cases_resolved")
    assert set(found.rows[0].readings) == {"promises_kept", *found.columns}


def test_every_row_gets_its_steps_where_each_has_a_chart(world: World):
    found = board(world, view=View.SMALL, small=Small.ROWS)
    lengths = {len(row.steps) for row in found.rows}
    assert len(lengths) == 1
    june = [step.value for row in found.rows for step in row.steps if step.value is not None]
    assert june == [90.0, 50.0, 100.0]
    assert all(row.steps == () for row in board(world).rows)


def test_a_record_that_lacks_the_usual_number_shows_one_that_it_has():
    desk = make_desk()
    make_calendar("default")
    plain = Work(desk.agent, desk.team, cases=3, kept=3)
    on_record(desk, plain)
    found = queries.board(standing_of(desk.lead), team_id=desk.team, asked=Asked(), at=NOW)
    assert found.chosen.number.key == "promises_kept"
    assert all(tile.number.reading.why is not Why.NOT_RECORDED for tile in found.tiles)


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ({"view": View.LIST}, {True}),
        ({"view": View.LIST, "against": Against.BEFORE}, {False}),
        ({"view": View.SMALL, "small": Small.MEASURES}, {True}),
    ],
)
def test_all_numbers_are_asked_for_at_once_and_lines_only_where_they_are_drawn(
    world: World, asked: dict[str, Any], drawn: set[bool], monkeypatch: pytest.MonkeyPatch
):
    measure = facts.measure
    questions: list[Any] = []

    def listen(*args: object, **kwargs: object) -> list[Reading]:
        questions.append(kwargs["period"])
        return measure(*args, **kwargs)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(facts, "measure", listen)
    found = board(world, period="2016-06-05..2016-06-06", **asked)
    assert len(questions) == 1
    assert len(questions[0]) == len(set(questions[0]))
    assert {bool(tile.steps) for tile in found.tiles} == drawn


VIEWS = [(View.ONE, 8), (View.LIST, 6), (View.TABLE, 8), (View.SMALL, 8)]


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("view", "statements"), VIEWS)
def test_the_number_of_queries_does_not_grow(
    world: World, more: int, view: View, statements: int, django_assert_num_queries: DjangoAssertNumQueries
):
    add_people(world, more)
    standing = standing_of(world.desk.lead)
    with django_assert_num_queries(statements):
        board(world, standing, view=view, against=Against.BEFORE)
