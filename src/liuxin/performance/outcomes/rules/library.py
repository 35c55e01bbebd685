"""The library of rules as shipped, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes.words import PlanPattern, RejectedPattern, RulePattern

FILE = Path(__file__).with_name("library.yaml")
POOL = "bonus_pool_share"
COMPUTED = frozenset({POOL})


@cache
def rule_patterns() -> tuple[RulePattern, ...]:
    """Give the patterns of rules; those that are not computed yet are there to be read."""
    return tuple(
        RulePattern(
            code=each["code"],
            kind=each["kind"],
            name=Bilingual(**each["name"]),
            caution=Bilingual(**each["caution"]),
            harms=Bilingual(**each["harms"]),
            formula=each["formula"],
            is_computed=each["code"] in COMPUTED,
        )
        for each in _content()["rules"]
    )


@cache
def rejected_patterns() -> tuple[RejectedPattern, ...]:
    """Give the patterns that are refused, and why."""
    return tuple(
        RejectedPattern(each["code"], Bilingual(**each["name"]), Bilingual(**each["why"]))
        for each in _content()["rejected"]
    )


@cache
def plan_patterns() -> Mapping[str, PlanPattern]:
    """Give the patterns of improvement plans by code."""
    return {
        each["code"]: PlanPattern(
            code=each["code"],
            name=Bilingual(**each["name"]),
            days=each["days"],
            check_days=each["check_days"],
            support=tuple(Bilingual(**one) for one in each["support"]),
            measure=Bilingual(**each["measure"]),
        )
        for each in _content()["plans"]
    }


@cache
def start_conditions() -> tuple[Bilingual, ...]:
    """Give what must hold before an improvement plan may begin."""
    return tuple(Bilingual(**each) for each in _content()["start_only_if"])


def pool_pattern() -> RulePattern:
    """Give the pattern that is computed."""
    return next(each for each in rule_patterns() if each.code == POOL)


def plan_pattern(code: str) -> PlanPattern:
    """Give a pattern of plan by its code."""
    found = plan_patterns().get(code)
    if found is None:
        raise BadInputError("outcomes.no_such_pattern", field="pattern", pattern=code)
    return found


@cache
def _content() -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content
