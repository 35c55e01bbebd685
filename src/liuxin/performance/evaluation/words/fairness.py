"""Words of fairness: how strict raters are, what a value would be with raters of average severity, and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liuxin.performance.evaluation.words.rated import FairWhy, RaterKind, Rating

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RaterOf:
    """Who stands behind the code of a rater. Never shown beside a form, and never leaves this floor.

    Somebody who rates as a manager and as a colleague is two raters: what he does as the one, who is known, must tell
    nothing of the other. A customer has no person.
    """

    person: int | None
    known: bool
    kinds: tuple[RaterKind, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that was handed in in a cycle: ratings by person, and raters by code. Never shown."""

    of: Mapping[int, Sequence[Rating]]
    raters: Mapping[int, RaterOf]


@dataclass(frozen=True, slots=True)
class Table:
    """Ratings of which something is told anyway, as columns: whom, by which code, which heart, which level."""

    ratees: Ints
    raters: Ints
    hearts: Ints
    levels: Ints


@dataclass(frozen=True, slots=True)
class Severity:
    """How much stricter than the average rater somebody is, in levels, drawn towards 0 by how unsure it is.

    Positive is stricter. `error` is what is left unsure after that.
    """

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Severities:
    """What could be told of the raters, by code; `why` says it where nothing could be told of any.

    `apart` are people whose raters share nobody with the others.
    """

    of: Mapping[int, Severity]
    why: FairWhy = FairWhy.FEW_RATINGS
    apart: frozenset[int] = frozenset()
