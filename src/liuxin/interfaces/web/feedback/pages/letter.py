"""The letter of a talk: four questions, each sentence with its evidence in the margin."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.interfaces.web.feedback import labels
from liuxin.interfaces.web.feedback.pages.links import Links
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import has_sentence
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback import queries, rules
from liuxin.performance.feedback.words import CANNOT_TELL, Cited, PointView, Question, QuestionText, TalkView
from liuxin.performance.indicators.words import is_rated

NUMERALS = ("一", "二", "三", "四")
VALUES = ("value", "low", "high", "target", "others", "raw", "by")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the number of its evidence; a sentence without any says that the record holds none."""

    number: int
    text: str
    label: str
    detail: str
    url: str
    closed: bool
    cannot_tell: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the four questions with its sentences, and what one has noted for oneself."""

    number: int
    numeral: str
    name: str
    prompt: str
    sentences: tuple[Sentence, ...]
    own_note: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the outline with its minutes."""

    label: str
    minutes: int


def letter(
    talk: TalkView, *, for_manager: bool, me: int | None, externals: Externals, leads: Links
) -> tuple[Answered, ...]:
    """Lay out the four questions, evidence numbered throughout."""
    own = {note.question: note.text for note in talk.notes if note.by == me and note.kind == "prepared"}
    numbers = iter(range(1, len(talk.points) + 1))
    return tuple(_answered(each, talk, numbers, own, externals, leads=leads, for_manager=for_manager)
                 for each in queries.content().questions)  # fmt: skip


def outline(talk: TalkView) -> tuple[Box, ...]:
    """Lay out the boxes of time."""
    boxes = rules.boxed(queries.content().sections, talk.line.minutes)
    return tuple(Box(shown.text(box.label), box.minutes) for box in boxes)


def sentence_of(point: PointView, externals: Externals) -> str:
    """Say a sentence of the record in the language of the page, numbers with their units."""
    return labels.told(point.code, **_filled(point.params, externals))


def goal_text(text: str) -> str:
    """Give a goal in the language of the page where it is the aim of a class as shipped, else as it was written."""
    aims = {each.aim.zh: each.aim for each in queries.content().classes.values()}
    return shown.text(aims[text]) if text in aims else text


def why(talk: TalkView, externals: Externals) -> str:
    """Say why a talk is of its class."""
    params = dict(talk.why_params)
    for name in ("measure", "other"):
        if name in params:
            params[name] = measure_name(str(params[name]), externals)
    said = {name: formats.points(each) if isinstance(each, float) else each for name, each in params.items()}
    return labels.told(talk.why, **said)


def measure_name(key: str, externals: Externals) -> str:
    """Name a measure by its key; one that is gone is named by the key."""
    if is_rated(key):
        return pgettext("feedback", "Six hearts")
    try:
        found, statistic = library.find(key, externals)
    except LiuxinError:
        return key
    return shown.title(found, statistic)


def _answered(
    each: QuestionText,
    talk: TalkView,
    numbers: Iterator[int],
    own: Mapping[int, str],
    externals: Externals,
    *,
    leads: Links,
    for_manager: bool,
) -> Answered:
    points = talk.of(Question(each.number))
    return Answered(
        number=each.number,
        numeral=NUMERALS[each.number - 1],
        name=shown.text(each.name),
        prompt=shown.text(each.manager if for_manager else each.person),
        sentences=tuple(_sentence(point, next(numbers), leads, externals) for point in points),
        own_note=own.get(each.number, ""),
    )


def _sentence(point: PointView, number: int, leads: Links, externals: Externals) -> Sentence:
    filled = _filled(point.params, externals)
    label, detail = _evidence(point, filled)
    return Sentence(
        number=number,
        text=labels.told(point.code, **filled),
        label=label,
        detail=detail,
        url=leads.evidence(point.cites, point.key),
        closed=leads.is_closed(point.cites, point.key),
        cannot_tell=point.code in CANNOT_TELL,
    )


def _evidence(point: PointView, filled: Mapping[str, object]) -> tuple[str, str]:
    if point.cites is Cited.GOAL:
        return pgettext("evidence", "Goal"), _("version %(version)s, signed by both") % {"version": filled["version"]}
    if point.cites is Cited.JOB:
        return pgettext("evidence", "Job analysis"), _("%(share)s%% of the time") % {"share": filled["share"]}
    if point.cites is Cited.OBSTACLE:
        return _("Obstacle %(number)s") % {"number": filled["number"]}, ""
    if point.cites is Cited.LINE:
        return str(filled.get("measure", "")), _of_line(filled)
    if point.cites is Cited.HEARTS:
        return pgettext("feedback", "Six hearts"), _("%(raters)s raters") % {"raters": filled["raters"]}
    return (_("Scorecard"), "") if point.cites is Cited.CARD else (_("Not on record"), "")


def _of_line(filled: Mapping[str, object]) -> str:
    if "n" not in filled:
        return _("on the scorecard")
    if filled["low"] == filled["high"] == formats.ABSENT:
        return f"{filled['value']} · n {filled['n']}"
    return f"{filled['value']} · {filled['low']} – {filled['high']} · n {filled['n']}"


def _filled(params: Mapping[str, object], externals: Externals) -> dict[str, object]:
    """Write what fills a sentence: a measure by its name, its numbers with unit and digits."""
    filled = {name: _in_language(value) for name, value in params.items()}
    key = str(params.get("measure", ""))
    if key:
        filled |= _numbers(key, params, externals)
    if "why" in filled:
        filled["why"] = labels.told(f"feedback.why.{params['why'] or 'measured'}")
    for name in ("heart", "cut"):
        code = f"feedback.{name}.{params.get(name)}"
        if name in filled and has_sentence(code):
            filled[name] = labels.told(code)
    return filled


def _numbers(key: str, params: Mapping[str, object], externals: Externals) -> dict[str, object]:
    given = {name: params[name] for name in VALUES if name in params}
    filled: dict[str, object] = {"measure": measure_name(key, externals)}
    if "n" in params:
        filled["n"] = formats.number(_number(params["n"]))
    try:
        unit = None if is_rated(key) else library.find(key, externals)[0].unit
    except LiuxinError:
        unit = None
    for name, number in given.items():
        value = _number(number)
        beside = name in {"low", "high"}
        if unit is None:
            filled[name] = formats.number(value, places=2)
        else:
            filled[name] = shown.bare(value, unit) if beside else shown.value(value, unit)
    return filled


def _in_language(value: object) -> object:
    """Give a text that is there in both languages in that of the page."""
    if isinstance(value, dict):
        return shown.text(Bilingual(str(value.get("zh", "")), str(value.get("en", ""))))
    return value


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
