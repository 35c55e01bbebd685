"""Words of the library of rules: patterns, what each warns of, and what is refused."""

from dataclasses import dataclass

from liuxin.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class RulePattern:
    """A pattern of rule as shipped; only those that can be computed may be drafted."""

    code: str
    kind: str
    name: Bilingual
    caution: Bilingual
    harms: Bilingual
    formula: str
    is_computed: bool


@dataclass(frozen=True, slots=True)
class RejectedPattern:
    """A pattern that is refused, and why."""

    code: str
    name: Bilingual
    why: Bilingual
