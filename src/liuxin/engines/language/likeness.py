"""How much alike two texts are: the share of their tokens that both have (Jaccard)."""

from dataclasses import dataclass

from liuxin.engines.language.tokens import tokens


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many different tokens two texts have in common, out of how many in either."""

    shared: int
    all: int

    @property
    def share(self) -> float:
        """The share in common; of nothing nothing is alike."""
        return self.shared / self.all if self.all else 0.0


def likeness(one: str, other: str) -> Likeness:
    """Hold two texts against one another; single characters that end a run count for nothing."""
    first, second = _telling(one), _telling(other)
    return Likeness(len(first & second), len(first | second))


def _telling(text: str) -> set[str]:
    found = set(tokens(text))
    return {token for token in found if len(token) > 1} or found
