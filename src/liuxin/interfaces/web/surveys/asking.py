"""The form on a phone: one question at a time. Used by whoever holds a link, and by raters who are signed in.

It works without script: every button posts what was chosen and leads on. With script each choice is kept at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liuxin.desk.surveys.words import ENDS, NewAnswer, QuestionView, Seen, SheetView
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.wording.catalogue import has_sentence, sentence, sentence_of
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual

REVIEW, SUBMIT = "review", "submit"
SIX = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something on record that belongs to a question, such as a case that both worked on."""

    title: str
    when: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a form posts to, where it leads when it is handed in, and how answers are kept.

    `save` takes answers by the code of the question, and whether the sheet is handed in. `evidence` is by question;
    `evidence_of` says in one line what it is.
    """

    action: str
    done: str
    save: Callable[[Mapping[str, NewAnswer], bool], None]
    back: str = ""
    evidence: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)
    evidence_of: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A level with its anchor, or "not seen"."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A question on the page that is looked through before it is handed in."""

    code: str
    name: str
    said: str
    asks_note: bool


@in_house_time
def ask(request: HttpRequest, sheet: SheetView, door: Door) -> HttpResponse:
    """Show the form, or keep what was posted and go on; reading it changes nothing."""
    if request.method == "POST":
        return _take(request, sheet, door)
    asked = request.GET.get("q", "")
    question = _question(sheet, asked) or (None if asked == REVIEW else _first_open(sheet))
    if question is None:
        return _review(request, sheet, door)
    return _show(request, sheet, door, question)


def _take(request: HttpRequest, sheet: SheetView, door: Door) -> HttpResponse:
    go = request.POST.get("go", "")
    if go == SUBMIT:
        return _hand_in(request, sheet, door)
    question = _question(sheet, request.POST.get("question", ""))
    if question is None:
        return redirect(door.action)
    given, note = _given(request), request.POST.get("note", "")
    try:
        if given is None:
            _check_no_note(note)
        else:
            door.save({question.code: given}, False)  # noqa: FBT003 - not handed in yet
    except BadInputError as problem:
        said = sentence_of(problem, get_language() or "")
        return _show(request, sheet, door, question, problem=said, given=given, note=note)
    if request.headers.get("HX-Request"):
        return _kept(request, sheet, question, answered=given is not None)
    return redirect(f"{door.action}?{urlencode({'q': go or question.code})}")


def _check_no_note(note: str) -> None:
    if note.strip():
        raise BadInputError("surveys.note_alone", field="note")


def _given(request: HttpRequest) -> NewAnswer | None:
    """Read the choice; None where nothing was chosen."""
    chosen, note = request.POST.get("answer", ""), request.POST.get("note", "")
    if chosen == Seen.NOT_SEEN:
        return NewAnswer(Seen.NOT_SEEN, None, note)
    return NewAnswer(Seen.SEEN, int(chosen) if chosen.isdecimal() else 0, note) if chosen else None


def _hand_in(request: HttpRequest, sheet: SheetView, door: Door) -> HttpResponse:
    try:
        door.save({}, True)  # noqa: FBT003 - handed in
    except BadInputError as problem:
        return _review(request, sheet, door, problem=sentence_of(problem, get_language() or ""))
    return redirect(door.done)


def _kept(request: HttpRequest, sheet: SheetView, question: QuestionView, *, answered: bool) -> HttpResponse:
    done = {*sheet.answers, question.code} if answered else set(sheet.answers)
    return page(
        request, "surveys/kept.html", {"saved_at": timezone.localtime() if answered else None, **_progress(sheet, done)}
    )


def _show(
    request: HttpRequest,
    sheet: SheetView,
    door: Door,
    question: QuestionView,
    *,
    problem: str = "",
    given: NewAnswer | None = None,
    note: str | None = None,
) -> HttpResponse:
    kept = given or sheet.answers.get(question.code)
    questions = sheet.questionnaire.questions
    place = questions.index(question)
    following = questions[place + 1] if place + 1 < len(questions) else None
    context = {
        "question": question,
        "number": place + 1,
        "text": spoken(question.text).replace("{name}", _name(sheet)),
        "options": _options(question, kept),
        "note": (kept.note if kept else "") if note is None else note,
        "asks_note": sheet.questionnaire.note_at_ends,
        "before": questions[place - 1].code if place else "",
        "after": following.code if following else REVIEW,
        "after_name": spoken(following.name) if following else "",
        "evidence": door.evidence.get(question.code, ()),
        "problem": problem,
    }
    status = STATUS[BadInputError] if problem else 200
    return page(request, "surveys/ask.html", _frame(sheet, door) | context, status=status)


def _review(request: HttpRequest, sheet: SheetView, door: Door, *, problem: str = "") -> HttpResponse:
    context = {"lines": [_line(sheet, one) for one in sheet.questionnaire.questions], "problem": problem}
    status = STATUS[BadInputError] if problem else 200
    return page(request, "surveys/review.html", _frame(sheet, door) | context, status=status)


def _frame(sheet: SheetView, door: Door) -> dict[str, object]:
    return {"door": door, **heading(sheet), **_progress(sheet, set(sheet.answers))}


def heading(sheet: SheetView) -> dict[str, object]:
    """Say whom a sheet is about, as whom one answers, and who will see it."""
    name, code = spoken(sheet.about), f"surveys.group.{sheet.group}"
    return {
        "title": _("Rate %(name)s") % {"name": name} if name else spoken(sheet.questionnaire.name),
        "questionnaire": spoken(sheet.questionnaire.name),
        "group": sentence(code, get_language() or "") if has_sentence(code) else "",
        "confidential": sheet.confidential,
    }


def _progress(sheet: SheetView, done: set[str]) -> dict[str, object]:
    codes = [one.code for one in sheet.questionnaire.questions]
    petals = [code in done for code in codes] if len(codes) == SIX else []
    return {"petals": petals, "answered": len(done.intersection(codes)), "count": len(codes)}


def _options(question: QuestionView, kept: NewAnswer | None) -> list[Option]:
    """Give the five levels in order, then "not seen"; what was not answered has nothing chosen."""
    level = kept.level if kept else None
    seen = [Option(str(each), spoken(text), chosen=each == level) for each, text in question.anchors.items()]
    not_seen = kept is not None and kept.seen is Seen.NOT_SEEN
    return [*seen, Option(Seen.NOT_SEEN.value, _("I have not seen it (it counts as nothing, not as zero)"), not_seen)]


def _line(sheet: SheetView, question: QuestionView) -> Line:
    answer = sheet.answers.get(question.code)
    said = ""
    if answer is not None:
        seen = answer.seen is Seen.SEEN and answer.level is not None
        said = f"{answer.level} · {spoken(question.anchors[answer.level or 1])}" if seen else _("not seen")
    bare = answer is not None and answer.level in ENDS and not answer.note
    return Line(question.code, spoken(question.name), said, bare and sheet.questionnaire.note_at_ends)


def _question(sheet: SheetView, code: str) -> QuestionView | None:
    return next((one for one in sheet.questionnaire.questions if one.code == code), None)


def _first_open(sheet: SheetView) -> QuestionView | None:
    return next((one for one in sheet.questionnaire.questions if one.code not in sheet.answers), None)


def _name(sheet: SheetView) -> str:
    return spoken(sheet.about) or _("this colleague")


def spoken(text: Bilingual) -> str:
    """Give a text in the reader's language."""
    return text.in_language(get_language() or "zh-hans")
