"""The numbers of docs/statistics/rater-effects.md are those that the engine gives."""

import json
from pathlib import Path

import numpy as np

from liuxin.engines.ratings.rater_effects import Effect, Verdict, course, effects, halo, levels, sameness
from liuxin.engines.ratings.telling import Reason

ROOT = Path(__file__).resolve().parents[4]
PAGE = ROOT / "docs" / "statistics" / "rater-effects.md"
GUILFORD = ROOT / "tests" / "engines" / "ratings" / "vectors" / "mfrm_guilford.json"


def test_the_worked_example_is_computed():
    data = json.loads(GUILFORD.read_text(encoding="utf-8"))["data"]
    judge, person, item, score = np.array(data["rows"]).T
    found = effects(judge, person, item, score, 1, 9)
    lines = PAGE.read_text(encoding="utf-8").splitlines()

    for code, name in enumerate(data["judges"], 1):
        told = found.of(code)
        severity = told[Effect.SEVERITY]
        mean, value = score[judge == code].mean(), severity.value or 0.0
        limits = f"{severity.low:.2f} – {severity.high:.2f}"
        row = f"| {name} | {mean:.2f} | {value:.2f} | {limits} | ±{severity.threshold:.2f} | 没有发现 not found |"

        assert row.replace("-", "−") in lines
        assert severity.verdict is Verdict.NOT_FOUND
        assert abs(score.mean() - mean - value) < 1e-9
        assert {told[each].reason for each in (Effect.HALO, Effect.RANGE_RESTRICTION)} == {Reason.TOO_FEW}
        assert (told[Effect.HASTE].reason, told[Effect.DRIFT].reason) == (Reason.NO_TIMES, Reason.NO_ORDER)


def test_the_least_numbers_of_the_page_are_those_of_the_code():
    assert (levels.LEAST_RATINGS, levels.LEAST_RATERS, levels.LEAST_RATEES) == (20, 3, 8)
    assert (halo.LEAST_FORMS, sameness.LEAST_FORMS, sameness.SEVERAL) == (8, 5, 3)
    assert (course.LEAST_IN_ORDER, course.LEAST_FORMS) == (30, 4)


def test_the_thresholds_of_the_page_are_those_of_the_code():
    assert (levels.MEDIUM, round(levels.HALF_VARIANCE, 2), halo.MEDIUM) == (0.5, 0.71, 0.3)
    assert (sameness.SAME_LEVEL, sameness.HALF_OF_ALL, course.OF_THE_OTHERS) == (0.8, 0.5, 0.4)
