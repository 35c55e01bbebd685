from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from liuxin.engines.measurement.words import Why
from liuxin.facts import actions, queries
from liuxin.facts.words import FactSet
from liuxin.kernel.errors import BadInputError, CannotTellError
from liuxin.kernel.period import Period
from tests.facts.record import APRIL, MARCH, case, sealed, two_cases
from tests.facts.stories import CLOCKS, event, opened, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts() -> FactSet:
    sealed(*two_cases())
    return actions.catch_up(clocks=CLOCKS, unranked=(), at=APRIL)


@pytest.mark.spec("P4.2")
def test_the_second_holder_does_not_pay_for_the_first_ones_delay(facts: FactSet):
    # LATE: Monday 9 to 12 with person 1 (3 h), Monday 12 to 17 and Tuesday 9 to 10 with person 2 (6 h).
    found = queries.measure(facts, measures=["promises_kept"], period=MARCH, unranked=(), by=["person"])

    assert [each.person for each in found] == [1, 2]
    assert [each.n for each in found] == [pytest.approx(4 / 3), pytest.approx(2 / 3)]
    assert [each.sum_value for each in found] == [1.0, 0.0]
    assert [each.value for each in found] == [pytest.approx(75.0), 0.0]


def test_a_number_opens_down_to_its_cases(facts: FactSet):
    (reading,) = queries.measure(
        facts, measures=["promises_kept"], period=MARCH, unranked=(), by=["person"], people=[1]
    )

    evidence = queries.cases_behind(facts, measure="promises_kept", period=MARCH, unranked=(), cell=reading.cell)

    assert [(row.case, row.value) for row in evidence.counted] == [("GOOD", 1.0), ("LATE", 0.0)]
    assert [row.weight for row in evidence.counted] == [1.0, pytest.approx(1 / 3)]
    assert (evidence.manifest_id, evidence.as_of) == (facts.manifest_id, facts.as_of)


def test_the_evidence_of_several_people_is_kept_in_one_file_and_read_by_person(facts: FactSet):
    found = queries.evidence_of_people(
        facts, measure="promises_kept", period=MARCH, people=[2, 1, 44], unranked=frozenset()
    )
    digest = actions.write_evidence_of_people(found)

    assert found.rows["person"].to_pylist() == [1, 1, 2]
    for person in (1, 2, 44):
        alone = queries.cases_behind(facts, measure="promises_kept", period=MARCH, unranked=(), cell={"person": person})
        assert queries.read_evidence(digest, person=person) == alone
    assert actions.write_evidence_of_people(found) == digest


def test_what_the_record_never_held_is_named(facts: FactSet):
    (reading,) = queries.measure(facts, measures=["reopened_within_14_days"], period=MARCH, unranked=())

    assert (reading.value, reading.why, reading.missing) == (None, Why.NOT_RECORDED, ("case.reopened",))
    assert queries.missing_codes(facts, "reopened_within_14_days") == ("case.reopened",)
    assert queries.missing_codes(facts, "promises_kept") == ()


def test_what_the_desk_could_have_recorded_and_did_not_happen_is_nought():
    sealed(*case("OWN", opened(when(7), holder=1, source=""), event("resolved", when(8)), event("touched", when(29))))
    facts = actions.catch_up(clocks=CLOCKS, unranked=(), at=APRIL)

    (reading,) = queries.measure(facts, measures=["reopened_within_14_days"], period=MARCH, unranked=())

    assert (reading.value, reading.n, reading.why) == (0.0, 1.0, Why.TOO_FEW)


def test_a_grain_cuts_the_period_in_the_zone_asked_for(facts: FactSet):
    found = queries.measure(
        facts, measures=["cases_resolved"], period=MARCH, unranked=(), by=["week"], zone="Asia/Shanghai"
    )

    assert [each.value for each in found] == [0.0, 2.0, 0.0, 0.0, 0.0]
    assert [each.period_start for each in found][1] == int(datetime(2016, 3, 6, 16, tzinfo=UTC).timestamp())


def test_several_periods_are_answered_together(facts: FactSet):
    halves = [Period(MARCH.start, datetime(2016, 3, 8, tzinfo=UTC)), Period(datetime(2016, 3, 8, tzinfo=UTC), APRIL)]

    found = queries.measure(facts, measures=["cases_resolved"], period=halves, unranked=(), by=["person"])

    assert [(each.person, each.period_start, each.value) for each in found] == [
        (1, halves[0].epoch[0], 1.0),
        (2, halves[1].epoch[0], 1.0),
    ]


def test_two_grains_at_once_are_refused(facts: FactSet):
    with pytest.raises(BadInputError) as error:
        queries.measure(facts, measures=["cases_resolved"], period=MARCH, unranked=(), by=["day", "week"])

    assert error.value.code == "measurement.two_grains"


def test_facts_are_read_without_asking_the_database(facts: FactSet, django_assert_num_queries: Callable[[int], object]):
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        queries.measure(queries.current(), measures=["promises_kept"], period=MARCH, unranked=(), by=["person"])
        queries.cases_behind(facts, measure="promises_kept", period=MARCH, unranked=())


def test_a_record_of_closings_alone_has_told_of_resolutions():
    sealed(*case("ONLY", opened(when(7, 9), holder=1, source="log"), event("closed", when(7, 11), outcome="answered")))
    found = actions.catch_up(clocks=CLOCKS, unranked=(), at=APRIL)

    assert queries.missing_codes(found, "cases_resolved") == ()
    (reading,) = queries.measure(found, measures=["cases_resolved"], period=MARCH, unranked=())
    assert reading.value == 1


def test_a_whole_organisation_is_read_in_columns(facts: FactSet):
    asked = {"measures": ["promises_kept", "cases_resolved"], "period": MARCH, "unranked": (), "by": ["person", "week"]}
    found = queries.measure_table(facts, **asked)  # type: ignore[arg-type]
    readings = queries.measure(facts, **asked)  # type: ignore[arg-type]

    columns = ("key", "person", "period_start", "period_end", "value", "n")
    told = [(each.key, each.person, each.period_start, each.period_end, each.value, each.n) for each in readings]
    rows = [tuple(row[name] for name in columns) for row in found.select(columns).to_pylist()]
    assert sorted(rows, key=repr) == sorted(told, key=repr)
    assert "period" not in found.column_names


def test_a_record_without_persons_refuses_figures_of_people():
    sealed(*case("BARE", opened(when(7), holder=None), event("resolved", when(8))))
    facts = actions.catch_up(clocks=CLOCKS, unranked=(), at=APRIL)

    assert not facts.has_people
    assert queries.holders(facts) == (frozenset(), frozenset({1}))
    with pytest.raises(CannotTellError, match=r"measurement\.no_persons"):
        queries.measure(facts, measures=["cases_resolved"], period=MARCH, unranked=(), by=["person"])
    (reading,) = queries.measure(facts, measures=["cases_resolved"], period=MARCH, unranked=())
    assert reading.value == 1.0


def test_a_system_that_holds_cases_is_no_person():
    sealed(*case("BOT", opened(when(7), holder=9), event("resolved", when(8))))

    assert not actions.catch_up(clocks=CLOCKS, unranked={9}, at=APRIL).has_people
    assert actions.catch_up(clocks=CLOCKS, unranked=(), at=APRIL).has_people


def test_the_record_reaches_from_the_opening_of_its_first_case(facts: FactSet):
    extent = queries.extent(facts)

    assert extent is not None
    assert extent.start == datetime.fromtimestamp(when(7, 9), UTC)
