"""How a score came about, in plain sentences, each with the way to what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from liuxin.insight.whole import CameAbout
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.web.insight.pages.card import NO_TOTAL
from liuxin.interfaces.web.insight.pages.raters import beside
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.performance.agreement.words import State
from liuxin.performance.evaluation.words import LineState, ResultState, ResultView, ScoredLine
from liuxin.performance.indicators.words import is_rated

WHERE = {
    ResultState.PROVISIONAL: "insight.how.provisional",
    ResultState.TALKED: "insight.how.talked",
    ResultState.FINAL: "insight.how.final",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, and the address of what it rests on."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The sentences of one question."""

    title: str
    said: tuple[Said, ...]


def context(found: CameAbout) -> dict[str, object]:
    """Give the template everything."""
    total = found.result.total.points
    return {
        "name": shown.name(found.person),
        "person": found.person.id,
        "cycle": shown.text(found.cycle.name),
        "on_appeal": found.on_appeal,
        "total": formats.points(total.score if total else None),
        "interval": formats.interval(total.low, total.high) if total else "",
        "state": _sentence(f"insight.how.state.{found.result.state.value}"),
        "parts": [
            Part(_sentence("insight.how.title.rules"), tuple(_rules(found))),
            Part(_sentence("insight.how.title.lines"), tuple(_lines(found))),
            Part(_sentence("insight.how.title.total"), tuple(_total(found))),
            Part(_sentence("insight.how.title.changes"), tuple(_changes(found))),
            Part(_sentence("insight.how.title.where"), tuple(_where(found))),
        ],
    }


def _sentence(code: str, **params: object) -> str:
    return sentence(code, get_language() or "zh-hans", **params)


def _rules(found: CameAbout) -> Iterator[Said]:
    """Say by which set, and whether those whom it binds agreed to it."""
    if found.card is None:
        yield Said(_sentence("insight.how.no_card"))
        return
    chosen = found.card.set
    told = {"version": chosen.version, "measured": len(chosen.measured), "rated": len(chosen.rated)}
    url = reverse("indicators:set", args=[chosen.id])
    yield Said(_sentence("insight.how.set", name=shown.text(chosen.name), **told), url)
    state = found.agreement
    if state is None or state.settled_at is None:
        yield Said(_sentence("insight.how.nobody_agreed"))
        return
    code = "insight.how.decided" if state.state is State.DECIDED else "insight.how.agreed"
    day = formats.local_day(state.settled_at, found.zone)
    told = {"signed": state.signed, "required": state.required, "objections": state.objections}
    url = reverse("agreement:one", args=[state.id]) if found.agreement_open else ""
    yield Said(_sentence(code, day=day, **told), url)


def _lines(found: CameAbout) -> Iterator[Said]:
    """Say of each line what was found, what it scored, and what it brought."""
    if found.card is None:
        return
    for place, line in enumerate(found.card.card.lines):
        yield Said(_line(found, line), _behind(found, place, line))
        if said := beside(line):
            yield Said(said, _behind(found, place, line))


def _line(found: CameAbout, line: ScoredLine) -> str:
    measure, statistic = found.measures[line.indicator.measure]
    name = shown.title(measure, statistic)
    if line.state is LineState.MISSING or line.points is None:
        return _sentence("insight.how.line_missing", name=name, why=shown.why(line.measured))
    told = {
        "name": name,
        "score": formats.points(line.points.score),
        "weight": formats.number(line.weight_applied, places=1),
        "brought": formats.points(line.contribution),
    }
    if line.state is LineState.CARRIED:
        return _sentence("insight.how.line_carried", **told)
    code = "insight.how.line_rated" if is_rated(line.indicator.measure) else "insight.how.line_measured"
    value = shown.value(line.measured.value, measure.unit)
    return _sentence(code, value=value, n=shown.basis(line.measured, measure), **told)


def _behind(found: CameAbout, place: int, line: ScoredLine) -> str:
    key, person = line.indicator.measure, found.person.id
    if found.card is None or line.state is not LineState.MEASURED or not found.opens(key):
        return ""
    if is_rated(key):
        return reverse("evaluation:person", args=[found.cycle.id, person])
    return addresses.behind(key, person=person, frozen=found.card.frozen[place].id)


def _total(found: CameAbout) -> Iterator[Said]:
    """Say the total with its room for chance, or why there is none."""
    total = found.result.total
    if total.points is None:
        yield Said(_sentence("insight.how.no_total", why=str(NO_TOTAL[total.no_total])))
        return
    told = {"score": formats.points(total.points.score), "covered": formats.number(total.covered)}
    between = formats.interval(total.points.low, total.points.high)
    yield Said(_sentence("insight.how.total", between=between, **told), addresses.scorecard(found.person.id))


def _changes(found: CameAbout) -> Iterator[Said]:
    """Say who worked it out and who changed it since, each with before, after and reason."""
    first, *later = found.versions
    at = formats.date_time(first.at, found.zone)
    yield Said(_sentence("insight.how.worked_out", at=at, by=_who(found, first)))
    before = first
    for each in later:
        told = {"before": _points(before), "after": _points(each), "reason": each.reason}
        at = formats.date_time(each.at, found.zone)
        yield Said(_sentence("insight.how.corrected", at=at, by=_who(found, each), **told))
        before = each
    if not later:
        yield Said(_sentence("insight.how.never_corrected"))


def _where(found: CameAbout) -> Iterator[Said]:
    at = formats.date_time(found.result.state_at, found.zone)
    yield Said(_sentence(WHERE[found.result.state], at=at), reverse("feedback:home"))


def _points(each: ResultView) -> str:
    return formats.points(each.total.points.score if each.total.points else None)


def _who(found: CameAbout, each: ResultView) -> str:
    person = each.by.person_id
    return shown.name(found.names.get(person)) if person is not None else _sentence("insight.how.by_liuxin")
