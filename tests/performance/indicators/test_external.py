"""External measures: defined, changed, retired; who may, and what may not be."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import ANONYMOUS, Role
from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import About, NewExternal
from tests.factories.organisation import make_person, standing_of
from tests.factories.readings import (
    AT,
    ATTENDANCE,
    SALES,
    ExternalMeasure,
    ExternalMeasurePosition,
    define,
    lines,
    make_office,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]
EMPTY = Bilingual("", " ")
LATER = AT + timedelta(hours=1)


def refusal(new: NewExternal, by: int | None = None) -> tuple[str, str]:
    with pytest.raises(LiuxinError) as caught:
        define(new, by=make_person(roles=(Role.HR,)) if by is None else by)
    return caught.value.code, caught.value.field


def change(measure: int, new: NewExternal, by: int) -> None:
    found = queries.external_measure(standing_of(by, AT), measure)
    actions.change_external(measure_id=measure, new=new, expect=found.changed_at, by=Actor.person(by), at=LATER)


def test_a_measure_is_defined_for_positions_and_told_to_the_record():
    office = make_office()
    found = queries.external_measure(office.hr, office.measure)
    assert found.defined == External(
        code="attendance",
        name=Bilingual("出勤率", "Attendance"),
        definition=Bilingual("出勤天数占应出勤天数的百分比。", "Days attended in per cent of days due."),
        source="考勤机",
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
        kind=ExternalKind.SHARE,
        places=1,
        least_sample=1,
    )
    assert found.defined.key == "external.attendance"
    assert (found.positions, found.in_use, found.is_read) == (
        ((office.position, Bilingual("保安", "Guard")),),
        True,
        False,
    )
    [(kind, subject, payload)] = told("indicators.external_defined")
    assert (kind, subject) == ("external_measure", str(office.measure))
    assert json.loads(payload) == {
        "measure": "attendance",
        "about": "person",
        "kind": "share",
        "unit": "percent",
        "direction": "higher",
        "least_sample": 1,
        "positions": 1,
    }


@pytest.mark.parametrize(
    ("new", "code", "field"),
    [
        (replace(ATTENDANCE, code="Attendance"), "external.code_unreadable", "code"),
        (replace(ATTENDANCE, code="a.b"), "external.code_unreadable", "code"),
        (replace(ATTENDANCE, name=EMPTY), "external.name_missing", "name"),
        (replace(ATTENDANCE, definition=EMPTY), "external.definition_missing", "definition"),
        (replace(ATTENDANCE, source=" "), "external.source_missing", "source"),
        (replace(ATTENDANCE, unit=Unit.PER_CASE), "external.unit_unknown", "unit"),
        (replace(ATTENDANCE, unit=Unit.HOURS), "external.share_not_percent", "unit"),
        (replace(ATTENDANCE, places=7), "external.places_outside", "places"),
        (replace(ATTENDANCE, least_sample=0), "external.sample_outside", "least_sample"),
        (replace(ATTENDANCE, positions=frozenset({-1})), "external.no_such_position", "positions"),
    ],
)
def test_what_does_not_say_what_it_measures_is_refused(new: NewExternal, code: str, field: str):
    assert refusal(new) == (code, field)
    assert not ExternalMeasure.objects.exists()


def test_a_measure_of_teams_is_for_no_position():
    office = make_office()
    new = replace(SALES, about=About.TEAM, positions=frozenset({office.position}))
    assert refusal(new) == ("external.positions_of_teams", "positions")


def test_a_code_is_taken_once():
    office = make_office()
    assert refusal(ATTENDANCE, by=office.importer) == ("external.code_taken", "code")


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_hr_and_the_director_define(role: Role):
    assert refusal(ATTENDANCE, by=make_person(roles=(role,))) == ("external.may_not_define", "")


def test_the_list_is_closed_to_strangers():
    with pytest.raises(LiuxinError) as caught:
        queries.external_lines(ANONYMOUS)
    assert caught.value.code == "indicators.may_not_see"


def test_a_definition_may_change_its_words_and_positions():
    office = make_office()
    change(office.measure, replace(ATTENDANCE, source="钉钉", positions=frozenset()), office.importer)
    found = queries.external_measure(office.hr, office.measure)
    assert (found.defined.source, found.positions, found.changed_at) == ("钉钉", (), LATER)
    assert not ExternalMeasurePosition.objects.exists()


def test_once_read_its_meaning_stays():
    office = make_office(SALES)
    change(office.measure, replace(SALES, unit=Unit.COUNT), office.importer)
    office.confirmed(("A1", "5"))
    with pytest.raises(LiuxinError) as caught:
        change(office.measure, replace(SALES, kind=ExternalKind.MEAN), office.importer)
    assert caught.value.code == "external.meaning_stays"


def test_its_code_stays():
    office = make_office()
    with pytest.raises(LiuxinError) as caught:
        change(office.measure, replace(ATTENDANCE, code="presence"), office.importer)
    assert caught.value.code == "external.code_stays"


def test_of_two_who_change_at_once_the_second_looks_again():
    office = make_office()
    change(office.measure, replace(ATTENDANCE, source="钉钉"), office.importer)
    with pytest.raises(LiuxinError) as caught:
        actions.change_external(
            measure_id=office.measure, new=ATTENDANCE, expect=AT, by=Actor.person(office.second), at=LATER
        )
    assert caught.value.code == "indicators.changed_meanwhile"


def test_a_retired_measure_takes_no_more_readings_and_goes_on_to_count():
    office = make_office()
    office.confirmed(("A1", "95"))
    waiting = office.propose(("A2", "96"))
    actions.retire_external(measure_id=office.measure, by=Actor.person(office.director), at=AT)
    for deed in (lambda: office.propose(("A3", "97")), lambda: office.confirm(waiting)):
        with pytest.raises(LiuxinError) as caught:
            deed()
        assert caught.value.code == "external.retired"
    assert [each.code for each in queries.external_measures()] == ["attendance"]
    assert queries.external_lines(office.hr) == []
    assert len(queries.external_lines(office.hr, retired=True)) == 1


def test_the_list_is_searched_by_code_name_and_source():
    office = make_office()
    define(SALES, by=office.importer)
    found = {
        word: [line.defined.code for line in queries.external_lines(office.hr, search=word)]
        for word in ("销售", "attend", "考勤机", "no such")
    }
    assert found == {"销售": ["sales"], "attend": ["attendance"], "考勤机": ["attendance", "sales"], "no such": []}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_three_statements(count: int, django_assert_num_queries: DjangoAssertNumQueries):
    office = make_office()
    office.confirmed(("A1", "95"))
    office.propose(("A2", "96"))
    for number in range(count - 1):
        define(replace(SALES, code=f"sales{number}"), by=office.importer)
    hr = office.hr
    with django_assert_num_queries(3):
        found = lines(hr)
    assert found == [("attendance", 1, 1), *((f"sales{number}", 0, 0) for number in range(count - 1))]


@pytest.mark.parametrize(
    "columns",
    [{"kind": "median"}, {"unit": "hours"}, {"direction": "up"}, {"places": 7}, {"source": ""}, {"least_sample": 0}],
)
def test_the_database_itself_refuses(columns: dict[str, object]):
    office = make_office()
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalMeasure.objects.filter(pk=office.measure).update(**columns)
