"""One's own training: the overview, and courses with their quizzes."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.web.evaluators.pages import training as laid
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page
from liuxin.kernel.errors import LiuxinError, NotAllowedError
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import QuizAnswer
from liuxin.performance.plan import queries as plan


def person_of(request: HttpRequest) -> int:
    """Give the person whose training it is: always the one who is signed in."""
    person = standing.of(request).person_id
    if person is None:
        raise NotAllowedError("account.without_person")
    return person


@require_safe
@login_required
def training(request: HttpRequest) -> HttpResponse:
    """Show what I have done, and what I still need to be allowed to rate."""
    person, now = person_of(request), timezone.now()
    cycle = plan.current_cycle()
    mine = queries.ratees_of(person, cycle.id) if cycle else ()
    declared = queries.own_declarations(person, cycle.id) if cycle else ()
    found = queries.my_training(person, now)
    return page(
        request,
        "evaluators/training.html",
        {
            "steps": laid.steps(found, queries.courses(), now, organisation.zone()),
            "qualification": laid.qualification(found, now, organisation.zone()),
            "cycle": cycle,
            "rates": sum(row.ratee != person for row in mine),
            "declared": bool(declared),
            "practice": found.practice,
            "all": len(queries.practice().cases),
            "least": laid.LEAST,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def course(request: HttpRequest, course: str) -> HttpResponse:
    """Show a course and its quiz; a POST is a try at the quiz."""
    person, now = person_of(request), timezone.now()
    found = queries.course(course)
    given = _given(request.POST) if request.method == "POST" else {}
    problem, status = "", 200
    if request.method == "POST":
        answers = [QuizAnswer(item, option) for item, option in given.items()]
        try:
            marked = actions.take_quiz(course=course, answers=answers, by=standing.actor(request), at=now)
        except LiuxinError as error:
            problem, status = labels.said(error.code, **error.params), CONFLICT
        else:
            said = _("Passed: %(right)s of %(of)s right.") if marked.passed else _("%(right)s of %(of)s right.")
            level = messages.success if marked.passed else messages.warning
            level(request, said % {"right": marked.right, "of": marked.of})
            return redirect("evaluators:course", course)
    tries = next(each for each in queries.my_training(person, now).courses if each.code == course)
    context = laid.course(found, tries, given, organisation.zone()) | {"problem": problem}
    return page(request, "evaluators/course.html", context, status=status)


def _given(data: Mapping[str, object]) -> dict[str, str]:
    """Read the answers: every field that begins as a question's does."""
    return {key.removeprefix(laid.ITEM): str(value) for key, value in data.items() if key.startswith(laid.ITEM)}
