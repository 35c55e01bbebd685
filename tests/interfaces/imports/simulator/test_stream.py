"""The stream of a simulation: the same for the same seed, in order, and such that the desk could have told it."""

import hashlib
from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.desk.cases import rules
from liuxin.desk.cases.words import Status, StepKind
from liuxin.facts.folding.events import CASE_CODES, EVENTS, MATTER_CODES
from liuxin.interfaces.imports.simulator import Scenario, Stream, World, events, happening
from liuxin.interfaces.imports.simulator.words import MESSAGES
from liuxin.interfaces.imports.simulator.writing.histories import histories
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.kernel.errors import BadInputError

SMALL = Scenario(people=30, months=3, seed=11, first=date(2025, 1, 1), cases_per_person_day=1.0, customers=200)
scenarios = st.builds(
    Scenario,
    people=st.integers(15, 45),
    months=st.integers(1, 4),
    seed=st.integers(0, 2**32),
    first=st.dates(date(2020, 1, 1), date(2026, 12, 1)).map(lambda day: day.replace(day=1)),
    cases_per_person_day=st.sampled_from([0.05, 0.3]),
    customers=st.sampled_from([1, 7, 300]),
)


def whole(scenario):
    return pa.concat_tables(list(events(scenario))).combine_chunks()


def of(table, *codes):
    return table.filter(pc.is_in(table["code"].cast(pa.string()), pa.array(codes))).to_pylist()


@pytest.fixture(scope="module")
def small():
    return whole(SMALL)


def bytes_of(scenario):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, EVENTS) as writer:
        for table in events(scenario):
            writer.write_table(table)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    few = Scenario(people=15, months=2, seed=3, cases_per_person_day=0.3)
    assert bytes_of(few) == bytes_of(Scenario(people=15, months=2, seed=3, cases_per_person_day=0.3))
    assert bytes_of(few) != bytes_of(Scenario(people=15, months=2, seed=4, cases_per_person_day=0.3))


def test_seq_runs_from_one_without_a_gap_and_time_never_back(small):
    assert small.schema == EVENTS
    assert small["seq"].to_pylist() == list(range(1, small.num_rows + 1))
    at = small["at"].to_numpy()
    assert (np.diff(at) >= 0).all()
    assert at[-1] < SMALL.end


def test_each_table_holds_one_month():
    months = [
        {datetime.fromtimestamp(at + 8 * 3600, UTC).strftime("%Y-%m") for at in table["at"].to_pylist()}
        for table in events(SMALL)
    ]
    # What was known before the record begins goes out with the first.
    assert max(months[0]) == "2025-01"
    assert months[1:] == [{"2025-02"}, {"2025-03"}]


def test_the_vocabulary_is_used_and_nothing_else(small):
    told = set(small["code"].unique().to_pylist())
    assert told <= CASE_CODES | MATTER_CODES
    # What the desk tells about a case and a simulation has no need of.
    assert CASE_CODES - told == {
        *("case.classified", "case.touched", "case.helped", "case.noted"),
        "message.undelivered",
    }
    assert MATTER_CODES - told == {"organisation.team_assigned", "warning.handed_over"}


def test_much_is_told_in_many_small_windows(monkeypatch, small):
    monkeypatch.setattr("liuxin.interfaces.imports.simulator.stream.WINDOW_EVENTS", 1_000)
    tables = list(events(SMALL))
    assert len(tables) > 6
    assert pa.concat_tables(tables)["seq"].to_pylist() == list(range(1, sum(map(len, tables)) + 1))


@pytest.mark.spec("S5")
@settings(max_examples=25)
@given(scenarios)
def test_the_desk_would_accept_every_history(scenario):
    table = whole(scenario)
    subjects = set(table.filter(pc.equal(table["subject_kind"].cast(pa.string()), "case"))["subject"].to_pylist())
    told = list(histories(table, Keys()))
    # No orphan: whatever is told of a case, its opening is there.
    assert {history.code for history in told} == subjects
    for history in told:
        state = None
        for step in history.steps:
            state = rules.advance(state, step)
            assert state.accountable is not None
        closings = [step for step in history.steps if step.kind is StepKind.CLOSED]
        assert state is not None
        assert (state.status is Status.CLOSED) == (len(closings) == 1)
        assert all(before.at < after.at for before, after in zip(history.steps, history.steps[1:], strict=False)), (
            history.code
        )


@settings(max_examples=10)
@given(scenarios)
def test_what_ends_had_begun(scenario):
    table = whole(scenario)
    begun: defaultdict[str, set[str]] = defaultdict(set)
    pairs = {
        "warning.answered": "warning.raised",
        "recovery.ended": "recovery.opened",
        "obstacle.cleared": "obstacle.raised",
        "talk.held": "talk.planned",
        "reading.withdrawn": "reading.confirmed",
        "survey.answered": "survey.asked",
        "case.next_done": "case.next_planned",
    }
    for code, subject in zip(table["code"].to_pylist(), table["subject"].to_pylist(), strict=True):
        assert code not in pairs or subject in begun[pairs[code]], (code, subject)
        begun[code].add(subject)
    assert len(begun["case.opened"]) == sum(code == "case.opened" for code in table["code"].to_pylist())


def test_nobody_has_a_case_before_joining_or_after_leaving(small):
    world = World.make(SMALL)
    here = {
        place + 1: (int(joined), int(left))
        for place, (joined, left) in enumerate(zip(world.people.joined_at, world.people.left_at, strict=True))
    }
    assert any(left < SMALL.end for _, left in here.values())
    assert any(joined > SMALL.start for joined, _ in here.values())
    acted = of(small, "case.opened", "case.handed_over", "message.sent", "case.next_planned")
    acting = [(row["person"], row["at"]) for row in acted if row["person"] not in {None, world.people.bot + 1}]
    assert len(acting) > 1000
    assert [who for who, at in acting if not here[who][0] <= at < here[who][1]] == []


def test_nobody_resolves_after_leaving(small):
    world = World.make(SMALL)
    holder, late = {}, []
    for row in small.to_pylist():
        if row["code"] in {"case.opened", "case.handed_over"}:
            holder[row["subject"]] = row["person"]
        elif row["code"] == "case.resolved":
            late += [row] if row["at"] >= world.people.left_at[holder[row["subject"]] - 1] else []
    assert late == []


def test_a_team_holds_what_its_members_or_its_lead_hold(small):
    world = World.make(SMALL)
    for row in of(small, "case.opened", "case.handed_over"):
        team = row["team"] - 1
        lead = world.teams.lead[team] + 1
        if row["person"] is None:
            assert row["accountable"] == lead
        else:
            assert row["accountable"] == row["person"]
            place = row["person"] - 1
            assert row["person"] == lead or team in {world.people.team[place], world.people.later[place]}


def test_nobody_calls_before_being_known(small):
    known = {row["customer"]: row["at"] for row in of(small, "customers.added")}
    opened = of(small, "case.opened")
    assert all(known[row["customer"]] <= row["at"] for row in opened)
    ages = [(row["at"] - known[row["customer"]]) // 86_400 for row in opened]
    # Both new and old customers call.
    assert sum(age < 90 for age in ages) > 100
    assert sum(age >= 3 * 365 for age in ages) > 100


def test_every_message_knows_what_it_is(small):
    opened = {row["subject"]: row["at"] for row in of(small, "case.opened")}
    said = Counter(
        (row["code"], happening(opened[row["subject"]], row["at"]))
        for row in of(small, "message.sent", "message.received")
    )
    assert {what for _, what in said} == MESSAGES
    assert said["message.sent", "request"] == 0
    bot = World.make(SMALL).people.bot + 1
    sent = of(small, "message.sent")
    assert {happening(opened[row["subject"]], row["at"]) for row in sent if row["person"] == bot} == {"receipt"}
    assert {row["flag"] for row in sent if row["person"] == bot} == {1}


def test_the_promise_is_judged_once_where_the_last_resolution_stands(small):
    resolved: dict[str, int]
    due: dict[str, int]
    reopened: dict[str, int]
    resolved, due, reopened = {}, {}, {}
    judged = {row["subject"]: row for row in of(small, "case.promise_judged")}
    assert len(judged) == len(of(small, "case.promise_judged"))
    for row in of(small, "case.opened", "case.resolved", "case.reopened", "case.closed"):
        if row["code"] == "case.opened":
            due[row["subject"]] = row["due"]
        elif row["code"] == "case.reopened":
            reopened[row["subject"]] = resolved.pop(row["subject"])
        else:
            resolved.setdefault(row["subject"], row["at"])
    assert {case for case in resolved if due[case] is not None} == set(judged)
    assert all(row["at"] == resolved[case] for case, row in judged.items())
    assert all(row["flag"] == int(resolved[case] <= due[case]) for case, row in judged.items())
    assert reopened


def test_a_case_comes_to_about_so_many_events():
    stream = Stream(World.make(Scenario.of_events(200_000, people=200)))
    rows = sum(table.num_rows for table in stream.tables())
    assert 190_000 < rows < 215_000


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"people": 14}, "people", "simulator.too_few_people"),
        ({"months": 0}, "months", "simulator.no_time"),
        ({"until": date(2024, 12, 31)}, "until", "simulator.no_time"),
        ({"until": date(2026, 2, 2)}, "until", "simulator.no_time"),
        ({"cases_per_person_day": 0.0}, "cases_per_person_day", "simulator.no_work"),
        ({"customers": 0}, "customers", "simulator.no_customers"),
    ],
)
def test_what_is_no_company_is_refused_by_its_field(wrong, field, code):
    with pytest.raises(BadInputError) as error:
        Scenario(**{"months": 13, **wrong})
    assert (error.value.field, error.value.code) == (field, code)
