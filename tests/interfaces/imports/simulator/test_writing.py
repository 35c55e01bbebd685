"""A simulated company written through the actions: the same facts as from its table, all of it marked as made up."""

from collections import Counter
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseFilter
from liuxin.desk.customers import queries as customers
from liuxin.desk.history import actions as history
from liuxin.desk.history import queries as record
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.library import MEASURES
from liuxin.facts import actions as facts
from liuxin.facts.folding.events import EVENTS, PREFIXES, from_history
from liuxin.facts.folding.fold import fold
from liuxin.facts.folding.matters import matters
from liuxin.facts.queries import measure
from liuxin.interfaces.imports.simulator import Scenario, World, events
from liuxin.interfaces.imports.simulator.writing import write
from liuxin.interfaces.imports.simulator.writing.histories import NEXT, NEXT_AFTER
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import BatchState
from tests.factories.history import KEY

SMALL = Scenario(people=29, months=3, seed=3, first=date(2025, 1, 1), cases_per_person_day=0.15, customers=60)
NOW = datetime(2025, 6, 1, tzinfo=UTC)
BY = Actor.system("simulated")

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World.make(SMALL)


@pytest.fixture
def written(world):
    done = write(world, by=BY, at=NOW)
    history.seal(key=KEY, at=NOW)
    return done


def recorded():
    sealed = [event for batch in record.sealed_after(0, prefixes=PREFIXES) for event in batch]
    return from_history(sealed)


def table():
    return pa.concat_tables(list(events(SMALL))).combine_chunks()


def mapped(told, keys):
    """Give a table straight from the simulator with the installation's keys."""
    maps = {
        "person": keys.people,
        "accountable": keys.people,
        "importer": keys.people,
        "team": keys.teams,
        "customer": keys.customers,
        "site": keys.sites,
        "department": keys.departments,
        "position": keys.positions,
    }
    subjects = {"person": keys.people, "team": keys.teams}
    batches = keys.batches
    rows = told.to_pylist()
    for row in rows:
        for name, known in maps.items():
            row[name] = known.get(row[name], row[name])
        if row["subject_kind"] in subjects:
            row["subject"] = str(subjects[row["subject_kind"]][int(row["subject"])])
        elif row["subject_kind"] == "reading":
            name, _, line = row["subject"].partition("/")
            row["subject"] = f"{batches[name]}/{line}"
    return rows


def about_cases(told):
    return told.filter(pc.equal(told["subject_kind"].cast(pa.string()), "case"))


def plain(rows):
    """Give rows as they can be compared: without their place in the record, which only orders what is at one time.

    A customer without a life cycle has an empty stage in the record, and none in the table.
    """
    for row in rows:
        row["stage"] = row["stage"] or None
    return sorted(str({name: value for name, value in row.items() if name != "seq"}) for row in rows)


def test_the_record_tells_the_same_events_as_the_table(world, written):
    straight, through = mapped(table(), written.keys), recorded().to_pylist()
    codes = {row["code"] for row in straight}
    assert len(codes) > 30
    assert plain([row for row in straight if row["code"] in codes]) == plain(
        [row for row in through if row["code"] in codes]
    )


def test_the_facts_are_the_same_both_ways(world, written):
    straight = pa.Table.from_pylist(mapped(about_cases(table()), written.keys), EVENTS)
    bot = {written.keys.people[world.people.bot + 1]}
    clocks = {clock.code: clock for clock in world.hours.clocks}
    one = fold(straight, clocks.__getitem__, bot)
    # The clocks of the installation this time, and who is nobody as the organisation knows.
    other = fold(about_cases(recorded()), organisation.clock, organisation.unranked_people())
    assert organisation.unranked_people() == bot
    for name, rows in one.items():
        left, right = ([_without_seq(row) for row in facts.to_pylist()] for facts in (rows, other[name]))
        assert sorted(left) == sorted(right), name
        assert rows.num_rows, name


def test_duties_readings_customers_and_places_are_the_same_both_ways(written):
    one = matters(pa.Table.from_pylist(mapped(table(), written.keys), EVENTS))
    other = matters(recorded())
    for name, rows in one.items():
        assert sorted(map(str, rows.to_pylist())) == sorted(map(str, other[name].to_pylist())), name
        assert rows.num_rows


def test_every_measure_is_the_same_both_ways(world, written, tmp_path):
    clocks = {clock.code: clock for clock in world.hours.clocks}
    nobody = organisation.unranked_people()
    straight = pa.Table.from_pylist(mapped(table(), written.keys), EVENTS)
    tables = [straight.slice(start, 2_000) for start in range(0, straight.num_rows, 2_000)]
    one = facts.take_in_tables(tables, clocks=clocks, unranked=nobody, at=NOW, root=tmp_path / "straight")
    other = facts.catch_up(clocks=organisation.clock, unranked=nobody, at=NOW, root=tmp_path / "through")
    period = Period(datetime.fromtimestamp(SMALL.start, UTC), datetime.fromtimestamp(SMALL.end, UTC))
    few = ("promises_kept", "csat_mean", "open_cases")
    for by, measures in (((), tuple(MEASURES)), (("person",), tuple(MEASURES)), (("department", "customer_kind"), few)):
        left, right = (
            [
                (reading.key, dict(reading.cell), reading.value, reading.n, reading.rows, reading.low, reading.pending)
                for reading in measure(each, measures=measures, period=period, by=by, unranked=nobody)
            ]
            for each in (one, other)
        )
        assert sorted(map(str, left)) == sorted(map(str, right)), by
        assert len(left) > 10


def _without_seq(row):
    return str({name: value for name, value in row.items() if name != "last_seq"})


def test_running_again_writes_nothing_more(world, written):
    again = write(world, by=BY, at=NOW)
    assert again.keys == written.keys
    assert (again.cases.created, again.cases.unchanged) == (0, written.cases.created)
    assert (again.happenings.created, again.happenings.unchanged) == (0, written.happenings.created)
    assert again.others == 0
    assert record.head().unsealed == 0


def test_everything_is_marked_as_simulated(world, written):
    names = organisation.names(written.keys.people.values())
    assert len(names) == SMALL.people + 1
    assert all(name.made_up for name in names.values())
    assert all(team.made_up for team in organisation.team_names(written.keys.teams.values()).values())
    assert all(node.made_up for node in organisation.departments() if node.id is not None)
    page = cases.case_list(organisation.standing(BY, NOW), CaseFilter(), size=10)
    assert {line.source for line in page.rows} == {"simulated"}
    waiting = [line for line in page.rows if line.next_action]
    assert {line.next_action for line in waiting} <= {*NEXT.values(), *NEXT_AFTER.values()}
    seen = customers.customer_names(written.keys.customers.values())
    assert len(seen) == 60
    assert all(name.made_up for name in seen.values())


def test_every_post_has_its_role(written, world):
    for role, count in ((Role.DIRECTOR, 1), (Role.HR, 1), (Role.REVIEWER, 1), (Role.MANAGER, world.projects)):
        assert len(organisation.people_with_role(role, NOW)) == count


def test_another_company_has_no_room_beside_it(written):
    with pytest.raises(RuleBrokenError) as error:
        write(World.make(Scenario(people=30, months=3, seed=4)), by=BY, at=NOW)
    assert error.value.code == "simulator.other_company"


def test_a_year_of_readings_comes_in_with_its_corrections():
    year = Scenario(people=20, months=13, seed=7, first=date(2024, 5, 1), cases_per_person_day=0.01, customers=5)
    done = write(World.make(year), by=BY, at=NOW)
    told = [row for table in events(year) for row in table.to_pylist() if row["subject_kind"] == "reading"]
    assert len({row["subject"].partition("/")[0] for row in told}) == len(done.keys.batches)
    standing = organisation.standing(BY, NOW)
    states: Counter[str] = Counter()
    for line in indicators.external_lines(standing):
        periods = indicators.periods(standing, line.id, NOW)
        # What was corrected counts once; the last month is confirmed only after the record ends.
        assert len(periods) == 12
        assert sum(complete.have for complete in indicators.completeness(standing, line.id, periods)) > 0
        states.update(batch.state for batch in indicators.batches(standing, line.id, NOW))
    assert states == {BatchState.CONFIRMED: 36, BatchState.WITHDRAWN: 6}
