"""Rules of segments: read from what was saved or typed, checked, and asked of one customer's values."""

from collections.abc import Mapping, Sequence
from typing import Any

from liuxin.desk.customers.words import Condition, CustomerKind, Fact, Held, Rule
from liuxin.kernel.errors import BadInputError

MOST_CONDITIONS = 8
LONGEST_DAYS = 3_650
LEVELS = (1.0, 5.0)


def checked(rule: Sequence[Condition], *, stages: frozenset[str], sites: frozenset[str]) -> Rule:
    """Give the rule if it can be asked, or name the first condition that cannot."""
    if not rule:
        raise BadInputError("customers.segment_empty", field="rule")
    if len(rule) > MOST_CONDITIONS:
        raise BadInputError("customers.segment_too_long", field="rule", most=MOST_CONDITIONS)
    known = {
        Fact.KIND: frozenset(kind.value for kind in CustomerKind),
        Fact.STAGE: stages,
        Fact.SITE: sites,
    }
    for place, condition in enumerate(rule, 1):
        if condition.fact.is_choice:
            _check_choice(condition, known[condition.fact], place)
        else:
            _check_number(condition, place)
    return tuple(rule)


def _check_choice(condition: Condition, known: frozenset[str], place: int) -> None:
    if not condition.among:
        raise BadInputError("customers.segment_nothing_chosen", field="rule", place=place, fact=condition.fact.value)
    for value in condition.among:
        if value not in known:
            raise BadInputError(
                "customers.segment_unknown_value", field="rule", place=place, fact=condition.fact.value, value=value
            )


def _check_number(condition: Condition, place: int) -> None:
    told = {"field": "rule", "place": place, "fact": condition.fact.value}
    least, most = condition.least, condition.most
    if least is None and most is None:
        raise BadInputError("customers.segment_without_limit", **told)  # type: ignore[arg-type]  # texts and a number
    low, high = LEVELS if condition.fact is Fact.SATISFACTION else (0.0, 100_000.0)
    if any(limit is not None and not low <= limit <= high for limit in (least, most)):
        raise BadInputError("customers.segment_limit_outside", low=low, high=high, **told)  # type: ignore[arg-type]
    if least is not None and most is not None and least > most:
        raise BadInputError("customers.segment_limits_crossed", **told)  # type: ignore[arg-type]  # as above
    if condition.fact.has_days and not 1 <= (condition.days or 0) <= LONGEST_DAYS:
        raise BadInputError("customers.segment_days_outside", most=LONGEST_DAYS, **told)  # type: ignore[arg-type]


def asked(condition: Condition, value: str | float | None) -> Held:
    """Ask one condition of one value; what nobody can tell does not hold."""
    if value is None:
        return Held(condition, None, holds=False)
    if condition.fact is Fact.SITE:
        return Held(condition, value, holds=bool(value))
    if condition.fact.is_choice:
        return Held(condition, value, holds=str(value) in condition.among)
    number = float(value)
    above = condition.least is None or number >= condition.least
    below = condition.most is None or number <= condition.most
    return Held(condition, number, holds=above and below)


def to_plain(rule: Rule) -> list[dict[str, Any]]:
    """Give a rule as it is saved."""
    return [
        {
            "fact": one.fact.value,
            **({"among": list(one.among)} if one.among else {}),
            **{name: value for name in ("least", "most", "days") if (value := getattr(one, name)) is not None},
        }
        for one in rule
    ]


def from_plain(saved: Sequence[Mapping[str, Any]]) -> Rule:
    """Read a rule as it was saved; what cannot be read is named."""
    try:
        return tuple(
            Condition(
                Fact(one["fact"]), tuple(one.get("among", ())), one.get("least"), one.get("most"), one.get("days")
            )
            for one in saved
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadInputError("customers.segment_unreadable", field="rule") from problem
