"""Every measure of a simulated company, from its raw events by fold and engine, and by hand: the same numbers."""

from functools import cache
from pathlib import Path

import pytest

from liuxin.engines.measurement.library import KEYS, MEASURES
from liuxin.engines.measurement.running import Question, readings
from liuxin.engines.measurement.schemas import SCHEMAS
from liuxin.engines.measurement.words import Reading
from liuxin.interfaces.imports.simulator import Scenario
from tests.engines.measurement.independent.adding import cells
from tests.engines.measurement.independent.comparing import compare
from tests.engines.measurement.independent.events import told_by_hand
from tests.engines.measurement.independent.rules import Record
from tests.interfaces.imports.simulator.known import Known, Measured

SCENARIO = Scenario(people=15, months=4, seed=20, cases_per_person_day=0.4)
HALF = (SCENARIO.start + SCENARIO.end) // 2
UNTOLD = frozenset({"category_corrected"})
"""What the simulated company records nothing of: rows drawn at random and the desk's own record hold these."""
TOLD = [code for code in MEASURES if code not in UNTOLD]
SPANS = ((SCENARIO.start, HALF), (HALF, SCENARIO.end))


class _Company:
    """The simulated company, folded and measured, and told by hand."""

    def __init__(self, folder: Path) -> None:
        known = Known(SCENARIO)
        clocks = {clock.code: clock for clock in known.world.hours.clocks}
        self.unranked = known.nobody
        self.source = Measured(known, folder).source
        rows = told_by_hand(known.events.to_pylist(), clocks.__getitem__, known.nobody)
        self.record = Record(rows, SCHEMAS, self.source.as_of, known.nobody)

    @cache  # noqa: B019 -- it lives as long as its module
    def answers(self, by: tuple[str, ...]) -> dict[str, list[Reading]]:
        """Ask the engine for everything at once."""
        found: dict[str, list[Reading]] = {code: [] for code in MEASURES}
        for reading in readings(self.source, KEYS, Question(SPANS, self.unranked, by)):
            found[reading.measure].append(reading)
        return found


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> _Company:
    return _Company(tmp_path_factory.mktemp("company"))


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize(
    "by", [(), *(pytest.param((by,), marks=pytest.mark.long) for by in ("person", "team"))], ids=" and ".join
)
@pytest.mark.parametrize("code", TOLD)
def test_a_measure_of_a_simulated_company_is_what_its_events_say(company: _Company, code: str, by: tuple[str, ...]):
    compare(code, by, cells(company.record, code, SPANS, by), company.answers(by)[code], SPANS)


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize("code", TOLD)
def test_the_company_has_something_of_every_measure(company: _Company, code: str):
    assert any(reading.rows for reading in company.answers(())[code])


def test_what_the_company_records_nothing_of_is_said_to_be_not_recorded(company: _Company):
    found = company.answers(())
    assert {code for code in MEASURES if all(each.missing for each in found[code])} == UNTOLD
