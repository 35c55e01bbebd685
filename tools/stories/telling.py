"""What the engine tells of a set of ratings: the numbers of docs/statistics/stories.md."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.agreement import Alpha, Level, UnbalancedIcc, alpha, icc_unbalanced
from liuxin.engines.ratings.rater_effects import Effect, RaterEffects, effects
from liuxin.engines.ratings.telling import CannotTell, Floats, Ints
from tools.stories.reading import Data

SEED, DRAWS = 4, 200
MANY = 10
"""Texts with so many raters have a mean that can stand for the truth; severities are then learned without them."""


@dataclass(frozen=True, slots=True)
class Closer:
    """How far single raters lie from all others on texts from which their severity was not learned, in levels (RMS)."""

    raw: float
    fair: float
    ratings: int
    texts: int


@dataclass(frozen=True, slots=True)
class Story:
    """One set as told: agreement by criterion, effects of raters, and by how much fair averages differ from raw ones.

    `shares` splits the differences of ratings by the first criterion into those of ratees, of raters and the rest.
    `parts` is into how many that cannot be compared the design falls, `links` how few ratings would join them; `moved`
    is fair less raw, by ratee, of all parts together; `reliability` that of the severities in the largest part.
    """

    data: Data
    alone: int
    agreement: Mapping[str, Alpha]
    shares: UnbalancedIcc | None
    effects: RaterEffects
    groups: Ints
    parts: int
    links: int
    moved: Floats
    likeness: float
    reliability: float
    closer: Closer | None


def tell(data: Data) -> Story:
    """Run a set through the engine."""
    found = effects(data.rater, data.ratee, data.criterion, data.level, data.lowest, data.highest)
    whole = rasch.subsets({"raters": data.rater, "ratees": data.ratee, "criteria": data.criterion})
    parts = [_fair(data.among(whole.of_ratings == part)) for part in range(whole.count)]
    largest = max(parts, key=lambda each: len(each.raters.codes))
    forms = np.unique(np.stack([data.ratee, data.rater]), axis=1)
    return Story(
        data=data,
        alone=int((np.bincount(forms[0]) == 1).sum()),
        agreement=_agreement(data),
        shares=_shares(data),
        effects=found,
        groups=data.group[np.unique(data.rater, return_index=True)[1]],
        parts=whole.count,
        links=len(whole.links),
        moved=np.concatenate([_moved(each) for each in parts]),
        likeness=_likeness(found, parts),
        reliability=largest.fit.facets["raters"].population.reliability if largest.fit else np.nan,
        closer=_closer(data, forms[0]),
    )


def _fair(data: Data) -> rasch.Fair:
    return rasch.fair(data.ratee, data.rater, data.criterion, data.level, data.lowest, data.highest)


def _moved(fair: rasch.Fair) -> Floats:
    gap = fair.ratees.value - fair.ratees.raw
    return gap[np.isfinite(gap)]


def _likeness(found: RaterEffects, parts: list[rasch.Fair]) -> float:
    """Give the correlation of severities by least squares and by the Rasch model."""
    rasch_codes = np.concatenate([each.raters.codes for each in parts])
    logits = np.concatenate([each.raters.value for each in parts])[np.argsort(rasch_codes)]
    plain = found.columns[Effect.SEVERITY].value
    both = np.isfinite(logits) & np.isfinite(plain)
    return float(np.corrcoef(logits[both], plain[both])[0, 1])


def _agreement(data: Data) -> dict[str, Alpha]:
    """Give Krippendorff's alpha (ordinal) of each criterion, over all that were rated by two or more."""
    found = {}
    for place, name in enumerate(data.criteria):
        of = data.criterion == place
        (_, rater), (_, ratee) = (np.unique(each[of], return_inverse=True) for each in (data.rater, data.ratee))
        table = np.full((rater.max() + 1, ratee.max() + 1), np.nan)
        table[rater, ratee] = data.level[of]
        told = alpha(table[:, np.isfinite(table).sum(axis=0) > 1], Level.ORDINAL, resamples=DRAWS, seed=SEED)
        if not isinstance(told, CannotTell):
            found[name] = told
    return found


def _shares(data: Data) -> UnbalancedIcc | None:
    """Split the differences of ratings by the first criterion."""
    first = data.among(data.criterion == 0)
    found = icc_unbalanced(first.ratee, first.rater, first.level)
    return None if isinstance(found, CannotTell) else found


def _closer(data: Data, ratee_of_form: Ints) -> Closer | None:
    """Learn severities from texts of few raters, and see whether they bring raters together on texts of many.

    None where there are no such texts: everybody rated by few, or everybody by all.
    """
    many = np.bincount(ratee_of_form)[data.ratee] >= MANY
    if many.all() or not many.any():
        return None
    learned = _fair(data.among(~many)).raters
    seen = data.among(many)
    form, at = np.unique(seen.ratee * (seen.rater.max() + 1) + seen.rater, return_inverse=True)
    text, rater = np.divmod(form, seen.rater.max() + 1)
    full = np.bincount(at) == len(data.criteria)
    severity = _looked_up(learned, rater)
    kept = full & np.isfinite(severity)
    if not kept.any():
        return None
    raw, of = (np.bincount(at, seen.level) / np.bincount(at))[kept], text[kept]
    return Closer(_apart(raw, of), _apart(raw + severity[kept], of), int(kept.sum()), len(np.unique(of)))


def _looked_up(learned: rasch.Severities, rater: Ints) -> Floats:
    place = np.minimum(np.searchsorted(learned.codes, rater), len(learned.codes) - 1)
    return np.where(learned.codes[place] == rater, learned.value[place], np.nan)


def _apart(values: Floats, text: Ints) -> float:
    """Give the root mean square of each value less the mean of the others of the same text."""
    others = np.bincount(text)[text] - 1
    rest = (np.bincount(text, values)[text] - values) / np.maximum(others, 1)
    return float(np.sqrt(np.mean((values - rest)[others > 0] ** 2)))
