"""The simulated company sorts some cases wrongly at first, and looks after its next steps as a real one does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest

from liuxin.desk.cases.words import CaseHistory, StepKind
from liuxin.interfaces.imports.company.desk import LEFT_ALONE
from liuxin.interfaces.imports.company.sorting import TAKEN_FOR, mistaken, sorted_late
from liuxin.interfaces.imports.simulator import Scenario, World, events
from liuxin.interfaces.imports.simulator.catalogue import MATTERS
from liuxin.interfaces.imports.simulator.writing.histories import histories
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from tests.factories.cases import NINE, Case, history, make_desk, record, step
from tests.factories.history import Event

TODAY = date(2026, 11, 27)
SCENARIO = Scenario.up_to(TODAY, months=2, people=40, cases_per_person_day=1.5)


@pytest.fixture(scope="module")
def told() -> list[CaseHistory]:
    """Give two months of the company of the demonstration."""
    table = pa.concat_tables(list(events(SCENARIO))).combine_chunks()
    return list(histories(table, Keys()))


def test_about_one_in_six_of_the_cases_that_are_not_closed_is_late_with_its_next_step(told):
    # What was left alone for long, the company closes before anybody looks.
    end = datetime.fromtimestamp(World.make(SCENARIO).scenario.end, UTC)
    last = [(one, one.steps[-1]) for one in told]
    standing = [
        (one, step)
        for one, step in last
        if step.kind is not StepKind.CLOSED and not (step.kind is StepKind.RESOLVED and step.at < end - LEFT_ALONE)
    ]
    late = [one for one, _ in standing if one.next_due is not None and one.next_due < end]
    assert len(standing) > 150
    assert 0.1 < len(late) / len(standing) < 0.22
    assert all(one.next_due is not None and one.next_due > one.steps[0].at for one, _ in standing)
    resolved = [(one, final) for one, final in standing if final.kind is StepKind.RESOLVED]
    assert all(one.next_due == final.at + timedelta(days=3) for one, final in resolved)


def test_a_few_in_a_hundred_are_sorted_wrongly_and_put_right_before_they_are_resolved(told):
    again = [sorted_late(one) for one in told]
    assert again == [sorted_late(one) for one in told]
    changed = [(one, late) for one, late in zip(told, again, strict=True) if one != late]
    assert 0.04 < len(changed) / len(told) < 0.1
    for one, late in changed:
        [place] = [number for number, step in enumerate(late.steps) if step.kind is StepKind.CLASSIFIED]
        before, right, after = late.steps[place - 1 : place + 2]
        assert (late.category, right.category) == (mistaken(one.category), one.category)
        assert (before.kind, right.by.person_id) == (StepKind.HANDED_OVER, before.holder)
        assert before.at <= right.at <= after.at
        assert StepKind.RESOLVED not in [step.kind for step in late.steps[:place]]
        assert replace(late, category=one.category, steps=(*late.steps[:place], *late.steps[place + 1 :])) == one


def test_a_matter_is_taken_for_another_in_the_language_it_is_written_in():
    known = {matter.name.code for matter in MATTERS}
    assert known >= {*TAKEN_FOR, *TAKEN_FOR.values()}
    assert all(one != other for one, other in TAKEN_FOR.items())
    assert [mistaken(name) for name in ("water_leak", "漏水", "Water leak", "roof")] == [
        *("heating", "供暖不热", "Heating"),
        "",
    ]


@pytest.mark.django_db
def test_the_desk_keeps_that_the_category_was_put_right_and_until_when_the_next_step_is_planned():
    desk = make_desk()
    first = {"holder": None, "team": desk.team, "accountable": desk.lead}
    taken = {**first, "holder": desk.agent, "accountable": desk.agent}
    steps = (step(StepKind.OPENED, 0, **first), step(StepKind.HANDED_OVER, 30, **taken), step(StepKind.WAITING, 60))
    made = (history(desk, *steps, code=f"SIM-{number}", category="漏水") for number in range(100))
    wrong = next(late for one in made if (late := sorted_late(one)) != one)
    due = NINE + timedelta(days=40)
    told_it = replace(wrong, outcome=None, outcome_text="", next_action="回访", next_due=due)
    assert record(told_it).refused == ()
    row = Case.objects.get()
    assert (row.category, row.next_action, row.next_due) == ("漏水", "回访", due)
    payloads = {event.code: str(event.payload) for event in Event.objects.filter(subject=row.code)}
    assert "供暖不热" in payloads["case.opened"]
    assert "漏水" in payloads["case.classified"]
