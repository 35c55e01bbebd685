"""Practice: read from its files, ratings checked, accuracy held against the limits and told."""

from collections.abc import Collection, Iterable, Mapping
from statistics import fmean
from typing import Any, Final

import yaml

from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluators.rules.accuracy import accuracy, means
from liuxin.performance.evaluators.words import (
    Accuracy,
    Behaviour,
    Case,
    CaseLine,
    Component,
    ComponentLine,
    Criterion,
    CriterionLine,
    Judged,
    Limits,
    Line,
    Practice,
    Ratings,
    Reference,
    Verdict,
)
from liuxin.performance.evaluators.words.practice import LEVELS

LEAST_CASES: Final = 8
NEAR, FAR = 0.5, 0.75
"""From which distance of a criterion's mean it is called off, and far off; a half is half of one level."""

_YAML = Mapping[str, Any]


def practice_of(cases: str, hearts: str) -> Practice:
    """Read the prepared cases, and the anchors of the hearts that they are rated on."""
    told: _YAML = yaml.safe_load(cases)
    known = {heart["code"]: heart for heart in yaml.safe_load(hearts)["hearts"]}
    limits: _YAML = told["qualification"]["suggested_limits"]
    return Practice(
        note=_both(told["note"]),
        how=_both(told["how"]),
        criteria=tuple(_criterion(each, known.get(each["code"])) for each in told["criteria"]),
        cases=tuple(map(_case, told["cases"])),
        limits=Limits(
            elevation=limits["elevation_abs_max"],
            differential_elevation=limits["differential_elevation_rms_max"],
            stereotype_accuracy=limits["stereotype_accuracy_rms_max"],
            differential_accuracy=limits["differential_accuracy_rms_max"],
            correlation=limits["borman_mean_correlation_min"],
        ),
    )


def check_levels(practice: Practice, case: str, levels: Mapping[str, int], rated: Collection[str]) -> None:
    """Refuse ratings of a case that is not there or was rated, of unknown criteria, off the scale, or incomplete."""
    if case not in practice.reference:
        raise BadInputError("evaluators.no_such_practice_case", field="case")
    if case in rated:
        raise RuleBrokenError("evaluators.case_already_rated", field="case")
    criteria = [criterion.code for criterion in practice.criteria]
    for code, level in levels.items():
        if code not in criteria:
            raise BadInputError("evaluators.no_such_criterion", field="levels", criterion=code)
        if level not in LEVELS:
            raise BadInputError("evaluators.level_outside", field=code)
    unrated = [code for code in criteria if code not in levels]
    if unrated:
        raise BadInputError("evaluators.criterion_unrated", field=unrated[0], number=len(unrated))


def check_finish(*, rated: int, finished_at: int, courses_passed: bool) -> None:
    """Refuse to look at accuracy before the courses, too few cases, or cases that were looked at already."""
    if not courses_passed:
        raise RuleBrokenError("evaluators.courses_first")
    if rated < LEAST_CASES:
        raise RuleBrokenError("evaluators.too_few_practised", rated=rated, least=LEAST_CASES)
    if rated <= finished_at:
        raise RuleBrokenError("evaluators.nothing_new_practised", rated=rated)


def verdict(given: Ratings, practice: Practice) -> Verdict:
    """Tell how accurate ratings are, component by component and criterion by criterion."""
    found = accuracy(given, practice.reference)
    reference = means({case: practice.reference[case] for case in given})
    own = means(given)
    return Verdict(
        accuracy=found,
        components=tuple(_components(found, practice.limits)),
        criteria=tuple(_line(each.code, own[each.code], reference[each.code]) for each in practice.criteria),
        cases=tuple(
            CaseLine(each.code, fmean(given[each.code].values()), fmean(practice.reference[each.code].values()))
            for each in practice.cases
            if each.code in given
        ),
    )


def _components(found: Accuracy, limits: Limits) -> Iterable[ComponentLine]:
    most = (
        (Component.ELEVATION, found.elevation, limits.elevation),
        (Component.DIFFERENTIAL_ELEVATION, found.differential_elevation, limits.differential_elevation),
        (Component.STEREOTYPE_ACCURACY, found.stereotype_accuracy, limits.stereotype_accuracy),
        (Component.DIFFERENTIAL_ACCURACY, found.differential_accuracy, limits.differential_accuracy),
    )
    for component, value, limit in most:
        yield ComponentLine(component, value, limit, within=abs(value) <= limit)
    least = limits.correlation
    enough = found.correlation is not None and found.correlation >= least
    yield ComponentLine(Component.CORRELATION, found.correlation, least, within=enough)


def _line(code: str, given: float, reference: float) -> CriterionLine:
    off = given - reference
    judged = Judged.WITHIN
    if abs(off) > NEAR:
        far = abs(off) > FAR
        judged = (Judged.FAR_HIGH if far else Judged.HIGH) if off > 0 else (Judged.FAR_LOW if far else Judged.LOW)
    return CriterionLine(code, given, reference, judged)


def _criterion(each: _YAML, heart: _YAML | None) -> Criterion:
    if heart is None:
        only = Behaviour(Bilingual("", ""), _anchors(each["anchors"]))
        return Criterion(each["code"], _both(each["name"]), Bilingual("", ""), (only,))
    behaviours = tuple(Behaviour(_both(one["name"]), _anchors(one["anchors"])) for one in heart["behaviours"])
    return Criterion(each["code"], _both(heart["name"]), _both(heart["meaning"]), behaviours)


def _anchors(told: Mapping[int, _YAML]) -> Mapping[int, Bilingual]:
    return {int(level): _both(text) for level, text in told.items()}


def _case(each: _YAML) -> Case:
    return Case(
        code=each["code"],
        title=_both(each["title"]),
        setting=_both(each["setting"]),
        lines=tuple(
            Line(line["n"], line["by"] == "customer", _both(line["time"]), _both(line)) for line in each["transcript"]
        ),
        reference={code: Reference(one["rating"], _both(one["why"])) for code, one in each["reference"].items()},
    )


def _both(text: _YAML) -> Bilingual:
    return Bilingual(str(text["zh"]), str(text["en"]))
