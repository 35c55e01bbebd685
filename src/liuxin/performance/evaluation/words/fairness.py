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

    Positive is stricter. `error` is what is left unsure after that. `is_sure` tells that its interval, before it was
    drawn in, does not hold 0.
    """

    value: float
    error: float
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Severities:
    """What could be told of the raters, by code; `why` says it where nothing could be told of any.

    `apart` are people whose raters share nobody with the others.
    """

    of: Mapping[int, Severity]
    why: FairWhy = FairWhy.FEW_RATINGS
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """How well the round of a department went: how far its raters agree, and how many differ in severity.

    `alpha` is Krippendorff's, of the levels as ranks; `why` is the code of why there is none. `sure` of the `judged`
    raters are surely stricter or milder than the average; None where one of the two groups would be fewer than three.
    """

    department: int
    alpha: float | None
    low: float | None
    high: float | None
    units: int
    why: str
    judged: int
    sure: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """One rating that would join two parts of a round: somebody who rates `rated` should rate `too` as well."""

    rated: int
    too: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Into how many parts a department falls whose people cannot be compared, and the few ratings that join them."""

    department: int
    parts: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]
