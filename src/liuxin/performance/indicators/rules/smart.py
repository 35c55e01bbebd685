"""The SMART check: specific, measurable, attainable, relevant, timed; each from the record, or it cannot be told."""

from collections.abc import Callable
from statistics import median
from typing import Final

from liuxin.engines.measurement.crediting import Credit
from liuxin.performance.indicators.rules.spread import between_people
from liuxin.performance.indicators.words import Answer, Evidence, Finding, Letter, Standard, Subject, is_rated

_DAY: Final = 86_400
HARDLY: Final = 0.1
"""Where at most a tenth of the spread stays with people, results differ by chance and by month."""


def check_smart(evidence: Evidence) -> tuple[Finding, ...]:
    """Answer the five letters, in order."""
    return tuple(answer(evidence) for answer in _ANSWERS)


def _finding(letter: Letter, answer: Answer, what: str, **params: object) -> Finding:
    return Finding(letter, answer, f"indicators.smart.{what}", params)


def _specific(seen: Evidence) -> Finding:
    measure, letter = seen.measure, Letter.SPECIFIC
    if measure is None:
        return _finding(letter, Answer.FAILS, "undefined")
    if seen.is_retired:
        return _finding(letter, Answer.FAILS, "retired")
    if seen.subject is Subject.PERSON and measure.credit is Credit.UNIT_ONLY:
        return _finding(letter, Answer.FAILS, "unit_only")
    return _finding(letter, Answer.MET, "defined", credit=measure.credit_text)


def _measurable(seen: Evidence) -> Finding:
    letter = Letter.MEASURABLE
    if seen.measure is None:
        return _finding(letter, Answer.FAILS, "undefined")
    if seen.missing and not is_rated(seen.key):
        return _finding(letter, Answer.FAILS, "not_recorded", needs=seen.measure.needs_note)
    have, least = len(seen.results), seen.measure.least_sample
    if not have + seen.few:
        return _finding(letter, Answer.CANNOT_TELL, "no_ratings" if is_rated(seen.key) else "no_results")
    if seen.few > have:
        return _finding(letter, Answer.FAILS, "too_few", few=seen.few, all=seen.few + have, least=least)
    usual = round(median(each.n for each in seen.results))
    return _finding(letter, Answer.MET, "enough", usual=usual, least=least, have=have, all=seen.few + have)


def _attainable(seen: Evidence) -> Finding:
    letter, reached = Letter.ATTAINABLE, seen.trial.at_target
    if reached is None:
        why = seen.trial.why
        return Finding(letter, Answer.CANNOT_TELL, why.code, why.params) if why else _finding(letter, *_NO_HISTORY)
    answer = {Standard.MODERATE: Answer.MET, Standard.CANNOT_TELL: Answer.CANNOT_TELL}
    params = {"share": reached.share, "low": reached.low, "high": reached.high, "of": reached.of}
    standard = seen.trial.standard
    return _finding(letter, answer.get(standard, Answer.FAILS), standard.value, **params)


_NO_HISTORY: Final = (Answer.CANNOT_TELL, "no_results")


def _relevant(seen: Evidence) -> Finding:
    letter, persists = Letter.RELEVANT, _persists(seen)
    if not seen.serves:
        return Finding(letter, Answer.FAILS, "indicators.smart.serves_nothing", beside=persists)
    said = {"purposes": tuple(each.name for each in seen.serves), "count": len(seen.serves)}
    answer = Answer.MET if persists.answer is Answer.MET else persists.answer
    return Finding(letter, answer, "indicators.smart.serves", said, beside=persists)


def _persists(seen: Evidence) -> Finding:
    """Tell whether results differ by person, or only by month and chance."""
    letter, spread = Letter.RELEVANT, between_people(seen.results)
    if spread is None:
        return _finding(letter, Answer.CANNOT_TELL, "spread_unknown")
    params = {"share": max(spread.value, 0.0), "low": max(spread.low, 0.0), "high": max(spread.high, 0.0)}
    if spread.low > 0:
        return _finding(letter, Answer.MET, "spread_of_people", **params)
    if spread.high < HARDLY:
        return _finding(letter, Answer.FAILS, "spread_of_chance", **params)
    return _finding(letter, Answer.CANNOT_TELL, "spread_either", **params)


def _timed(seen: Evidence) -> Finding:
    letter, grain = Letter.TIMED, seen.grain
    if seen.cycle_fits is None:
        return _finding(letter, Answer.CANNOT_TELL, "no_cycle", grain=grain)
    if not seen.cycle_fits:
        return _finding(letter, Answer.FAILS, "other_length", grain=grain)
    days = seen.measure.window // _DAY if seen.measure else 0
    return _finding(letter, Answer.MET, "timed_later" if days else "timed", grain=grain, days=days)


_ANSWERS: Final[tuple[Callable[[Evidence], Finding], ...]] = (
    _specific,
    _measurable,
    _attainable,
    _relevant,
    _timed,
)
