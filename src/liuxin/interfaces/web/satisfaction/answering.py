"""The form behind a signed link: looking at it writes nothing, one press hands it in, and then it is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import SurveyPage, SurveyState
from liuxin.desk.surveys.words import NewAnswer, QuestionView, Seen
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit.views import STATUS as OF_ERRORS
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.surveys.asking import spoken
from liuxin.interfaces.wording.catalogue import sentence, sentence_of
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import BadInputError, ConflictError, NotFoundError, RuleBrokenError

HOLDER = Actor(ActorKind.CUSTOMER, "", via="web")
STATUS: Mapping[SurveyState, int] = {
    SurveyState.EXPIRED: 410,
    SurveyState.REVOKED: 410,
    SurveyState.UNKNOWN: 404,
}
HEART, NOTE = "heart", "comment"


@dataclass(frozen=True, slots=True)
class Option:
    """A level that may be chosen; nothing is chosen beforehand."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the customer reads it, with what is wrong with the answer."""

    code: str
    text: str
    options: tuple[Option, ...]
    must: bool
    problem: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_house_time
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, or why there is none; take it in where it was sent."""
    found = queries.survey_page(token, timezone.now())
    if found.state is not SurveyState.OPEN:
        return _over(request, found)
    if request.method != "POST":
        return _form(request, found, None)
    try:
        actions.answer_survey(token=token, answers=_given(request, found), by=HOLDER, at=timezone.now())
    except BadInputError as problem:
        return _form(request, found, problem)
    except (ConflictError, NotFoundError, RuleBrokenError):  # answered in another window just now
        return _over(request, queries.survey_page(token, timezone.now()))
    return redirect(request.path)


def _given(request: HttpRequest, found: SurveyPage) -> dict[str, NewAnswer]:
    """Read what was chosen; a question without a choice is not answered."""
    given: dict[str, NewAnswer] = {}
    for question in _questions(found):
        chosen = request.POST.get(question.code, "")
        note = request.POST.get(NOTE, "") if question.code == "overall" else ""
        if chosen == Seen.NOT_APPLICABLE.value and question.group == HEART:
            given[question.code] = NewAnswer(Seen.NOT_APPLICABLE)
        elif chosen:
            given[question.code] = NewAnswer(Seen.SEEN, int(chosen) if chosen.isdecimal() else 0, note)
    return given


def _form(request: HttpRequest, found: SurveyPage, problem: BadInputError | None) -> HttpResponse:
    said = _said(problem) if problem else ""
    context = {
        "found": found,
        "questions": [_asked(one, request, problem, said) for one in _questions(found)],
        "comment": request.POST.get(NOTE, ""),
        "problem": said,
        "title": _("How was it?"),
    }
    return page(request, "satisfaction/answer.html", context, status=OF_ERRORS[BadInputError] if problem else 200)


def _said(problem: BadInputError) -> str:
    """Say what is wrong; what waits for an answer in words of this form, which knows no "not seen"."""
    language = get_language() or ""
    if problem.code == "surveys.unanswered":
        return sentence("satisfaction.unanswered", language)
    return sentence_of(problem, language)


def _over(request: HttpRequest, found: SurveyPage) -> HttpResponse:
    titles = {
        SurveyState.USED: _("Thank you"),
        SurveyState.EXPIRED: _("Too late"),
        SurveyState.REVOKED: _("Taken back"),
    }
    title = titles.get(found.state, _("No such link"))
    context = {"found": found, "title": title, "code": f"satisfaction.{found.state}"}
    return page(request, "satisfaction/over.html", context, status=STATUS.get(found.state, 200))


def _questions(found: SurveyPage) -> tuple[QuestionView, ...]:
    return found.sheet.questionnaire.questions if found.sheet else ()


def _asked(question: QuestionView, request: HttpRequest, problem: BadInputError | None, said: str) -> Asked:
    chosen = request.POST.get(question.code, "")
    options = [Option(str(level), spoken(text), chosen == str(level)) for level, text in question.anchors.items()]
    if question.group == HEART:
        apart = Seen.NOT_APPLICABLE.value
        options.append(Option(apart, _("Does not apply"), chosen == apart))
    wrong = said if problem and problem.field == question.code else ""
    return Asked(question.code, spoken(question.text), tuple(options), question.must, wrong)
