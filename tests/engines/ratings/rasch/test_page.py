"""The numbers of docs/statistics/rasch.md are those that the engine gives."""

import json

import numpy as np
import pytest

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.rasch.fair import LEAST_FOR_FAIR, LEAST_FOR_SEVERITY, LEAST_RATERS
from liuxin.engines.ratings.rasch.surprises import LEAST_TOGETHER, UNEXPECTED
from liuxin.engines.ratings.telling import Reason
from tools.places import ROOT

PAGE = (ROOT / "docs" / "statistics" / "rasch.md").read_text(encoding="utf-8")
VECTOR = json.loads(
    (ROOT / "tests" / "engines" / "ratings" / "vectors" / "mfrm_guilford.json").read_text(encoding="utf-8")
)
JUDGE, PERSON, ITEM, SCORE = np.array(VECTOR["data"]["rows"]).T
JUDGES, PERSONS = VECTOR["data"]["judges"], VECTOR["data"]["persons"]


def _row(start: str) -> list[str]:
    (found,) = [line for line in PAGE.splitlines() if line.startswith(f"| {start} |")]
    return [cell.strip() for cell in found.strip("| ").split("|")][1:]


@pytest.fixture(scope="module")
def half() -> rasch.Fair:
    """Brahe rated none with an odd number, Cavendish none with an even one."""
    kept = ~(((JUDGE == 2) & (PERSON % 2 == 1)) | ((JUDGE == 3) & (PERSON % 2 == 0)))
    return rasch.fair(PERSON[kept], JUDGE[kept], ITEM[kept], SCORE[kept], 1, 9)


@pytest.mark.parametrize("place", range(7))
def test_fair_averages_are_as_computed(half: rasch.Fair, place: int):
    told, other = half.ratees, "Brahe" if place % 2 else "Cavendish"

    assert _row(PERSONS[place]) == [
        f"Avogadro, {other}",
        f"{told.raw[place]:.2f}",
        f"{told.value[place]:.2f}",
        f"{told.low[place]:.2f}–{told.high[place]:.2f}",
    ]


def test_severities_are_as_computed(half: rasch.Fair):
    told = half.raters

    assert _row("Avogadro") == [
        "35",
        f"{told.value[0]:.2f}",
        f"{told.low[0]:.2f}–{told.high[0]:.2f}".replace("-", "−"),
    ]
    for place in (1, 2):
        assert _row(JUDGES[place])[0] == str(told.ratings[place])
        assert told.why[place] is Reason.TOO_FEW


def test_what_is_said_of_david_and_chris_is_true(half: rasch.Fair):
    raw, fair_of = (each[3] - each[2] for each in (half.ratees.raw, half.ratees.value))

    assert f"{raw:.2f} above Chris and stands {fair_of:.2f} above" in PAGE
    assert half.ratees.low[3] < half.ratees.high[2]


def test_thresholds_and_fit_are_as_computed():
    found = rasch.fit({"person": PERSON, "judge": JUDGE, "item": ITEM}, SCORE, lowest=1, highest=9)
    assert isinstance(found, rasch.Fit)
    edward, facet = PERSONS.index("Edward"), found.facets["person"]

    assert ", ".join(f"{each:.2f}" for each in found.thresholds[0]).replace("-", "−") in PAGE
    assert found.disordered.tolist() == [True]
    assert f"infit is {facet.infit[edward]:.2f} (z {facet.infit_z[edward]:.1f})" in PAGE


def test_the_thresholds_named_are_those_of_the_code():
    assert f"| {LEAST_FOR_SEVERITY}：" in PAGE
    assert f"| {LEAST_FOR_FAIR} 个评分：" in PAGE
    assert f"；{LEAST_RATERS} 人：只有一位时" in PAGE
    assert f"| {LEAST_TOGETHER}：" in PAGE
    assert f"unexpected from {UNEXPECTED:.0f} on" in PAGE
