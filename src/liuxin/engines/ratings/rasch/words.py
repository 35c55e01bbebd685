"""What the many-facet Rasch model is asked, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from liuxin.engines.ratings.telling import Flags, Floats, Ints


class Model(StrEnum):
    """Whether all ratings share one set of thresholds, or every element of one facet has its own."""

    RATING_SCALE = "rating_scale"
    PARTIAL_CREDIT = "partial_credit"


class Method(StrEnum):
    """How the measures are found: all elements as unknowns, or the people as draws from a normal distribution."""

    JOINT = "joint"
    MARGINAL = "marginal"


@dataclass(frozen=True, slots=True)
class Design:
    """A table of ratings, checked and coded.

    `codes` holds per facet an array (ratings,) of places in that facet's `elements` (the distinct codes, ascending);
    `levels` (ratings,) counts from 0, the lowest level of the scale; `groups` (ratings,) says which set of thresholds a
    rating has. `first` is the facet with the many elements of few ratings each: the largest, or the one
    summed over. `signs` is 1 for a facet whose higher measures mean higher ratings, -1 for one that makes it harder.
    """

    names: tuple[str, ...]
    elements: tuple[Ints, ...]
    codes: tuple[Ints, ...]
    signs: tuple[int, ...]
    levels: Ints
    lowest: int
    width: int
    groups: Ints
    by: int | None
    floating: int
    first: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many elements each facet has."""
        return tuple(len(each) for each in self.elements)

    @property
    def sets(self) -> int:
        """How many sets of thresholds there are."""
        return 1 if self.by is None else len(self.elements[self.by])


@dataclass(frozen=True, slots=True)
class Spread:
    """How well a facet's elements are told apart, in logits but for the last three (Wright & Masters 1982, ch. 5)."""

    sd: float
    true_sd: float
    separation: float
    strata: float
    reliability: float


@dataclass(frozen=True, slots=True)
class Facet:
    """What was found of one facet; arrays (elements,) in the order of `elements`, NaN where nothing is known.

    `measure` and the errors are in logits. `error` takes all else as known, as is usual in print; `full_error` counts
    that all other elements and thresholds are estimated too, and is the one for intervals. `infit` and `outfit` are
    mean squares (1 as expected), `infit_z` and `outfit_z` the same as standard normal deviates. `count` and `mean` (in
    rating points) tell the ratings; `extreme` marks elements rated at one end of the scale only, whose measure comes
    from a score moved off that end. `rmse` is the root mean square of `error`; `population` and `sample` divide by the
    number of elements and by one less. `chi2`, on `freedom` degrees, asks whether all elements are alike.
    """

    name: str
    elements: Ints
    measure: Floats
    error: Floats
    full_error: Floats
    count: Ints
    mean: Floats
    extreme: Flags
    infit: Floats
    infit_z: Floats
    outfit: Floats
    outfit_z: Floats
    rmse: float
    population: Spread
    sample: Spread
    chi2: float
    freedom: int
    p: float


@dataclass(frozen=True, slots=True)
class Population:
    """The normal distribution from which marginal likelihood takes the ratees to come: mean and deviation in logits."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model.

    `taus` (sets, levels) are summed thresholds, 0 at the lowest observed level and infinite where a level was never
    used; `thresholds` (sets, levels - 1) are the measures at which a level and the next used one below it are equally
    likely, NaN below a level never used; `disordered` (sets,) is set where they do not rise. `expected`, `variance`
    (ratings,) are those of each rating, NaN where a rating has no measure; `calibrated` (ratings,) marks those from
    which the model was found. `population` is what marginal likelihood found of the ratees, `log_likelihood` then that
    of the ratings without regard to who has which measure.
    """

    design: Design
    method: Method
    facets: Mapping[str, Facet]
    taus: Floats
    thresholds: Floats
    disordered: Flags
    counts: Ints
    expected: Floats
    variance: Floats
    calibrated: Flags
    log_likelihood: float
    population: Population | None
    passes: int
