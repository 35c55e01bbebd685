"""Rule sets laid out: the rule in words, its line in a list, the warning where it came too late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.outcomes.words import RuleSetView, RuleState
from liuxin.performance.plan.words import CycleView


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule set in a list."""

    url: str
    name: str
    version: int
    state: object
    tag: str
    pool: str
    for_whom: str


@dataclass(frozen=True, slots=True)
class CycleShown:
    """A cycle with its rule sets, and what may be done with it."""

    id: int
    name: str
    is_pilot: bool
    is_open: bool
    rules: tuple[RuleLine, ...]


def cycles(
    found: Sequence[CycleView], rules: Sequence[RuleSetView], departments: Mapping[int, str]
) -> list[CycleShown]:
    """Lay out the cycles with their rule sets."""
    return [
        CycleShown(
            each.id,
            labels.text(each.name),
            each.is_pilot,
            each.is_open,
            tuple(line(rule, departments) for rule in rules if rule.cycle == each.id),
        )
        for each in found
    ]


def line(rule: RuleSetView, departments: Mapping[int, str]) -> RuleLine:
    """Lay out one rule set in a list."""
    return RuleLine(
        url=reverse("outcomes:rule", kwargs={"rule_set": rule.id}),
        name=labels.text(rule.name),
        version=rule.version,
        state=labels.STATES[rule.state],
        tag=labels.TAGS[rule.state],
        pool=labels.yuan(rule.terms.pool_fen),
        for_whom=for_whom(rule, departments),
    )


def for_whom(rule: RuleSetView, departments: Mapping[int, str]) -> str:
    """Name the department of a rule set, or everybody."""
    return _("everybody in the cycle") if rule.department is None else departments.get(rule.department, "")


def bases(rule: RuleSetView, positions: Mapping[int, str]) -> list[tuple[str, str]]:
    """Give the base factors with the names of their positions."""
    return [
        (positions.get(key, formats.ABSENT), formats.number(factor, places=None))
        for key, factor in rule.terms.bases.items()
    ]


def late_days(rule: RuleSetView, cycle: CycleView) -> int | None:
    """Give how many days after the beginning of the period it was published; None where it was before, or not yet."""
    if rule.published_at is None or rule.published_at <= cycle.period.start:
        return None
    return (rule.published_at - cycle.period.start).days


def may(rule: RuleSetView, *, writes: bool) -> frozenset[str]:
    """Give what the reader may do with a rule set as it stands."""
    if not writes:
        return frozenset()
    allowed: Mapping[RuleState, set[str]] = {
        RuleState.DRAFT: {"edit", "try", "withdraw"},
        RuleState.TRIED: {"edit", "try", "ask", "withdraw"},
        RuleState.PROPOSED: {"back"},
        RuleState.APPROVED: {"apply"},
    }
    found = allowed.get(rule.state, set())
    if found and rule.published_at is None:
        found = found | {"publish"}
    return frozenset(found)
