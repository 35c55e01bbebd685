"""Every measure, over fact rows drawn at random, equals what plain Python makes of the same rows."""

from functools import cache

import pytest

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.library import KEYS, MEASURES
from liuxin.engines.measurement.running import Question, readings
from liuxin.engines.measurement.schemas import SCHEMAS
from liuxin.engines.measurement.words import Reading
from tests.engines.measurement.drawing import BOT, DAY, START, random_rows
from tests.engines.measurement.independent.adding import cells
from tests.engines.measurement.independent.comparing import compare
from tests.engines.measurement.independent.rules import RULES, Record
from tests.engines.measurement.records import source

AS_OF = START + 150 * DAY
SPANS = ((START, START + 60 * DAY), (START + 60 * DAY, START + 120 * DAY), (START + 120 * DAY, START + 260 * DAY))
BOTS = frozenset({BOT})
Drawn = tuple[Source, Record]


@pytest.fixture(scope="module", params=[1, 2, 3])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    rows = random_rows(request.param, cases=120)
    facts = source(tmp_path_factory.mktemp(f"drawn-{request.param}"), rows, as_of=AS_OF)
    return facts, Record(rows, SCHEMAS, AS_OF, BOTS)


@cache
def _answers(facts: Source, by: tuple[str, ...]) -> dict[str, list[Reading]]:
    """Ask for everything at once, as pages do: measures of one population share a query."""
    found: dict[str, list[Reading]] = {}
    for reading in readings(facts, KEYS, Question(SPANS, BOTS, by)):
        found.setdefault(reading.measure, []).append(reading)
    return found


def test_every_measure_is_computed_once_more():
    assert RULES.keys() == MEASURES.keys()


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize("by", [(), ("person",), ("team",), ("person", "team")], ids=" and ".join)
@pytest.mark.parametrize("code", MEASURES)
def test_a_measure_is_what_its_definition_says(drawn: Drawn, code: str, by: tuple[str, ...]):
    facts, record = drawn
    expected = cells(record, code, SPANS, by)

    assert expected
    compare(code, by, expected, _answers(facts, by)[code], SPANS)
