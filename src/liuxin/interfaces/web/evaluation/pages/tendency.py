"""One's own way of rating laid out: what stands out first, each effect with its limit, and what one could do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.engines.ratings.rater_effects import Effect, Tendency, Verdict
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation.rules import SPOKEN_OF
from liuxin.performance.evaluation.words import OwnFeedback

STATES: Mapping[Verdict, str] = {Verdict.FOUND: "warn", Verdict.NOT_FOUND: "good", Verdict.CANNOT_TELL: "none"}
SHARES = frozenset({Effect.CENTRAL_TENDENCY, Effect.STRAIGHT_LINING, Effect.SAME_FORMS})
"""Effects whose value is a share, or a difference of shares."""
WIDEST: Mapping[Effect, float] = {Effect.SEVERITY: 2.0, Effect.RANGE_RESTRICTION: 2.0, Effect.HASTE: 2.0}
"""The value that fills the whole bar; 1 for the others."""


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One effect: what it asks, what was found, drawn against its limit."""

    name: str
    asks: str
    said: str
    value: str
    interval: str
    limit: str
    width: str
    line: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody is told of himself, as a manager or for all anonymous kinds."""

    key: int
    role: str
    headline: str
    beside: str
    found: bool
    rows: tuple[EffectRow, ...]
    advice: tuple[str, ...]
    sealed: str
    alone_until: str
    is_alone: bool
    read: str


@dataclass(frozen=True, slots=True)
class Round:
    """The accounts of one cycle."""

    cycle: str
    accounts: tuple[Account, ...]


def rounds(
    found: tuple[OwnFeedback, ...], names: Mapping[int, Bilingual], zone: str, at: datetime
) -> tuple[Round, ...]:
    """Lay out the accounts by cycle, the latest first, as they stand at a time."""
    cycles = dict.fromkeys(each.cycle for each in found)
    return tuple(
        Round(labels.text(names[cycle]), tuple(_account(each, zone, at) for each in found if each.cycle == cycle))
        for cycle in cycles
    )


def _account(found: OwnFeedback, zone: str, at: datetime) -> Account:
    spoken = {effect: found.tendencies[effect] for effect in SPOKEN_OF if effect in found.tendencies}
    standing_out = [effect for effect, each in spoken.items() if each.verdict is Verdict.FOUND]
    told = {"ratings": found.ratings, "ratees": found.ratees}
    return Account(
        key=found.id,
        role=labels.kinds(found.kinds),
        headline=_headline(spoken, standing_out),
        beside=labels.said("evaluation.effect.beside", **told),
        found=bool(standing_out),
        rows=tuple(_row(effect, each) for effect, each in spoken.items()),
        advice=tuple(labels.said(f"evaluation.effect.{effect.value}.advice") for effect in standing_out),
        sealed=formats.local_day(found.sealed_at, zone),
        alone_until=formats.local_day(found.alone_until, zone),
        is_alone=at < found.alone_until,
        read=formats.local_day(found.read_at, zone) if found.read_at else "",
    )


def _headline(spoken: Mapping[Effect, Tendency], standing_out: list[Effect]) -> str:
    if standing_out:
        return said(standing_out[0], spoken[standing_out[0]])
    if all(each.verdict is Verdict.CANNOT_TELL for each in spoken.values()):
        return labels.said("evaluation.effect.cannot_tell")
    return labels.said("evaluation.effect.nothing_found")


def _row(effect: Effect, each: Tendency) -> EffectRow:
    widest = WIDEST.get(effect, 1.0)
    return EffectRow(
        name=name(effect),
        asks=labels.said(f"evaluation.effect.{effect.value}.asks"),
        said=said(effect, each),
        value=_number(effect, each.value),
        interval="" if each.low is None else f"{_number(effect, each.low)} – {_number(effect, each.high)}",
        limit=_number(effect, each.threshold),
        width=_share(each.value, widest),
        line=_share(each.threshold, widest),
        state=STATES[each.verdict],
        word=labels.said(f"evaluation.verdict.{each.verdict.value}"),
    )


def name(effect: Effect) -> str:
    """Name an effect."""
    return labels.said(f"evaluation.effect.{effect.value}")


def said(effect: Effect, each: Tendency) -> str:
    """Say what was found, that nothing was, or why it cannot be told."""
    if each.verdict is Verdict.CANNOT_TELL or each.value is None:
        why = each.reason.value if each.reason else "nothing"
        return labels.said(f"ratings.cannot_tell.{why}", has=each.n, needs=each.needs)
    code = each.verdict.value
    if effect is Effect.SEVERITY and each.verdict is Verdict.FOUND:
        code = "strict" if each.value > 0 else "mild"
    return labels.said(f"evaluation.effect.{effect.value}.{code}", value=_number(effect, abs(each.value)))


def of_another(effect: Effect, each: Tendency) -> str:
    """Say in short what was found in the ratings of somebody else: the effect, its direction, its value."""
    code = f"evaluation.effect.{effect.value}"
    if effect is Effect.SEVERITY and each.value is not None:
        code = f"evaluation.round.{'strict' if each.value > 0 else 'mild'}"
    return labels.said(
        "evaluation.round.found", effect=labels.said(code), value=_number(effect, abs(each.value or 0.0))
    )


def _number(effect: Effect, value: float | None) -> str:
    if effect in SHARES:
        return formats.percent(None if value is None else 100 * value, places=0)
    return formats.number(value, places=2)


def _share(value: float | None, widest: float) -> str:
    return "" if value is None else f"{100 * min(1.0, abs(value) / widest):.1f}%"
