from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Why, WhyNot
from liuxin.insight import queries
from liuxin.insight.queries import Cell, Part
from liuxin.insight.rules import Origin
from liuxin.insight.words import Behind, Cut, CutName, Show
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.errors import BadInputError, NotFoundError
from tests.factories import history, readings
from tests.factories.insight import JUNE, NOW, Work, World, on_record, resolve_late
from tests.factories.organisation import standing_of

pytestmark = pytest.mark.django_db
PAGE = Part(size=25)


def opened(
    world: World, key: str = "promises_kept", reader: int | None = None, part: Part = PAGE, **cell: object
) -> Behind:
    standing: Standing = standing_of(reader or world.desk.lead)
    return queries.behind(standing, key=key, period="2016-06", cell=Cell(**cell), part=part, at=NOW)  # type: ignore[arg-type]  # fields by name


def own(world: World, **more: object) -> Behind:
    return opened(world, person=world.desk.agent, **more)  # type: ignore[arg-type]  # as above


def test_the_sum_is_written_out_and_is_the_number(world: World):
    found = own(world)
    assert (found.sum.top, found.sum.bottom, found.sum.value) == (36.0, 40.0, 90.0)
    assert found.number.reading.value == 90.0
    assert found.agrees


@pytest.mark.parametrize("key", [key for key in library.KEYS if not key.startswith("transfers")])
def test_chatwoot_15243_and_13366_every_number_agrees_with_its_cases(world: World, key: str):
    assert own(world, key=key).agrees
    assert opened(world, key, team=world.desk.team).agrees


def test_the_worst_pull_comes_first_and_the_pulls_cancel_out(world: World):
    rows = own(world, part=Part()).rows
    pulls = [row.pull or 0.0 for row in rows]
    assert pulls == sorted(pulls)
    assert pulls[0] == pytest.approx(-100 * 0.9 / 40)
    assert sum(pulls) == pytest.approx(0.0)


def test_where_less_is_better_the_reopened_come_first(world: World):
    rows = own(world, key="reopened_within_14_days").rows
    assert [row.evidence.value for row in rows[:3]] == [1.0, 1.0, 0.0]


def test_a_page_of_the_list_and_how_many_each_part_holds(world: World):
    found = own(world, part=Part(Show.WORSE, 0, 3))
    assert len(found.rows) == 3
    assert found.counts == {Show.ALL: 40, Show.COUNTED: 40, Show.WORSE: 4, Show.LEFT_OUT: 0}
    assert {row.evidence.value for row in found.rows} == {0.0}
    assert len(own(world, part=Part(Show.WORSE, 3, 3)).rows) == 1


def test_what_is_left_out_says_why(world: World):
    assert own(world, key="reopened_within_14_days").left_out == {}
    resolve_late(world)
    found = own(world, key="reopened_within_14_days", part=Part(Show.LEFT_OUT, size=25))
    assert found.left_out == {WhyNot.WINDOW_OPEN: 1}
    assert [(row.pull, row.evidence.why_not) for row in found.rows] == [(None, WhyNot.WINDOW_OPEN)]


def test_the_spread_holds_every_counted_case(world: World):
    found = own(world)
    assert [each.weight for each in found.spread] == [4.0, 36.0]


def test_titles_come_with_the_cases_that_the_reader_may_see(world: World):
    assert {(row.title, row.readable) for row in own(world).rows} == {("Category 55", True)}


def test_hr_sees_the_numbers_and_no_titles(world: World):
    found = own(world, reader=world.desk.hr)
    assert found.sum.value == 90.0
    assert {(row.title, row.readable) for row in found.rows} == {("", False)}


def test_nobodys_cases_are_the_teams(world: World):
    found = opened(world, "cases_resolved", team=world.desk.team, of_nobody=True)
    assert (found.sum.value, found.who) == (8.0, found.team)


def test_a_person_within_a_team_is_counted_there_only(world: World):
    on_record(world.desk, Work(world.desk.agent, world.desk.other_team, cases=10, kept=10))
    assert own(world).counts[Show.ALL] == 50
    assert own(world, team=world.desk.team).counts[Show.ALL] == 40


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        ("colleague", "person"),
        ("other_lead", "person"),
        ("other_lead", "team"),
        ("agent", "team"),
        ("lead", "whole"),
        ("lead", "stranger_in_other_team"),
    ],
)
def test_a_number_that_is_not_open_hides_its_cases(world: World, reader: str, cell: str):
    desk = world.desk
    cells = {
        "person": Cell(person=desk.agent),
        "team": Cell(team=desk.team),
        "whole": Cell(),
        "stranger_in_other_team": Cell(person=desk.other_agent, team=desk.other_team),
    }
    with pytest.raises(NotFoundError) as refused:
        queries.behind(
            standing_of(getattr(desk, reader)),
            key="promises_kept",
            period="2016-06",
            cell=cells[cell],
            part=PAGE,
            at=NOW,
        )
    assert refused.value.code == "insight.no_cases_open"


def test_the_whole_is_open_to_the_director(world: World):
    assert opened(world, reader=world.desk.director).number.reading.n == 147.0


def test_a_measure_that_nobody_declared_is_refused(world: World):
    with pytest.raises(BadInputError):
        own(world, key="made_up")


def frozen(world: World, reader: int | None = None, *, key: str = "promises_kept", person: int | None = None) -> Behind:
    card = queries.scorecard(
        standing_of(world.desk.lead), person_id=world.desk.agent, period="2016-06", live=False, at=NOW
    )
    assert card.frozen is not None
    return queries.behind_frozen(
        standing_of(reader or world.desk.lead),
        key=key,
        reading_id=card.lines[0],
        person_id=person or world.desk.agent,
        part=PAGE,
        at=NOW,
    )


def test_a_frozen_number_opens_down_to_the_cases_frozen_with_it(world: World):
    world.freeze()
    on_record(world.desk, Work(world.desk.agent, world.desk.team, cases=20, kept=0))
    found = frozen(world)
    assert (found.sum.top, found.sum.bottom, found.agrees, found.frozen) == (36.0, 40.0, True, True)
    assert found.counts[Show.ALL] == 40
    assert own(world).counts[Show.ALL] == 60


@pytest.mark.parametrize("reader", ["colleague", "other_lead"])
def test_frozen_cases_are_closed_to_others(world: World, reader: str):
    world.freeze()
    with pytest.raises(NotFoundError):
        frozen(world, getattr(world.desk, reader))


def test_a_frozen_number_is_not_opened_under_another_name(world: World):
    world.freeze()
    with pytest.raises(NotFoundError):
        frozen(world, key="cases_resolved")
    with pytest.raises(NotFoundError):
        frozen(world, person=world.desk.colleague)


@pytest.mark.parametrize("size", [1, 3])
def test_chatwoot_12874_and_django_helpdesk_147_the_number_of_queries_does_not_grow(
    world: World, size: int, django_assert_num_queries: DjangoAssertNumQueries
):
    standing = standing_of(world.desk.lead)
    cell = Cell(person=world.desk.agent)
    with django_assert_num_queries(5):
        queries.behind(standing, key="promises_kept", period="2016-06", cell=cell, part=Part(size=size), at=NOW)


def tell(*events: NewEvent) -> None:
    """Put on record what no room writes yet."""
    history.told(events, seal=False)
    rounds.catch_up(NOW)


def about_case(code: str, case: str, day: int, **payload: int) -> NewEvent:
    return NewEvent(code, "case", case, payload, datetime(2016, 6, day, 9, tzinfo=UTC))


def test_a_survey_that_nobody_answered_is_listed_as_such(world: World):
    some = [row.evidence.case for row in own(world, key="cases_resolved", part=Part()).rows][:5]
    asked = [about_case("survey.asked", case, 20) for case in some]
    answered = [
        about_case("survey.answered", case, 21, overall=score) for case, score in zip(some, (5, 3), strict=False)
    ]
    tell(*asked, *answered)
    found = own(world, key="csat_mean")
    assert (found.sum.top, found.sum.bottom, found.sum.value) == (8.0, 2.0, 4.0)
    assert found.agrees
    assert found.left_out == {WhyNot.NO_ANSWER: 3}
    assert found.number.reading.unanswered == 3
    assert {row.readable for row in found.rows} == {True}


def test_a_talk_behind_a_number_is_a_matter_and_no_closed_case(world: World):
    due = int(datetime(2016, 6, 15, tzinfo=UTC).timestamp())
    lead = world.desk.lead
    payload = {"person": lead, "about": world.desk.agent, "due": due}
    early, later = (datetime(2016, 6, day, 9, tzinfo=UTC) for day in (2, 10))
    planned = [NewEvent("talk.planned", "talk", f"T-{number}", payload, early) for number in range(3)]
    tell(*planned, NewEvent("talk.held", "talk", "T-0", {}, later))
    found = opened(world, "talk_held_on_time", person=lead)
    assert found.origin is Origin.MATTER
    assert (found.sum.top, found.sum.bottom) == (1.0, 3.0)
    assert {row.evidence.case for row in found.rows} == {"T-0", "T-1", "T-2"}
    assert found.agrees


def test_a_number_is_opened_by_what_it_is_cut_by(world: World):
    whole = opened(world, "cases_resolved", team=world.desk.team)
    part = opened(world, "cases_resolved", team=world.desk.team, cut=Cut.CHANNEL, value="phone")
    unknown = opened(world, "cases_resolved", team=world.desk.team, cut=Cut.PRODUCT, value=None)
    assert part.sum.value == unknown.sum.value == whole.sum.value == 112.0
    assert part.agrees
    assert (part.cut, unknown.cut) == (CutName("phone"), CutName(""))


def test_a_part_that_the_record_does_not_know_has_no_number(world: World):
    with pytest.raises(BadInputError) as refused:
        opened(world, "cases_resolved", team=world.desk.team, cut=Cut.CHANNEL, value="pigeon")
    assert refused.value.code == "insight.no_such_number"


def test_a_number_that_is_not_recorded_has_no_cases_behind_it(world: World):
    found = own(world, key="escalation_rate")
    assert (found.rows, found.number.reading.why, found.agrees) == ((), Why.NOT_RECORDED, True)


def test_an_imported_reading_says_from_which_file_and_row_and_by_whom(world: World):
    office = readings.make_office(for_all=True)
    batch = office.confirmed(("A1", "95"), ("A2", "80"), period=JUNE)
    rounds.catch_up(NOW)
    found = opened(world, "external.attendance", reader=office.importer, person=office.people[0])
    assert found.origin is Origin.READING
    assert found.number.reading.value == pytest.approx(95.0)
    assert found.agrees
    [row] = found.rows
    assert row.imported is not None
    assert (row.imported.batch, row.imported.row, row.imported.file_name) == (batch, 2, "may.xlsx")
    assert row.importer is not None
    assert row.importer.id == office.importer


def test_what_a_reading_says_is_closed_where_the_reading_is(world: World):
    office = readings.make_office(for_all=True)
    office.confirmed(("A1", "95"), period=JUNE)
    rounds.catch_up(NOW)
    own_reader = opened(world, "external.attendance", reader=office.people[0], person=office.people[0])
    assert [row.readable for row in own_reader.rows] == [True]
    with pytest.raises(NotFoundError):
        opened(world, "external.attendance", reader=office.people[1], person=office.people[0])
